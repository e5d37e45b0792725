import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { showUrl } from "../../config/shown-url.ts";
import { invalidParameter } from "../../errors/errors.ts";
import { fairQueue } from "../engine/fair-queue.ts";
import { unavailable } from "../engine/faults.ts";
import { whileAwaited } from "../engine/while-awaited.ts";
import { openGate } from "../engine/write-gate.ts";
import type { Caller } from "../port/caller.ts";
import type { Outcome } from "../port/store.ts";
import { tables } from "../schema/tables.ts";
import type { Engine, Steps } from "../sql/statement.ts";
import { cancel } from "./cancel.ts";
import { isLost, translated } from "./faults.ts";
import { groupCommits } from "./group-commit.ts";
import { pipelineOn, runOn } from "./run.ts";

/** Held by one write at a time until it has committed, so that the ledger's order is the order of commits. */
export const writeLock = 7_236_432_001;

/**
 * Held from the dating of a line until its commit: whoever shares it knows that no line with an earlier date is to
 * come.
 */
const datingLock = 7_236_432_002;
const serverTime = `to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const tickMs = 2;
const mostTicks = 50;

const idleInTransactionMs = 10_000;
/** Work that has the database to itself may stand still for longer, such as for the rest of a request. */
const idleInWorkMs = 60_000;
/** How long a write waits for those of other processes; while one of them imports, it is turned away then. */
const lockMs = 5_000;
/** A server that has died in silence does not cut the statement itself: then the client gives up, this much later. */
const silenceMs = 2_000;

/** How many connections at most; how long to wait for one, and for one statement. */
export interface PoolLimits {
  size?: number;
  connectMs?: number;
  queryMs?: number;
}

/** A pool of connections to a PostgreSQL server. An idle connection that dies is replaced, not fatal. */
export function openPool(url: string, { size = 10, connectMs = 5_000, queryMs = 15_000 }: PoolLimits = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: "servanda",
    connectionTimeoutMillis: connectMs,
    statement_timeout: queryMs,
    query_timeout: queryMs + silenceMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    pipeline: true,
  });
  pool.on("error", () => {});
  return pool;
}

/**
 * PostgreSQL: each statement is awaited on one connection; writes are serialised by an advisory lock. `usesItsClock`:
 * lines are dated by the server's clock, which all processes share, instead of each by its own.
 */
export function postgresEngine(pool: pg.Pool, { usesItsClock = false } = {}): Engine {
  const gate = openGate();
  const aside = fairQueue(Math.ceil(pool.options.max / 2));
  const commits = groupCommits({ gate, begin, lend: (work, signal) => connected(pool, work, signal) });
  const engineFor = (caller?: Caller): Engine => {
    const signal = caller?.signal;
    const lent = <T>(work: (client: pg.PoolClient) => Promise<T>) =>
      whileAwaited(connected(pool, work, signal), signal);
    return {
      tables: tables.postgresql,
      isShared: true,
      for: engineFor,
      read: (steps) => lent((client) => runOn(client, steps)),
      aside: (steps) => aside.run(caller, () => connected(pool, (client) => inSnapshot(client, steps), signal)),
      write: (steps) => commits.write(steps, signal),
      clock: () => clock(usesItsClock),
      settle: (instant) => lent((client) => settle(client, usesItsClock ? instant : null)),
      exclusive: (work) =>
        gate.hold(() => apart(pool, (client) => transact(client, () => work(inTransaction(client, usesItsClock))))),
      load: () => [
        { place: "counting_and_searching", ...aside.load() },
        {
          ...{ place: "connections", taken: pool.totalCount - pool.idleCount },
          ...{ waiting: pool.waitingCount, all: pool.options.max },
        },
      ],
      erase: async () => false,
      close: async () => {
        await commits.settled();
        await pool.end();
      },
    };
  };
  return engineFor();
}

/** An engine in an open transaction, one thing after the other: what it writes can be taken back in parts. */
function inTransaction(client: pg.ClientBase, usesItsClock: boolean): Engine {
  const state: { last: Promise<unknown> } = { last: Promise.resolve() };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const own = state.last.then(work);
    state.last = own.catch(() => {});
    return own;
  };
  const part = async <T>(work: () => Promise<Outcome<T>>): Promise<T> => {
    await client.query("savepoint part");
    let keep = false;
    try {
      const { commit, value } = await work();
      keep = commit;
      return value;
    } finally {
      await client.query(keep ? "release part" : "rollback to part; release part");
    }
  };
  const own: Engine = {
    tables: tables.postgresql,
    isShared: true,
    for: () => own,
    read: (steps) => inTurn(() => runOn(client, steps)),
    aside: (steps) => inTurn(() => runOn(client, steps)),
    write: (steps) => inTurn(() => part(async () => ({ commit: true, value: await runThrough(client, steps()) }))),
    clock: () => clock(usesItsClock),
    settle: async () => {},
    load: () => [],
    exclusive: (work) => inTurn(() => part(() => work(inTransaction(client, usesItsClock)))),
    erase: async () => false,
    close: async () => {},
  };
  return own;
}

async function runThrough<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
  const pipeline = pipelineOn(client);
  const value = await pipeline.run(steps);
  await pipeline.settled();
  return value;
}

/** The time is read with the lock in hand. */
function* clock(usesItsClock: boolean): Steps<string | null> {
  const time = usesItsClock ? serverTime : "null";
  const [row] = yield {
    text: `with held as materialized (select pg_advisory_xact_lock(${datingLock})) select ${time} as now from held`,
    values: [],
  };
  return row?.now == null ? null : String(row.now);
}

/** `instant`: the server's clock must have gone past it. @throws AppError invalid_request when it is far from that */
async function settle(client: pg.ClientBase, instant: string | null): Promise<void> {
  for (let ticks = 0; instant !== null; ticks++) {
    const { rows } = await client.query<{ now: string }>(`select ${serverTime} as now`);
    if ((rows[0]?.now ?? "") > instant) break;
    if (ticks === mostTicks)
      throw invalidParameter("asOf", "in_the_future", `By the clock of the database it is not yet ${instant}.`);
    await pause(tickMs);
  }
  await client.query(`begin; set local lock_timeout = ${lockMs}`);
  try {
    await client.query(`select pg_advisory_xact_lock_shared(${datingLock})`);
  } finally {
    await client.query("commit").catch(() => {});
  }
}

/** A connection beside the pool, for work that takes its time. */
async function apart<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...pool.options, idle_in_transaction_session_timeout: idleInWorkMs });
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw translated(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Begins a transaction that no other write runs beside. Read committed whatever the database's default: what is read
 * after waiting for the lock must be what the last writer left.
 */
function begin(client: pg.ClientBase): Promise<unknown> {
  return client.query(
    `begin isolation level read committed; set local lock_timeout = ${lockMs}; select pg_advisory_xact_lock(${writeLock})`,
  );
}

async function transact<T>(client: pg.ClientBase, work: () => Promise<Outcome<T>>): Promise<T> {
  try {
    await begin(client);
    const { commit, value } = await work();
    await client.query(commit ? "commit" : "rollback");
    return value;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

async function inSnapshot<T>(client: pg.ClientBase, steps: Steps<T>): Promise<T> {
  await client.query("begin isolation level repeatable read read only");
  try {
    return await runOn(client, steps);
  } finally {
    await client.query("commit").catch(() => {});
  }
}

/**
 * Lends a connection; one that broke is not given back, nor one that is at work when the signal is aborted: that is
 * left at once, and the server told to end what it does there.
 * @throws AppError unavailable when there is none to be had
 */
async function connected<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailable(error);
  });
  const state: { broken?: Error; given?: boolean } = {};
  const giveBack = () => {
    if (!state.given) client.release(state.broken);
    state.given = true;
  };
  const leave = () => {
    state.broken = signal?.reason as Error;
    giveBack();
    cancel(client);
  };
  const listen = (error: Error) => {
    state.broken = error;
  };
  client.on("error", listen);
  signal?.addEventListener("abort", leave, { once: true });
  try {
    signal?.throwIfAborted();
    return await work(client);
  } catch (error) {
    if (isLost(error)) state.broken = error as Error;
    throw translated(error);
  } finally {
    signal?.removeEventListener("abort", leave);
    client.off("error", listen);
    giveBack();
  }
}

/** Where a server is, without the password. */
export function describeServer(url: string): string {
  return showUrl(url).replace(/^postgres(ql)?:\/\//, "");
}
