import type { Column } from "drizzle-orm";
import { StoreConflict } from "../port/conflict.ts";
import { type Entities, type Kind, keyOf } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Change } from "../port/store.ts";
import { kinds, placeOf } from "../schema/kinds.ts";
import { among, sql } from "../schema/sql.ts";
import type { Kept, Tables } from "../schema/tables.ts";
import { linkRows, phaseRows, recordRow, spanRows, timelineRows } from "./derived-rows.ts";
import { readRecord, selectRecords } from "./records.ts";
import type { Row } from "./row.ts";
import { insertAll, type Steps, together, updateOf } from "./statement.ts";
import { index, keep } from "./write-indexes.ts";

/** Writing records and what is derived of each: new ones many rows at a time, of others only what has changed. */

export type Entity = Entities[Kind];
type Written = Exclude<Change, { op: "purge" }>;
type Indexed = Exclude<Kept, Kind>;

/** A record and its row. */
interface Known {
  record: Entity;
  row: Row;
}

/** What is known of the records that a write changes, and the rows of new ones that are still to be inserted. */
export interface Batch {
  /** Each record as it was, by `placeOf`, and as it is by now. */
  before: ReadonlyMap<string, Known>;
  known: Map<string, Known>;
  /** Whose each slug is that this write gives. */
  slugs: Map<string, string>;
  /** In the order in which they were written: what is referred to comes first. */
  records: [Kind, Row[]][];
  indexes: Record<Indexed, Row[]>;
  /** The lines of the ledger that are still to be inserted. */
  lines: Row[];
}

const none = () => ({ links: [], timeline: [], phases: [], spans: [] });

/** Why something new cannot be written: it has the id of what is or was, or of something else that is new. */
export function* findTaken(tables: Tables, changes: readonly Change[]): Steps<StoreConflict | undefined> {
  const byKind = [...Map.groupBy(changes, (change) => change.kind)];
  const isNew = (op: Change["op"]) => op === "create";
  const found = yield* together(...byKind.map(([kind, some]) => takenOf(tables, kind, keysOf(some, isNew))));
  return found.find((conflict) => conflict !== undefined);
}

const keysOf = (changes: readonly Change[], isMeant: (op: Change["op"]) => boolean): string[] =>
  changes.filter(({ op }) => isMeant(op)).map(({ entity }) => keyOf(entity));

/** Reads what is to be changed. */
export function* beginBatch(tables: Tables, changes: readonly Change[]): Steps<Batch> {
  const asked = [...Map.groupBy(changes, (change) => change.kind)].flatMap(([kind, some]) => {
    const fresh = new Set(keysOf(some, (op) => op === "create"));
    const changed = keysOf(some, (op) => op !== "create" && op !== "purge");
    return [...inParts(changed.filter((key) => !fresh.has(key)))].map((keys) => ({ kind, keys }));
  });
  const found = yield* together(...asked.map(({ kind, keys }) => knownOf(tables, kind, keys)));
  const known = new Map<string, Known>();
  for (const [n, { kind }] of asked.entries())
    for (const one of found[n] ?? []) known.set(placeOf(kind, keyOf(one.record)), one);
  return { before: new Map(known), known, slugs: new Map(), records: [], indexes: none(), lines: [] };
}

function* knownOf(tables: Tables, kind: Kind, keys: readonly string[]): Steps<Known[]> {
  const { [kinds[kind].key]: key, ...columns } = tables[kind].columns as Record<string, Column>;
  const unsaid = ["deletedAt", "sinceSeq", "turnsOn", "turned"].flatMap((field) => columns[field] ?? []);
  const select = selectRecords(tables, kind, { also: unsaid });
  const rows = yield sql`${select} where ${among(sql`${key}`, keys)}`;
  return rows.map((row) => {
    const record = readRecord(kind, row);
    const { deleted_at: deletedAt, turns_on: turnsOn = null, turned = null } = row;
    const own = recordRow(kind, record, deletedAt as string | null);
    return { record, row: { ...own, sinceSeq: Number(row.since_seq), turnsOn, turned } };
  });
}

function* takenOf({ ledger }: Tables, kind: Kind, keys: readonly string[]): Steps<StoreConflict | undefined> {
  const { kind: of, id } = ledger.columns;
  for (const some of inParts(keys)) {
    const [taken] =
      yield sql`select ${id} from ${ledger.table} where ${of} = ${kind} and ${among(sql`${id}`, some)} limit 1`;
    if (taken) return new StoreConflict("exists", kind, String(taken.id));
  }
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) return new StoreConflict("exists", kind, key);
    seen.add(key);
  }
  return undefined;
}

/** Inserts what is new so far, with its lines. */
export function* settle(tables: Tables, batch: Batch): Steps<void> {
  yield* flush(tables, batch);
  yield* insertAll(tables.ledger, batch.lines.splice(0));
}

/** Inserts the rows that are new so far. */
export function* flush(tables: Tables, batch: Batch): Steps<void> {
  const { records, indexes } = batch;
  batch.records = [];
  batch.indexes = none();
  for (const [kind, rows] of records) yield* insertAll(tables[kind], rows);
  for (const name of ["links", "timeline", "phases", "spans"] as const) yield* insertAll(tables[name], indexes[name]);
}

/** Writes a record as line `seq` says, and answers it. @throws StoreConflict version, slug_taken */
export function* writeRecord(
  tables: Tables,
  change: Written,
  { at, seq, batch }: { at: string; seq: number; batch: Batch },
): Steps<Entity> {
  const { op, kind } = change;
  const entity = {
    ...change.entity,
    version: change.entity.version + 1,
    ...(op === "create" && { [kinds[kind].recordedAt]: at }),
    updatedAt: at,
  } as Entity;
  const was = op === "create" ? undefined : current(batch, change, keyOf(entity));
  if (kinds[kind].hasSlug && was?.row.slug !== (entity as unknown as Row).slug) yield* takeSlug(tables, batch, change);
  yield* placeRecord(tables, { ...change, entity } as Written, { at, seq, batch });
  return entity;
}

/** Writes the rows that a record stands for from line `seq` on, in place of those that it had. */
export function* placeRecord(
  tables: Tables,
  change: Written,
  { at, seq, batch }: { at: string; seq: number; batch: Batch },
): Steps<void> {
  const { op, kind, entity } = change;
  const key = keyOf(entity);
  const was = batch.known.get(placeOf(kind, key));
  const { turnsOn = op === "delete" ? null : (was?.row.turnsOn ?? null) } = change;
  const row: Row = { ...recordRow(kind, entity, op === "delete" ? at : null), sinceSeq: seq, turnsOn, turned: null };
  batch.known.set(placeOf(kind, key), { record: entity, row });
  if (was === undefined) return add(batch, change, { row, seq });
  const isWhole = kind === "commitment" && op !== "update";
  yield* (isWhole ? settle : flush)(tables, batch);
  const own = sql`${tables[kind].columns[kinds[kind].key]} = ${key}`;
  yield* keep(tables, kind, own, seq);
  yield sql`${updateOf(tables[kind], was.row, row)} where ${own}`;
  yield* index(tables, change, { was: was.record, entity, seq });
}

function add(batch: Batch, change: Written, { row, seq }: { row: Row; seq: number }): void {
  const { kind, entity, phases, spans } = change;
  const last = batch.records.at(-1);
  if (last?.[0] === kind) last[1].push(row);
  else batch.records.push([kind, [row]]);
  const since = (rows: readonly Row[]) => rows.map((each) => ({ ...each, sinceSeq: seq }));
  batch.indexes.links.push(...since(linkRows(kind, entity)));
  if (kinds[kind].commitmentOf(entity as never) !== null)
    batch.indexes.timeline.push(...since(timelineRows(kind, entity)));
  if (phases) batch.indexes.phases.push(...since(phaseRows(keyOf(entity), phases)));
  if (spans) batch.indexes.spans.push(...since(spanRows(keyOf(entity), spans)));
}

/** A record, as it was read by whoever changes it. */
function current({ known }: Batch, { op, kind, entity }: Written, key: string): Known {
  const was = known.get(placeOf(kind, key));
  const isThere = was !== undefined && (was.row.deletedAt !== null) === (op === "restore");
  if (isThere && was.record.version === entity.version) return was;
  throw new StoreConflict("version", kind, key);
}

function* takeSlug(tables: Tables, { slugs }: Batch, { kind, entity }: Written): Steps<void> {
  const { id, slug } = entity as unknown as { id: string; slug: string };
  const { table, columns } = tables[kind];
  const given = slugs.get(placeOf(kind, slug)) ?? id;
  const [taken] =
    given === id ? yield sql`select ${columns.id} from ${table} where ${columns.slug} = ${slug}` : [{ id: given }];
  if (taken && taken.id !== id) throw new StoreConflict("slug_taken", kind, String(taken.id));
  slugs.set(placeOf(kind, slug), id);
}
