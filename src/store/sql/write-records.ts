import { StoreConflict } from "../port/conflict.ts";
import type { Entities, Kind } from "../port/entities.ts";
import type { Change } from "../port/store.ts";
import { keyOf, kinds, placeOf } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { Kept, Tables } from "../schema/tables.ts";
import { linkRows, phaseRows, recordRow, spanRows, timelineRows } from "./derived-rows.ts";
import type { Row } from "./row.ts";
import { decode, insertAll, type Steps, selectFrom, updateOf } from "./statement.ts";
import { among } from "./where.ts";
import { index, keep } from "./write-indexes.ts";
import { inParts } from "./write-search.ts";

/** Writing records and what is derived of each: new ones many rows at a time, of others only what has changed. */

export type Entity = Entities[Kind];
type Written = Exclude<Change, { op: "purge" }>;
type Indexed = Exclude<Kept, Kind>;

/** What is known of the records that a write changes, and the rows of new ones that are still to be inserted. */
export interface Batch {
  /** Each record as its table had it, by `placeOf`, and as it has it by now. */
  before: ReadonlyMap<string, Row>;
  known: Map<string, Row>;
  /** Whose each slug is that this write gives. */
  slugs: Map<string, string>;
  /** In the order in which they were written: what is referred to comes first. */
  records: [Kind, Row[]][];
  indexes: Record<Indexed, Row[]>;
}

const none = () => ({ links: [], timeline: [], phases: [], spans: [] });

/** Reads what is to be changed. @throws StoreConflict exists, where something new has the id of what is or was */
export function* beginBatch(tables: Tables, changes: readonly Change[]): Steps<Batch> {
  const known = new Map<string, Row>();
  for (const [kind, some] of Map.groupBy(changes, (change) => change.kind)) {
    const keysOf = (isMeant: (op: Change["op"]) => boolean) =>
      some.filter(({ op }) => isMeant(op)).map(({ entity }) => keyOf(kind, entity as never));
    const created = keysOf((op) => op === "create");
    const fresh = yield* checkNew(tables, kind, created);
    const changed = keysOf((op) => op !== "create" && op !== "purge");
    const others = changed.filter((key) => !fresh.has(key));
    const key = tables[kind].columns[kinds[kind].key];
    for (const keys of inParts(others))
      for (const row of yield sql`${selectFrom(tables[kind])} where ${among(sql`${key}`, keys)}`)
        known.set(placeOf(kind, String(row[key?.name ?? ""])), decode(row, tables[kind]));
  }
  return { before: new Map(known), known, slugs: new Map(), records: [], indexes: none() };
}

function* checkNew({ ledger }: Tables, kind: Kind, keys: readonly string[]): Steps<ReadonlySet<string>> {
  const { kind: of, id } = ledger.columns;
  for (const some of inParts(keys)) {
    const [taken] =
      yield sql`select ${id} from ${ledger.table} where ${of} = ${kind} and ${among(sql`${id}`, some)} limit 1`;
    if (taken) throw new StoreConflict("exists", kind, String(taken.id));
  }
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) throw new StoreConflict("exists", kind, key);
    seen.add(key);
  }
  return seen;
}

/** Inserts what is new so far. */
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
  const key = keyOf(kind, entity as never);
  const was = op === "create" ? undefined : current(batch, change, key);
  const { turnsOn = op === "delete" ? null : (was?.turnsOn ?? null) } = change;
  const row: Row = { ...recordRow(kind, entity, op === "delete" ? at : null), sinceSeq: seq, turnsOn };
  if (kinds[kind].hasSlug && was?.slug !== row.slug) yield* takeSlug(tables, batch, change);
  batch.known.set(placeOf(kind, key), row);
  if (was === undefined) {
    add(batch, change, { entity, row, seq });
    return entity;
  }
  yield* flush(tables, batch);
  const own = sql`${tables[kind].columns[kinds[kind].key]} = ${key}`;
  yield* keep(tables, kind, own, seq);
  yield sql`${updateOf(tables[kind], was, row)} where ${own}`;
  yield* index(tables, change, { was: was as unknown as Entity, entity, seq });
  return entity;
}

function add(batch: Batch, change: Written, { entity, row, seq }: { entity: Entity; row: Row; seq: number }): void {
  const { kind, phases, spans } = change;
  const last = batch.records.at(-1);
  if (last?.[0] === kind) last[1].push(row);
  else batch.records.push([kind, [row]]);
  const since = (rows: readonly Row[]) => rows.map((each) => ({ ...each, sinceSeq: seq }));
  batch.indexes.links.push(...since(linkRows(kind, entity)));
  if (kinds[kind].commitmentOf(entity as never) !== null)
    batch.indexes.timeline.push(...since(timelineRows(kind, entity)));
  if (phases) batch.indexes.phases.push(...since(phaseRows(keyOf(kind, entity as never), phases)));
  if (spans) batch.indexes.spans.push(...since(spanRows(keyOf(kind, entity as never), spans)));
}

/** The row of a record, as it was read by whoever changes it. */
function current({ known }: Batch, { op, kind, entity }: Written, key: string): Row {
  const was = known.get(placeOf(kind, key));
  const isThere = was !== undefined && (was.deletedAt !== null) === (op === "restore");
  if (isThere && was.version === entity.version) return was;
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
