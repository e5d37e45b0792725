import { plainDate } from "../dates/edtf.ts";
import type { Context } from "../records/context.ts";
import type { Tally } from "../store/port/statistics.ts";
import { type Dimension, facetOf, labelsOf } from "./dimensions.ts";
import type { Facets } from "./model.ts";
import type { Selection } from "./selection.ts";
import { countCommitments } from "./service.ts";

interface FacetsQuery {
  by: readonly Dimension[];
  /** Whether one of its values is chosen. */
  isChosen: (dimension: Dimension) => boolean;
  /** What is chosen, but for the choice of this dimension. */
  selectionBut: (dimension: Dimension | null) => Promise<Selection>;
  limit: number;
}
/** A facet, and how many commitments there are in all. */
interface Counted {
  facet: Facets["data"][number];
  total: number;
}

/** More combinations of values than this are not read to be added up. */
const mostCombinations = 5000;
/** So many dimensions at once: each more multiplies the combinations. */
const mostAtOnce = 4;

/**
 * Counts by each of these dimensions what the list would hold if another of its values were chosen: with every filter
 * but its own. Dimensions of which a commitment has one value, and none is chosen, are counted in one reading.
 */
export async function countFacets(ctx: Context, query: FacetsQuery): Promise<Facets> {
  const { by, isChosen, selectionBut, limit } = query;
  const day = plainDate(ctx.now());
  const together = by.filter((one) => !isChosen(one) && isSingle(one)).slice(0, mostAtOnce);
  const found = new Map(await countTogether(ctx, together, query));
  for (const dimension of by.filter((one) => !found.has(one))) {
    const { data, otherGroups, total } = await countCommitments(ctx, {
      ...(await selectionBut(dimension)),
      ...{ by: [dimension], measures: [], zeros: false, limit },
    });
    found.set(dimension, { facet: { by: dimension, groups: data, otherGroups }, total });
  }
  const whole = [...found].find(([dimension]) => !isChosen(dimension))?.[1].total;
  return {
    data: by.flatMap((dimension) => found.get(dimension)?.facet ?? []),
    total: whole ?? (await countAll(ctx, await selectionBut(null))),
    day,
  };
}

const isSingle = (dimension: Dimension): boolean => {
  const facet = facetOf(dimension, "");
  return "field" in facet || "year" in facet || "timeliness" in facet;
};

async function countAll(ctx: Context, selection: Selection): Promise<number> {
  const { total } = await countCommitments(ctx, { ...selection, by: [], measures: [], zeros: false, limit: 1 });
  return total;
}

/** Counts every combination of their values, which are then added up for each; nothing where there are too many. */
async function countTogether(
  ctx: Context,
  by: readonly Dimension[],
  { selectionBut, limit }: FacetsQuery,
): Promise<[Dimension, Counted][]> {
  if (by.length < 2) return [];
  const day = plainDate(ctx.now());
  const { filters } = await selectionBut(null);
  const facets = by.map((dimension) => facetOf(dimension, day));
  const tallies = await ctx.store.tally({ by: facets, filters, measures: [], day, limit: mostCombinations });
  if (tallies.groups > tallies.rows.length) return [];
  return Promise.all(
    by.map(async (dimension, n): Promise<[Dimension, Counted]> => {
      const groups = added(tallies.rows, n);
      const shown = groups.slice(0, limit);
      const others = groups.slice(limit);
      const label = await labelsOf(
        ctx,
        dimension,
        shown.map(({ key }) => key),
      );
      const facet = {
        by: dimension,
        groups: shown.map(({ key, count }) => ({ key, label: label(key), count })),
        otherGroups: { groups: others.length, count: others.reduce((sum, { count }) => sum + count, 0) },
      };
      return [dimension, { facet, total: tallies.total }];
    }),
  );
}

/** The counts by the nth key, in the order in which the store has groups: the largest first, then by key. */
function added(rows: readonly Tally[], n: number): { key: string | null; count: number }[] {
  const counts = new Map<string | null, number>();
  for (const { keys, count } of rows) counts.set(keys[n] ?? null, (counts.get(keys[n] ?? null) ?? 0) + count);
  const groups = [...counts].map(([key, count]) => ({ key, count }));
  return groups.toSorted(
    (a, b) => b.count - a.count || (a.key === null ? 1 : b.key === null || a.key < b.key ? -1 : 1),
  );
}
