import { hash } from "node:crypto";
import Database from "better-sqlite3";
import type { Column } from "drizzle-orm";
import { addDays } from "../../dates/calendar.ts";
import { projections, rebuild } from "../rebuild/rebuild.ts";
import { getTableName } from "../schema/drizzle.ts";
import { kinds } from "../schema/kinds.ts";
import { migrateSqlite } from "../schema/migrate.ts";
import { sql } from "../schema/sql.ts";
import type { TableOf, Tables } from "../schema/tables.ts";
import { ask, type Session, sqliteSession } from "../session.ts";
import { sharedWithPhases } from "../sql/as-of.ts";
import type { Row } from "../sql/row.ts";
import { anyRow, valuesOf } from "../sql/rows.ts";
import { turn } from "../sql/turn-of-day.ts";
import type { Finding, Watch } from "./finding.ts";

/**
 * Comparing the projections with what follows from the ledger: they are made anew from it in a database of its own,
 * which SQLite keeps in a temporary file, and compared with those that are there, row by row, in whatever order.
 */
export async function checkProjections(source: Session, watch: Watch): Promise<void> {
  const db = new Database("");
  const scratch = sqliteSession(db);
  try {
    db.pragma("foreign_keys = OFF");
    db.exec(schema());
    db.pragma("synchronous = OFF");
    const unreadable = await remake(source, scratch, watch);
    const blurred = await blurredBy(source);
    for (const name of projections(source.tables)) {
      const compared = {
        name,
        isLeftOut: (values: readonly unknown[]) => values.some((value) => unreadable.has(value)),
      };
      await compare(source, scratch, { ...compared, blurred, report: watch.report });
    }
  } finally {
    await scratch.close();
  }
}

const made: { schema?: string } = {};

/** What all migrations lead to; kept, since making it takes ten times as long as using it. */
function schema(): string {
  const db = new Database(":memory:");
  try {
    if (made.schema === undefined) migrateSqlite(db);
    made.schema ??= db
      .prepare<
        [],
        { sql: string }
      >(`select sql || ';' as sql from sqlite_schema where sql is not null and tbl_name not in
        (select name from pragma_table_list where type = 'shadow' or name like 'sqlite_%') order by rowid`)
      .all()
      .map(({ sql }) => sql)
      .join("\n");
    return made.schema;
  } finally {
    db.close();
  }
}

/** Answers the ids of records whose lines cannot be read, which the chain's own check reports. */
async function remake(source: Session, scratch: Session, watch: Watch): Promise<ReadonlySet<unknown>> {
  const { ledger } = scratch.tables;
  await ask(scratch, sql`begin`);
  for await (const rows of source.pages(anyRow(source.tables.ledger), pageRows))
    await scratch.insert(
      ledger,
      rows.map((row) => valuesOf(row, source.tables.ledger)),
    );
  const ids = new Set<unknown>();
  const unreadable = (those: readonly string[]) => {
    for (const id of those) ids.add(id);
  };
  const progress = (done: number, total: number) => watch.progress("projections", done, total);
  await scratch.run(rebuild(scratch.tables, { progress, unreadable }));
  await scratch.run(turn(scratch.tables, await dayOf(source)));
  await ask(scratch, sql`commit`);
  return ids;
}

/** The last day up to which the day has turned in a database: that before the next one on which it does. */
async function dayOf(source: Session): Promise<string> {
  const [row] = await ask(source, sql`select min(turns_on) as next from commitments`);
  const next = row?.next ?? null;
  return (next === null ? null : addDays(String(next), -1)) ?? "9999-12-31";
}

const pageRows = 500;

/**
 * The commitments of which parts, or quotes that they rested on, were purged: what they were before is no longer
 * known, and neither is since when they have been what they are.
 */
async function blurredBy(source: Session): Promise<Blurred> {
  const rows = await ask(
    source,
    sql`select commitment_id as id from ledger where purged_by is not null and commitment_id is not null
      union select aggregate_id as id from links_past where to_kind = 'quote' and to_id in (select id from ledger where kind = 'quote' and purged_by is not null)`,
  );
  const deleted = await ask(source, sql`select id from commitments where deleted_at is not null`);
  return { ids: new Set(rows.map(({ id }) => id)), deleted: new Set(deleted.map(({ id }) => id)) };
}

interface Blurred {
  ids: ReadonlySet<unknown>;
  /** Commitments that were deleted, of which nothing is judged any more. */
  deleted: ReadonlySet<unknown>;
}

interface Compared {
  name: keyof Tables;
  isLeftOut: (values: readonly unknown[]) => boolean;
  blurred: Blurred;
  report: Watch["report"];
}

/** Sums of the hashes of the rows whose hash has the same first bits: equal where the rows are. */
const buckets = 4096;

async function compare(
  source: Session,
  scratch: Session,
  { name, isLeftOut, blurred, report }: Compared,
): Promise<void> {
  const of = comparable(name, source.tables);
  const textsOf = (session: Session) =>
    texts(session, comparable(name, session.tables), (values) =>
      isLeftOut(values) ? null : sharp(of, values, blurred),
    );
  const sums = new BigUint64Array(buckets);
  const add = (bucket: number, number: bigint) => {
    sums[bucket] = (sums[bucket] ?? 0n) + number;
  };
  for await (const text of textsOf(source)) add(bucketOf(text), numberOf(text));
  for await (const text of textsOf(scratch)) add(bucketOf(text), -numberOf(text));
  if (sums.every((sum) => sum === 0n)) return;
  const counts = new Map<string, number>();
  const count = (text: string, by: number) => {
    if (sums[bucketOf(text)] !== 0n) counts.set(text, (counts.get(text) ?? 0) + by);
  };
  for await (const text of textsOf(source)) count(text, 1);
  for await (const text of textsOf(scratch)) count(text, -1);
  const pick = (isMeant: (left: number) => boolean) =>
    [...counts].filter(([, left]) => isMeant(left)).map(([text]) => rowOf(of, text));
  tell(of, { found: pick((left) => left > 0), expected: pick((left) => left < 0) }, { name, report });
}

async function* texts(
  session: Session,
  of: TableOf,
  read: (values: unknown[]) => readonly unknown[] | null,
): AsyncGenerator<string> {
  const turned = Object.keys(of.columns).indexOf("turned");
  for await (const rows of session.pages(anyRow(of), pageRows))
    for (const row of rows) {
      const values = read(valuesOf(row, of).map((value, n) => (n === turned ? withoutSpaces(value) : value)));
      if (values !== null) yield JSON.stringify(values);
    }
}

/** JSON objects, a line each, which PostgreSQL writes with spaces and SQLite without. */
function withoutSpaces(lines: unknown): unknown {
  try {
    if (typeof lines !== "string") return lines;
    const objects = lines.split("\n").map((line) => JSON.stringify(JSON.parse(line)));
    return objects.join("\n");
  } catch {
    return lines;
  }
}

const digest = (text: string): Buffer => hash("sha256", text, "buffer");
const bucketOf = (text: string): number => digest(text).readUInt16LE(8) % buckets;
const numberOf = (text: string): bigint => digest(text).readBigUInt64LE(0);

/**
 * Words of records are numbered in the order in which they were written. What a commitment was may have been of a day
 * after that of its line, when it was replaced; what was so on a day is read from its phases.
 */
function comparable(name: keyof Tables, tables: Tables): TableOf {
  const of = tables[name];
  const turning = (field: string) => sharedWithPhases(tables).some(([shared]) => shared === field);
  const isLeftOut = (field: string) =>
    name === "search" ? field === "id" : turning(field) || field === "turnsOn" || field === "turned";
  if (name !== "search" && name !== "commitmentPast") return of;
  return { ...of, columns: Object.fromEntries(Object.entries(of.columns).filter(([field]) => !isLeftOut(field))) };
}

const judged = new Set(["phases", "phases_past", "spans", "spans_past", "search_documents"]);

/** Of what is blurred, only what is, not since when; null for what was. */
function sharp({ table, columns }: TableOf, values: unknown[], { ids, deleted }: Blurred): unknown[] | null {
  if (ids.size === 0 || !judged.has(getTableName(table)) || !values.some((value) => ids.has(value))) return values;
  const fields = Object.keys(columns);
  const until = fields.indexOf("untilSeq");
  if ((until >= 0 && values[until] !== null) || values.some((value) => deleted.has(value))) return null;
  return values.map((value, n) => (fields[n] === "sinceSeq" ? null : value));
}

function rowOf({ columns }: TableOf, text: string): Row {
  const values = JSON.parse(text) as unknown[];
  return Object.fromEntries(Object.keys(columns).map((field, n) => [field, values[n]]));
}

interface Differing {
  found: readonly Row[];
  expected: readonly Row[];
}

/** A row that is there and one that should be are one that was changed, where a key tells which is which. */
function tell(of: TableOf, { found, expected }: Differing, { name, report }: Pick<Compared, "name" | "report">): void {
  const table = getTableName(of.table);
  const place = (row: Row) => ({ table, key: keyOf(name, row) });
  const others = new Map(isUnique(name) ? found.map((row) => [keyOf(name, row), row]) : []);
  const matched = new Set<Row>();
  for (const row of expected) {
    const other = others.get(keyOf(name, row));
    if (other === undefined) {
      report({ ...place(row), problem: "missing", detail: `no row ${JSON.stringify(row)}` });
      continue;
    }
    matched.add(other);
    for (const finding of changes(row, other, of.columns)) report({ ...place(row), problem: "changed", ...finding });
  }
  for (const row of found)
    if (!matched.has(row))
      report({
        ...place(row),
        problem: "extra",
        detail: `a row that does not follow from the ledger: ${JSON.stringify(row)}`,
      });
}

function changes(expected: Row, found: Row, columns: Record<string, Column>): Pick<Finding, "field" | "detail">[] {
  const fields = Object.keys(columns).filter((field) => found[field] !== expected[field]);
  const by = (field: string) => `by line ${expected.sinceSeq} of the ledger ${shown(expected[field])}`;
  return fields.map((field) => ({ field, detail: `is ${shown(found[field])}, ${by(field)}` }));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

const isKind = (name: keyof Tables): name is keyof typeof kinds => name in kinds;
const isUnique = (name: keyof Tables): boolean => isKind(name) || name === "search";

/** Whose a row is. */
function keyOf(name: keyof Tables, row: Row): string {
  const of = name.replace(/Past$/, "") as keyof Tables;
  if (isKind(of)) return String(row[kinds[of].key]);
  if (of === "links") return `${row.fromKind} ${row.fromId}`;
  if (of === "timeline") return String(row.ref);
  if (of === "search") return `${row.kind} ${row.owner}`;
  return String(row.id);
}
