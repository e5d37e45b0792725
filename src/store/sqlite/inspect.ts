import Database from "better-sqlite3";
import type { Head } from "../port/store.ts";
import { migrationsFor, pending } from "../schema/migrate.ts";
import { openSqliteReadonly } from "./connection.ts";

/** Work on a whole SQLite file: copying it while it is written to, checking it, finding out whether it is in use. */

/** What is in a database file. */
export interface Inventory {
  /** The newest migration, or null. */
  schema: string | null;
  head: Pick<Head, "seq" | "hash">;
  /** Rows of every table. */
  counts: Record<string, number>;
}

/**
 * Writes one consistent state of the database to a new file, while others go on reading and writing. Synchronous: run
 * it off the main thread.
 * @throws Error when `target` exists, or the database cannot be read
 */
export function copyInto(path: string, target: string): void {
  const db = openSqliteReadonly(path);
  try {
    db.prepare("vacuum into ?").run(target);
  } finally {
    db.close();
  }
}

/** Checks a file that nobody writes to, and counts its rows. @throws Error when it is damaged, or not ours */
export function inspect(path: string): Inventory {
  const db = openSqliteReadonly(path);
  try {
    const fault = db.pragma("integrity_check(1)", { simple: true });
    if (fault !== "ok") throw new Error(`it is damaged: ${String(fault)}`);
    const applied = db
      .prepare<[], { tag: string; sha256: string }>("select tag, sha256 from servanda_migrations order by idx")
      .all();
    pending(migrationsFor("sqlite"), applied);
    const newest = "select seq, hash from ledger order by seq desc limit 1";
    const head = db.prepare<[], Inventory["head"]>(newest).get() ?? { seq: 0, hash: "" };
    const named = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
    const tables = db.prepare<[], string>(named).pluck().all();
    const count = (name: string) =>
      db
        .prepare(`select count(*) from "${name.replaceAll('"', '""')}"`)
        .pluck()
        .get();
    return {
      schema: applied.at(-1)?.tag ?? null,
      head,
      counts: Object.fromEntries(tables.map((name) => [name, Number(count(name))])),
    };
  } finally {
    db.close();
  }
}

/**
 * Makes a database one file, without -wal and -shm. False where another process has it open, since leaving WAL mode
 * needs the file alone (https://sqlite.org/wal.html). A file too damaged to be opened is left as it is.
 */
export function settleFile(path: string): boolean {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 250 });
    db.pragma("journal_mode = DELETE");
    return true;
  } catch (error) {
    return !String((error as { code?: string }).code).startsWith("SQLITE_BUSY");
  } finally {
    db?.close();
  }
}
