import { existsSync } from "node:fs";
import { AppError } from "../errors/errors.ts";
import { sqlitePath } from "../files/database-url.ts";
import { messageOf, OpenError } from "./engine/faults.ts";
import { describeServer } from "./postgres/engine.ts";
import { type Applied, type Migration, migrationsFor, pending } from "./schema/migrate.ts";
import { sql } from "./schema/sql.ts";
import type { Dialect, Tables } from "./schema/tables.ts";
import { ask, connect, type Session, sqliteSession } from "./session.ts";
import type { Steps } from "./sql/statement.ts";
import { inWords } from "./sqlite/check-file.ts";
import { openSqliteReadonly } from "./sqlite/connection.ts";

/** Starts a transaction that sees one unchanging state. */
const begin = {
  sqlite: sql`begin`,
  postgresql: sql`begin isolation level repeatable read read only`,
};

/**
 * Opens one unchanging state of the database at `url`, on a connection of its own, while others go on writing. Changes
 * nothing, not even the schema.
 * @throws OpenError when there is no such database, or its schema is not that of this version
 */
export async function openSnapshot(url: string): Promise<Session> {
  const path = sqlitePath(url);
  const dialect: Dialect = path !== null ? "sqlite" : "postgresql";
  const session = path !== null ? openPath(path) : await connect(url);
  try {
    await ask(session, begin[dialect]);
    await session.run(checkSchema(dialect));
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
}

function openPath(path: string): Session {
  if (!existsSync(path)) throw new OpenError(`There is no database at ${path}.`);
  return sqliteSession(openSqliteReadonly(path));
}

/** Does work on such a state. @throws OpenError likewise, and when the database cannot be read */
export async function withSnapshot<T>(url: string, work: (session: Session) => Promise<T>): Promise<T> {
  try {
    const session = await openSnapshot(url);
    return await work(session).finally(session.close);
  } catch (error) {
    throw unreadable(url, error);
  }
}

/** Runs one read over such a state. */
export function readSnapshot<T>(url: string, steps: (tables: Tables) => Steps<T>): Promise<T> {
  return withSnapshot(url, (session) => session.run(steps(session.tables)));
}

/** What the database says of itself; what is no fault of the database stays as it is. */
function unreadable(url: string, error: unknown): unknown {
  const cause = error instanceof AppError ? error.cause : error;
  if (typeof (cause as { code?: unknown } | undefined)?.code !== "string") return error;
  const place = sqlitePath(url) ?? describeServer(url);
  return new OpenError(`Cannot read the database ${place}: ${messageOf(inWords(cause))}`, { cause });
}

/** @throws OpenError when the schema is not that of this version */
function* checkSchema(dialect: Dialect): Steps<void> {
  const applied = (yield sql`select tag, sha256 from servanda_migrations order by idx`) as unknown as Applied[];
  const missing = missingFrom(dialect, applied);
  if (missing.length > 0)
    throw new OpenError(
      "The database has an older schema than this version: bring it up to date with servanda migrate.",
    );
}

function missingFrom(dialect: Dialect, applied: readonly Applied[]): Migration[] {
  try {
    return pending(migrationsFor(dialect), applied);
  } catch (error) {
    throw new OpenError(messageOf(error), { cause: error });
  }
}
