import type { Column } from "drizzle-orm";
import { isId } from "../../validation/fields.ts";
import type { Entities, Kind } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Filter, Query, Scalar, Slice } from "../port/query.ts";
import type { Head, Line, PurgeLine } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { liveHead, oneHead, readHead, referencing } from "./apply.ts";
import { slice, type Term, terms } from "./order.ts";
import { isLive, planOf } from "./plan.ts";
import { readRecord, selectRecords } from "./records.ts";
import type { Row } from "./row.ts";
import { readMatches } from "./search-plan.ts";
import { asLine, type Steps, selectFrom } from "./statement.ts";
import { columnOf, condition, where } from "./where.ts";

/** Reading: each function is the whole of one read of the store port. */

/** More than there are of anything, lines of the ledger included. */
export const everything = Number.MAX_SAFE_INTEGER;

export function* get<K extends Kind>(
  tables: Tables,
  kind: K,
  key: string,
  deleted: boolean,
): Steps<Entities[K] | null> {
  const { key: keyField, hasSlug } = kinds[kind];
  const column = columnOf(tables, kind, hasSlug && !isId(key) ? "slug" : keyField);
  const [row] = yield sql`${selectRecords(tables, kind)} where ${column} = ${key}
    and ${columnOf(tables, kind, "deletedAt")} ${sql.raw(deleted ? "is not null" : "is null")}`;
  return row ? readRecord(kind, row) : null;
}

export function* getMany<K extends Kind>(tables: Tables, kind: K, keys: readonly string[]): Steps<Entities[K][]> {
  const found: Entities[K][] = [];
  const key = kinds[kind].key;
  for (const some of inParts(keys)) {
    const rows = yield sql`${selectRecords(tables, kind)} where ${where(tables, kind, [{ field: key, in: some }])}
      order by ${columnOf(tables, kind, key)}`;
    found.push(...rows.map((row) => readRecord(kind, row)));
  }
  return found;
}

export function* list<K extends Kind>(tables: Tables, kind: K, query: Query): Steps<Slice<Entities[K]>> {
  const { without = [], limit } = query;
  const select = (also: readonly Column[]) => selectRecords(tables, kind, { also, without });
  const { rows, order } = yield* page(tables, kind, { query, select });
  return slice(rows, limit, order, (row) => readRecord(kind, row));
}

/** A page of columns alone, without the records. */
export function* listFields(
  tables: Tables,
  kind: Kind,
  query: Query,
  fields: readonly string[],
): Steps<Record<string, Scalar>[]> {
  const columns = fields.map((field) => columnOf(tables, kind, field));
  const names = sql.join(
    columns.map((column) => sql`${column}`),
    sql`, `,
  );
  const { rows } = yield* page(tables, kind, { query, select: () => sql`select ${names} from ${tables[kind].from}` });
  const read = (row: Row) => fields.map((field, n) => [field, row[columns[n]?.name ?? ""] ?? null]);
  return rows.slice(0, query.limit).map((row) => Object.fromEntries(read(row)));
}

/** The rows of a page, and one more if there is one. `select`: with the columns of the order. */
function* page(
  tables: Tables,
  kind: Kind,
  { query, select }: { query: Query; select: (order: readonly Column[]) => SQL },
): Steps<{ rows: Row[]; order: readonly Term[] }> {
  const order = terms(tables, kind, query.sort ?? []);
  const { filters = [], sort = [], after, limit } = query;
  const page = { filters, order, after, enough: limit + 1 };
  const rows = yield* readMatches(tables, kind, page, function* (some, range, more, atMost) {
    const plan = yield* planOf(tables, kind, { filters: some, sort, range });
    return yield sql`${select(order.map(({ column }) => column))} where ${plan.where}${more}
      order by ${plan.orderBy} limit ${atMost}`;
  });
  return { rows, order };
}

export function* count(tables: Tables, kind: Kind, filters: readonly Filter[], atMost: number): Steps<number> {
  if (kind === "commitment" && atMost === everything && isLive(tables)) return yield* countAll(tables, filters);
  const [row] = yield sql`select count(*) as total from
    (select 1 as one from ${tables[kind].from} where ${where(tables, kind, filters)} limit ${atMost}) as counted`;
  return Number(row?.total ?? 0);
}

/** All that match, less the deleted ones: without a condition on deletion, an index that lacks it will do. */
function* countAll(tables: Tables, filters: readonly Filter[]): Steps<number> {
  const { from, columns } = tables.commitment;
  const [match, ...more] = filters.map((filter) => condition(tables, "commitment", filter, false));
  const matching = match === undefined ? sql`` : sql` where ${sql.join([match, ...more], sql` and `)}`;
  const deleted = filters.map((filter) => sql` and ${condition(tables, "commitment", filter, true)}`);
  const [row] = yield sql`select (select count(*) from ${from}${matching})
    - (select count(*) from ${from} where ${columns.deletedAt} is not null${sql.join(deleted)}) as total`;
  return Number(row?.total);
}

export function* referencesTo(
  tables: Tables,
  kind: Kind,
  key: string,
  limit: number,
): Steps<{ kind: Kind; id: string; slug: string | null }[]> {
  const found: { kind: Kind; id: string; slug: string | null }[] = [];
  for (const row of yield referencing(tables, kind, key, limit)) {
    const from = String(row.from_kind) as Kind;
    const id = String(row.from_id);
    const slug = kinds[from].hasSlug
      ? yield sql`select ${columnOf(tables, from, "slug")} from ${tables[from].from}
      where ${columnOf(tables, from, "id")} = ${id}`
      : [];
    found.push({ kind: from, id, slug: slug[0] ? String(slug[0].slug) : null });
  }
  return found;
}

export function* revisions(
  tables: Tables,
  id: string,
  page: { before?: number; limit: number },
): Steps<Line<"commitment">[]> {
  const of = (field: string) => columnOf(tables, "ledger", field);
  const before = page.before === undefined ? sql`` : sql` and ${of("seq")} < ${page.before}`;
  const rows =
    yield sql`${selectFrom(tables.ledger)} where ${of("commitmentId")} = ${id} and ${of("kind")} = 'commitment'${before}
    order by ${of("seq")} desc limit ${page.limit}`;
  return rows.map(asLine(tables)) as Line<"commitment">[];
}

/** The lines of a transaction follow each other, from that of its number on. */
export function ofTransaction({ ledger }: Tables, first: number): SQL {
  const { seq, tx } = ledger.columns;
  const end = sql`(select seq from ledger where seq > ${first} and tx <> ${first} order by seq limit 1)`;
  return sql`${seq} >= ${first} and ${seq} < coalesce(${end}, ${everything}) and ${tx} = ${first}`;
}

/** The lines of the parts of a commitment after one line and up to another. */
export function* linesOfParts(
  tables: Tables,
  id: string,
  { after, through }: { after: number; through: number },
): Steps<Line[]> {
  const { commitmentId, kind, seq } = tables.ledger.columns;
  const rows = yield sql`${selectFrom(tables.ledger)} where ${commitmentId} = ${id} and ${kind} <> 'commitment'
    and ${seq} > ${after} and ${seq} <= ${through} order by ${seq}`;
  return rows.map(asLine(tables));
}

export function* linesOf(tables: Tables, transactions: readonly number[]): Steps<Line[]> {
  if (transactions.length === 0) return [];
  const lines: Line[] = [];
  for (const tx of [...transactions].sort((a, b) => a - b)) {
    const rows = yield sql`${selectFrom(tables.ledger)} where ${ofTransaction(tables, tx)} order by seq`;
    lines.push(...rows.map(asLine(tables)));
  }
  return lines;
}

export function* linesAt(
  tables: Tables,
  states: readonly { kind: Kind; id: string; version: number }[],
): Steps<Line[]> {
  const of = (field: string) => columnOf(tables, "ledger", field);
  const lines: Line[] = [];
  for (const { kind, id, version } of states) {
    const rows =
      yield sql`${selectFrom(tables.ledger)} where ${of("kind")} = ${kind} and ${of("id")} = ${id} and ${of("version")} = ${version}`;
    lines.push(...rows.map(asLine(tables)));
  }
  return lines;
}

/** The line of a record's purge; the ledger as it is now, since a purge reaches back into every moment. */
export function* purgeOf(tables: Tables, kind: Kind, id: string): Steps<PurgeLine | null> {
  const { op, kind: of, id: own, seq } = tables.ledger.columns;
  const [row] = yield sql`select ${tables.ledger.selected} from ${tables.ledger.table}
    where ${of} = ${kind} and ${own} = ${id} and ${op} = 'purge' order by ${seq} limit 1`;
  return row ? (asLine(tables)(row) as unknown as PurgeLine) : null;
}

/**
 * The newest line by an instant: the ledger's clock never goes back, and its numbers have no gaps, so it is found by
 * halving.
 */
export function newestBy(instant: string): Steps<Head> {
  return oneHead(sql`with recursive span (low, high) as (
      select cast(0 as bigint), coalesce((select max(seq) from ledger), 0)
      union all select case when at <= ${instant} then seq else low end, case when at <= ${instant} then high else seq - 1 end
        from span join ledger on seq = (low + high + 1) / 2 where low < high)
    select seq, at, hash from ledger where seq = (select low from span where low = high)`);
}

export { liveHead, readHead as head };
