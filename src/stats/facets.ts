import { plainDate } from "../dates/edtf.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";
import type { Dimension } from "./dimensions.ts";
import type { Facets } from "./model.ts";
import { countCommitments } from "./service.ts";

interface FacetsQuery {
  by: readonly Dimension[];
  /** What is chosen, but for the choice of this dimension. */
  filtersBut: (dimension: Dimension | null) => Promise<Filter[]>;
  limit: number;
}

/**
 * Counts by each of these dimensions what the list would hold if another of its values were chosen: with every filter
 * but its own.
 */
export async function countFacets(ctx: Context, { by, filtersBut, limit }: FacetsQuery): Promise<Facets> {
  const facets: Facets["data"] = [];
  for (const dimension of by) {
    const filters = await filtersBut(dimension);
    const { data, otherGroups } = await countCommitments(ctx, {
      ...{ by: [dimension], filters, measures: [], zeros: false, limit },
    });
    facets.push({ by: dimension, groups: data, otherGroups });
  }
  const whole = await countCommitments(ctx, {
    ...{ by: [], filters: await filtersBut(null), measures: [], zeros: false, limit: 1 },
  });
  return { data: facets, total: whole.total, day: plainDate(ctx.now()) };
}
