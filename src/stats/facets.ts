import { plainDate } from "../dates/edtf.ts";
import type { Context } from "../records/context.ts";
import type { Dimension } from "./dimensions.ts";
import type { Facets } from "./model.ts";
import type { Selection } from "./selection.ts";
import { countCommitments } from "./service.ts";

interface FacetsQuery {
  by: readonly Dimension[];
  /** What is chosen, but for the choice of this dimension. */
  selectionBut: (dimension: Dimension | null) => Promise<Selection>;
  limit: number;
}

/**
 * Counts by each of these dimensions what the list would hold if another of its values were chosen: with every filter
 * but its own.
 */
export async function countFacets(ctx: Context, { by, selectionBut, limit }: FacetsQuery): Promise<Facets> {
  const facets: Facets["data"] = [];
  for (const dimension of by) {
    const { data, otherGroups } = await countCommitments(ctx, {
      ...(await selectionBut(dimension)),
      ...{ by: [dimension], measures: [], zeros: false, limit },
    });
    facets.push({ by: dimension, groups: data, otherGroups });
  }
  const whole = await countCommitments(ctx, {
    ...(await selectionBut(null)),
    ...{ by: [], measures: [], zeros: false, limit: 1 },
  });
  return { data: facets, total: whole.total, day: plainDate(ctx.now()) };
}
