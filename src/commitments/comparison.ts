import { z } from "zod";
import { plainDate } from "../dates/edtf.ts";
import type { Commitment } from "../domain/commitment.ts";
import { viewCommitment } from "../domain/commitment-view.ts";
import { diff } from "../ledger/diff.ts";
import { Difference } from "../ledger/model.ts";
import type { Context } from "../records/context.ts";
import type { Filter, Scalar, Slice } from "../store/port/query.ts";
import { Id, Slug } from "../validation/fields.ts";

/** Commitments at two moments, and what differs. */

export const Compared = z
  .strictObject({
    id: Id,
    slug: Slug,
    title: z.string(),
    change: z
      .enum(["new", "gone", "changed"])
      .meta({ description: "On record at the second moment alone, at the first alone, or at both and different." }),
    diff: z.array(Difference).meta({ description: "What differs, where it is on record at both." }),
  })
  .meta({ id: "Compared", description: "What became of a commitment between two moments." });
export type Compared = z.infer<typeof Compared>;

/** One of two moments: the record as it stood then, and what is asked for of it. */
export interface Side {
  ctx: Context;
  filters: Filter[];
}

const rowsAtOnce = 200;
/** How many commitments are looked at for one page. */
const farthest = 2000;

/**
 * Commitments that match at either moment and differ, in the order of their ids. A page may be short, or empty, before
 * the end.
 */
export async function compareMoments(
  [first, second]: readonly [Side, Side],
  { limit, after: start }: { limit: number; after?: readonly Scalar[] },
): Promise<Slice<Compared>> {
  const rows: Compared[] = [];
  let after = start;
  for (let looked = 0; looked < farthest; looked += rowsAtOnce) {
    const [before, now] = await Promise.all([pageOf(first, after), pageOf(second, after)]);
    const ends = [before, now].flatMap(({ next }) => (next === null ? [] : [String(next[0])]));
    const end = ends.toSorted()[0];
    const ids = [...new Set([...before.rows, ...now.rows].map(({ id }) => id))].toSorted();
    const some = end === undefined ? ids : ids.filter((id) => id <= end);
    const [was, is] = await Promise.all([completed(first, before.rows, some), completed(second, now.rows, some)]);
    for (const id of some) {
      const compared = compare(first, second, { was: was.get(id), is: is.get(id) });
      if (compared === null) continue;
      if (rows.length === limit) return { rows, next: [rows.at(-1)?.id ?? ""] };
      rows.push(compared);
    }
    if (end === undefined) return { rows, next: null };
    after = [end];
  }
  return { rows, next: [...(after ?? [])] };
}

function pageOf({ ctx, filters }: Side, after: readonly Scalar[] | undefined): Promise<Slice<Commitment>> {
  return ctx.store.list("commitment", { filters, limit: rowsAtOnce, ...(after && { after }) });
}

/** These commitments at one moment, those too that did not match then. */
async function completed({ ctx }: Side, known: readonly Commitment[], ids: readonly string[]) {
  const all = new Map(known.map((commitment) => [commitment.id, commitment]));
  const others = await ctx.store.getMany(
    "commitment",
    ids.filter((id) => !all.has(id)),
  );
  for (const commitment of others) all.set(commitment.id, commitment);
  return all;
}

function compare(
  first: Side,
  second: Side,
  { was, is }: { was: Commitment | undefined; is: Commitment | undefined },
): Compared | null {
  const shown = is ?? was;
  if (shown === undefined) return null;
  const { id, slug, title } = shown;
  if (was === undefined || is === undefined) return { id, slug, title, change: was ? "gone" : "new", diff: [] };
  const differences = diff(seen(was, first), seen(is, second));
  return differences.length === 0 ? null : { id, slug, title, change: "changed", diff: differences };
}

/** A commitment as answered at a moment, without what changes with every day. */
function seen(commitment: Commitment, { ctx }: Side): Record<string, unknown> {
  const { slippage: _, ...view } = viewCommitment(commitment, plainDate(ctx.now()));
  return view;
}
