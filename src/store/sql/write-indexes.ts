import type { Column } from "drizzle-orm";
import { type Entities, type Kind, keyOf } from "../port/entities.ts";
import type { Scalar } from "../port/query.ts";
import type { Change } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import type { Kept, TableOf, Tables } from "../schema/tables.ts";
import { linkRows, phaseRows, spanRows, timelineRows } from "./derived-rows.ts";
import { readParts } from "./records.ts";
import type { Row } from "./row.ts";
import { decode, encoded, insertAll, isSameValue, replaceAll, type Steps, selectFrom, together } from "./statement.ts";

/**
 * What a change means for the four tables of derived rows (links, timeline, phases, spans), and keeping the rows that
 * it replaces, there and of the records.
 */

type Entity = Entities[Kind];

/** Copies the rows that are about to be replaced by ledger line `seq` into the table of what was. */
export function* keep(tables: Tables, name: Kept, where: SQL, seq: number): Steps<void> {
  const { table, names } = tables[name];
  yield sql`insert into ${tables[`${name}Past`].table} (${names}, until_seq) select ${names}, ${seq} from ${table} where ${where}`;
}

/**
 * The rows of a record, or of a commitment's whole aggregate; `by`: rows that are alike in these fields are replaced
 * together, all where it is left out.
 */
interface Place {
  where: SQL;
  rows: readonly Row[];
  seq: number;
  by?: readonly string[];
  /** What is there; read where that is not known. */
  before?: readonly Row[];
}

/** Makes rows what an index says in this place. Those that it has already stay as they are. */
function* rewrite(tables: Tables, name: Kept, { where, rows, seq, by, before }: Place): Steps<void> {
  const of = tables[name];
  const compared = Object.entries(of.columns).filter(([field]) => field !== "sinceSeq");
  const stored = before === undefined ? yield sql`${selectFrom(of)} where ${where}` : [];
  const known = before?.map((row) => textOf(row, compared)) ?? stored.map((row) => storedTextOf(row, compared));
  const wanted = rows.map((row) => textOf(row, compared));
  if (known.toSorted().join() === wanted.toSorted().join()) return;
  const found = before ?? stored.map((row) => decode(row, of));
  const keyIn = (row: Row) => JSON.stringify((by ?? []).map((field) => row[field]));
  const keysOf = (some: readonly Row[]) => some.map(keyIn);
  const [was, is] = [new Set(known), new Set(wanted)];
  const changed = new Set([
    ...keysOf(found.filter((_, n) => !is.has(known[n] ?? ""))),
    ...keysOf(rows.filter((_, n) => !was.has(wanted[n] ?? ""))),
  ]);
  const isChanged = (row: Row) => by === undefined || changed.has(keyIn(row));
  const old = found.filter(isChanged);
  const added = rows.filter(isChanged).map((row) => ({ ...row, sinceSeq: seq }));
  const those = (some: readonly Row[]) => (by === undefined ? where : sql`${where} and ${alike(of, by, some)}`);
  if (old.length > 0) yield* keep(tables, name, those(old), seq);
  const next = new Set(keysOf(added));
  const isOne = next.size === added.length && new Set(keysOf(old)).size === old.length;
  const isReplaced = (row: Row) => by !== undefined && isOne && next.has(keyIn(row));
  const gone = old.filter((row) => !isReplaced(row));
  if (gone.length > 0) yield sql`delete from ${of.table} where ${those(gone)}`;
  yield* gone.length < old.length ? replaceAll(of, added) : insertAll(of, added);
}

type Compared = readonly [field: string, Column][];

/** What a row says, as text. */
const textOf = (row: Row, compared: Compared): string =>
  JSON.stringify(compared.map(([field, column]) => encoded(row[field], column)));

/** The same of a row as the database has it; PostgreSQL gives JSON read. */
const storedTextOf = (row: Row, compared: Compared): string =>
  JSON.stringify(compared.map(([, { name }]) => (isObject(row[name]) ? JSON.stringify(row[name]) : row[name])));

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** The rows that have the same in these fields as some of those. */
function alike({ columns }: TableOf, fields: readonly string[], rows: readonly Row[]): SQL {
  const [first] = fields;
  if (first !== undefined && fields.length === 1)
    return among(
      sql`${columns[first]}`,
      rows.map((row) => row[first] as Scalar),
    );
  const tuple = (parts: readonly SQL[]) => sql`(${sql.join(parts, sql.raw(", "))})`;
  const names = tuple(fields.map((field) => sql`${columns[field]}`));
  const values = rows.map((row) => tuple(fields.map((field) => sql`${row[field]}`)));
  return sql`${names} in (values ${sql.join(values, sql.raw(", "))})`;
}

/** What a record was before ledger line `seq`, and is from it on. */
interface Revised {
  was: Entity;
  entity: Entity;
  seq: number;
}

/**
 * Rewrites what the indexes say of a record that was there before; a deleted commitment takes the links of its
 * aggregate with it. What it stood for before follows from what it was, and is not read.
 */
export function* index(tables: Tables, change: Change, { was, entity, seq }: Revised): Steps<void> {
  const { op, kind } = change;
  const id = keyOf(entity);
  const rowsBy = (rowsOf: (kind: Kind, entity: Entity) => Row[]) => ({
    before: op === "restore" ? [] : rowsOf(kind, was),
    rows: op === "delete" ? [] : rowsOf(kind, entity),
  });
  const isSame = ({ before, rows }: ReturnType<typeof rowsBy>) => op === "update" && isSameValue(before, rows);
  const owner = kinds[kind].commitmentOf(entity as never);
  const rewritten: Steps<void>[] = [];
  const links = rowsBy(linkRows);
  if (!isSame(links)) {
    const { fromKind, fromId, aggregateId } = tables.links.columns as Record<string, never>;
    const where = sql`${aggregateId} = ${owner ?? id}`;
    if (kind === "commitment" && op !== "update") {
      const rows = op === "delete" ? [] : [...links.rows, ...(yield* linksOfParts(tables, id))];
      rewritten.push(rewrite(tables, "links", { where, rows, seq }));
    } else {
      const own = sql`${where} and ${fromKind} = ${kind} and ${fromId} = ${id}`;
      rewritten.push(rewrite(tables, "links", { ...links, where: own, seq, by: ["toKind", "toId", "rel"] }));
    }
  }
  const entries = owner === null ? { before: [], rows: [] } : rowsBy(timelineRows);
  if (owner !== null && !isSame(entries)) {
    const { commitmentId, ref } = tables.timeline.columns;
    const where = sql`${commitmentId} = ${owner} and ${ref} = ${id}`;
    rewritten.push(rewrite(tables, "timeline", { ...entries, where, seq, by: ["id"] }));
  }
  if (change.phases) {
    const where = sql`${tables.phases.columns.id} = ${id}`;
    rewritten.push(rewrite(tables, "phases", { where, rows: phaseRows(id, change.phases), seq, by: ["fromDay"] }));
  }
  if (change.spans) {
    const where = sql`${tables.spans.columns.id} = ${id}`;
    rewritten.push(rewrite(tables, "spans", { where, rows: spanRows(id, change.spans), seq, by: ["subject"] }));
  }
  yield* together(...rewritten);
}

function* linksOfParts(tables: Tables, commitmentId: string): Steps<Row[]> {
  const parts = yield* readParts(tables, ["event", "milestone", "assessment", "relation"], [commitmentId]);
  return parts.flatMap(({ kind, record }) => linkRows(kind, record));
}
