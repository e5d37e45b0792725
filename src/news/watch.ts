import type { LinesQuery, LinesSlice, Store } from "../store/port/store.ts";

/** Watching the ledger of a database for all who follow it: one look for everybody, whoever wrote. */

const everyMs = 200;
/** Reads that are kept for others: most followers are at the head. */
const mostKept = 50;

export interface Watch {
  /** Waits until the ledger has a line after this one, or for so long at most; answers whether it has. */
  until: (after: number, mostMs: number, signal: AbortSignal) => Promise<boolean>;
  /** Lines, read once for all who ask for the same until something is written. */
  lines: (query: LinesQuery) => Promise<LinesSlice>;
}

export function watchLedger(store: Store): Watch {
  const waiting = new Set<{ after: number; wake: () => void }>();
  const state: { seq: number; isDue: boolean } = { seq: 0, isDue: false };
  const reads = new Map<string, Promise<LinesSlice>>();

  /** While anybody waits, a look is due, or under way. */
  function lookSoon(): void {
    if (state.isDue) return;
    state.isDue = true;
    setTimeout(look, everyMs).unref();
  }

  async function look(): Promise<void> {
    state.isDue = false;
    try {
      notice((await store.head()).seq);
    } catch {
      // The database cannot be reached right now: those who wait go on waiting.
    }
    if (waiting.size > 0) lookSoon();
  }

  function notice(seq: number): void {
    if (seq <= state.seq) return;
    state.seq = seq;
    reads.clear();
    for (const one of waiting) if (one.after < seq) one.wake();
  }

  return {
    until: (after, mostMs, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          waiting.delete(one);
          resolve(after < state.seq);
        };
        const one = { after, wake };
        const timer = setTimeout(wake, mostMs);
        signal.addEventListener("abort", wake);
        waiting.add(one);
        if (signal.aborted || after < state.seq) wake();
        else lookSoon();
      }),
    lines: (query) => {
      const key = JSON.stringify(query);
      const known = reads.get(key);
      if (known) return known;
      const read = store.lines(query);
      reads.set(key, read);
      if (reads.size > mostKept) reads.delete(reads.keys().next().value ?? "");
      read.catch(() => reads.delete(key));
      return read;
    },
  };
}
