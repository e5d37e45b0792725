import type { Head, Store } from "../../store/port/store.ts";
import { type Marks, marksLeft } from "./dependencies.ts";

type Line = Pick<Head, "seq" | "hash">;

/** What was read since a line of the ledger was the newest; `history` tells one ledger from another in its place. */
export interface Reading {
  seq: number;
  history: number;
}

/** Knows what has changed in the ledger, as far as it was asked to look. */
export interface LedgerFollower {
  /**
   * Learns of all lines up to a head, which the store that is asked must have. Answers how a reading begins there; null
   * where the head lies so far back that it cannot be told whether it is one of this ledger.
   */
  upTo: (store: Store, head: Line) => Promise<Reading | null>;
  /** Whether this is the newest line that it knows of. */
  isAt: (head: Line) => boolean;
  /** Whether nothing is known to have changed since that has left one of these marks. */
  isUnchanged: (since: Reading, marks: Marks) => boolean;
  /** Another one whenever more is known. */
  known: () => number;
}

/** With more new lines than this, all that depends on the ledger counts as changed: it takes longer to tell. */
const mostLines = 200;
/** Of so many lines the hashes are remembered, for replicas that lag behind. */
const mostHashes = 1000;
/** Beyond so many marks the old ones are forgotten: what was read before counts as changed. */
const mostMarks = 10_000;

/**
 * Reads the lines that were added since it last looked, whichever process wrote them, and remembers of each mark the
 * newest line that left it. Each line must follow on the one that it knew, by its hash: else it begins anew.
 */
export function followLedger(): LedgerFollower {
  const changedAt = new Map<string, number>();
  const hashes = new Map<number, string>();
  const state = { known: null as Line | null, history: 0, forgotten: 0, purged: 0, looks: 0 };
  const underway: { look: Promise<void> | null } = { look: null };

  function remember({ seq, hash }: Line): void {
    hashes.set(seq, hash);
    hashes.delete(seq - mostHashes);
    state.known = { seq, hash };
  }

  function beginAnew(head: Line): void {
    changedAt.clear();
    hashes.clear();
    remember(head);
    Object.assign(state, { history: state.history + 1, forgotten: 0, purged: 0 });
  }

  async function look(store: Store, head: Line, from: Line): Promise<void> {
    const changes = await store.changesAfter(from, mostLines);
    if (changes === null || (changes.at(-1)?.seq ?? 0) < head.seq) return beginAnew(head);
    for (const change of changes) {
      remember(change);
      for (const mark of marksLeft(change)) changedAt.set(mark, change.seq);
      if (change.op === "purge") state.purged = change.seq;
    }
    if (changedAt.size <= mostMarks) return;
    changedAt.clear();
    state.forgotten = state.known?.seq ?? 0;
  }

  const isAt = ({ seq, hash }: Line): boolean => state.known?.seq === seq && state.known.hash === hash;

  async function upTo(store: Store, head: Line): Promise<Reading | null> {
    while (state.known === null || state.known.seq < head.seq) {
      if (state.known === null) beginAnew(head);
      else {
        underway.look ??= look(store, head, state.known).finally(() => {
          underway.look = null;
          state.looks += 1;
        });
        await underway.look;
      }
    }
    const hash = hashes.get(head.seq);
    if (hash === undefined) return null;
    if (hash !== head.hash) beginAnew(head);
    return { seq: head.seq, history: state.history };
  }

  function isUnchanged(since: Reading, marks: Marks): boolean {
    if (since.history !== state.history || since.seq < state.purged) return false;
    if (marks.size === 0) return true;
    if (since.seq < state.forgotten) return false;
    for (const mark of marks) if ((changedAt.get(mark) ?? 0) > since.seq) return false;
    return true;
  }

  return { upTo, isAt, isUnchanged, known: () => state.history + state.looks };
}
