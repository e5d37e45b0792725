import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import { borrowDatabase, createDatabase, type TestDatabase } from "./postgres-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The engine that this run of the suite is for: vitest.config.ts runs it once for each. */
export const engine = process.env.TEST_ENGINE === "postgresql" ? "postgresql" : "sqlite";

/** How many random cases to try: all on SQLite, a quarter on PostgreSQL, to which the rules are the same. */
export const cases = (count: number): number => (engine === "sqlite" ? count : Math.ceil(count / 4));

/**
 * A place for a new database of this run's engine, and how to take it away again; `from`: a copy of one that is closed.
 */
export async function newDatabase(from?: string): Promise<TestDatabase> {
  if (engine === "postgresql")
    return from === undefined ? borrowDatabase(inject("postgresUrl")) : createDatabase(inject("postgresUrl"), { from });
  const { path, remove } = await temporaryFolder();
  const file = join(path, "test.db");
  if (from !== undefined) await copyFile(from.slice("file:".length), file);
  return { url: `file:${file}`, drop: remove };
}

/** A new store of this run's engine: empty, or a copy of a database that is closed. */
export async function openTestStore(from?: string): Promise<{ store: Store; url: string; close: () => Promise<void> }> {
  const { url, drop } = await newDatabase(from);
  const store = await openStore(url);
  const close = async () => {
    await store.close();
    await drop();
  };
  return { store, url, close };
}
