import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { BackupError, type Manifest } from "./backup.ts";
import { backupName, backupsIn, tidy } from "./folder.ts";

/** How scheduled backups go: the last that was made, the last that failed, and the next; null where there is none. */
export interface BackupState {
  lastAt: string | null;
  failedAt: string | null;
  nextAt: string | null;
}

interface Log {
  info: (details: object, message: string) => void;
  error: (details: object, message: string) => void;
}

export interface Plan {
  /** Path of the SQLite file. */
  database: string;
  folder: string;
  everyMs: number;
  keep: number;
  log: Log;
  now?: () => Date;
}

export interface Backups {
  state: () => BackupState;
  /** Makes one now; a failure is logged and shown in the state, and does not reject. */
  run: () => Promise<void>;
  /** Ends the one that is being made, too. */
  stop: () => Promise<void>;
}

/** setTimeout takes no more than 2^31 - 1 ms: longer waits go in steps. */
const longestStepMs = 3_600_000;
/** What failed is tried again after an hour: a day would leave two days without a backup. */
const retryMs = 3_600_000;

/**
 * Backs a database up at intervals, in a worker thread. The first backup is due one interval after the newest in the
 * folder, or at once where there is none, or where the folder cannot be written to: that is told before the next is
 * missed. One that fails is logged, and tried again after an hour at most.
 */
export async function scheduleBackups(plan: Plan): Promise<Backups> {
  const { folder, everyMs, keep, log, now = () => new Date() } = plan;
  const state: BackupState = { lastAt: null, failedAt: null, nextAt: null };
  const held: { timer?: NodeJS.Timeout; worker?: Worker; stopped: boolean } = { stopped: false };
  const at = (time: number) => new Date(time).toISOString();

  /** Whether it was made. */
  async function attempt(): Promise<boolean> {
    const started = now();
    try {
      const target = join(folder, backupName(started));
      held.worker = startThread(plan.database, target, started);
      const { bytes, head } = await manifestFrom(held.worker);
      state.lastAt = at(started.getTime());
      log.info({ target, bytes, head, tookMs: now().getTime() - started.getTime() }, "backup made");
      await tidy(folder, keep);
      return true;
    } catch (err) {
      if (held.stopped) return false;
      state.failedAt = at(started.getTime());
      log.error({ err }, "backup failed");
      return false;
    }
  }
  const next = (isMade: boolean) => wait(now().getTime() + (isMade ? everyMs : Math.min(everyMs, retryMs)));

  function wait(until: number): void {
    state.nextAt = at(until);
    if (held.stopped) return;
    const leftMs = until - now().getTime();
    const step = leftMs > 0 ? () => wait(until) : () => void attempt().then(next);
    held.timer = setTimeout(step, Math.min(Math.max(leftMs, 0), longestStepMs)).unref();
  }

  const newest = await newestIn(folder, log);
  state.lastAt = newest?.toISOString() ?? null;
  const isDue = newest === null || !isWritable(folder);
  wait(isDue ? now().getTime() : newest.getTime() + everyMs);
  const stop = async () => {
    held.stopped = true;
    clearTimeout(held.timer);
    await held.worker?.terminate();
  };
  const run = async () => void (await attempt());
  return { state: () => ({ ...state }), run, stop };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function newestIn(folder: string, log: Log): Promise<Date | null> {
  try {
    return (await backupsIn(folder))[0]?.at ?? null;
  } catch (err) {
    log.error({ err, folder }, "the folder of backups cannot be read");
    return null;
  }
}

/** The thread does not keep the process alive: a stop may leave a partial file, which the next backup deletes. */
function startThread(database: string, target: string, now: Date): Worker {
  const workerData = { database, target, now };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData, execArgv: [] });
  worker.unref();
  return worker;
}

function manifestFrom(worker: Worker): Promise<Manifest> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new BackupError(`The backup's thread ended with code ${code}.`)));
  });
}
