import { isId } from "../../validation/fields.ts";
import type { Entities, Kind } from "../port/entities.ts";
import type { Entry, Filter, Query, Scalar, Slice, TimelineQuery } from "../port/query.ts";
import type { Head, Line, PurgeLine } from "../port/store.ts";
import { kinds } from "../schema/kinds.ts";
import { sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { liveHead, oneHead, readHead, referencing } from "./apply.ts";
import { planOf, timelinePlan } from "./plan.ts";
import type { Row } from "./row.ts";
import { planned } from "./search.ts";
import { decode, type Steps, selectFrom } from "./statement.ts";
import { after, among, columnOf, orderBy, overlap, type Term, terms, where } from "./where.ts";
import { inParts } from "./write-search.ts";

/** Reading: each function is the whole of one read of the store port. */

/** Columns of a kind's table that are not the record's own. */
const hidden: Record<Kind, ReadonlySet<string>> = {
  party: new Set(["deletedAt", "sinceSeq", "nameKey"]),
  source: new Set(["deletedAt", "sinceSeq", "titleKey"]),
  snapshot: new Set(["deletedAt", "sinceSeq"]),
  quote: new Set(["deletedAt", "sinceSeq"]),
  commitment: new Set([
    ...["deletedAt", "sinceSeq", "titleKey", "dueEarliest", "dueLatest", "dueReading", "doneEarliest", "doneLatest"],
    ...["placeX", "placeY", "placeZ", "turnsOn", "awaitedUntil"],
  ]),
  event: new Set(["deletedAt", "sinceSeq", "dateKey"]),
  milestone: new Set(["deletedAt", "sinceSeq", "dueEarliest", "dueLatest"]),
  assessment: new Set(["deletedAt", "sinceSeq", "dateKey"]),
  relation: new Set(["deletedAt", "sinceSeq"]),
};

/** A row of its table as a record. */
export function readRecord<K extends Kind>(tables: Tables, kind: K, row: Row): Entities[K] {
  return decode(row, tables[kind], hidden[kind]) as unknown as Entities[K];
}

export function* get<K extends Kind>(
  tables: Tables,
  kind: K,
  key: string,
  deleted: boolean,
): Steps<Entities[K] | null> {
  const { key: keyField, hasSlug } = kinds[kind];
  const column = columnOf(tables, kind, hasSlug && !isId(key) ? "slug" : keyField);
  const [row] = yield sql`${selectFrom(tables[kind])} where ${column} = ${key}
    and ${columnOf(tables, kind, "deletedAt")} ${sql.raw(deleted ? "is not null" : "is null")}`;
  return row ? readRecord(tables, kind, row) : null;
}

export function* getMany<K extends Kind>(tables: Tables, kind: K, keys: readonly string[]): Steps<Entities[K][]> {
  const found: Entities[K][] = [];
  const key = kinds[kind].key;
  for (const some of inParts(keys)) {
    const rows = yield sql`${selectFrom(tables[kind])} where ${where(tables, kind, [{ field: key, in: some }])}
      order by ${columnOf(tables, kind, key)}`;
    found.push(...rows.map((row) => readRecord(tables, kind, row)));
  }
  return found;
}

export function* list<K extends Kind>(tables: Tables, kind: K, query: Query): Steps<Slice<Entities[K]>> {
  const order = terms(tables, kind, query.sort ?? []);
  const beyond = query.after ? sql` and ${after(order, query.after)}` : sql``;
  const filters = yield* planned(tables, kind, query.filters ?? []);
  const plan = yield* planOf(tables, kind, { filters, sort: query.sort ?? [], order });
  const rows = yield sql`${selectFrom(tables[kind], query.without)} where ${plan.where}${beyond}
    order by ${plan.orderBy} limit ${query.limit + 1}`;
  return slice(rows, query.limit, order, (row) => readRecord(tables, kind, row));
}

/** The first `limit` of rows that were read one too many, and the values of the order's columns in the last of them. */
function slice<E>(rows: readonly Row[], limit: number, order: readonly Term[], read: (row: Row) => E): Slice<E> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last ? order.map(({ column }) => (last[column.name] ?? null) as Scalar) : null;
  return { rows: rows.slice(0, limit).map(read), next };
}

export function* count(tables: Tables, kind: Kind, filters: readonly Filter[], atMost: number): Steps<number> {
  const [row] = yield sql`select count(*) as total from
    (select 1 as one from ${tables[kind].from} where ${where(tables, kind, filters)} limit ${atMost}) as counted`;
  return Number(row?.total ?? 0);
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

export function* timeline(tables: Tables, query: TimelineQuery): Steps<Slice<Entry>> {
  const of = (field: string) => columnOf(tables, "timeline", field);
  const descending = query.descending ?? false;
  const order: Term[] = ["at", "latestKey", "recordedAt", "id"].map((field) => ({ column: of(field), descending }));
  const commitmentId = sql`${of("commitmentId")}`;
  const plan =
    query.commitmentId === undefined
      ? yield* timelinePlan(tables, { filters: query.filters ?? [], order, commitmentId })
      : { where: sql`${commitmentId} = ${query.commitmentId}`, orderBy: orderBy(order) };
  const conditions = [plan.where];
  if (query.entries) conditions.push(among(sql`${of("entry")}`, query.entries));
  const { from, to } = query;
  if (from !== undefined || to !== undefined) {
    const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    conditions.push(overlap({ earliest: of("earliest"), latest: of("latest") }, range));
    if (to !== undefined) conditions.push(sql`(${of("entry")} not in ('due', 'original_due') or ${of("at")} <= ${to})`);
  }
  if (query.after) conditions.push(after(order, query.after));
  const rows = yield sql`${selectFrom(tables.timeline)} where ${sql.join(conditions, sql` and `)}
    order by ${plan.orderBy} limit ${query.limit + 1}`;
  return slice(
    rows,
    query.limit,
    order,
    (row) => decode(row, tables.timeline, new Set(["latestKey", "sinceSeq"])) as unknown as Entry,
  );
}

const asLine = (tables: Tables) => (row: Row) => decode(row, tables.ledger) as unknown as Line;

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

export function* linesOf(tables: Tables, transactions: readonly number[]): Steps<Line[]> {
  if (transactions.length === 0) return [];
  const tx = columnOf(tables, "ledger", "tx");
  const rows =
    yield sql`${selectFrom(tables.ledger)} where ${among(sql`${tx}`, transactions)} order by ${columnOf(tables, "ledger", "seq")}`;
  return rows.map(asLine(tables));
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

/** The newest line by an instant: the ledger's clock never goes back, so it is the last of those at or before it. */
export function* newestBy(tables: Tables, instant: string): Steps<Head> {
  const { seq, at } = tables.ledger.columns as Record<string, never>;
  return yield* oneHead(sql`select seq, at, hash from ${tables.ledger.from} where ${at} <= ${instant}
    order by ${at} desc, ${seq} desc limit 1`);
}

export { liveHead, readHead as head };
