import { Role } from "../../domain/codelists/codelists.ts";
import type { RecordChange } from "../../store/port/changes.ts";
import type { Kind } from "../../store/port/entities.ts";
import type { Filter, Query, Sort } from "../../store/port/query.ts";
import type { TallyQuery } from "../../store/port/statistics.ts";

/**
 * What an answer depends on, as marks. What is read leaves marks, and so does what is changed: an answer is right while
 * nothing that was changed since has left a mark of its own.
 */
export type Marks = Set<string>;

/** Left by every change: what depends on it is right only while the ledger has not grown. */
export const anything = "*";

export const aRecord = (kind: Kind, id: string): string => `${kind} ${id}`;
/** Any change of any record of a kind. */
export const anyOf = (kind: Kind): string => kind;
/** Which records of a kind there are. */
export const membersOf = (kind: Kind): string => `${kind}+`;
/** A column of any record of a kind: a field of its own, or what filters and sorts go by. */
export const column = (kind: Kind, name: string): string => `${kind}.${name}`;
/** Any change of a commitment or of a part of it. */
export const aggregate = (commitmentId: string): string => `of ${commitmentId}`;

/** The marks that a change leaves. */
export function marksLeft({ kind, id, commitmentIds, columns }: RecordChange): string[] {
  const changed = columns === null ? [membersOf(kind)] : columns.map((name) => column(kind, name));
  return [anything, anyOf(kind), aRecord(kind, id), ...commitmentIds.map(aggregate), ...changed];
}

/** What has something of a commitment on its timeline or among its links. */
const parts: readonly Kind[] = ["commitment", "event", "milestone", "assessment", "relation", "quote"];
const dated: readonly Kind[] = ["commitment", "event", "milestone", "assessment"];

const ofLateness = ["status", "dueEarliest", "dueLatest", "doneEarliest", "doneLatest", "awaitedUntil"];
const ofCare = ["reviewedOn", "nextReviewOn"];
const ofPlace = ["placeX", "placeY", "placeZ"];
const ofScores = ["fulfilment", "fulfilmentSelfReported", "fulfilmentIndependent"];
const ofLink = { party: "parties", tag: "tags", sector: "sectors" } as const;
/** In which a commitment itself names a party, rather than something of it. */
const ownRoles: ReadonlySet<string> = new Set(Role.options);

const columns = (kind: Kind, names: readonly string[]): string[] => names.map((name) => column(kind, name));

/** What decides which records of a kind match, and in what order. */
export function marksOfSelection(kind: Kind, filters: readonly Filter[] = [], sort: readonly Sort[] = []): string[] {
  const owners = filters.flatMap((filter) => ownersIn(kind, filter));
  if (owners.length > 0) return owners.map(aggregate);
  const fields = sort.map(({ field }) => field);
  return [membersOf(kind), ...columns(kind, fields), ...filters.flatMap((filter) => marksOfFilter(kind, filter))];
}

/** The commitments that a filter names, for parts of them: whatever becomes of such a part is marked as theirs. */
function ownersIn(kind: Kind, filter: Filter): string[] {
  const isOfParts = kind === "event" || kind === "milestone" || kind === "assessment";
  if (!isOfParts || !("in" in filter) || filter.field !== "commitmentId" || filter.not) return [];
  return filter.in.map(String);
}

export function marksOfFilter(kind: Kind, filter: Filter): string[] {
  if ("timeliness" in filter) return columns(kind, ofLateness);
  if ("near" in filter) return columns(kind, ofPlace);
  if ("link" in filter) return marksOfLink(kind, filter);
  if ("bounds" in filter) return columns(kind, [...filter.bounds, ...(filter.opens ? [filter.opens] : [])]);
  if ("quietSince" in filter) return [anyOf("event")];
  if ("evidenced" in filter || "duplicated" in filter || "duplicateOf" in filter) return parts.map(anyOf);
  if ("ahead" in filter) return dated.map(anyOf);
  if ("field" in filter) return [column(kind, filter.field)];
  return [anything];
}

function marksOfLink(kind: Kind, { link, rel = [] }: Extract<Filter, { link: unknown }>): string[] {
  if (kind !== "commitment") return [anyOf(kind)];
  const isOwn = (link === "party" || link === "tag" || link === "sector") && rel.every((role) => ownRoles.has(role));
  return isOwn ? [column(kind, ofLink[link])] : parts.map(anyOf);
}

/** What decides how many commitments there are of each kind. */
export function marksOfTally({ by, filters, measures }: TallyQuery): string[] {
  if (by.some((facet) => "standing" in facet)) return [anything];
  const facets = by.flatMap((facet) => {
    if ("field" in facet) return [facet.field];
    if ("year" in facet) return facet.year;
    return "link" in facet ? [ofLink[facet.link]] : ofLateness;
  });
  const measured = [
    ...(measures.length > 0 ? [...ofLateness, ...ofCare] : []),
    ...(measures.includes("scores") ? ofScores : []),
  ];
  return [...marksOfSelection("commitment", filters), ...columns("commitment", [...facets, ...measured])];
}

/** What decides a list: what matches, in what order, and the records that it shows. */
export function marksOfList(kind: Kind, { filters, sort, ranked }: Query, ids: readonly string[]): string[] {
  if (ranked) return [anything];
  return [...marksOfSelection(kind, filters, sort), ...ids.map((id) => aRecord(kind, id))];
}

/** What decides which commitments stand on a timeline, and where. */
export function marksOfTimeline(filters: readonly Filter[] = []): string[] {
  return [...dated.map(anyOf), ...filters.flatMap((filter) => marksOfFilter("commitment", filter))];
}
