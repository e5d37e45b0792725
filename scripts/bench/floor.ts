import { rmSync } from "node:fs";
import Database from "better-sqlite3";

/** What a disk and better-sqlite3 give at least: transactions of one row, and rows as an import leaves them. */
export interface WriteFloor {
  perSecond: number;
}

function open(path: string) {
  rmSync(path, { force: true });
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  return db;
}

export function oneRowTransactions(path: string, ms: number): WriteFloor {
  const db = open(path);
  db.exec("create table rows (id integer primary key, body text)");
  const insert = db.prepare("insert into rows (body) values (?)");
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < ms; count++) insert.run("x".repeat(500));
  db.close();
  return { perSecond: (count * 1000) / (performance.now() - began) };
}

/** Microseconds of CPU to write all rows of a database into an empty one with the same tables and indexes. */
export function sameRows(from: string, path: string): number {
  const source = new Database(from, { readonly: true });
  const made = source
    .prepare(
      "select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by type desc",
    )
    .all() as { type: string; name: string; sql: string }[];
  const db = open(path);
  const kept = made.filter(({ sql, type }) => /^(table|index)$/.test(type) && !/^create virtual/i.test(sql));
  for (const { sql } of kept) db.exec(sql);
  db.pragma("foreign_keys = OFF");
  const tables = kept
    .filter(({ type }) => type === "table")
    .map(({ name }) => {
      const columns = (source.pragma(`table_info("${name}")`) as { name: string }[]).map(
        (column) => `"${column.name}"`,
      );
      const rows = source.prepare(`select ${columns} from "${name}"`).raw().all() as unknown[][];
      return { text: `insert or replace into "${name}" (${columns}) values (${columns.map(() => "?")})`, rows };
    });
  source.close();
  const before = process.cpuUsage();
  db.transaction(() => {
    for (const { text, rows } of tables) {
      const insert = db.prepare(text);
      for (const row of rows) insert.run(row);
    }
  })();
  const { user, system } = process.cpuUsage(before);
  db.close();
  return user + system;
}
