import { z } from "zod";
import { boundsOf, Edtf, Instant, PlainDate, plainDate, toInstant } from "../dates/edtf.ts";
import { lastDayBegun } from "../dates/future.ts";
import {
  CommitmentType,
  ConditionState,
  Corroboration,
  DueReading,
  Firmness,
  Fulfilment,
  firmnessRank,
  Participation,
  Role,
  Status,
  Testability,
  Timeliness,
} from "../domain/codelists/codelists.ts";
import type { Search, Term } from "../domain/search/search-query.ts";
import { invalidParameter } from "../errors/errors.ts";
import { searchable, searchOf } from "../http/search-parameter.ts";
import type { Context } from "../records/context.ts";
import { checkKnown } from "../records/records.ts";
import type { Filter } from "../store/port/query.ts";
import { isId, Key, PartyRef } from "../validation/fields.ts";
import { flag, many, manyOrNot } from "../validation/parameters.ts";

/** The filters that lists and timelines of commitments share, and what they mean to the store. */

const day = (words: string) =>
  Edtf.optional().meta({ description: `${words} A date, or a month or year for the whole of it.` });
const party = (words: string) => manyOrNot(PartyRef).optional().meta({ description: words });

/** Latitude, longitude, and kilometres up to half the way around the Earth. */
const Near = z
  .tuple([z.number().min(-90).max(90), z.number().min(-180).max(180), z.number().positive().max(20_040)])
  .transform(([lat, lon, km]) => ({ lat, lon, km }));
/** As in an address, or in JSON. */
const flagText = (given: unknown) => (typeof given === "boolean" ? String(given) : given);
/** As written in an address: numbers with commas between. */
const nearText = (given: unknown) =>
  typeof given === "string" ? given.split(",").map((part) => (part.trim() === "" ? part : Number(part))) : given;

export const commitmentFilters = {
  q: searchable(
    "title, summary, quotes, tags, names of parties, conditions, indicators, and what the timeline tells and quotes",
  ),
  status: manyOrNot(Status).optional(),
  type: manyOrNot(CommitmentType).optional(),
  firmness: manyOrNot(Firmness).optional(),
  fulfilment: manyOrNot(Fulfilment).optional(),
  firmnessFrom: Firmness.optional().meta({ description: "At least as binding as this." }),
  corroboration: manyOrNot(Corroboration).optional(),
  timeliness: manyOrNot(Timeliness).optional(),
  dueReading: manyOrNot(DueReading).optional().meta({
    description: "Whether the due words came to a date: `not_understood` finds those that somebody should look at.",
  }),
  party: party("A party to it, in whatever role."),
  counterparty: party("Another party to it, in whatever role: with `party`, the commitments between the two."),
  promisor: party("Promised by."),
  promisee: party("Promised to."),
  participation: manyOrNot(Participation).optional().meta({
    description:
      "Some party stands so today, or on `on`: with `party`, `promisor` or `promisee`, one of these. Only commitments with acts of particular parties.",
  }),
  condition: manyOrNot(ConditionState).optional().meta({
    description: "Some condition of it is so today, or on `on`.",
  }),
  testability: manyOrNot(Testability).optional(),
  unverified: z.preprocess(flagText, flag).optional().meta({
    type: "boolean",
    description: "True: overdue by the record, and nobody has looked since it fell due, nor is to; false: not so.",
  }),
  reviewedBefore: PlainDate.optional().meta({
    description: "Sources were last searched up to a day before this one, or never.",
  }),
  nextReviewTo: PlainDate.optional().meta({ description: "To be looked at again on this day or earlier." }),
  quietSince: PlainDate.optional().meta({
    description: "Nothing has happened since: no event that began on this day or later.",
  }),
  evidenced: z.preprocess(flagText, flag).optional().meta({
    type: "boolean",
    description: "True: some words or sources are on record for it or its timeline; false: none are.",
  }),
  duplicated: z.preprocess(flagText, flag).optional().meta({
    type: "boolean",
    description:
      "True: another one has the same title, case and accents aside, or the same words and type, and no relation says how the two stand to each other; false: there is none such.",
  }),
  duplicateOf: Key.optional().meta({
    description:
      "Looks like this one, by its id or slug, as `duplicated` has it. A relation `different_from` says that it is another.",
  }),
  tag: manyOrNot(z.string().min(1).max(60)).optional(),
  sector: manyOrNot(z.string().min(1).max(101))
    .optional()
    .meta({ description: "A sector's code, or vocabulary:code.", examples: [["21030", "OECD-DAC:33120"]] }),
  source: manyOrNot(Key)
    .optional()
    .meta({ description: "Rests on a source: its words, or evidence of its timeline. Ids or slugs." }),
  statedFrom: day("Stated on or after."),
  statedTo: day("Stated on or before."),
  dueFrom: day(
    "Due on or after: the due window overlaps; one with an open start (`by 2050`) begins with the statement.",
  ),
  dueTo: day("Due on or before: the due window overlaps, as with dueFrom."),
  deadlineFrom: day("The last day of the due window is this day or later."),
  deadlineTo: day("The last day of the due window is this day or earlier."),
  statusSinceFrom: day("In its status since this day or later: the bounds overlap."),
  statusSinceTo: day("In its status since this day or earlier: the bounds overlap."),
  near: z
    .preprocess(nearText, Near)
    .optional()
    .meta({
      description:
        "Latitude (-90 to 90), longitude (-180 to 180) and kilometres (up to 20040): located within that great-circle distance.",
      examples: ["41.43,78.45,100"],
    }),
  ids: many(Key, { max: 200 })
    .optional()
    .meta({ description: "Only these, by ids or slugs, up to 200; those that are not there are left out." }),
  future: z.preprocess(flagText, flag).optional().meta({
    type: "boolean",
    description:
      "True: it has something on record as having happened that lies wholly after today, with a day's grace; false: it has not.",
  }),
  updatedSince: Instant.optional().meta({ description: "Changed at or after this instant." }),
};
const Filters = z.strictObject(commitmentFilters);
export type CommitmentFilters = z.output<typeof Filters>;

/** @throws AppError invalid_request for a party or source that does not exist. */
export async function toFilters(ctx: Context, query: CommitmentFilters): Promise<Filter[]> {
  const filters: Filter[] = [];
  const search = searchOf(query);
  if (search) filters.push({ search: await withParties(ctx, search) });
  for (const field of [
    "status",
    "type",
    "firmness",
    "fulfilment",
    "corroboration",
    "dueReading",
    "testability",
  ] as const) {
    const chosen = query[field];
    if (chosen) filters.push({ field, in: chosen.values, not: chosen.not });
  }
  if (query.firmnessFrom) {
    const atLeast = Firmness.options.slice(firmnessRank(query.firmnessFrom));
    filters.push({ field: "firmness", in: atLeast });
  }
  const today = plainDate(ctx.now());
  if (query.timeliness) filters.push({ timeliness: query.timeliness.values, not: query.timeliness.not, day: today });
  for (const name of ["party", "counterparty", "promisor", "promisee"] as const) {
    const chosen = query[name];
    if (!chosen) continue;
    await checkKnown(ctx, "party", name, chosen.values);
    const roles = name === "promisor" || name === "promisee" ? [name] : Role.options;
    filters.push({ link: "party", rel: roles, to: chosen.values, not: chosen.not });
  }
  if (query.participation) filters.push(standingOf(query, today));
  if (query.condition)
    filters.push({ standing: query.condition.values, axis: "condition", day: today, not: query.condition.not });
  if (query.unverified !== undefined) filters.push({ unverified: query.unverified, day: today });
  if (query.reviewedBefore) filters.push({ field: "reviewedOn", before: query.reviewedBefore });
  if (query.nextReviewTo) filters.push({ field: "nextReviewOn", to: query.nextReviewTo });
  if (query.quietSince) filters.push({ quietSince: query.quietSince });
  if (query.evidenced !== undefined) filters.push({ evidenced: query.evidenced });
  if (query.duplicated !== undefined) filters.push({ duplicated: query.duplicated });
  if (query.duplicateOf) {
    const [duplicateOf = ""] = await checkKnown(ctx, "commitment", "duplicateOf", [query.duplicateOf]);
    filters.push({ duplicateOf });
  }
  if (query.tag) filters.push({ link: "tag", to: query.tag.values, not: query.tag.not });
  if (query.sector) filters.push({ link: "sector", to: query.sector.values, not: query.sector.not });
  if (query.source)
    filters.push({
      link: "source",
      to: await checkKnown(ctx, "source", "source", query.source.values),
      not: query.source.not,
    });
  for (const name of ["stated", "due", "statusSince"] as const) {
    const range = readRange(query, name);
    if (range === null) continue;
    const opens = name === "due" ? { opens: "statedEarliest" } : {};
    filters.push({ bounds: [`${name}Earliest`, `${name}Latest`], ...opens, ...range });
  }
  const deadline = readRange(query, "deadline");
  if (deadline) filters.push({ field: "dueLatest", ...deadline });
  if (query.future !== undefined) filters.push({ ahead: lastDayBegun(ctx.now()), not: !query.future });
  if (query.near) filters.push({ near: query.near });
  if (query.ids) filters.push({ field: "id", in: await idsOf(ctx, query.ids) });
  if (query.updatedSince) filters.push({ field: "updatedAt", from: toInstant(query.updatedSince) });
  return filters;
}

/** Whose participation is asked for: that of the parties that other filters name, if they do; else anyone's. */
export function participantsOf(
  query: Pick<CommitmentFilters, "party" | "promisor" | "promisee">,
): string[] | undefined {
  const named = [query.party, query.promisor, query.promisee].filter((chosen) => chosen && !chosen.not);
  return named.length === 0 ? undefined : named.flatMap((chosen) => chosen?.values ?? []);
}

function standingOf(query: CommitmentFilters, day: string): Filter {
  const { values = [], not = false } = query.participation ?? {};
  const subjects = participantsOf(query);
  return { standing: values, axis: "participation", not, day, ...(subjects && { subjects }) };
}

/** The most parties that one word stands for. */
const mostParties = 1000;

/**
 * Names are looked up when they are asked for: a party can be renamed without its commitments. Two-letter codes are
 * not: `in` and `it` are words.
 */
async function withParties(ctx: Context, search: Search): Promise<Search> {
  const named = async (term: Term): Promise<Term> => {
    const filters: Filter[] = [{ search: { all: [{ ...term, field: "title" }], none: [] } }];
    const { rows } = await ctx.store.list("party", { filters, limit: mostParties });
    return { ...term, parties: rows.map(({ code }) => code) };
  };
  return { all: await Promise.all(search.all.map(named)), none: await Promise.all(search.none.map(named)) };
}

async function idsOf(ctx: Context, keys: readonly string[]): Promise<string[]> {
  const slugs = keys.filter((key) => !isId(key));
  if (slugs.length === 0) return [...keys];
  const { rows } = await ctx.store.list("commitment", { filters: [{ field: "slug", in: slugs }], limit: slugs.length });
  return [...keys.filter(isId), ...rows.map(({ id }) => id)];
}

/** What a range is given by: `from` and `to` alone, or with a name before them. */
type Range = { from?: string | undefined; to?: string | undefined };
/** Plain dates, inclusive. */
type Days = { from?: string; to?: string };

/**
 * A range of days given by dates that may be vague: from the first day of one to the last day of the other.
 * @throws AppError invalid_request where it ends before it begins. `names`: the parameters that it was given by
 */
export function rangeOf(range: Range, names = { from: "from", to: "to" }): Days {
  const from = range.from === undefined ? null : boundsOf(range.from).earliest;
  const to = range.to === undefined ? null : boundsOf(range.to).latest;
  if (from !== null && to !== null && from > to) {
    const detail = `\`${names.to}\` (${range.to}) ends before \`${names.from}\` (${range.from}) begins: exchange them.`;
    throw invalidParameter(names.from, "empty_range", detail);
  }
  return { ...(from !== null && { from }), ...(to !== null && { to }) };
}

/** The range that two filters give, such as dueFrom and dueTo; null where neither is given. */
function readRange(query: CommitmentFilters, name: "stated" | "due" | "statusSince" | "deadline"): Days | null {
  const names = { from: `${name}From`, to: `${name}To` } as const;
  const range = { from: query[names.from], to: query[names.to] };
  return range.from === undefined && range.to === undefined ? null : rangeOf(range, names);
}
