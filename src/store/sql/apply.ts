import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { acyclic } from "../../domain/relation.ts";
import { StoreConflict } from "../port/conflict.ts";
import { type Kind, keyOf } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Change, Head, Line, Stamp } from "../port/store.ts";
import { kinds, type Link, placeOf, recorded } from "../schema/kinds.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { linkRows } from "./derived-rows.ts";
import { takeOnce } from "./idempotency-keys.ts";
import { purge } from "./purge.ts";
import { pathAlong } from "./relation-path.ts";
import { insertInto, type Steps, together } from "./statement.ts";
import { type Batch, beginBatch, type Entity, findTaken, settle, writeRecord } from "./write-records.ts";
import { indexWords } from "./write-search.ts";

/**
 * Writing: the records, their version bumps, the indexes and the ledger lines, what they replace, all in the
 * transaction that runs this.
 */

/**
 * Read while nobody else can write. `after`: the latest instant that was answered for, "": none. `read`: the database's
 * own clock.
 */
export interface Clock {
  after: () => string;
  read?: (() => Steps<string | null>) | undefined;
}

/**
 * How a write is dated, and the first line of the work that it is a part of, if it is not all there is.
 * `isHashedLater`: its lines are given their hashes with the instant of the commit.
 */
export interface Dated {
  clock: Clock;
  changeSet?: number | null;
  isHashedLater?: boolean;
}

/**
 * The head, and the time of a commit after it: the ledger's clock never goes back, whatever the clocks of its writers
 * do.
 */
export function* headAndTime(at: Stamp["at"], { after, read }: Clock): Steps<{ head: Head; time: string }> {
  const [head, shared] = yield* together(liveHead(), read ? read() : noClock());
  const now = shared ?? (typeof at === "string" ? at : at());
  const answered = after();
  return { head, time: [now, head.at ?? "", answered && nextInstant(answered)].toSorted().at(-1) ?? now };
}

// biome-ignore lint/correctness/useYield: there is nothing to ask.
function* noClock(): Steps<null> {
  return null;
}

const nextInstant = (instant: string): string => new Date(Date.parse(instant) + 1).toISOString();

/** @throws StoreConflict, and then nothing of it may be committed. */
export function* applyChanges(
  tables: Tables,
  changes: readonly Change[],
  { by, at, once, reason, clock, changeSet = null, isHashedLater = false }: Stamp & Dated,
): Steps<Entity[]> {
  const [{ head, time }, taken, batch] = yield* together(
    headAndTime(at, clock),
    findTaken(tables, changes),
    beginBatch(tables, changes),
  );
  const stamp = { by, at: time, reason: reason ?? null };
  if (once) yield* takeOnce(tables, once, { at: stamp.at, tx: head.seq + 1 });
  if (taken) throw taken;
  const written: Entity[] = [];
  const end = { seq: head.seq, hash: head.hash };
  const add = (line: Written): number => {
    const { hash: previous } = end;
    end.seq += 1;
    const whole = { ...line, ...stamp, seq: end.seq, tx: head.seq + 1, changeSet };
    end.hash = isHashedLater ? "" : hashLine(whole, previous);
    batch.lines.push({ ...whole, hash: end.hash });
    return end.seq;
  };
  for (const change of changes) {
    if (change.op === "purge") {
      yield* settle(tables, batch);
      yield* purge(tables, change, function* (line) {
        const seq = add({ ...line, op: "purge" });
        yield* settle(tables, batch);
        return seq;
      });
      written.push(change.entity);
      continue;
    }
    const entity = yield* writeRecord(tables, change, { at: stamp.at, seq: end.seq + 1, batch });
    add(lineOf(change, entity));
    written.push(entity);
  }
  yield* settle(tables, batch);
  yield* keepTexts(tables, changes);
  yield* together(
    checkWhole(tables, changes, batch),
    indexWords(tables, changes, { seq: end.seq, before: batch.before }),
  );
  return written;
}

/** What can only be judged with everything in place. */
function* checkWhole(tables: Tables, changes: readonly Change[], batch: Batch): Steps<void> {
  for (const change of changes) yield* checkUnused(tables, change);
  yield* checkTargets(tables, changes, batch);
  for (const change of changes) yield* checkAcyclic(tables, change);
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
type Written = Omit<Line, "hash" | "data" | "seq" | "tx" | "at" | "by" | "reason"> & { data: object };

/** The hash of a line: SHA-256 of its canonical JSON (RFC 8785) with the hash of the line before it as `previous`. */
export function hashLine(line: Omit<Line, "hash" | "data"> & { data: object }, previous: string): string {
  const { seq, tx, at, by, op, kind, id, commitmentId, version, data } = line;
  const why = line.reason == null ? {} : { reason: line.reason };
  const whole = { seq, tx, at, by, op, kind, id, commitmentId, version, data, ...why, previous };
  const canonical = canonicalize(whole) ?? "";
  return createHash("sha256").update(canonical).digest("hex");
}

function lineOf({ op, kind }: Change, entity: Entity): Written {
  return {
    op,
    kind,
    id: keyOf(entity),
    commitmentId: kinds[kind].commitmentOf(entity as never),
    version: entity.version,
    data: recorded(kind, entity),
  };
}

/** The texts of snapshots, which the ledger has the hashes of. */
function* keepTexts({ texts }: Tables, changes: readonly Change[]): Steps<void> {
  for (const { op, kind, entity } of changes) {
    if (kind !== "snapshot" || entity.text === null || (op !== "create" && op !== "update")) continue;
    if (op !== "create") yield sql`delete from ${texts.table} where ${texts.columns.snapshotId} = ${entity.id}`;
    yield insertInto(texts, { snapshotId: entity.id, text: entity.text });
  }
}

/** Nothing that others point at may go. */
function* checkUnused(tables: Tables, { op, kind, entity }: Change): Steps<void> {
  if (op !== "delete") return;
  const id = keyOf(entity);
  const [pointing] = yield referencing(tables, kind, id, 1);
  if (pointing) throw new StoreConflict("in_use", kind, id);
}

/** Nothing may point at what is not there. What was written just now is. */
function* checkTargets(tables: Tables, changes: readonly Change[], { before }: Batch): Steps<void> {
  const targets = new Map<string, [Kind, string]>();
  for (const change of changes) {
    for (const [kind, id] of yield* targetsOf(tables, change, before)) targets.set(placeOf(kind, id), [kind, id]);
  }
  for (const { op, kind, entity } of changes) if (op === "create") targets.delete(placeOf(kind, keyOf(entity)));
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

/**
 * What a record points at that it did not point at before: that cannot have gone. Of one that comes back, all; of a
 * commitment that does, with all its parts.
 */
function* targetsOf(tables: Tables, { op, kind, entity }: Change, before: Batch["before"]): Steps<[Kind, string][]> {
  if (op === "delete" || op === "purge") return [];
  if (kind !== "commitment" || op !== "restore") {
    const was = op === "update" ? before.get(placeOf(kind, keyOf(entity))) : undefined;
    const known = new Set(was && targetsIn(kind, was.record).map(([to, id]) => placeOf(to, id)));
    return targetsIn(kind, entity).filter(([to, id]) => !known.has(placeOf(to, id)));
  }
  const { toKind, toId, aggregateId } = tables.links.columns as Record<string, never>;
  const rows = yield sql`select distinct ${toKind}, ${toId} from ${tables.links.table}
    where ${toKind} not in ('tag', 'sector') and ${aggregateId} = ${entity.id}`;
  return rows.map((row) => [String(row.to_kind) as Kind, String(row.to_id)]);
}

const targetsIn = (kind: Kind, entity: Entity): [Kind, string][] =>
  linkRows(kind, entity).flatMap(({ toKind, toId }): [Kind, string][] =>
    isRecord(toKind as Link["toKind"]) ? [[toKind as Kind, String(toId)]] : [],
  );

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
