import { codelists, type PartyKind, type Role, type Status } from "../../domain/codelists/codelists.ts";
import { namespace, organisationRoles } from "../exchange/iati.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Reporter, Setting } from "./format.ts";
import { resultsOf, transactionsOf } from "./iati-numbers.ts";
import { element, escapeXml, isXmlDay, textElement } from "./xml.ts";

/**
 * IATI activities, version 2.03, with elements in the order of its schema
 * (https://iatistandard.org/en/iati-standard/203/activity-standard/). What the standard has no place for goes into
 * descriptions of type 4 (other), and the whole commitment into an element of ours, which an import reads. A date is
 * written only where it is known to the day; a commitment without such a start is left out, since an activity needs one
 * (https://github.com/IATI/IATI-Rulesets, `activity-date[@type='1' or @type='2']`).
 */
export async function* writeIati(lines: AsyncIterable<ExchangeLine>, setting: Setting): AsyncGenerator<string> {
  const { dataset, base, reporter } = setting;
  const count = { written: 0, all: 0 };
  const generated = dataset.head.at === null ? "" : ` generated-datetime="${dataset.head.at}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03"${generated} xmlns:servanda="${namespace}">\n`;
  for await (const line of lines) {
    count.all += 1;
    const dates = datesOf(line);
    if (dates.length === 0) continue;
    count.written += 1;
    yield `${activity(line, { dates, base, reporter })}\n`;
  }
  const left = count.all - count.written;
  yield `<!-- ${count.written} of ${count.all} commitments; ${left} have no start that is known to the day -->\n</iati-activities>\n`;
}

interface Told {
  dates: readonly string[];
  base: string;
  reporter: Reporter;
}

function activity(line: ExchangeLine, { dates, base, reporter }: Told): string {
  const { id, slug, title, summary, status, updatedAt } = line;
  const address = `${base}/v1/commitments/${slug}`;
  return element(
    "iati-activity",
    { "xml:lang": "en", "last-updated-datetime": updatedAt, "linked-data-uri": `${base}/v1/commitments/${id}` },
    textElement("iati-identifier", `${reporter.ref}-${id}`),
    element(
      "reporting-org",
      { ref: reporter.ref, type: reporter.type, "secondary-reporter": "1" },
      narrative(reporter.name),
    ),
    element("title", {}, narrative(title)),
    element("description", { type: "1" }, narrative(summary?.trim() ? summary : title)),
    element("description", { type: "4" }, narrative(wordsOf(line))),
    ...quotationsOf(line),
    ...organisationsOf(line),
    element("activity-status", { code: equivalent("status", status, "IATI-ActivityStatus") ?? "1" }),
    ...dates,
    ...recipientOf(line),
    ...locationOf(line),
    ...sectorsOf(line, base),
    ...transactionsOf(line),
    element(
      "document-link",
      { url: address, format: "application/json" },
      element("title", {}, narrative("The commitment, with its timeline and sources")),
      element("category", { code: "A12" }),
    ),
    ...relatedTo(line, reporter),
    ...resultsOf(line),
    `<servanda:line><![CDATA[${jsonInXml(line)}]]></servanda:line>`,
  );
}

/** JSON has escapes for what XML has no place for, and for the end of the section that it stands in. */
function jsonInXml(line: ExchangeLine): string {
  return JSON.stringify(line)
    .replaceAll("]]>", "]]\\u003e")
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

/** RelatedActivityType: 1 parent, 2 child. What is no part of the other is not related in this sense. */
function relatedTo({ relations = [] }: ExchangeLine, { ref }: Reporter): string[] {
  return relations
    .filter(({ type }) => type === "part_of")
    .map(({ direction, other }) =>
      element("related-activity", { ref: `${ref}-${other.id}`, type: direction === "outgoing" ? "1" : "2" }),
    );
}

const narrative = (text: string, language?: string | null): string =>
  element("narrative", { "xml:lang": language && languageCode(language) }, escapeXml(text));

/** The language of a tag without script and country: IATI's list has the codes of ISO 639-1 alone. */
const languageCode = (tag: string): string => new Intl.Locale(tag).language;

/** The code of another vocabulary that a code of ours maps to. */
function equivalent(list: string, code: string, vocabulary: string): string | undefined {
  const found = codelists.find(({ name }) => name === list)?.codes.find((each) => each.code === code);
  return found?.crosswalk?.find((each) => each.vocabulary === vocabulary)?.code;
}

const nameOf = (list: string, code: string): string =>
  codelists.find(({ name }) => name === list)?.codes.find((each) => each.code === code)?.name ?? code;

/** What IATI has no element for: uncertain dates, the words of the due date, firmness and lateness. */
function wordsOf({ statedOn, firmness, status, statusSince, due, originalDue, timeliness }: ExchangeLine): string {
  const date = (of: ExchangeLine["due"]) =>
    [of?.text && `"${of.text}"`, of?.edtf].filter(Boolean).join(", ") || "no date";
  return [
    `Stated on ${statedOn} (EDTF); firmness: ${firmness}.`,
    `Status: ${status}, since ${statusSince}.`,
    `Due: ${date(due)}; first due: ${date(originalDue)}; timeliness: ${timeliness}.`,
  ].join(" ");
}

function quotationsOf({ quotes = [], sources = [] }: ExchangeLine): string[] {
  const sourceOf = (id: string) => sources.find((source) => source.id === id);
  return quotes.map(({ exact, display, language, sourceId }) => {
    const words = display ?? exact;
    const source = sourceOf(sourceId);
    const origin = [source?.title, source?.publisher, source?.url].filter(Boolean).join(", ");
    return element(
      "description",
      { type: "4" },
      narrative(origin === "" ? `"${words}"` : `"${words}" - ${origin}`, language),
    );
  });
}

/** OrganisationType: 10 government, 11 local government, 15 other public sector, 40 multilateral, 70 private sector. */
const organisationTypes: Partial<Record<PartyKind, string>> = {
  state: "10",
  region: "11",
  agency: "15",
  igo: "40",
  company: "70",
};

function organisationsOf({ parties }: ExchangeLine): string[] {
  return parties.flatMap(({ party, role, kind, name }) => {
    const code = organisationRoles[role];
    if (code === undefined) return [];
    return [
      element("participating-org", { role: code, type: kind && organisationTypes[kind] }, narrative(name ?? party)),
    ];
  });
}

const begun: readonly Status[] = ["implementing", "delivered", "completed"];

/**
 * None where no start is known. ActivityDateType: 2 actual start, 3 planned end (the due date), 4 actual end. The start
 * is that of work. Where its day is not known it is that of planning, which the schema allows ("commencement of
 * funding, planning or physical activity") and the narrative says.
 */
function datesOf(line: ExchangeLine): string[] {
  const { events = [], due, status, statusSinceEarliest, statusSinceLatest, statedEarliest, statedLatest } = line;
  const first = events.find((event) => event.status !== null && begun.includes(event.status));
  const work = first?.kind === "act" ? dayOf(first.earliest, first.latest) : null;
  const end = status === "completed" ? dayOf(statusSinceEarliest, statusSinceLatest) : null;
  const planned = dayOf(due?.earliest, due?.latest);
  const stated = dayOf(statedEarliest, statedLatest);
  const planning = work === null && stated !== null && (end === null || stated <= end) ? stated : null;
  if ((work ?? planning) === null) return [];
  return [
    ...activityDate("2", work),
    ...activityDate("2", planning, "Start of planning: the day on which the commitment was stated"),
    ...activityDate("3", planned),
    ...activityDate("4", end),
  ];
}

/** The day of a date that is known to the day, where XML has such a day. */
function dayOf(earliest: string | null | undefined, latest: string | null | undefined): string | null {
  return earliest && earliest === latest && isXmlDay(earliest) ? earliest : null;
}

function activityDate(type: string, day: string | null, words?: string): string[] {
  if (day === null) return [];
  return [element("activity-date", { type, "iso-date": day }, ...(words === undefined ? [] : [narrative(words)]))];
}

/** The one country that it is promised to or for. Several would need shares, which nobody has said. */
function recipientOf({ parties }: ExchangeLine): string[] {
  const of = (role: Role) => [...new Set(parties.flatMap((each) => (each.role === role ? [each.isoAlpha2] : [])))];
  const [beneficiaries, promisees] = [of("beneficiary"), of("promisee")];
  const [country, ...others] = beneficiaries.length > 0 ? beneficiaries : promisees;
  return country && others.length === 0 ? [element("recipient-country", { code: country })] : [];
}

const wgs84 = "http://www.opengis.net/def/crs/EPSG/0/4326";

function locationOf({ location }: ExchangeLine): string[] {
  if (location === null) return [];
  const [longitude, latitude] = location.coordinates;
  return [
    element("location", {}, element("point", { srsName: wgs84 }, textElement("pos", `${latitude} ${longitude}`))),
  ];
}

/**
 * The type of the commitment (a vocabulary of the reporter's own), and its DAC sector if there is one. Several sectors
 * become tags, since nobody knows their shares.
 */
function sectorsOf({ type, sectors }: ExchangeLine, base: string): string[] {
  const own = { vocabulary: "99", "vocabulary-uri": `${base}/v1/codelists/commitment-type` };
  const dac = sectors.filter(({ vocabulary, code }) => vocabulary === "OECD-DAC" && /^\d{5}$/.test(code));
  const isOne = dac.length === 1;
  const tags = isOne ? sectors.filter((sector) => sector !== dac[0]) : sectors;
  return [
    element("sector", { ...own, code: type }, narrative(nameOf("commitment-type", type))),
    ...(isOne ? [element("sector", { vocabulary: "1", code: dac[0]?.code })] : []),
    ...tags.map(({ vocabulary, code }) =>
      element("tag", { vocabulary: "99", code }, narrative(`${vocabulary} ${code}`)),
    ),
  ];
}
