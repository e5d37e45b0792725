import { AppError, invalidParameter } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import type { Kind } from "../store/port/entities.ts";
import type { Line, LinesSlice } from "../store/port/store.ts";
import type { Changes, LedgerLine } from "./model.ts";
import { commitmentIdOf } from "./service.ts";

interface Wanted {
  since: number;
  limit: number;
  kinds: readonly Kind[];
  /** Id or slug. */
  commitment?: string;
}

/**
 * Ledger lines after `since`. A page ends with a transaction where it can: only one longer than the page is cut.
 * @throws AppError invalid_request when the ledger ends before `since`, or for a commitment that never was
 */
export async function changesSince(ctx: Context, { since, limit, kinds, commitment }: Wanted): Promise<Changes> {
  const commitmentId = commitment === undefined ? undefined : await idOf(ctx, commitment);
  const slice = await ctx.store.lines({ after: since, limit, kinds, ...(commitmentId && { commitmentId }) });
  if (since > slice.head.seq) throw beyond(since, slice.head.seq);
  const { rows, through, cuts } = wholeTransactions(slice);
  const next = through < slice.head.seq ? String(through) : null;
  return {
    data: rows.map(viewLine),
    page: { limit, next, count: null, ...(cuts && { cutsTransaction: true as const }) },
    head: slice.head,
  };
}

async function idOf(ctx: Context, key: string): Promise<string> {
  return commitmentIdOf(ctx, key).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "purged") return key;
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    throw invalidParameter("commitment", "unknown_commitment", error.message);
  });
}

function beyond(since: number, head: number): AppError {
  const detail = `The ledger ends at ${head}, before ${since}: this is another ledger, or one brought back from a backup. Start again with since=0.`;
  return invalidParameter("since", "beyond_head", detail);
}

function wholeTransactions({ rows, through, goesOn }: LinesSlice) {
  const last = rows.at(-1);
  if (!goesOn || !last) return { rows, through, cuts: false };
  const whole = rows.filter(({ tx }) => tx !== last.tx);
  const end = whole.at(-1);
  return end ? { rows: whole, through: end.seq, cuts: false } : { rows, through, cuts: true };
}

/** A purged line says so. Version 0.1.0 kept the texts of snapshots in the ledger: those are not shown. */
export function viewLine({ purgedBy, changeSet, reason, ...rest }: Line & { previous: string }): LedgerLine {
  const line = { ...rest, changeSet: changeSet ?? rest.tx, ...(reason != null && { reason }) };
  if (purgedBy != null) return { ...line, data: {}, purged: true };
  const { text, ...data } = line.data as unknown as Record<string, unknown>;
  if (line.kind !== "snapshot" || typeof text !== "string") return line as unknown as LedgerLine;
  return { ...line, data: { ...data, hasText: true }, withheld: true };
}
