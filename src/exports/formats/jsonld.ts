import type { PartyKind } from "../../domain/codelists/codelists.ts";
import { fulfilment as fulfilmentCodes } from "../../domain/codelists/judgement.ts";
import { isPromisor } from "../../domain/commitment-party.ts";
import type { Quote } from "../../domain/quote.ts";
import { g20Points } from "../../stats/scores.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import { aboutDataset, type Setting } from "./format.ts";

/**
 * Linked data: commitments as schema.org Claims, their quotes as Quotations that are Web Annotations
 * (https://www.w3.org/TR/annotation-model/), in one graph. The context stands in the document, so nothing has to be
 * fetched.
 */

const edtf = "http://id.loc.gov/datatypes/edtf/EDTF";
const days = { "@type": "http://www.w3.org/2001/XMLSchema#date" };
const instant = "http://www.w3.org/2001/XMLSchema#dateTime";

/** Terms without a place in schema.org or the Web Annotation vocabulary are of this service, `own`. */
const contextFor = (base: string) => ({
  "@version": 1.1,
  "@vocab": "https://schema.org/",
  id: "@id",
  type: "@type",
  oa: "http://www.w3.org/ns/oa#",
  own: `${base}/v1/codelists#`,
  Annotation: "oa:Annotation",
  SpecificResource: "oa:SpecificResource",
  TextQuoteSelector: "oa:TextQuoteSelector",
  TextPositionSelector: "oa:TextPositionSelector",
  TimeState: "oa:TimeState",
  hasBody: { "@id": "oa:hasBody", "@type": "@id" },
  hasTarget: "oa:hasTarget",
  hasSource: { "@id": "oa:hasSource", "@type": "@id" },
  hasSelector: "oa:hasSelector",
  hasState: "oa:hasState",
  cachedSource: { "@id": "oa:cachedSource", "@type": "@id" },
  sourceDate: { "@id": "oa:sourceDate", "@type": instant },
  exact: "oa:exact",
  prefix: "oa:prefix",
  suffix: "oa:suffix",
  start: "oa:start",
  end: "oa:end",
  sameAs: { "@type": "@id" },
  url: { "@type": "@id" },
  isPartOf: { "@type": "@id" },
  archivedAt: { "@type": "@id" },
  dateModified: { "@type": instant },
  statedOn: { "@id": "own:statedOn", "@type": edtf },
  statusSince: { "@id": "own:statusSince", "@type": edtf },
  publishedOn: { "@id": "own:publishedOn", "@type": edtf },
  due: { "@id": "own:due", "@type": edtf },
  dueText: "own:dueText",
  dueEarliest: { "@id": "own:dueEarliest", ...days },
  dueLatest: { "@id": "own:dueLatest", ...days },
  commitmentType: { "@id": "own:type", "@type": "@id" },
  firmness: { "@id": "own:firmness", "@type": "@id" },
  status: { "@id": "own:status", "@type": "@id" },
  timeliness: { "@id": "own:timeliness", "@type": "@id" },
  fulfilment: { "@id": "own:fulfilment", "@type": "@id" },
  confidence: { "@id": "own:confidence", "@type": "@id" },
  origin: { "@id": "own:origin", "@type": "@id" },
  judgedOn: { "@id": "own:judgedOn", "@type": edtf },
  role: { "@id": "own:role", "@type": "@id" },
  party: { "@id": "own:party" },
  parties: { "@id": "own:parties" },
  anchor: { "@id": "own:anchor", "@type": "@id" },
  sha256: "own:sha256",
});

/** One document: the context, then a graph of the dataset and each commitment with quotes, sources and parties. */
export async function* writeJsonld(lines: AsyncIterable<ExchangeLine>, setting: Setting): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(contextFor(setting.base))},"@graph":[\n${JSON.stringify(datasetOf(setting))}`;
  for await (const line of lines) yield `,\n${JSON.stringify(claimOf(line, setting.base))}`;
  yield "\n]}\n";
}

function datasetOf(setting: Setting): object {
  const { seq, hash, recordedAt } = aboutDataset(setting);
  const id = `${setting.base}/v1/commitments.jsonld`;
  return {
    id,
    type: "Dataset",
    name: "Commitments",
    version: seq,
    identifier: hash,
    ...known({ dateModified: recordedAt }),
  };
}

/** Without the members that are null: JSON-LD has no null. */
function known(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}

function claimOf(line: ExchangeLine, base: string): object {
  const {
    id,
    slug,
    title,
    summary,
    statedOn,
    statedEarliest,
    statedLatest,
    due,
    location,
    parties,
    sources = [],
  } = line;
  const code = (list: string, value: string) => `own:${list}/${value}`;
  return known({
    id: `${base}/v1/commitments/${id}`,
    type: "Claim",
    url: `${base}/v1/commitments/${slug}`,
    name: title,
    description: summary,
    keywords: line.tags,
    statedOn,
    datePublished: statedEarliest === statedLatest ? statedEarliest : null,
    author: parties.filter(isPromisor).map((party) => partyOf(party, base)),
    parties: parties.map((party) => ({ party: partyOf(party, base), role: code("role", party.role) })),
    commitmentType: code("type", line.type),
    firmness: code("firmness", line.firmness),
    status: code("status", line.status),
    statusSince: line.statusSince,
    due: due?.edtf,
    dueText: due?.text,
    dueEarliest: due?.earliest,
    dueLatest: due?.latest,
    timeliness: code("timeliness", line.timeliness),
    fulfilment: code("fulfilment", line.fulfilment),
    contentLocation: location && {
      type: "Place",
      geo: { type: "GeoCoordinates", latitude: location.coordinates[1], longitude: location.coordinates[0] },
    },
    appearance: sources.map((source) => sourceOf(source, base)),
    citation: line.quotes?.map((quote) => quotationOf(quote, line, base)),
    review: line.assessments?.filter(isInForce).map((assessment) => reviewOf(assessment, line, base)),
    version: line.version,
    dateModified: line.updatedAt,
  });
}

const schemaTypes: Readonly<Record<PartyKind, string>> = {
  state: "Country",
  region: "AdministrativeArea",
  igo: "Organization",
  agency: "GovernmentOrganization",
  company: "Corporation",
  person: "Person",
};

function partyOf({ party, kind, name, wikidataId }: ExchangeLine["parties"][number], base: string): object {
  return known({
    id: `${base}/v1/parties/${party}`,
    type: kind && schemaTypes[kind],
    identifier: party,
    name,
    sameAs: wikidataId ? `http://www.wikidata.org/entity/${wikidataId}` : null,
  });
}

/** An address as an IRI: what none may hold is escaped (RFC 3987, section 2.2). */
const iriOf = (address: string): string => address.replace(/[\p{C}\p{Z}<>"{}|\\^`]/gu, encodeURIComponent);

const sourceAddress = (id: string, base: string): string => `${base}/v1/sources/${id}`;

function sourceOf(source: NonNullable<ExchangeLine["sources"]>[number], base: string): object {
  const { id, title, publisher, author, url, archiveUrl, language, publishedOn, snapshots } = source;
  return known({
    id: sourceAddress(id, base),
    type: "CreativeWork",
    name: title,
    publisher: publisher && { type: "Organization", name: publisher },
    author: author && { type: "Person", name: author },
    url: url && iriOf(url),
    archivedAt: archiveUrl && iriOf(archiveUrl),
    inLanguage: language,
    publishedOn,
    sha256: snapshots.map(({ sha256 }) => sha256),
  });
}

type Judgement = NonNullable<ExchangeLine["assessments"]>[number];

/** What takes an earlier judgement back is none itself. */
const isInForce = ({ supersededBy, fulfilment }: Judgement): boolean =>
  supersededBy === null && fulfilment !== "not_assessed";

/**
 * A judgement as a ClaimReview (https://schema.org/ClaimReview): rated as the G20 Research Group does, -1 to +1, by the
 * crosswalk of the code list, with the code's own name beside it; one that could not be made has the name alone.
 */
function reviewOf(judgement: Judgement, { id, title }: ExchangeLine, base: string): object {
  const { fulfilment, confidence, on, earliest, latest, assessor, origin, party, rationale, evidence } = judgement;
  const claim = `${base}/v1/commitments/${id}`;
  const address = `${claim}/assessments/${judgement.id}`;
  return known({
    id: address,
    type: "ClaimReview",
    url: address,
    claimReviewed: title,
    itemReviewed: { id: claim },
    author: { name: assessor },
    reviewBody: rationale,
    judgedOn: on,
    datePublished: earliest === latest ? earliest : null,
    reviewRating: known({
      type: "Rating",
      alternateName: fulfilmentNames.get(fulfilment),
      ...(fulfilment !== "unverifiable" && { ratingValue: g20Points.get(fulfilment), worstRating: -1, bestRating: 1 }),
    }),
    fulfilment: `own:fulfilment/${fulfilment}`,
    confidence: `own:confidence/${confidence}`,
    origin: `own:assessment-origin/${origin}`,
    about: party && { id: `${base}/v1/parties/${party}` },
    citation: [...new Set(evidence.map(({ sourceId }) => sourceAddress(sourceId, base)))].map((source) => ({
      id: source,
    })),
    dateModified: judgement.updatedAt,
  });
}

const fulfilmentNames: ReadonlyMap<string, string> = new Map(
  fulfilmentCodes.codes.map(({ code, name }) => [code, name]),
);

/**
 * Offsets count code points, as the model's "characters" are to be read
 * (https://www.w3.org/TR/annotation-model/#text-position-selector), in the text of the snapshot that the state names.
 */
function quotationOf(quote: Quote, { id: claim, sources = [] }: ExchangeLine, base: string): object {
  const { id, sourceId, snapshotId, exact, prefix, suffix, start, end, language, translation, speaker, anchor } = quote;
  const source = sourceAddress(sourceId, base);
  const snapshot = sources.flatMap(({ snapshots }) => snapshots).find((each) => each.id === snapshotId);
  const position = start === null || end === null ? [] : [{ type: "TextPositionSelector", start, end }];
  return known({
    id: `${base}/v1/quotes/${id}`,
    type: ["Annotation", "Quotation"],
    text: exact,
    inLanguage: language,
    abstract: translation,
    creator: speaker && known({ type: "Person", name: speaker.name, jobTitle: speaker.office }),
    isPartOf: source,
    anchor: `own:anchor/${anchor}`,
    hasBody: `${base}/v1/commitments/${claim}`,
    hasTarget: known({
      type: "SpecificResource",
      hasSource: source,
      hasSelector: [known({ type: "TextQuoteSelector", exact, prefix, suffix }), ...position],
      hasState: snapshot && {
        type: "TimeState",
        sourceDate: snapshot.retrievedAt,
        cachedSource: `${source}/snapshots/${snapshot.id}/text`,
      },
    }),
  });
}
