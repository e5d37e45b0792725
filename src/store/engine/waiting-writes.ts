import type { Steps } from "../sql/statement.ts";

/** Writes that share a transaction, and so one wait for the disk. Each keeps its own outcome. */
export interface GroupCommit {
  /** Runs a write with others. @throws what it throws, AppError of the database's faults, the reason of its signal */
  write<T>(steps: () => Steps<T>, signal?: AbortSignal): Promise<T>;
  /** Until nothing waits any more. */
  settled(): Promise<void>;
}

export interface Job {
  steps: () => Steps<unknown>;
  signal: AbortSignal | undefined;
  /** Told when its caller goes after it has begun. */
  whenLeft?: () => unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** A write that is in the transaction under way, with what it gave. */
export interface Begun {
  job: Job;
  value: unknown;
}

/** `commitSome`: takes from those that wait, one transaction at a time; where it throws, all that wait are told. */
export function waitingWrites(commitSome: () => Promise<void>): GroupCommit & { waiting: Job[] } {
  const waiting: Job[] = [];
  const state: { flushing: Promise<void> | null } = { flushing: null };

  async function flush(): Promise<void> {
    try {
      while (waiting.length > 0) await commitSome();
    } catch (error) {
      for (const { reject } of waiting.splice(0)) reject(error);
    } finally {
      state.flushing = null;
    }
  }

  /** One that has not begun never will. */
  function leave(job: Job, reason: unknown): void {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    else if (job.whenLeft === undefined) return;
    job.reject(reason);
    job.whenLeft?.();
  }

  return {
    waiting,
    write: (steps, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) throw signal.reason;
        const job: Job = { steps, signal, resolve, reject };
        waiting.push(job);
        signal?.addEventListener("abort", () => leave(job, signal.reason), { once: true });
        state.flushing ??= flush();
      }),
    settled: async () => {
      while (state.flushing) await state.flushing;
    },
  };
}
