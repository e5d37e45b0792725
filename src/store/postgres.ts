import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { AppError } from "../errors.ts";
import { tables } from "./kinds.ts";
import type { Engine, Row, Steps } from "./statement.ts";

/** Held by one write at a time until it has committed, so that the ledger's order is the order of commits. */
export const writeLock = 7_236_432_001;

/** A connection that is busy longer than this with one statement, or idle in a transaction, is cut. */
const timeoutsMs = { statement: 15_000, idleInTransaction: 10_000, connect: 5_000 };

/** A pool of connections to a PostgreSQL server. An idle connection that dies is replaced, not fatal. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: "servanda",
    connectionTimeoutMillis: timeoutsMs.connect,
    statement_timeout: timeoutsMs.statement,
    idle_in_transaction_session_timeout: timeoutsMs.idleInTransaction,
  });
  pool.on("error", () => {});
  return pool;
}

/** PostgreSQL: each statement is awaited on one connection; writes are serialised by an advisory lock. */
export function postgresEngine(pool: pg.Pool): Engine {
  const dialect = new PgDialect();

  async function run<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
    let step = steps.next();
    while (!step.done) {
      const { sql, params } = dialect.sqlToQuery(step.value);
      const { rows } = await client.query<Row>({ name: nameOf(sql), text: sql, values: params });
      step = steps.next(rows);
    }
    return step.value;
  }

  return {
    tables: tables.postgresql,
    read: (steps) => connected(pool, (client) => run(client, steps)),
    write: (steps) => retried(() => connected(pool, (client) => transact(client, () => run(client, steps())))),
    close: () => pool.end(),
  };
}

/** Prepared statements are known to the server by name. */
function nameOf(sql: string): string {
  return createHash("sha1").update(sql).digest("base64url");
}

async function transact<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [writeLock]);
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Lends a connection; one that broke is not given back. @throws AppError unavailable when there is none to be had. */
async function connected<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailable(error);
  });
  let broken: Error | undefined;
  const listen = (error: Error) => {
    broken = error;
  };
  client.on("error", listen);
  try {
    return await work(client);
  } catch (error) {
    if (!isLost(error)) throw error;
    broken = error as Error;
    throw unavailable(error);
  } finally {
    client.off("error", listen);
    client.release(broken);
  }
}

function unavailable(cause: unknown): AppError {
  const error = new AppError("unavailable", "The database cannot be reached right now.");
  error.cause = cause;
  return error;
}

/** SQLSTATE class 08 and 57P0x: the connection or the server went away (PostgreSQL manual, appendix A). */
function isLost(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return (
    /^(08...|57P0.|53300|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code) ||
    /Connection terminated|timeout exceeded/.test(message)
  );
}

const attempts = 6;

/** Repeats a transaction that lost against another one (40001 serialization failure, 40P01 deadlock), after a random pause. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: string };
      if ((code !== "40001" && code !== "40P01") || attempt === attempts) throw error;
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}
