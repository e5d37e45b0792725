import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import pg from "pg";

/** All that a database holds, as text in small letters: the rows of every table, those of indexes over words too. */
export async function dumpOf(url: string): Promise<string> {
  if (!url.startsWith("file:")) return dumpOfServer(url);
  const db = new Database(url.slice("file:".length), { readonly: true });
  const named = "select name from sqlite_master where type = 'table'";
  const tables = db.prepare<[], string>(named).pluck().all();
  const rows = tables.map((name) => db.prepare(`select * from "${name}"`).raw().all());
  db.close();
  return rows.flat(2).map(textOf).join("\n").toLowerCase();
}

async function dumpOfServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const named = "select table_name as name from information_schema.tables where table_schema = current_schema()";
  const { rows: tables } = await client.query<{ name: string }>(named);
  const dumps: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select row_to_json(t)::text as row from "${name}" as t`);
    dumps.push(...rows.map(({ row }) => row));
  }
  await client.end();
  return dumps.join("\n").toLowerCase();
}

/** The bytes of an SQLite database's files, as text in small letters; "" of a database that has none of its own. */
export function filesOf(url: string): string {
  if (!url.startsWith("file:")) return "";
  const path = url.slice("file:".length);
  const files = ["", "-wal"].map((suffix) => `${path}${suffix}`).filter((file) => existsSync(file));
  return files
    .map((file) => readFileSync(file, "latin1"))
    .join("\n")
    .toLowerCase();
}

const textOf = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value));
