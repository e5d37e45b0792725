import type Database from "better-sqlite3";
import pg from "pg";
import { createCommitment } from "../../src/commitments/create.ts";
import { readConfig } from "../../src/config/config.ts";
import { NewCommitment } from "../../src/domain/commitment.ts";
import { systemContext } from "../../src/records/context.ts";
import { loadKnownParties } from "../../src/seeds.ts";
import { openStore } from "../../src/store/open.ts";
import { migratePostgres, migrateSqlite, migrationsFor } from "../../src/store/schema/migrate.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { change, makeParty, stamp } from "../../tests/helpers/stored-records.ts";

/** Databases as the first release made them, of which today's migrations have the most to do. */

/** What the first release could hold: the seeds of this one have relations, which it did not know. */
const promise = {
  type: "trade",
  parties: [{ party: "KGZ", role: "promisor" }],
  firmness: "pledge",
  statedOn: "2023-05-26",
  due: { edtf: "2024" },
  events: [{ type: "signed", date: "2024-06-06", title: "Signed" }],
};

/** The newest schema with the known parties, more of them, and 50 commitments. */
export async function makeNewest(databaseUrl: string, parties: number): Promise<void> {
  const config = readConfig({ DATABASE_URL: databaseUrl });
  const store = await openStore(config.databaseUrl);
  const ctx = systemContext(store, config, "drill");
  await loadKnownParties(ctx);
  for (let n = 0; n < 50; n++) await createCommitment(ctx, NewCommitment.parse({ title: `Promise ${n}`, ...promise }));
  for (let n = 0; n < parties; n += 500) {
    const batch = Array.from({ length: 500 }, (_, i) => change("create", "party", makeParty(`P${n + i}`)));
    await store.apply(batch, stamp);
  }
  await store.close();
}

/** A database as the first release made it: the first migration alone, and of each row what that schema has. */
export function makeOldFile(newest: string, path: string): void {
  const db = openSqlite(path);
  migrateSqlite(db, migrationsFor("sqlite").slice(0, 1));
  db.pragma("foreign_keys = OFF");
  db.prepare("attach ? as newest").run(newest);
  for (const table of tablesOf(db)) {
    if (table === "servanda_migrations") continue;
    const columns = columnsOf(db, "main", table);
    const now = new Set(columnsOf(db, "newest", table));
    const values = columns.map((name) => (now.has(name) ? `own.${name}` : `line.data ->> '$.${fieldOf(name)}'`));
    const line = now.has("since_seq") ? "left join newest.ledger as line on line.seq = own.since_seq" : "";
    db.exec(`insert into main.${table} (${columns}) select ${values} from newest.${table} as own ${line}`);
  }
  db.exec("detach newest");
  db.pragma("journal_mode = DELETE");
  db.close();
}

/** As makeOldFile, of a database on a server: it becomes an old one in its place. */
export async function makeOldOnServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("alter schema public rename to newest; create schema public");
    await migratePostgres(client, migrationsFor("postgresql").slice(0, 1));
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query<Column>(`${columnsOnServer} order by old.table_name, old.ordinal_position`);
    for (const [table, columns] of Map.groupBy(rows, (column) => column.table)) {
      const names = columns.map(({ name }) => `"${name}"`);
      const values = columns.map(({ name, type, is_there: isThere }) =>
        isThere ? `own."${name}"` : `(line.data ->> '${fieldOf(name)}')::${type}`,
      );
      const isDated = columns.some(({ is_dated: dated }) => dated);
      const line = isDated ? "left join newest.ledger as line on line.seq = own.since_seq" : "";
      await client.query(`insert into public.${table} (${names}) select ${values} from newest.${table} as own ${line}`);
    }
    await client.query("drop schema newest cascade");
  } finally {
    await client.end();
  }
}

interface Column {
  table: string;
  name: string;
  type: string;
  /** Whether the newest schema still has it; whether it has the line from which the row is. */
  is_there: boolean;
  is_dated: boolean;
}

const columnsOnServer = `select old.table_name as table, old.column_name as name, old.data_type as type,
    exists (select 1 from information_schema.columns as now where now.table_schema = 'newest'
      and now.table_name = old.table_name and now.column_name = old.column_name) as is_there,
    exists (select 1 from information_schema.columns as now where now.table_schema = 'newest'
      and now.table_name = old.table_name and now.column_name = 'since_seq') as is_dated
  from information_schema.columns as old where old.table_schema = 'public' and old.table_name <> 'servanda_migrations'`;

function columnsOf(db: Database.Database, schema: string, table: string): string[] {
  const named = "select name from pragma_table_info(?, ?)";
  return db.prepare<[string, string], string>(named).pluck().all(table, schema);
}

/** What has no column any more is in the line of its record. */
const fieldOf = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

export function tablesOf(db: Database.Database): string[] {
  const named = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
  return db.prepare<[], string>(named).pluck().all();
}
