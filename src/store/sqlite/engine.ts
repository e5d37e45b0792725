import { once } from "node:events";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type Database from "better-sqlite3";
import { sqliteFault, unavailable } from "../engine/faults.ts";
import { openGate } from "../engine/write-gate.ts";
import type { Caller } from "../port/caller.ts";
import type { Outcome } from "../port/store.ts";
import { built, type Ready, type SQL } from "../schema/sql.ts";
import { tables } from "../schema/tables.ts";
import type { Row } from "../sql/row.ts";
import { type Asked, answerTo, type Engine, isSeveral, type Lane, type Steps, statementsIn } from "../sql/statement.ts";
import { openSqlite, rereadStatistics, runner } from "./connection.ts";
import { groupCommits } from "./group-commit.ts";
import { openLane, type ReadingLane, type Run } from "./lane.ts";
import { openLogMover, waiting } from "./log-mover.ts";

/**
 * SQLite in one file, one connection: better-sqlite3 is synchronous, so a read sees all or nothing of a write. WAL;
 * synchronous FULL, so that an acknowledged write survives a power cut (this build falls back to NORMAL unless told).
 * `statisticsMs`: how often SQLite looks anew at how many rows there are, while it is open. `ownsFile`: nobody else
 * writes to it.
 */
export function sqliteEngine(
  db: Database.Database,
  options: { statisticsMs?: number; ownsFile?: boolean; run?: RunSteps } = {},
): Engine {
  const { statisticsMs, ownsFile = false, run = stepsOn(db) } = options;
  const lane = (most?: number) => openLane(() => db.name, most);
  const lanes: Record<Lane, ReadingLane> = { counting: lane(), searching: lane(), listing: lane(mostLists) };

  async function runAside<T>(steps: Steps<T>, ask: Run): Promise<T> {
    let step = steps.next();
    while (!step.done) {
      const answers: Row[][] = [];
      for (const query of statementsIn(step.value)) answers.push(await ask(built(query, "sqlite")));
      step = steps.next(answerTo(step.value, answers));
    }
    return step.value;
  }

  const gate = openGate();
  const begin = () => attempt(() => db.exec("begin immediate"), { more: retries });
  const commits = groupCommits(db, { run, gate, begin });
  const written = { commits: 0 };
  const mover = ownsFile ? openLogMover(db, () => checkpoint(db.name, { gathers: false })) : null;
  const count = () => {
    written.commits += 1;
    mover?.written();
  };
  const held: { thread?: Promise<unknown> } = {};
  const noted = <T>(thread: Promise<T>): Promise<T> => {
    held.thread = thread.catch(() => {});
    return thread;
  };
  const refresh = () => noted(checkpoint(db.name, { gathers: true }).then(() => db.open && rereadStatistics(db)));
  const timer = statisticsMs === undefined ? undefined : setInterval(() => gate.hold(refresh), statisticsMs).unref();
  const engineFor = (caller?: Caller): Engine => {
    const spell = { since: performance.now() };
    return {
      tables: tables.sqlite,
      isShared: false,
      ...(ownsFile && { commits: () => written.commits }),
      for: engineFor,
      read: async (steps) => {
        // Without a turn now and then, a chain of reads would never hear that nobody waits for it any more.
        if (caller && isTired(spell)) await rest(spell);
        caller?.signal.throwIfAborted();
        return attempt(() => run(steps));
      },
      aside: (steps, lane) => lanes[lane].read((ask) => runAside(steps, ask), caller).catch(refuse),
      write: (steps) => commits.write(steps, caller?.signal).finally(count),
      settle: async () => {},
      exclusive: (work) =>
        gate.hold(async () => {
          const { value, pages } = await transact(db.name, work).catch(refuse).finally(count);
          if (pages > mostWaiting) await refresh();
          return value;
        }),
      load: () => Object.entries(lanes).map(([place, each]) => ({ place, ...each.load() })),
      erase: () => gate.hold(() => noted(runWorker(db.name, new URL("./erase-worker.ts", import.meta.url)))),
      close: async () => {
        clearInterval(timer);
        await commits.settled();
        await held.thread;
        await mover?.settled();
        await Promise.all(Object.values(lanes).map((each) => each.close()));
        db.close();
      },
    };
  };
  return engineFor();
}

/** Most take a millisecond or two. */
const mostLists = 500;

type RunSteps = <T>(steps: Steps<T>) => T;

function stepsOn(db: Database.Database): RunSteps {
  const rows = runner(db);
  const rowsOf = (query: SQL | Ready): Row[] => rows(built(query, "sqlite"));
  return (steps) => {
    let step = steps.next();
    while (!step.done) step = next(steps, step.value);
    return step.value;
  };
  function next<T>(steps: Steps<T>, asked: Asked): IteratorResult<Asked, T> {
    const found = attemptOnce(() => (isSeveral(asked) ? (asked.map(rowsOf) as unknown as Row[]) : rowsOf(asked)));
    return "error" in found ? steps.throw(found.error) : steps.next(found.rows);
  }
}

function attemptOnce(read: () => Row[]): { rows: Row[] } | { error: unknown } {
  try {
    return { rows: read() };
  } catch (error) {
    return { error };
  }
}

/**
 * A transaction on a connection of its own. It lets go of the thread again and again, so that others go on. `pages`:
 * how many then wait to be moved into the database file.
 */
async function transact<T>(
  path: string,
  work: (engine: Engine) => Promise<Outcome<T>>,
): Promise<{ value: T; pages: number }> {
  const db = openAgain(path);
  try {
    db.pragma("wal_autocheckpoint = 0");
    db.pragma(`cache_size = -${cacheKib}`);
    await attempt(() => db.exec("begin immediate"), { more: retries });
    const run = stepsOn(db);
    const { commit, value } = await work(inTransaction(db, sqliteEngine(db, { run }), run));
    if (commit) await attempt(() => db.exec("commit"));
    return { value, pages: commit ? waiting(db) : 0 };
  } finally {
    db.close();
  }
}

/** The file was opened once, so that it cannot be is a matter of the moment. @throws AppError unavailable */
function openAgain(path: string): Database.Database {
  try {
    return openSqlite(path);
  } catch (error) {
    throw unavailable(error);
  }
}

function refuse(error: unknown): never {
  throw sqliteFault(error);
}

const cacheKib = 16_384;
const spellMs = 10;

/** Since when work has not let go of the thread. */
interface Spell {
  since: number;
}

const isTired = ({ since }: Spell): boolean => performance.now() - since >= spellMs;

async function rest(spell: Spell): Promise<void> {
  await turn();
  spell.since = performance.now();
}

/** An engine in an open transaction: what it writes can be taken back in parts. */
function inTransaction(db: Database.Database, engine: Engine, run: RunSteps): Engine {
  const part = db.transaction((steps: () => Steps<unknown>) => run(steps()));
  const spell = { since: performance.now() };
  const own: Engine = {
    ...engine,
    for: () => own,
    read: async (steps) => {
      if (isTired(spell)) await rest(spell);
      return engine.read(steps);
    },
    aside: (steps) => own.read(steps),
    erase: async () => false,
    write: async (steps) => {
      if (isTired(spell)) await rest(spell);
      return attempt(() => part(steps) as never);
    },
    exclusive: async (work) => {
      db.exec("savepoint part");
      let keep = false;
      try {
        const { commit, value } = await work(own);
        keep = commit;
        return value;
      } finally {
        db.exec(keep ? "release part" : "rollback to part; release part");
      }
    },
  };
  return own;
}

const mostWaiting = 1000;
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/**
 * Moves what was written into the database file, and has SQLite look at it where a large transaction wrote it
 * (`gathers`), in a thread of its own: here that would keep everybody waiting. If it fails nothing is lost, since the
 * next checkpoint does it.
 */
async function checkpoint(path: string, { gathers }: { gathers: boolean }): Promise<void> {
  await runWorker({ path, gathers }, new URL("./checkpoint-worker.ts", import.meta.url));
}

/** Whether a thread did its work on the database file. */
async function runWorker(workerData: string | object, module: URL): Promise<boolean> {
  const worker = new Worker(module, { workerData, resourceLimits });
  return once(worker, "exit").then(
    ([code]) => code === 0,
    () => false,
  );
}

const retries = 2;
const pauseMs = 100;

/**
 * Tries again while another process holds the database: Litestream, or a command. The driver blocks the thread while it
 * waits, so its own wait is short.
 * @throws AppError unavailable, insufficient_storage for what is not the statement's fault
 */
async function attempt<T>(work: () => T, { more = 0, signal }: Patience = {}): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (more === 0 || !String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) throw sqliteFault(error);
  }
  await pause(pauseMs);
  signal?.throwIfAborted();
  return attempt(work, { more: more - 1, signal });
}

/** How often to try again, unless nobody waits for it any more. */
interface Patience {
  more?: number;
  signal?: AbortSignal | undefined;
}
