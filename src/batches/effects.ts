import { plainDate } from "../dates/edtf.ts";
import type { Commitment, CommitmentView } from "../domain/commitment.ts";
import { viewCommitment } from "../domain/commitment-view.ts";
import { diff } from "../ledger/diff.ts";
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
    const [before = null, after = null] = [was, is].map((each) => each && viewCommitment(each, day));
    const changed = before && after ? diff(before, after) : [];
    return [{ id, slug, title, before: outcomeOf(before), after: outcomeOf(after), diff: changed }];
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

function outcomeOf(view: CommitmentView | null): BatchEffect["after"] {
  if (!view) return null;
  const { status, statusSince, firmness, due, timeliness, slippage, fulfilment } = view;
  return { status, statusSince, firmness, due, timeliness, slippage, fulfilment };
}
