import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { type SQL, sql } from "drizzle-orm";
import { entriesOf, keyOf, kinds, type Tables } from "./kinds.ts";
import { assignments, decode, insertInto, type Row, type Steps, selectFrom } from "./statement.ts";
import { type Change, type Entities, type Kind, type Line, type Stamp, StoreConflict } from "./store.ts";

/** Writing: the records, their version bumps, both indexes and the ledger lines, all in the transaction that runs this. */

type Entity = Entities[Kind];

/** @throws StoreConflict, and then nothing of it may be committed. */
export function* applyChanges(tables: Tables, changes: readonly Change[], stamp: Stamp): Steps<Entity[]> {
  const head = yield* headOf(tables);
  const written: Entity[] = [];
  let { seq, hash } = head;
  for (const change of changes) {
    const entity = yield* writeRecord(tables, change, stamp);
    seq += 1;
    const line = lineOf(change, entity, { ...stamp, seq, tx: head.seq + 1, hash });
    hash = line.hash;
    yield insertInto(tables.ledger, line as unknown as Row);
    written.push(entity);
  }
  for (const change of changes) yield* checkLinks(tables, change);
  return written;
}

export function* headOf(tables: Tables): Steps<{ seq: number; at: string | null; hash: string }> {
  const { seq } = tables.ledger.columns;
  const [row] = yield sql`${selectFrom(tables.ledger)} order by ${seq} desc limit 1`;
  if (!row) return { seq: 0, at: null, hash: "" };
  const line = decode(row, tables.ledger) as unknown as Line;
  return { seq: line.seq, at: line.at, hash: line.hash };
}

/** The hash of a line: SHA-256 of its canonical JSON (RFC 8785) with the hash of the line before it as `previous`. */
export function hashOf(line: Omit<Line, "hash">, previous: string): string {
  const { seq, tx, at, by, op, kind, id, commitmentId, version, data } = line;
  const canonical = canonicalize({ seq, tx, at, by, op, kind, id, commitmentId, version, data, previous }) ?? "";
  return createHash("sha256").update(canonical).digest("hex");
}

function lineOf(change: Change, data: Entity, place: Stamp & { seq: number; tx: number; hash: string }): Line {
  const { op, kind } = change;
  const line = {
    seq: place.seq,
    tx: place.tx,
    at: place.at,
    by: place.by,
    op,
    kind,
    id: keyOf(kind, data as never),
    commitmentId: kinds[kind].commitmentOf(data as never),
    version: data.version,
    data,
  };
  return { ...line, hash: hashOf(line, place.hash) };
}

function* writeRecord(tables: Tables, change: Change, stamp: Stamp): Steps<Entity> {
  const { op, kind } = change;
  const spec = kinds[kind];
  const table = tables[kind];
  const entity = { ...change.entity, version: change.entity.version + 1, updatedAt: stamp.at } as Entity;
  const key = keyOf(kind, entity as never);
  const deletedAt = op === "delete" ? stamp.at : null;
  const row = { ...(entity as unknown as Row), ...spec.extra(entity as never), deletedAt };
  const id = table.columns[spec.key] as never;
  if (spec.hasSlug) yield* checkSlug(tables, kind, entity as { id: string; slug: string });
  if (op === "create") {
    const [taken] = yield sql`select 1 as taken from ${table.table} where ${id} = ${key}`;
    if (taken) throw new StoreConflict("exists", kind, key);
    yield insertInto(table, row);
  } else {
    const { version, deletedAt: gone } = table.columns as Record<string, never>;
    const state = op === "restore" ? sql`${gone} is not null` : sql`${gone} is null`;
    const [updated] = yield sql`update ${table.table} set ${assignments(table, row, [spec.key])}
      where ${id} = ${key} and ${version} = ${change.entity.version} and ${state} returning 1 as updated`;
    if (!updated) throw new StoreConflict("version", kind, key);
  }
  yield* index(tables, change, entity);
  return entity;
}

function* checkSlug(tables: Tables, kind: Kind, entity: { id: string; slug: string }): Steps<void> {
  const { id, slug } = tables[kind].columns as Record<string, never>;
  const [taken] =
    yield sql`select ${id} from ${tables[kind].table} where ${slug} = ${entity.slug} and ${id} <> ${entity.id}`;
  if (taken) throw new StoreConflict("slug_taken", kind, String(taken.id));
}

/** Rewrites what the two indexes say of a record; a deleted commitment takes the links of its aggregate with it. */
function* index(tables: Tables, { op, kind }: Change, entity: Entity): Steps<void> {
  const { links, timeline } = tables;
  const id = keyOf(kind, entity as never);
  yield sql`delete from ${links.table} where ${links.columns.fromKind} = ${kind} and ${links.columns.fromId} = ${id}`;
  if (kinds[kind].commitmentOf(entity as never) !== null) {
    yield sql`delete from ${timeline.table} where ${timeline.columns.ref} = ${id}`;
  }
  if (kind === "commitment" && op === "delete") {
    yield sql`delete from ${links.table} where ${links.columns.commitmentId} = ${id}`;
  }
  if (op === "delete") return;
  if (kind === "commitment" && op === "restore") yield* relink(tables, id);
  yield* insertLinks(tables, kind, entity);
  for (const entry of entriesOf(kind, entity as never)) {
    yield insertInto(timeline, { ...entry, latestKey: entry.latest ?? "9999-99-99" });
  }
}

function* insertLinks(tables: Tables, kind: Kind, entity: Entity): Steps<void> {
  const commitmentId = kinds[kind].commitmentOf(entity as never);
  for (const link of kinds[kind].links(entity as never)) {
    yield insertInto(tables.links, { ...link, fromKind: kind, fromId: keyOf(kind, entity as never), commitmentId });
  }
}

function* relink(tables: Tables, commitmentId: string): Steps<void> {
  for (const kind of ["event", "milestone"] as const) {
    const { commitmentId: parent, deletedAt } = tables[kind].columns as Record<string, never>;
    const rows = yield sql`${selectFrom(tables[kind])} where ${parent} = ${commitmentId} and ${deletedAt} is null`;
    for (const row of rows) yield* insertLinks(tables, kind, decode(row, tables[kind]) as unknown as Entity);
  }
}

/** Nothing may point at what is not there, and nothing that others point at may go. */
function* checkLinks(tables: Tables, { op, kind, entity }: Change): Steps<void> {
  const id = keyOf(kind, entity as never);
  if (op === "delete") {
    const [pointing] = yield referencing(tables, kind, id, 1);
    if (pointing) throw new StoreConflict("in_use", kind, id);
    return;
  }
  const { fromKind, fromId, toKind, toId, commitmentId } = tables.links.columns as Record<string, never>;
  const whole = kind === "commitment" && op === "restore" ? sql`or ${commitmentId} = ${id}` : sql``;
  const targets = yield sql`select distinct ${toKind}, ${toId} from ${tables.links.table}
    where ${toKind} <> 'tag' and ((${fromKind} = ${kind} and ${fromId} = ${id}) ${whole})`;
  for (const target of targets) {
    const to = String(target.to_kind) as Kind;
    const table = tables[to];
    const [alive] = yield sql`select 1 as alive from ${table.table}
      where ${table.columns[kinds[to].key]} = ${target.to_id} and ${table.columns.deletedAt} is null`;
    if (!alive) throw new StoreConflict("missing_reference", to, String(target.to_id));
  }
}

/** The links that point at a record. */
export function referencing(tables: Tables, kind: Kind, id: string, limit: number): SQL {
  const { fromKind, fromId, toKind, toId } = tables.links.columns as Record<string, never>;
  return sql`select distinct ${fromKind}, ${fromId} from ${tables.links.table}
    where ${toKind} = ${kind} and ${toId} = ${id} order by ${fromKind}, ${fromId} limit ${limit}`;
}
