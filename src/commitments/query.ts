import { z } from "zod";
import { CommitmentType, Firmness, Fulfilment, Role, Status, Timeliness } from "../codelists/model.ts";
import type { Context } from "../context.ts";
import { boundsOf, Edtf, Instant, plainDate, toInstant } from "../dates/edtf.ts";
import { Key, PartyCode } from "../fields.ts";
import { manyOrNot } from "../http/query.ts";
import { checkKnown } from "../records.ts";
import type { Filter } from "../store/store.ts";

/** The filters that lists and timelines of commitments share, and what they mean to the store. */

const day = (words: string) =>
  Edtf.optional().meta({ description: `${words} A date, or a month or year for the whole of it.` });
const party = (words: string) => manyOrNot(PartyCode).optional().meta({ description: words });

export const commitmentFilters = {
  status: manyOrNot(Status).optional(),
  type: manyOrNot(CommitmentType).optional(),
  firmness: manyOrNot(Firmness).optional(),
  fulfilment: manyOrNot(Fulfilment).optional(),
  timeliness: manyOrNot(Timeliness).optional(),
  party: party("A party to it, in whatever role."),
  promisor: party("Promised by."),
  promisee: party("Promised to."),
  tag: manyOrNot(z.string().min(1).max(60)).optional(),
  source: manyOrNot(Key)
    .optional()
    .meta({ description: "Rests on a source: its words, or evidence of its timeline. Ids or slugs." }),
  statedFrom: day("Stated on or after."),
  statedTo: day("Stated on or before."),
  dueFrom: day("Due on or after: the due window overlaps."),
  dueTo: day("Due on or before: the due window overlaps."),
  updatedSince: Instant.optional().meta({ description: "Changed at or after this instant." }),
};
const Filters = z.strictObject(commitmentFilters);
export type CommitmentFilters = z.output<typeof Filters>;

/** @throws AppError invalid_request for a party or source that does not exist. */
export async function toFilters(ctx: Context, query: CommitmentFilters): Promise<Filter[]> {
  const filters: Filter[] = [];
  for (const field of ["status", "type", "firmness", "fulfilment"] as const) {
    const chosen = query[field];
    if (chosen) filters.push({ field, in: chosen.values, not: chosen.not });
  }
  if (query.timeliness)
    filters.push({ timeliness: query.timeliness.values, not: query.timeliness.not, day: plainDate(ctx.now()) });
  for (const name of ["party", "promisor", "promisee"] as const) {
    const chosen = query[name];
    if (!chosen) continue;
    await checkKnown(ctx, "party", name, chosen.values);
    const roles = name === "party" ? Role.options : [name];
    filters.push({ link: "party", rel: roles, to: chosen.values, not: chosen.not });
  }
  if (query.tag) filters.push({ link: "tag", to: query.tag.values, not: query.tag.not });
  if (query.source)
    filters.push({
      link: "source",
      to: await checkKnown(ctx, "source", "source", query.source.values),
      not: query.source.not,
    });
  addRange(filters, ["statedEarliest", "statedLatest"], { from: query.statedFrom, to: query.statedTo });
  addRange(filters, ["dueEarliest", "dueLatest"], { from: query.dueFrom, to: query.dueTo });
  if (query.updatedSince) filters.push({ field: "updatedAt", from: toInstant(query.updatedSince) });
  return filters;
}

/** A range of days given by dates that may be vague: from the first day of one to the last day of the other. */
export function rangeOf(range: { from?: string | undefined; to?: string | undefined }): { from?: string; to?: string } {
  const from = range.from === undefined ? null : boundsOf(range.from).earliest;
  const to = range.to === undefined ? null : boundsOf(range.to).latest;
  return { ...(from !== null && { from }), ...(to !== null && { to }) };
}

function addRange(
  filters: Filter[],
  bounds: readonly [string, string],
  range: { from?: string | undefined; to?: string | undefined },
): void {
  if (range.from === undefined && range.to === undefined) return;
  filters.push({ bounds, ...rangeOf(range) });
}
