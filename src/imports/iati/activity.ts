import countries from "i18n-iso-countries/index.js";
import { codelists, type Role, type Status } from "../../domain/codelists/codelists.ts";
import { organisationRoles } from "../../exports/exchange/iati.ts";
import { fold } from "../../validation/fields.ts";
import { childOf, childrenOf, type Element, narrativeOf } from "./activities.ts";
import { type ReadElements, targetsIn, transactionsIn, type Within } from "./numbers.ts";

/**
 * An IATI activity, version 2.03, as a line of an import (https://iatistandard.org/en/iati-standard/203/). What it does
 * not say is left out, and what has no place in a commitment is named in `untaken`; docs/import.md has the mapping.
 */
export interface Activity {
  line: Record<string, unknown>;
  /** Transactions and results that do not come from an export of ours, and their source if there are any. */
  added: Record<"events" | "targets" | "sources", readonly object[]>;
  /** The names of elements that were not taken. */
  untaken: string[];
  /** Which element each place of the line came from. */
  places: [pointer: string, element: string][];
}

export function lineOf(activity: Element, organisations: ReadonlyMap<string, string>): Activity {
  const { language } = activity;
  const words = (name: string) => narrativeOf(childOf(activity, name), language);
  const identifier = childOf(activity, "iati-identifier")?.text.trim() ?? "";
  const slug = slugOf(identifier);
  const partyOf = (organisation: Element) => {
    const [ref, name] = [organisation.attributes.ref?.trim(), narrativeOf(organisation, language)];
    return organisations.get(ref ?? "") ?? organisations.get(name ?? "") ?? (ref || name);
  };
  const parties = partiesOf(activity, partyOf);
  const evidence = slug === undefined ? [] : [{ sourceId: sourceSlug(slug) }];
  const within: Within = { activity, evidence, partyOf, parties: parties.given };
  const [transactions, targets] = [transactionsIn(within), targetsIn(within)];
  const status = statusOf(activity);
  const dates = datesOf(within, status);
  const events = [...dates.given, ...transactions.given];
  const sources = slug === undefined ? [] : [sourceOf(within, { slug: sourceSlug(slug), identifier })];
  const description = descriptionOf(activity);
  const title = words("title");
  const due = dayOf(activity, "3");
  const sectors = sectorsOf(activity);
  const relations = relationsOf(activity);
  const location = locationOf(activity);
  const type = typeOf(sectors.given);
  const line = {
    ...(slug !== undefined && { slug }),
    ...(title !== undefined && { title }),
    ...(description !== "" && description !== title && { summary: description }),
    ...(type !== undefined && { type }),
    ...(status && { status, statusSince: sinceOf(activity) }),
    ...(due !== undefined && { due: { edtf: due } }),
    ...(parties.given.length > 0 && { parties: parties.given }),
    ...(sectors.given.length > 0 && { sectors: sectors.given }),
    ...(location && { location }),
    ...(events.length > 0 && { events }),
    ...(targets.given.length > 0 && { targets: targets.given }),
    ...(relations.given.length > 0 && { relations: relations.given }),
    sources,
  };
  const hasAdded = transactions.added.length + targets.added.length > 0;
  const parts = [parties, transactions, targets, dates, sectors, relations];
  return {
    line,
    added: { events: transactions.added, targets: targets.added, sources: hasAdded ? sources : [] },
    untaken: [...new Set([...parts.flatMap(({ untaken }) => untaken), ...unknownIn(activity)])],
    places: placesOf({ activity, events: [...dates.elements, ...transactions.elements], parties: parties.elements }),
  };
}

/** The slug of an identifier, which is the same whenever it is imported: `GB-GOV-1-204` is `gb-gov-1-204`. */
function slugOf(identifier: string): string | undefined {
  const words = fold(identifier).match(/[a-z0-9]+/g) ?? [];
  return words.length === 0 ? undefined : words.join("-").slice(0, 100).replace(/-$/, "");
}

const sourceSlug = (slug: string): string => `iati-${slug}`.slice(0, 100).replace(/-$/, "");

/** The activity as a document. Who reports second-hand need not be a party, and is then left out. */
function sourceOf({ activity, partyOf, parties }: Within, { slug, identifier }: { slug: string; identifier: string }) {
  const { "last-updated-datetime": updated, "linked-data-uri": uri } = activity.attributes;
  const reporting = childOf(activity, "reporting-org");
  const isSecondary = ["1", "true"].includes(reporting?.attributes["secondary-reporter"] ?? "");
  const issuer = reporting && partyOf(reporting);
  const isNamed = issuer !== undefined && (!isSecondary || parties.some(({ party }) => party === issuer));
  const publisher = narrativeOf(reporting, activity.language);
  return {
    slug,
    kind: "dataset",
    title: `IATI activity ${identifier}`.slice(0, 500),
    ...(publisher !== undefined && { publisher }),
    ...(uri && /^https?:/.test(uri) && { url: uri }),
    ...(updated && { publishedOn: updated.slice(0, 10) }),
    ...(isNamed && { issuedBy: [issuer] }),
  };
}

/** All general descriptions, objectives and target groups; those of type 4 are of anything else. */
function descriptionOf(activity: Element): string {
  return childrenOf(activity, "description")
    .filter(({ attributes }) => (attributes.type ?? "1") !== "4")
    .flatMap((description) => narrativeOf(description, activity.language) ?? [])
    .join("\n\n");
}

/** Roles by OrganisationRole. Who extends (3) manages the money of another, for which there is no role here. */
const roles = new Map<string | undefined, Role>([
  [organisationRoles.funder, "funder"],
  [organisationRoles.promisor, "promisor"],
  [organisationRoles.implementer, "implementer"],
]);

function partiesOf(activity: Element, partyOf: Within["partyOf"]): ReadElements<{ party: string; role: Role }> {
  const read: ReadElements<{ party: string; role: Role }> = { given: [], elements: [], untaken: [] };
  const add = (party: string | undefined, role: Role | undefined, element: Element) => {
    if (party === undefined || role === undefined) return read.untaken.push(untakenOf(element));
    if (!read.given.some((other) => other.party === party && other.role === role)) {
      read.given.push({ party, role });
      read.elements.push([element.name, narrativeOf(element, activity.language)].filter(Boolean).join(" "));
    }
    return read;
  };
  const untakenOf = ({ name, attributes: { role } }: Element) =>
    role === undefined ? name : `${name} of role ${role}`;
  for (const organisation of childrenOf(activity, "participating-org"))
    add(partyOf(organisation), roles.get(organisation.attributes.role), organisation);
  for (const country of childrenOf(activity, "recipient-country")) {
    const code = country.attributes.code?.trim() ?? "";
    add(countries.alpha2ToAlpha3(code.toUpperCase()) ?? (code || undefined), "beneficiary", country);
  }
  return read;
}

/** The first status that the crosswalk gives such a code: of pipeline (1) and cancelled (5) the one that says least. */
function statusOf(activity: Element): Status | undefined {
  const code = childOf(activity, "activity-status")?.attributes.code;
  const { codes } = codelists.find(({ name }) => name === "status") ?? { codes: [] };
  const meant = codes.find(({ crosswalk }) =>
    crosswalk?.some((each) => each.vocabulary === "IATI-ActivityStatus" && each.code === code),
  );
  return meant?.code as Status | undefined;
}

/** When the status is known to have been so: the day on which the activity was updated, or the file made. */
function sinceOf(activity: Element): string | undefined {
  return activity.attributes["last-updated-datetime"]?.slice(0, 10);
}

function dayOf(activity: Element, type: string): string | undefined {
  const date = childrenOf(activity, "activity-date").find(({ attributes }) => attributes.type === type);
  return date?.attributes["iso-date"];
}

/** ActivityDateType 2, actual start, and 4, actual end, as what became of it. 1, a planned start, is neither. */
function datesOf({ activity, evidence }: Within, status: Status | undefined): ReadElements<object> {
  const isBegun = status !== undefined && status !== "stated";
  const isDone = status === "completed" || status === "delivered";
  const kinds = [
    { type: "2", title: "Actual start", status: isBegun ? "implementing" : null },
    { type: "4", title: "Actual end", status: isDone ? status : null },
  ];
  const given = kinds.flatMap(({ type, title, status: gives }) => {
    const date = dayOf(activity, type);
    if (date === undefined) return [];
    return [{ type: gives === null ? "note" : "status_changed", date, title, status: gives, evidence }];
  });
  const untaken = dayOf(activity, "1") === undefined ? [] : ["activity-date of type 1"];
  return { given, elements: given.map(() => "activity-date"), untaken };
}

/** SectorVocabulary: DAC purposes of five and three digits, the functions of the UN, goals and targets of the SDG. */
const vocabularies: Readonly<Record<string, string>> = {
  "1": "OECD-DAC",
  "2": "OECD-DAC-3",
  "3": "COFOG",
  "7": "SDG-goal",
  "8": "SDG-target",
};

function sectorsOf(activity: Element): ReadElements<{ vocabulary: string; code: string }> {
  const read: ReadElements<{ vocabulary: string; code: string }> = { given: [], elements: [], untaken: [] };
  for (const { attributes } of childrenOf(activity, "sector")) {
    const vocabulary = vocabularies[attributes.vocabulary ?? "1"];
    if (vocabulary && attributes.code) read.given.push({ vocabulary, code: attributes.code });
    else read.untaken.push(`sector of vocabulary ${attributes.vocabulary}`);
  }
  return read;
}

/** The type whose DAC code all sectors have; none where no type, or more than one, has it. */
function typeOf(sectors: readonly { vocabulary: string; code: string }[]): string | undefined {
  const { codes } = codelists.find(({ name }) => name === "commitment-type") ?? { codes: [] };
  const dac = sectors.filter(({ vocabulary }) => vocabulary === "OECD-DAC");
  const of = dac.flatMap(({ code }) => {
    const types = codes.filter(({ crosswalk }) => crosswalk?.some((each) => each.code === code));
    return types.length === 1 ? types.map((type) => type.code) : [undefined];
  });
  const [type, ...others] = new Set(of);
  return others.length === 0 ? type : undefined;
}

function locationOf(activity: Element): object | undefined {
  const [location] = childrenOf(activity, "location");
  const point = location && childOf(location, "point");
  const [latitude, longitude] = (point && childOf(point, "pos")?.text.trim().split(/\s+/)) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  return { type: "Point", coordinates: [Number(longitude), Number(latitude)] };
}

/** RelatedActivityType: 1 parent, 2 child. */
function relationsOf(activity: Element): ReadElements<object> {
  const read: ReadElements<object> = { given: [], elements: [], untaken: [] };
  for (const { attributes } of childrenOf(activity, "related-activity")) {
    const slug = slugOf(attributes.ref ?? "");
    const end = { "1": "to", "2": "from" }[attributes.type ?? ""];
    if (end && slug) read.given.push({ type: "part_of", [end]: slug });
    else read.untaken.push(`related-activity of type ${attributes.type}`);
  }
  return read;
}

/** Elements that are read, wholly or in part. */
const known = new Set([
  ...["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"],
  ...["activity-date", "recipient-country", "location", "sector", "transaction", "related-activity", "result"],
]);

function unknownIn({ children }: Element): string[] {
  const others = children.map(({ name }) => name).filter((name) => !known.has(name) && !name.startsWith("servanda:"));
  const repeated = children.filter(({ name }) => name === "location").length > 1 ? ["location after the first"] : [];
  const other = children.some(({ name, attributes }) => name === "description" && attributes.type === "4");
  return [...others, ...repeated, ...(other ? ["description of type 4"] : [])];
}

function placesOf({ events, parties }: Record<"events" | "parties", string[]> & { activity: Element }) {
  const each = (at: string, elements: readonly string[]) =>
    elements.map((element, n): [string, string] => [`/${at}/${n}`, element]);
  return [
    ...each("events", events),
    ...each("parties", parties),
    ...Object.entries(elementsOf).map(([name, element]): [string, string] => [`/${name}`, element]),
  ];
}

const elementsOf = {
  slug: "iati-identifier",
  title: "title",
  summary: "description",
  type: "sector",
  status: "activity-status",
  due: "activity-date",
  parties: "participating-org",
  sectors: "sector",
  location: "location",
  targets: "result",
  relations: "related-activity",
  sources: "reporting-org",
};
