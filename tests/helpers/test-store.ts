import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { storeOn } from "../../src/store/engine/store.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import { openPool, postgresEngine } from "../../src/store/postgres/engine.ts";
import type { Engine } from "../../src/store/sql/statement.ts";
import { withFile } from "./database-file.ts";
import { borrowDatabase, createDatabase, emptyDatabase, type TestDatabase } from "./postgres-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The engine that this run of the suite is for: vitest.config.ts runs it once for each. */
export const engine = process.env.TEST_ENGINE === "postgresql" ? "postgresql" : "sqlite";

interface Wanted {
  from?: string;
  migrated?: boolean;
  large?: boolean;
}

/**
 * A new database of this run's engine, and how to take it away again. It has its schema and no record; without
 * `migrated` there is nothing yet; `from`: a copy of one that is closed; `large`: so many rows will come that no other
 * test should have it afterwards, whom their remains and statistics would slow down a hundredfold.
 */
export async function newDatabase({ from, migrated = true, large = false }: Wanted = {}): Promise<TestDatabase> {
  if (engine === "postgresql") {
    const server = inject("postgresUrl");
    const isUsual = from === undefined && migrated && !large;
    return isUsual ? borrowDatabase(server) : createDatabase(server, { from, migrated });
  }
  const { path, remove } = await temporaryFolder();
  const file = join(path, "test.db");
  if (from !== undefined) await copyFile(from.slice("file:".length), file);
  else if (migrated) await writeFile(file, await emptyFile());
  return { url: `file:${file}`, drop: remove };
}

const made: { emptyFile?: Promise<Buffer> } = {};

/** The bytes of an SQLite file without records; they are made once in a worker. */
function emptyFile(): Promise<Buffer> {
  made.emptyFile ??= withFile(async (path) => {
    await (await openStore(`file:${path}`)).close();
    return readFile(path);
  });
  return made.emptyFile;
}

interface TestStore {
  store: Store;
  url: string;
  close: () => Promise<void>;
}

/** A store of this run's engine: empty, or a copy of a database that is closed. */
export async function openTestStore(from?: string): Promise<TestStore> {
  if (engine === "postgresql" && from === undefined) return borrowStore();
  const { url, drop } = await newDatabase(from === undefined ? {} : { from });
  const store = await openStore(url, { ownsFile: true });
  const close = async () => {
    await store.close();
    await drop();
  };
  return { store, url, close };
}

interface Held {
  url: string;
  engine: Engine;
}

const idle: Held[] = [];

/** A store on an empty database, by connections that an earlier test of this worker had: connecting takes longer. */
async function borrowStore(): Promise<TestStore> {
  const held = idle.pop() ?? (await connect());
  const store = storeOn(held.engine);
  const close = async () => {
    await emptyDatabase(held.url);
    idle.push(held);
  };
  return { store: { ...store, close: async () => {} }, url: held.url, close };
}

async function connect(): Promise<Held> {
  const { url } = await borrowDatabase(inject("postgresUrl"));
  return { url, engine: postgresEngine(openPool(url)) };
}
