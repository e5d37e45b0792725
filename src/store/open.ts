import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import type pg from "pg";
import { showUrl } from "../config/shown-url.ts";
import { makeFolder } from "../files/atomic-file.ts";
import { sqlitePath } from "../files/database-url.ts";
import { messageOf, OpenError } from "./engine/faults.ts";
import { storeOn, storeWithColumns } from "./engine/store.ts";
import type { Store } from "./port/store.ts";
import { isBehind, type Rebuilding, rebuild } from "./rebuild/rebuild.ts";
import { inTurn, migratePostgres, migrateSqlite } from "./schema/migrate.ts";
import { sealKeys, sealOf } from "./sql/key-seals.ts";
import type { Engine } from "./sql/statement.ts";
import { applicationId, checkAside, checkedAtOnce, createFile, examineFile } from "./sqlite/check-file.ts";
import { gatherStatistics, openSqlite, openSqliteReadonly } from "./sqlite/connection.ts";
import { sqliteEngine } from "./sqlite/engine.ts";

export interface Opened {
  store: Store;
  /** The migrations that were applied on the way. */
  applied: string[];
}

/**
 * How to reach the database: of PostgreSQL, connections at most, and the address that leads past a pooler, if `url`
 * leads to one.
 */
export interface Access {
  databasePoolSize?: number;
  databaseDirectUrl?: string | undefined;
  /** Nobody else writes to the SQLite file meanwhile: see `claimDatabase`. */
  ownsFile?: boolean;
  /**
   * Told of damage to an SQLite file that is too large to be looked through before it is opened (`checkedAtOnce`, in
   * bytes): that is done while it is in use. Where this is left out, it is done first, however long it takes.
   */
  whenDamaged?: (error: OpenError) => void;
  checkedAtOnce?: number;
  /** Whether PostgreSQL's own clock dates what is written, rather than that of each process. */
  usesItsClock?: boolean;
  /** Has all that follows from the ledger made anew, whether or not that is needed. */
  rebuilding?: Rebuilding;
  /** What else a start does before the database is in use: of several processes, one after the other. */
  furnish?: (store: Store) => Promise<void>;
}

/**
 * Opens the database at `url` (`file:PATH` or `postgres://...`) and applies pending migrations. An SQLite file that is
 * not there is created; one that is damaged, empty or another program's is refused as it is.
 * @throws OpenError in words for the operator.
 */
export async function openStore(url: string, access?: Access): Promise<Store> {
  return (await openAndMigrate(url, access)).store;
}

/** As openStore, and says which migrations were applied. @throws OpenError */
export async function openAndMigrate(url: string, access: Access = {}): Promise<Opened> {
  const path = sqlitePath(url);
  if (path !== null) return openFile(path, access);
  if (/^postgres(ql)?:\/\//.test(url)) return openServer(url, access);
  throw notUnderstood(url);
}

function notUnderstood(url: string): OpenError {
  return new OpenError(
    `DATABASE_URL "${showUrl(url)}" is not understood; write file:PATH or postgres://USER:PASSWORD@HOST/DATABASE.`,
  );
}

async function openFile(path: string, access: Access): Promise<Opened> {
  const verb = existsSync(path) ? "open" : "create";
  try {
    makeFolder(dirname(path));
    const { whenDamaged, checkedAtOnce: atMost = checkedAtOnce } = access;
    const found = examineFile(path, whenDamaged && atMost);
    if (found === "none") createFile(path);
    const db = openSqlite(path);
    const opened = await bringUpToDate(db, access).catch((error: unknown) => {
      db.close();
      throw error;
    });
    if (found !== "unchecked") return opened;
    const check = checkAside(path);
    check.ended.catch((error: unknown) => whenDamaged?.(notSound(path, error)));
    return { ...opened, store: closingFirst(opened.store, check.stop) };
  } catch (error) {
    throw new OpenError(`Cannot ${verb} the database ${path}: ${messageOf(error)}`, { cause: error });
  }
}

const notSound = (path: string, cause: unknown): OpenError =>
  new OpenError(`The database ${path} cannot be used any more: ${messageOf(cause)}`, { cause });

function closingFirst(store: Store, stop: () => Promise<void>): Store {
  return { ...store, close: () => stop().then(() => store.close()) };
}

/** A few hours, as SQLite's documentation advises for connections that stay open. */
const statisticsMs = 6 * 3_600_000;

async function bringUpToDate(
  db: Database.Database,
  { ownsFile = false, rebuilding, furnish }: Access,
): Promise<Opened> {
  const applied = migrateSqlite(db);
  if (db.pragma("application_id", { simple: true }) !== applicationId) db.pragma(`application_id = ${applicationId}`);
  // What a write may have to take back is kept in memory: as a file it is written as often as the rows themselves.
  db.pragma("temp_store = MEMORY");
  const engine = sqliteEngine(db, { statisticsMs, ownsFile });
  await complete(engine, rebuilding);
  gatherStatistics(db);
  const store = storeWithColumns(engine);
  await furnish?.(store);
  return { store, applied };
}

/** Makes what follows from the ledger, and the seals of keys, where they are not what this version makes. */
async function complete(engine: Engine, rebuilding?: Rebuilding): Promise<void> {
  if (rebuilding || (await engine.read(isBehind(engine.tables))))
    await engine.write(() => rebuild(engine.tables, rebuilding));
  if ((await engine.read(sealOf(engine.tables))) === null) await engine.write(() => sealKeys(engine.tables));
}

/** Opens a database for reading, beside whoever writes to it. Its schema must be this version's: see readSnapshot. */
export async function openForReading(url: string): Promise<Store> {
  const path = sqlitePath(url);
  if (path !== null) return storeOn(sqliteEngine(openSqliteReadonly(path)));
  const { openPool, postgresEngine } = await loadPostgres();
  return storeOn(postgresEngine(openPool(url)));
}

/** What no process on SQLite needs, nor its driver. */
const loadPostgres = () => import("./postgres/engine.ts");

/** The lock for migrations belongs to a session, which poolers of transactions do not keep: it goes past them. */
async function openServer(
  url: string,
  { databasePoolSize: size, databaseDirectUrl: directUrl = url, usesItsClock = false, rebuilding, furnish }: Access,
): Promise<Opened> {
  const { describeServer, openPool, postgresEngine } = await loadPostgres();
  const client = await clientOf(directUrl);
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_encoding: string }>("show server_encoding");
    if (rows[0]?.server_encoding !== "UTF8")
      throw new Error(`its encoding is ${rows[0]?.server_encoding}; create it with ENCODING 'UTF8'`);
    return await inTurn(client, async () => {
      const applied = await migratePostgres(client);
      const engine = postgresEngine(openPool(url, { ...(size !== undefined && { size }) }), { usesItsClock });
      await complete(engine, rebuilding);
      const store = storeWithColumns(engine);
      await furnish?.(store);
      return { store, applied };
    });
  } catch (error) {
    throw new OpenError(`Cannot open the database at ${describeServer(directUrl)}: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

async function clientOf(url: string): Promise<pg.Client> {
  const { default: pg } = await import("pg");
  try {
    const application_name = "servanda migrate";
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, application_name });
  } catch {
    throw notUnderstood(url);
  }
}
