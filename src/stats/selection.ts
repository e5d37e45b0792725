import { type CommitmentFilters, participantsOf, toFilters } from "../commitments/filters.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";

/** What is counted. */
export interface Selection {
  /** The commitments that match. */
  filters: readonly Filter[];
  /** The parties whose participation counts; left out: all. */
  subjects?: readonly string[] | undefined;
}

/** What a request's filters choose. @throws AppError invalid_request */
export async function selectionOf(ctx: Context, query: CommitmentFilters): Promise<Selection> {
  return { filters: await toFilters(ctx, query), subjects: participantsOf(query) };
}
