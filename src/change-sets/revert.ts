import { AppError } from "../errors/errors.ts";
import { partsOf, settled } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { write } from "../records/records.ts";
import { StoreConflict } from "../store/port/conflict.ts";
import { type Entities, type Kind, keyOf } from "../store/port/entities.ts";
import { inParts } from "../store/port/parts.ts";
import { type Change, type ChangeSet, type Line, type Store, tells } from "../store/port/store.ts";
import type { Reverted } from "./model.ts";

/**
 * Reverting a change set: every record that it wrote becomes what it was before, as a new version. What others changed
 * since is not touched: then nothing is written.
 */

/**
 * What others rest on comes back first, and goes last. A commitment comes after its parts: what it was from day to day
 * follows from them as they are when it is written.
 */
const grounds = ["party", "source", "snapshot", "quote"] as const satisfies Kind[];
const parts = ["event", "milestone", "assessment"] as const satisfies Kind[];
const wholes = ["commitment", "relation"] as const satisfies Kind[];
const order = [...grounds, ...parts, ...wholes];
const linesAtOnce = 500;
const changesAtOnce = 200;
const mostNamed = 20;

interface Options {
  dryRun: boolean;
  /** What else belongs to the transaction of a revert that is committed. */
  sealed?: (store: Store, reverted: Reverted) => Promise<void>;
}

/** @throws AppError changed_since, purged, in_use, already_exists, unprocessable */
export function revertChangeSet(ctx: Context, set: ChangeSet, { dryRun, sealed }: Options): Promise<Reverted> {
  return ctx.store.exclusively(async (store) => {
    const { once: _, ...own } = { ...ctx, store };
    const { seq } = await store.head();
    const counts = await revert(own, set);
    const value: Reverted = { reverts: set.id, changeSet: dryRun ? null : seq + 1, dryRun, ...counts };
    if (!dryRun) await sealed?.(store, value);
    return { commit: !dryRun, value };
  });
}

type Counts = Pick<Reverted, "deleted" | "restored" | "updated">;

async function revert(ctx: Context, set: ChangeSet): Promise<Counts> {
  const touched = await touchedBy(ctx, set);
  const before = { ...ctx, store: ctx.store.at({ seq: set.id - 1 }) };
  const counts = { deleted: 0, restored: 0, updated: 0 };
  const states = new Map<Kind, State[]>();
  for (const kind of order) states.set(kind, await statesOf(ctx, before, kind, touched.get(kind) ?? []));
  demandUnchanged([...states.values()].flat());
  const of = (kind: Kind) => states.get(kind) ?? [];
  for (const kind of grounds) await bringBack(ctx, of(kind), counts);
  for (const kind of parts) await takeAway(ctx, of(kind), counts);
  for (const kind of [...parts, ...wholes]) await bringBack(ctx, of(kind), counts);
  for (const kind of [...grounds, ...wholes].toReversed()) await takeAway(ctx, of(kind), counts);
  return counts;
}

/** What there was before becomes that again. */
async function bringBack(ctx: Context, states: readonly State[], counts: Counts): Promise<void> {
  for (const some of inParts(
    states.filter(({ was }) => was !== null),
    changesAtOnce,
  )) {
    const changes = await Promise.all(some.map((state) => changeBack(ctx, state)));
    await apply(ctx, changes);
    for (const { op } of changes) counts[op === "restore" ? "restored" : "updated"] += 1;
  }
}

/** What there was not is deleted. */
async function takeAway(ctx: Context, states: readonly State[], counts: Counts): Promise<void> {
  const made = states.filter(({ was, isThere }) => was === null && isThere);
  for (const some of inParts(made, changesAtOnce))
    await apply(
      ctx,
      some.map(({ kind, now }) => ({ op: "delete", kind, entity: now }) as Change),
    );
  counts.deleted += made.length;
}

/** What a change set left of a record, and what there was before it and is now. */
interface State {
  kind: Kind;
  /** The version that the change set left. */
  version: number;
  /** Null: there was none, or it was deleted. */
  was: Entities[Kind] | null;
  now: Entities[Kind];
  /** Whether it is there now, rather than deleted. */
  isThere: boolean;
}

type Touched = Pick<Line, "id" | "version">;

/** The records that a change set wrote, by kind, each with the version that it left. @throws AppError purged */
async function touchedBy(ctx: Context, set: ChangeSet): Promise<Map<Kind, Touched[]>> {
  const versions = new Map<string, Line>();
  for (let after = set.id - 1; after < set.through; ) {
    const { rows } = await ctx.store.lines({ after, limit: linesAtOnce });
    for (const line of rows) {
      if (line.seq > set.through) break;
      if (!tells(line))
        throw new AppError("purged", `What line ${line.seq} says was purged: it cannot be brought back.`);
      versions.set(`${line.kind} ${line.id}`, line);
    }
    after = rows.at(-1)?.seq ?? set.through;
  }
  return Map.groupBy(versions.values(), ({ kind }) => kind);
}

async function statesOf(ctx: Context, before: Context, kind: Kind, touched: readonly Touched[]): Promise<State[]> {
  const ids = touched.map(({ id }) => id);
  const [living, earlier] = [await ctx.store.getMany(kind, ids), await before.store.getMany(kind, ids)];
  const [present, past] = [byKey(living), byKey(earlier)];
  const states: State[] = [];
  for (const { id, version } of touched) {
    const there = present.get(id);
    const now = there ?? (await ctx.store.get(kind, id, { deleted: true }));
    if (now === null) throw new AppError("purged", `The ${kind} "${id}" was purged: it cannot be as it was.`);
    states.push({ kind, version, was: past.get(id) ?? null, now, isThere: there !== undefined });
  }
  return states;
}

const byKey = (entities: readonly Entities[Kind][]) => new Map(entities.map((entity) => [keyOf(entity), entity]));

function demandUnchanged(states: readonly State[]): void {
  const changed = states.filter(({ now, version }) => now.version !== version);
  if (changed.length === 0) return;
  const named = changed.slice(0, mostNamed).map(({ kind, now }) => ({
    ...{ kind, id: keyOf(now) },
    ...("slug" in now && { slug: now.slug }),
    currentVersion: now.version,
  }));
  const first = named.map(({ kind, id, slug }) => `${kind} ${slug ?? id}`).join(", ");
  const detail = `${changed.length} of its records have been changed since: ${first}. Nothing was written.`;
  throw new AppError("changed_since", detail, { extra: { changed: named, count: changed.length } });
}

/** What makes a record what it was; of a commitment, with what follows from its timeline, which is that of then. */
async function changeBack(ctx: Context, { kind, was, now, isThere }: State): Promise<Change> {
  const op = isThere ? "update" : "restore";
  const entity = { ...was, version: now.version } as Entities[Kind];
  if (kind !== "commitment") return { op, kind, entity } as Change;
  const commitment = entity as Entities["commitment"];
  return { op, kind, ...(await settled(ctx, { commitment, ...(await partsOf(ctx, commitment.id)) })) };
}

async function apply(ctx: Context, changes: readonly Change[]): Promise<void> {
  try {
    await write(ctx, changes);
  } catch (error) {
    throw error instanceof StoreConflict ? await refusalOf(ctx, error) : error;
  }
}

async function refusalOf({ store }: Context, conflict: StoreConflict): Promise<Error> {
  const { reason, kind, id } = conflict;
  if (kind === "idempotency") return conflict;
  if (reason === "slug_taken")
    return new AppError("already_exists", `A slug that it gives back belongs to the ${kind} ${id} by now.`, {
      extra: { existing: { kind, id } },
    });
  if (reason === "missing_reference")
    return new AppError("unprocessable", `What it would bring back rests on the ${kind} "${id}", which is deleted.`);
  const referencedBy = await store.referencesTo(kind, id, mostNamed);
  const names = referencedBy.map((each) => `${each.kind} ${each.slug ?? each.id}`).join(", ");
  const detail = `The ${kind} "${id}", which it made, is pointed at by: ${names}.`;
  return new AppError("in_use", detail, { extra: { referencedBy } });
}
