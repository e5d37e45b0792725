import type { Event } from "../domain/event.ts";
import type { Aggregate } from "../domain/status.ts";
import type { Warning } from "../domain/warning.ts";
import { partsOf } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { demandUnpurged, lineAt } from "../records/records.ts";
import type { Change } from "../store/port/store.ts";
import { relationsOf } from "./relations/service.ts";

/** What stood around a commitment at an earlier version: its timeline and its relations. */

export type Parts = Omit<Aggregate, "commitment"> & { relations: readonly { id: string; version: number }[] };

async function partsIn(ctx: Context, id: string): Promise<Parts> {
  return { ...(await partsOf(ctx, id)), relations: await relationsOf(ctx, [id]) };
}

/**
 * The parts as they were when the write of that version was done. @throws AppError unprocessable without such a version
 */
export async function earlierParts(ctx: Context, id: string, version: number): Promise<Parts> {
  const { tx } = await lineAt(ctx, "commitment", id, version);
  const last = (await ctx.store.linesOf([tx])).reduce((most, { seq }) => Math.max(most, seq), tx);
  return partsIn({ ...ctx, store: ctx.store.at({ seq: last }) }, id);
}

/**
 * The changes that make the events what they were, and the events then: those recorded since go, those deleted since
 * come back, those changed since are as before.
 * @throws AppError purged
 */
export async function earlierEvents(
  ctx: Context,
  { events: now }: Pick<Aggregate, "events">,
  { events: then }: Pick<Aggregate, "events">,
): Promise<{ events: Event[]; changes: Change[] }> {
  const changes: Change[] = [];
  const events: Event[] = [];
  for (const was of then) {
    const known = now.find(({ id }) => id === was.id);
    const current = known ?? (await ctx.store.get("event", was.id, { deleted: true }));
    if (current === null) await demandUnpurged(ctx, "event", was.id);
    const entity = { ...was, version: current?.version ?? was.version };
    events.push(entity);
    if (known === undefined) changes.push({ op: "restore", kind: "event", entity });
    else if (known.version !== was.version) changes.push({ op: "update", kind: "event", entity });
  }
  for (const entity of now)
    if (!then.some(({ id }) => id === entity.id)) changes.push({ op: "delete", kind: "event", entity });
  return { events, changes };
}

const named = ["events", "milestones", "assessments", "relations"] as const;

/** What a restored version does not bring back, part by part. `restored`: parts that it did bring back. */
export async function leftAsTheyAre(
  ctx: Context,
  { id, version, then, restored }: { id: string; version: number; then: Parts; restored: readonly string[] },
): Promise<Warning[]> {
  const now = await partsIn(ctx, id);
  return named.flatMap((part) => {
    const differences = restored.includes(part) ? "" : differing(now[part], then[part]);
    if (differences === "") return [];
    const how = part === "events" ? ' To bring back the events of then, send "events": true with it.' : "";
    const detail = `The ${part} stay as they are; since version ${version}, ${differences}.${how}`;
    return [{ pointer: `/${part}`, code: "not_restored", detail }];
  });
}

interface Versioned {
  id: string;
  version: number;
}

/** "2 were added and 1 was changed"; empty where nothing differs. */
function differing(now: readonly Versioned[], then: readonly Versioned[]): string {
  const before = new Map(then.map(({ id, version }) => [id, version]));
  const left = new Set(now.map(({ id }) => id));
  const counts = {
    added: now.filter(({ id }) => !before.has(id)).length,
    changed: now.filter(({ id, version }) => before.has(id) && before.get(id) !== version).length,
    deleted: then.filter(({ id }) => !left.has(id)).length,
  };
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.map(([what, count]) => `${count} ${count === 1 ? "was" : "were"} ${what}`).join(" and ");
}
