import { plainDate } from "../dates/edtf.ts";
import type { Commitment } from "../domain/commitment.ts";
import { viewCommitment } from "../domain/commitment-view.ts";
import type { Context } from "../records/context.ts";
import type { Store } from "../store/port/store.ts";
import type { BatchEffect } from "./model.ts";

const linesAtOnce = 1000;

/** What the commitments that were written to after line `seq` have become, in the order in which they were reached. */
export async function effectsSince(
  ctx: Context,
  { before, now, seq }: { before: Store; now: Store; seq: number },
): Promise<BatchEffect[]> {
  const ids = await touchedSince(now, seq);
  const day = plainDate(ctx.now());
  const [were, are] = await Promise.all(
    [before, now].map(async (store) => byId(await store.getMany("commitment", ids))),
  );
  return ids.flatMap((id) => {
    const [was, is] = [were?.get(id), are?.get(id)];
    const known = is ?? was;
    if (!known) return [];
    const { slug, title } = known;
    return [{ id, slug, title, before: was ? outcomeOf(was, day) : null, after: is ? outcomeOf(is, day) : null }];
  });
}

async function touchedSince(store: Store, seq: number): Promise<string[]> {
  const ids = new Set<string>();
  for (let after = seq; ; ) {
    const { rows, through, head } = await store.lines({ after, limit: linesAtOnce });
    for (const { commitmentId } of rows) if (commitmentId !== null) ids.add(commitmentId);
    if (through >= head.seq) return [...ids];
    after = through;
  }
}

const byId = (commitments: readonly Commitment[]) => new Map(commitments.map((each) => [each.id, each]));

function outcomeOf(commitment: Commitment, day: string): NonNullable<BatchEffect["after"]> {
  const { status, statusSince, firmness, due, timeliness, slippage, fulfilment } = viewCommitment(commitment, day);
  return { status, statusSince, firmness, due, timeliness, slippage, fulfilment };
}
