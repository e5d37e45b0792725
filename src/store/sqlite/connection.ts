import { chmodSync, existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import type { Ready } from "../schema/sql.ts";
import type { Row } from "../sql/row.ts";

/** Connections to SQLite files, and statements as text: all that a thread needs to read one. */

type Statement = Database.Statement<unknown[], Row>;

/** Runs statements as text; the rows of those that give any. */
export function runner(db: Database.Database): (statement: Ready) => Row[] {
  const prepared = statementCache(db, 500);
  return ({ text, values }) => {
    const statement = prepared(text);
    if (statement.reader) return statement.all(...values);
    statement.run(...values);
    return [];
  };
}

/** The oldest statement goes first: preparing on every call is slow and grows native memory. */
function statementCache(db: Database.Database, size: number): (text: string) => Statement {
  const cache = new Map<string, Statement>();
  return (text) => {
    const known = cache.get(text);
    const statement = known ?? db.prepare<unknown[], Row>(text);
    if (known) cache.delete(text);
    cache.set(text, statement);
    const oldest = cache.size > size ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    return statement;
  };
}

/** The oldest SQLite without the WAL-reset corruption (https://sqlite.org/wal.html#walresetbug). */
const oldestSafe = [3, 51, 3] as const;

/**
 * SQLite keeps what was written last in a file named after the database: under two names there would be two of these,
 * and either process would overwrite the other's pages
 * (https://sqlite.org/howtocorrupt.html#_multiple_links_to_the_same_file).
 * @throws Error when the file has a second name, or is none
 */
export function checkNames(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file?.isDirectory()) throw new Error("it is a folder, not a file.");
  if (!file?.isFile() || file.nlink === 1) return;
  throw new Error(
    `the file has ${file.nlink} names (hard links), and what was written last under one is lost under the others. Stop ` +
      `whatever uses it, find the names (find DIRECTORY -samefile ${path}), and keep one; a symbolic link does no harm.`,
  );
}

/**
 * Opens a database file with the settings that durability and integrity rest on. One that is made by this can be read
 * by its owner alone, as can those that SQLite lays beside it: they hold secrets of webhooks. @throws Error
 */
export function openSqlite(path: string): Database.Database {
  checkNames(path);
  const isNew = !existsSync(path);
  const db = new Database(path, { timeout: 250 });
  if (isNew && existsSync(path)) chmodSync(path, 0o600);
  const version = String(db.prepare("select sqlite_version()").pluck().get());
  if (isOlder(version.split(".").map(Number), oldestSafe))
    throw new Error(`SQLite ${version} is too old: 3.51.3 or newer is needed`);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma("journal_size_limit = 67108864");
  return db;
}

/**
 * Has SQLite look at how many rows its indexes tell apart, where that has changed: without, it chooses plans as if
 * every table were small. Bounded to a few hundred rows an index (https://sqlite.org/pragma.html#pragma_optimize).
 */
export function gatherStatistics(db: Database.Database): void {
  db.pragma("analysis_limit = 400");
  db.pragma("optimize = 0x10002");
}

/** Lets this connection know of the statistics that another has gathered (https://sqlite.org/lang_analyze.html). */
export function rereadStatistics(db: Database.Database): void {
  db.exec("analyze sqlite_schema");
}

/** Opens a database file for reading alone, beside whoever writes to it. @throws Error */
export function openSqliteReadonly(path: string): Database.Database {
  checkNames(path);
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  return db;
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (const [i, part] of than.entries()) {
    const difference = (version[i] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
