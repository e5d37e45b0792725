import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { storeOn } from "./adapter.ts";
import { migrateSqlite } from "./migrate.ts";
import { openSqlite, sqliteEngine } from "./sqlite.ts";
import type { Store } from "./store.ts";

/** A database that cannot be opened, in words for the operator. */
export class OpenError extends Error {}

/**
 * Opens the database at `url` (`file:PATH`), creates it if it is not there, and applies pending migrations.
 * @throws OpenError in words for the operator.
 */
export async function openStore(url: string): Promise<Store> {
  return (await openAndMigrate(url)).store;
}

/** As openStore, and says which migrations were applied. */
export async function openAndMigrate(url: string): Promise<{ store: Store; applied: string[] }> {
  if (!url.startsWith("file:"))
    throw new OpenError(`DATABASE_URL "${url}" is not supported; write file:PATH, such as file:./data/servanda.db`);
  const path = resolve(url.slice("file:".length));
  const isNew = !existsSync(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const db = openSqlite(path);
    const applied = migrateSqlite(db);
    return { store: storeOn(sqliteEngine(db)), applied };
  } catch (error) {
    const verb = isNew ? "create" : "open";
    throw new OpenError(
      `Cannot ${verb} the database ${path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
