import { setTimeout as pause } from "node:timers/promises";
import type Database from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { openAside, type Run } from "./aside.ts";
import { runner } from "./connection.ts";
import { sqliteFault } from "./faults.ts";
import { tables } from "./kinds.ts";
import type { Engine, Row, Steps } from "./statement.ts";

/**
 * SQLite in one file, one connection: better-sqlite3 is synchronous, so a read sees all or nothing of a write.
 * WAL; synchronous FULL, so that an acknowledged write survives a power cut (this build falls back to NORMAL unless told).
 */
export function sqliteEngine(db: Database.Database): Engine {
  const dialect = new SQLiteSyncDialect();
  const runText = runner(db);
  const apart = openAside(() => db.name);

  function rows(query: SQL): Row[] {
    const { sql, params } = dialect.sqlToQuery(query);
    return runText(sql, params);
  }

  function run<T>(steps: Steps<T>): T {
    let step = steps.next();
    while (!step.done) step = steps.next(rows(step.value));
    return step.value;
  }

  async function runAside<T>(steps: Steps<T>, ask: Run): Promise<T> {
    let step = steps.next();
    while (!step.done) {
      const { sql: text, params } = dialect.sqlToQuery(step.value);
      step = steps.next(await ask({ text, params }));
    }
    return step.value;
  }

  const write = db.transaction((steps: () => Steps<unknown>) => run(steps()));
  return {
    tables: tables.sqlite,
    isShared: false,
    read: async (steps) => attempt(() => run(steps)),
    write: async <T>(steps: () => Steps<T>) => attempt(() => write.immediate(steps) as T, retries),
    aside: (steps) =>
      apart
        .read((ask) => runAside(steps, ask))
        .catch((error: unknown) => {
          throw sqliteFault(error);
        }),
    close: async () => {
      await apart.close();
      db.close();
    },
  };
}

const retries = 2;
const pauseMs = 100;

/**
 * Tries again where another process holds the database: Litestream, or a command. The driver's own wait keeps the thread, so
 * it is short. @throws AppError unavailable, insufficient_storage for what is not the statement's fault
 */
async function attempt<T>(work: () => T, more = 0): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (more === 0 || !String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) throw sqliteFault(error);
  }
  await pause(pauseMs);
  return attempt(work, more - 1);
}
