import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { acyclic } from "../../domain/relation.ts";
import { StoreConflict } from "../port/conflict.ts";
import type { Entities, Kind } from "../port/entities.ts";
import type { Change, Head, Line, Stamp } from "../port/store.ts";
import { keyOf, kinds, type Link, recorded } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { recordRow } from "./derived-rows.ts";
import { takeOnce } from "./idempotency-keys.ts";
import { purge } from "./purge.ts";
import { pathAlong } from "./relation-path.ts";
import { assignments, insertInto, type Steps } from "./statement.ts";
import { among } from "./where.ts";
import { index, keep } from "./write-indexes.ts";
import { indexWords, inParts } from "./write-search.ts";

/**
 * Writing: the records, their version bumps, the indexes and the ledger lines, what they replace, all in the
 * transaction that runs this.
 */

type Entity = Entities[Kind];

/**
 * Read while nobody else can write. `after`: the latest instant that was answered for, "": none. `read`: the database's
 * own clock.
 */
export interface Clock {
  after: () => string;
  read?: (() => Steps<string | null>) | undefined;
}

/** The time of a commit after this head: the ledger's clock never goes back, whatever the clocks of its writers do. */
export function* commitTime({ at: newest }: Head, at: Stamp["at"], { after, read }: Clock): Steps<string> {
  const shared = read ? yield* read() : null;
  const now = shared ?? (typeof at === "string" ? at : at());
  const answered = after();
  return [now, newest ?? "", answered && nextInstant(answered)].toSorted().at(-1) ?? now;
}

const nextInstant = (instant: string): string => new Date(Date.parse(instant) + 1).toISOString();

/** @throws StoreConflict, and then nothing of it may be committed. */
export function* applyChanges(
  tables: Tables,
  changes: readonly Change[],
  { by, at, once, clock }: Stamp & { clock: Clock },
): Steps<Entity[]> {
  const head = yield* liveHead();
  const stamp = { by, at: yield* commitTime(head, at, clock) };
  if (once) yield* takeOnce(tables, once, { at: stamp.at, tx: head.seq + 1 });
  const written: Entity[] = [];
  const end = { seq: head.seq, hash: head.hash };
  function* append(line: Written): Steps<number> {
    const { hash: previous } = end;
    end.seq += 1;
    const whole = { ...line, ...stamp, seq: end.seq, tx: head.seq + 1 };
    end.hash = hashLine(whole, previous);
    yield insertInto(tables.ledger, { ...whole, hash: end.hash });
    return end.seq;
  }
  for (const change of changes) {
    if (change.op === "purge") {
      yield* purge(tables, change, (line) => append({ ...line, op: "purge" }));
      written.push(change.entity);
      continue;
    }
    const entity = yield* writeRecord(tables, change, { at: stamp.at, seq: end.seq + 1 });
    yield* append(lineOf(change, entity));
    written.push(entity);
  }
  for (const change of changes) yield* checkUnused(tables, change);
  yield* checkTargets(tables, changes);
  for (const change of changes) yield* checkAcyclic(tables, change);
  yield* indexWords(tables, changes, end.seq);
  return written;
}

const head = sql.raw("select seq, at, hash");
const newest = sql.raw("order by seq desc limit 1");
const newestLine = sql.raw("select seq, at, hash from ledger order by seq desc limit 1");

/**
 * The head of the ledger. Every read asks for it, so it is ready-made: putting it together takes longer than the
 * answer.
 */
export function liveHead(): Steps<Head> {
  return oneHead(newestLine);
}

/** The head of the ledger that these tables show. */
export function readHead({ ledger }: Tables): Steps<Head> {
  return oneHead(sql`${head} from ${ledger.from} ${newest}`);
}

/** The head that a query of `seq, at, hash` gives. */
export function* oneHead(query: SQL): Steps<Head> {
  const [row] = yield query;
  return row ? { seq: Number(row.seq), at: String(row.at), hash: String(row.hash) } : { seq: 0, at: null, hash: "" };
}

/** A line as its write knows it. */
type Written = Omit<Line, "hash" | "data" | "seq" | "tx" | "at" | "by"> & { data: object };

/** The hash of a line: SHA-256 of its canonical JSON (RFC 8785) with the hash of the line before it as `previous`. */
export function hashLine(line: Omit<Line, "hash" | "data"> & { data: object }, previous: string): string {
  const { seq, tx, at, by, op, kind, id, commitmentId, version, data } = line;
  const canonical = canonicalize({ seq, tx, at, by, op, kind, id, commitmentId, version, data, previous }) ?? "";
  return createHash("sha256").update(canonical).digest("hex");
}

function lineOf({ op, kind }: Change, entity: Entity): Written {
  return {
    op,
    kind,
    id: keyOf(kind, entity as never),
    commitmentId: kinds[kind].commitmentOf(entity as never),
    version: entity.version,
    data: recorded(kind, entity),
  };
}

function* writeRecord(tables: Tables, change: Change, place: { at: string; seq: number }): Steps<Entity> {
  const { op, kind } = change;
  const spec = kinds[kind];
  const table = tables[kind];
  const entity = {
    ...change.entity,
    version: change.entity.version + 1,
    ...(op === "create" && { [kinds[kind].recordedAt]: place.at }),
    updatedAt: place.at,
  } as Entity;
  const key = keyOf(kind, entity as never);
  const row = { ...recordRow(kind, entity, op === "delete" ? place.at : null), sinceSeq: place.seq };
  const id = table.columns[spec.key] as never;
  if (spec.hasSlug) yield* checkSlug(tables, kind, entity as { id: string; slug: string });
  if (op === "create") {
    const { kind: of, id: known } = tables.ledger.columns;
    const [taken] = yield sql`select 1 as taken from ${tables.ledger.table}
      where ${of} = ${kind} and ${known} = ${key} limit 1`;
    if (taken) throw new StoreConflict("exists", kind, key);
    yield insertInto(table, row);
  } else {
    const { version, deletedAt: gone } = table.columns as Record<string, never>;
    const state = op === "restore" ? sql`${gone} is not null` : sql`${gone} is null`;
    const where = sql`${id} = ${key} and ${version} = ${change.entity.version} and ${state}`;
    yield* keep(tables, kind, where, place.seq);
    const [updated] =
      yield sql`update ${table.table} set ${assignments(table, row, [spec.key])} where ${where} returning 1 as updated`;
    if (!updated) throw new StoreConflict("version", kind, key);
  }
  yield* index(tables, change, { entity, seq: place.seq });
  return entity;
}

function* checkSlug(tables: Tables, kind: Kind, entity: { id: string; slug: string }): Steps<void> {
  const { table, columns } = tables[kind];
  const { id, slug } = columns as Record<string, never>;
  const [taken] = yield sql`select ${id} from ${table} where ${slug} = ${entity.slug} and ${id} <> ${entity.id}`;
  if (taken) throw new StoreConflict("slug_taken", kind, String(taken.id));
}

/** Nothing that others point at may go. */
function* checkUnused(tables: Tables, { op, kind, entity }: Change): Steps<void> {
  if (op !== "delete") return;
  const id = keyOf(kind, entity as never);
  const [pointing] = yield referencing(tables, kind, id, 1);
  if (pointing) throw new StoreConflict("in_use", kind, id);
}

/** Nothing may point at what is not there. What was written just now is. */
function* checkTargets(tables: Tables, changes: readonly Change[]): Steps<void> {
  const targets = new Map<string, [Kind, string]>();
  for (const change of changes) {
    for (const [kind, id] of yield* targetsOf(tables, change)) targets.set(`${kind} ${id}`, [kind, id]);
  }
  for (const { op, kind, entity } of changes)
    if (op === "create") targets.delete(`${kind} ${keyOf(kind, entity as never)}`);
  for (const [to, all] of Map.groupBy(targets.values(), ([kind]) => kind)) {
    const ids = all.map(([, id]) => id);
    const { table, columns } = tables[to];
    const key = columns[kinds[to].key];
    for (const some of inParts(ids)) {
      const rows =
        yield sql`select ${key} as id from ${table} where ${among(sql`${key}`, some)} and ${columns.deletedAt} is null`;
      const alive = new Set(rows.map(({ id }) => String(id)));
      const missing = some.find((id) => !alive.has(id));
      if (missing !== undefined) throw new StoreConflict("missing_reference", to, missing);
    }
  }
}

const isRecord = (target: Link["toKind"]): target is Kind => target !== "tag" && target !== "sector";

/** What a record points at as it was written; a commitment that comes back, with all its parts. */
function* targetsOf(tables: Tables, { op, kind, entity }: Change): Steps<[Kind, string][]> {
  if (op === "delete" || op === "purge") return [];
  if (kind !== "commitment" || op !== "restore")
    return kinds[kind]
      .links(entity as never)
      .flatMap(({ toKind, toId }): [Kind, string][] => (isRecord(toKind) ? [[toKind, toId]] : []));
  const { toKind, toId, commitmentId } = tables.links.columns as Record<string, never>;
  const rows = yield sql`select distinct ${toKind}, ${toId} from ${tables.links.table}
    where ${toKind} not in ('tag', 'sector') and ${commitmentId} = ${entity.id}`;
  return rows.map((row) => [String(row.to_kind) as Kind, String(row.to_id)]);
}

/** Two people who each add a relation may close a circle together: so it is looked for with both in place. */
function* checkAcyclic(tables: Tables, { op, kind, entity }: Change): Steps<void> {
  if (kind !== "relation" || op !== "create" || !acyclic.has(entity.type)) return;
  const way = yield* pathAlong(tables, entity.type, { from: [entity.to], to: [entity.from] });
  if (way !== null) throw new StoreConflict("cycle", kind, entity.id);
}

/** The links that point at a record. */
export function referencing(tables: Tables, kind: Kind, id: string, limit: number): SQL {
  const { fromKind, fromId, toKind, toId } = tables.links.columns as Record<string, never>;
  return sql`select distinct ${fromKind}, ${fromId} from ${tables.links.table}
    where ${toKind} = ${kind} and ${toId} = ${id} order by ${fromKind}, ${fromId} limit ${limit}`;
}
