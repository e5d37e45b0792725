import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { discard, publish, unfinished } from "../../files/atomic-file.ts";
import { sqlitePath } from "../../files/database-url.ts";
import { OpenError } from "../engine/faults.ts";
import { openAndMigrate } from "../open.ts";
import { describeServer, writeLock } from "../postgres/engine.ts";
import { getTableName } from "../schema/drizzle.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { ask, connect, type Session, sqliteSession } from "../session.ts";
import type { Steps } from "../sql/statement.ts";
import { openSqlite, openSqliteReadonly } from "../sqlite/connection.ts";

/** The two ends of a copy: one unchanging state to read, one empty database to fill in a single transaction. */

const isFile = (url: string) => sqlitePath(url) !== null;
const pathOf = (url: string) => sqlitePath(url) ?? "";

/** Where a database is, without the password. */
export function describePlace(url: string): string {
  return isFile(url) ? pathOf(url) : describeServer(url);
}

/**
 * An empty database, its schema made by the migrations, in a transaction that nobody writes beside. A file that is not
 * there comes into being with `commit` and not before. @throws OpenError when there are rows in it
 */
export async function openTarget(url: string): Promise<Session> {
  if (!isFile(url)) return openServer(url);
  return existsSync(pathOf(url)) ? openFile(url) : openNewFile(pathOf(url));
}

async function openServer(url: string): Promise<Session> {
  const before = await connect(url);
  await before.run(checkEmpty(before.tables, url, inServer)).finally(before.close);
  await (await openAndMigrate(url)).store.close();
  const session = await connect(url);
  return begun(session, async () => {
    await ask(session, sql`begin isolation level read committed`);
    await ask(session, sql`select pg_advisory_xact_lock(${writeLock})`);
    await session.run(checkEmpty(session.tables, url, inServer));
    await forgetOwn(session);
  });
}

async function openFile(url: string): Promise<Session> {
  const before = sqliteSession(openSqliteReadonly(pathOf(url)));
  await before.run(checkEmpty(before.tables, url, inFile)).finally(before.close);
  await (await openAndMigrate(url)).store.close();
  const session = sqliteSession(openSqlite(pathOf(url)));
  return begun(session, async () => {
    await ask(session, sql`begin immediate`);
    await session.run(checkEmpty(session.tables, url, inFile));
    await forgetOwn(session);
  });
}

async function openNewFile(path: string): Promise<Session> {
  if (existsSync(`${path}-wal`)) throw new OpenError(`${path}-wal is there without its database: move it away first.`);
  mkdirSync(dirname(path), { recursive: true });
  const draft = unfinished(path);
  await (await openAndMigrate(`file:${draft}`)).store.close();
  const db = openSqlite(draft);
  const session = sqliteSession(db);
  const commit = async () => {
    await session.commit();
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    publish(draft, path);
  };
  const close = async () => {
    await session.close();
    discard(draft);
  };
  return begun({ ...session, commit, close }, async () => {
    await ask(session, sql`begin immediate`);
    await forgetOwn(session);
  });
}

/** What a database writes when it is opened, although nothing is in it yet. */
const ownOf = (tables: Tables) => [tables.secrets, tables.derivations];

/** The secrets that a database made for itself give way to those of the source, which its cursors and seals go by. */
async function forgetOwn(session: Session): Promise<void> {
  await ask(session, sql`delete from ${session.tables.secrets.table}`);
}

async function begun(session: Session, start: () => Promise<unknown>): Promise<Session> {
  try {
    await start();
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

const inServer = sql`select table_name as name from information_schema.tables where table_schema = current_schema()`;
const inFile = sql`select name from sqlite_master where type = 'table'`;

/**
 * Looks into the tables that are there, of whatever version, but for what is written whenever one is opened.
 * @throws OpenError
 */
function* checkEmpty(tables: Tables, url: string, present: SQL): Steps<void> {
  const names = new Set((yield present).map(({ name }) => String(name)));
  for (const { table } of [...Object.values(tables)].filter((each) => !ownOf(tables).includes(each))) {
    const name = getTableName(table);
    const [row] = names.has(name) ? yield sql`select 1 as found from ${table} limit 1` : [];
    if (row)
      throw new OpenError(
        `The database ${describePlace(url)} is not empty: there are rows in ${name}. Nothing was copied; name a new or an empty one.`,
      );
  }
}
