import { setImmediate as nextTurn } from "node:timers/promises";
import { answerCommitments, type Include, includable } from "../../commitments/embed.ts";
import { type CommitmentFilters, toFilters } from "../../commitments/filters.ts";
import { plainDate } from "../../dates/edtf.ts";
import type { Commitment } from "../../domain/commitment.ts";
import { AppError } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import type { Filter, Scalar, Slice } from "../../store/port/query.ts";
import type { Head } from "../../store/port/store.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import { readCited } from "./referenced-records.ts";

/** What to export: the commitments that match, or the one with this id, at the context's time or on a day. */
export interface Asked {
  filters?: CommitmentFilters;
  only?: string;
  on?: string | undefined;
}

/** One unchanging state of the record, and which commitments of it are asked for. */
export interface Dataset {
  /** Reads that state, whatever is written meanwhile; its clock stands still. */
  ctx: Context;
  filters: Filter[];
  /** The newest ledger line that it knows of. */
  head: Head;
  day: string;
  count: number;
}

/**
 * Fixes the state to export: every page is read as of the ledger's head of this moment, so a long export still shows
 * one state.
 * @throws AppError invalid_request for a party or source that does not exist
 */
export async function openDataset(ctx: Context, { filters: query = {}, only, on }: Asked): Promise<Dataset> {
  const head = await ctx.store.head();
  const now = ctx.now();
  const store = ctx.store.at({ seq: head.seq, ...(on === undefined ? { today: plainDate(now) } : { on }) });
  const still: Context = { ...ctx, store, now: () => now };
  const filters: Filter[] = only === undefined ? await toFilters(still, query) : [{ field: "id", in: [only] }];
  const count = await store.count("commitment", filters, Number.MAX_SAFE_INTEGER);
  return { ctx: still, filters, head, day: plainDate(now), count };
}

const pageSize = 100;

/** The commitments of a dataset in the order of ids, with these parts. Other requests have their turn in between. */
export async function* linesOf(
  dataset: Dataset,
  include: readonly Include[] = includable,
): AsyncGenerator<ExchangeLine> {
  const { ctx, filters } = dataset;
  let after: Scalar[] | null = [];
  while (after !== null) {
    const from: { after?: Scalar[] } = after.length > 0 ? { after } : {};
    const { rows, next }: Slice<Commitment> = await ctx.store.list("commitment", { filters, limit: pageSize, ...from });
    yield* await answerAll(ctx, rows, include);
    after = next;
    await nextTurn();
  }
}

/** Where all parts of so many commitments are more than one answer may embed, they are read in halves. */
async function answerAll(
  ctx: Context,
  commitments: readonly Commitment[],
  include: readonly Include[],
): Promise<ExchangeLine[]> {
  try {
    const answers = (await answerCommitments(ctx, commitments, { include })) as ExchangeLine[];
    const lines = answers.map((answer, n) => ({ ...answer, statedDue: commitments[n]?.statedDue ?? null }));
    return await readCited(ctx, lines, include);
  } catch (error) {
    const isTooMuch = error instanceof AppError && error.errors.some(({ code }) => code === "too_many");
    if (!isTooMuch || commitments.length < 2) throw error;
    const half = Math.ceil(commitments.length / 2);
    return [
      ...(await answerAll(ctx, commitments.slice(0, half), include)),
      ...(await answerAll(ctx, commitments.slice(half), include)),
    ];
  }
}
