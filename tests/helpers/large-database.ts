import Database from "better-sqlite3";
import type { Column } from "drizzle-orm";
import pg from "pg";
import { always, ever } from "../../src/dates/calendar.ts";
import { openStore } from "../../src/store/open.ts";
import { getTableName } from "../../src/store/schema/drizzle.ts";
import { type TableOf, tables } from "../../src/store/schema/tables.ts";
import { tablesInOrder } from "../../src/store/sql/rows.ts";
import { gatherStatistics } from "../../src/store/sqlite/connection.ts";
import { worldOf, writeWorld } from "./random-records.ts";
import { engine, newDatabase } from "./test-store.ts";

/** How many more times a world of 30 commitments is written. */
const copies = 335;

/** The ids of a world begin with this; those of its nth copy with a number that is greater by n. */
const first = 0x0190_0000;
const head = "01900000-";

/**
 * A new database of this run's engine with ten thousand commitments, their parts, words, phases and history: a random
 * world, of which SQL makes copies with ids, slugs, numbers of lines and dates of their own. It takes seconds. Its
 * ledger is a real one but for the hashes, so that it is for questions, not for `verify`.
 */
export async function newLargeDatabase(): Promise<{ url: string; drop: () => Promise<unknown> }> {
  const { url, drop } = await newDatabase({ large: true });
  const store = await openStore(url);
  await writeWorld(store, worldOf(7));
  const { seq: lines } = await store.head();
  await store.close();
  const statements = multiplying(lines);
  if (engine === "sqlite") multiplyFile(url, statements);
  else await multiplyOnServer(url, statements);
  return { url, drop };
}

function multiplyFile(url: string, statements: readonly string[]): void {
  const db = new Database(url.slice("file:".length));
  db.pragma("foreign_keys = OFF");
  db.pragma("synchronous = OFF");
  db.transaction(() => {
    for (const statement of statements) db.exec(statement);
  })();
  gatherStatistics(db);
  db.close();
}

/** So that no plan is one of chance: `analyze` takes a sample of 300 rows for each of this number. */
const readEveryRow = "set default_statistics_target = 1000";

/** Indexes are made anew afterwards, which takes a third of the time of keeping them. */
const readIndexes = `select indexname as name, indexdef as definition from pg_indexes
  where schemaname = 'public' and indexname not in (select conname from pg_constraint)`;

async function multiplyOnServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = async (all: readonly string[]) => {
    for (const statement of all) await client.query(statement);
  };
  await run(["set session_replication_role = replica", "begin"]);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(readIndexes);
  await run(indexes.map(({ name }) => `drop index "${name}"`));
  await run(statements);
  await run(indexes.map(({ definition }) => definition));
  await run(["commit", readEveryRow, "analyze"]);
  await client.end();
}

/** What stands for the number of the copy, and for the beginning of its ids. */
const number = "copy.n";
const own =
  engine === "sqlite" ? `printf('%08x-', ${first} + ${number})` : `lpad(to_hex(${first} + ${number}), 8, '0') || '-'`;
const series =
  engine === "sqlite"
    ? `(with recursive copy (n) as (select 1 union all select n + 1 from copy where n < ${copies}) select n from copy)`
    : `generate_series(1, ${copies})`;

/** One `insert` for each table that holds rows of the world: of what has an id of it. */
function multiplying(lines: number): string[] {
  const own = tables[engine];
  return tablesInOrder(own).flatMap((name) => {
    const columns = Object.values(own[name].columns);
    const marked = columns.filter(isText).map(({ name: column }) => `"${column}"`);
    return marked.length === 0 ? [] : [copying(own[name], columns, marked, lines)];
  });
}

function copying({ table }: TableOf, columns: readonly Column[], marked: readonly string[], lines: number): string {
  const name = getTableName(table);
  const values = columns.map((column) => copiedValue(column, name, lines));
  const ofWorld = marked.map((column) => `${asText(column)} like '%${head}%'`).join(" or ");
  return `insert into "${name}" (${columns.map((column) => `"${column.name}"`).join(", ")})
    select ${values.join(", ")} from ${series} as copy${engine === "sqlite" ? "" : " (n)"}
    cross join (select * from "${name}" where ${ofWorld}) as "${name}"`;
}

const isText = (column: Column) => /^(text|json)/.test(column.getSQLType());
const isJson = (column: Column) => column.getSQLType() === "json";
const asText = (quoted: string) => (engine === "sqlite" ? quoted : `${quoted}::text`);
const sequences = /^(seq|tx|since_seq|until_seq|purged_by|change_set)$/;
/** Days of a commitment's life: so that dates are as many as there are commitments. */
const days = /^(stated|due|status_since|done|published|met)?_?(earliest|latest)$|^(from|until)_day$/;

/** The data of a line, with the slug that the row of its copy has. */
function withOwnSlug(data: string): string {
  const member = (slug: string) => `'"slug":"' || ${slug} || '"'`;
  const slug = `(${data} ->> 'slug')`;
  return `case when ${slug} is null then ${asText(data)}
    else replace(${asText(data)}, ${member(slug)}, ${member(`${slug} || '-' || ${number}`)}) end`;
}

function copiedValue(column: Column, table: string, lines: number): string {
  const quoted = `"${column.name}"`;
  if (sequences.test(column.name)) return `${quoted} + ${number} * ${lines}`;
  if (column.name === "id" && !isText(column)) return `${quoted} + ${number} * (select max(id) from "${table}")`;
  if (!isText(column)) return quoted;
  if (column.name === "slug") return `${quoted} || '-' || ${number}`;
  if (days.test(column.name))
    return engine === "sqlite"
      ? `coalesce(date(${quoted}, ${number} || ' days'), ${quoted})`
      : `case when ${quoted} in ('${always}', '${ever}') then ${quoted} else (${quoted}::date + ${number})::text end`;
  const text = table === "ledger" && column.name === "data" ? withOwnSlug(quoted) : asText(quoted);
  const replaced = `replace(${text}, '${head}', ${own})`;
  return engine === "postgresql" && isJson(column) ? `${replaced}::json` : replaced;
}
