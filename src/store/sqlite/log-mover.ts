import type Database from "better-sqlite3";

/** Moves what commits leave in the log into the database file, while they go on. */
export interface LogMover {
  /** To be told of each write. */
  written: () => void;
  /** Until nothing is moved any more. */
  settled: () => Promise<void>;
}

/**
 * How many committed pages wait in the log before they are moved (50 MB): a page that is written often is moved once,
 * and a thread is dear to start.
 */
const mostPages = 12_000;
/** So few are moved here, between two commits, so that the log can begin anew: others would be added meanwhile. */
const fewPages = 500;
const writesBetween = 32;

/**
 * By itself, SQLite moves a thousand pages at a time within a commit, which then waits for the disk. `move` does it in
 * another thread. Should that fail, SQLite does it after all.
 */
export function openLogMover(db: Database.Database, move: () => Promise<unknown>, most = mostPages): LogMover {
  db.pragma(`wal_autocheckpoint = ${2 * most}`);
  const state: { writes: number; from: number; moving: Promise<void> | null } = { writes: 0, from: most, moving: null };

  /** What fails here has cost nothing: it is tried again when as much has come to it. */
  async function moveAll(): Promise<void> {
    await move().catch(() => {});
    state.from = most;
    try {
      if (db.open && !db.inTransaction && waiting(db) <= fewPages) db.pragma("wal_checkpoint(PASSIVE)");
      if (db.open) state.from += waiting(db);
    } catch {
      // The disk: whoever writes next is told.
    }
    state.moving = null;
  }

  function isDue(): boolean {
    try {
      return waiting(db) >= state.from;
    } catch {
      return false;
    }
  }

  return {
    written: () => {
      state.writes += 1;
      if (state.moving !== null || state.writes % writesBetween !== 0 || db.inTransaction) return;
      if (isDue()) state.moving = moveAll();
    },
    settled: async () => {
      await state.moving;
    },
  };
}

/** How many committed pages are not yet in the database file (sqlite.org/pragma.html#pragma_wal_checkpoint). */
export function waiting(db: Database.Database): number {
  const [{ log = 0, checkpointed = 0 } = {}] = db.pragma("wal_checkpoint(NOOP)") as Partial<Record<string, number>>[];
  return log - checkpointed;
}
