import { existsSync } from "node:fs";
import { AppError } from "../errors/errors.ts";
import { sqlitePath } from "../files/database-url.ts";
import { messageOf, OpenError } from "./engine/faults.ts";
import { describeServer, openPool, postgresEngine } from "./postgres/engine.ts";
import { type Applied, type Migration, migrationsFor, pending } from "./schema/migrate.ts";
import { sql } from "./schema/sql.ts";
import type { Dialect, Tables } from "./schema/tables.ts";
import type { Engine, Steps } from "./sql/statement.ts";
import { inWords } from "./sqlite/check-file.ts";
import { openSqliteReadonly } from "./sqlite/connection.ts";
import { sqliteEngine } from "./sqlite/engine.ts";

const patient = { connectMs: 5_000, queryMs: 600_000 };
/** Starts a transaction that sees one unchanging state. */
export const begin = {
  sqlite: sql`begin`,
  postgresql: sql`begin isolation level repeatable read read only`,
};

/**
 * Runs a read over one unchanging state of the database at `url`, on a connection of its own, while others go on
 * writing. Changes nothing, not even the schema.
 * @throws OpenError when there is no such database, or its schema is not that of this version
 */
export async function readSnapshot<T>(url: string, work: (tables: Tables) => Steps<T>): Promise<T> {
  const dialect: Dialect = sqlitePath(url) !== null ? "sqlite" : "postgresql";
  const engine = open(url, dialect);
  try {
    return await engine.read(transaction(dialect, engine.tables, work));
  } catch (error) {
    throw unreadable(url, error);
  } finally {
    await engine.close();
  }
}

/** What the database says of itself; what is no fault of the database stays as it is. */
function unreadable(url: string, error: unknown): unknown {
  const cause = error instanceof AppError ? error.cause : error;
  if (typeof (cause as { code?: unknown } | undefined)?.code !== "string") return error;
  const place = sqlitePath(url) ?? describeServer(url);
  return new OpenError(`Cannot read the database ${place}: ${messageOf(inWords(cause))}`, { cause });
}

function open(url: string, dialect: Dialect): Engine {
  if (dialect === "postgresql") return postgresEngine(openPool(url, patient));
  const path = sqlitePath(url) ?? "";
  if (!existsSync(path)) throw new OpenError(`There is no database at ${path}.`);
  try {
    return sqliteEngine(openSqliteReadonly(path));
  } catch (error) {
    throw new OpenError(`Cannot read the database ${path}: ${messageOf(inWords(error))}`, { cause: error });
  }
}

function* transaction<T>(dialect: Dialect, tables: Tables, work: (tables: Tables) => Steps<T>): Steps<T> {
  yield begin[dialect];
  yield* checkSchema(dialect);
  const result = yield* work(tables);
  yield sql`commit`;
  return result;
}

/** @throws OpenError when the schema is not that of this version */
export function* checkSchema(dialect: Dialect): Steps<void> {
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
