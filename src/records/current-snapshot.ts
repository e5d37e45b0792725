import type { Snapshot } from "../domain/source.ts";
import type { Context } from "./context.ts";
/** The newest text of a source as retrieved; null when it has none. */
export async function currentSnapshot(ctx: Context, sourceId: string): Promise<Snapshot | null> {
  const { rows } = await ctx.store.list("snapshot", {
    filters: [{ field: "sourceId", in: [sourceId] }],
    sort: [{ field: "retrievedAt", descending: true }],
    limit: 1,
  });
  return rows[0] ?? null;
}
