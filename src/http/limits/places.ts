import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../../errors/errors.ts";
import type { Load } from "../../store/port/store.ts";

/** Whoever has a place, or waits for one. */
export interface Guest {
  /** As `callerOf` has it. */
  caller: string;
  /** Whether its place may be given to who waits. */
  isSlow: () => boolean;
  /** Ends what it does there. */
  cut: () => void;
}

/** Places that callers share. */
export interface Places {
  /**
   * Takes a place until `over`. While all are taken it waits in line for one, and guests that are slow lose theirs to
   * who waits.
   * @throws AppError what `tooMany` makes, beyond the caller's share; overloaded, when none comes free in time; the
   * signal's reason
   */
  take: (guest: Guest, over: AbortSignal) => Promise<void>;
  load: () => Omit<Load, "place">;
}

interface Terms {
  inAll: number;
  /** The share of one caller, waiting included. */
  each: number;
  /** What makes a guest slow. Who waits does so for twice as long, in which a guest that stops has lost its place. */
  slowClientMs: number;
  tooMany: () => AppError;
  full: string;
}

/** When to come back for a place. */
export const retryAfterSeconds = 5;

const lookEveryMs = 100;
const longestLine = 100;

export function sharePlaces({ inAll, each, slowClientMs, tooMany, full }: Terms): Places {
  const held = new Set<Guest>();
  const line = new Set<Guest>();
  const countOf = (caller: string) => [...held, ...line].filter((guest) => guest.caller === caller).length;

  function letIn(): void {
    for (const guest of line) {
      if (held.size >= inAll) return;
      line.delete(guest);
      held.add(guest);
    }
  }

  function makeRoom(): void {
    const slow = [...held].filter((guest) => guest.isSlow()).slice(0, line.size);
    for (const guest of slow) {
      held.delete(guest);
      guest.cut();
    }
    letIn();
  }

  async function waitInLine(guest: Guest, over: AbortSignal): Promise<void> {
    const until = performance.now() + 2 * slowClientMs;
    makeRoom();
    while (line.has(guest)) {
      if (performance.now() > until) throw new AppError("overloaded", full);
      await pause(lookEveryMs, undefined, { signal: over });
      makeRoom();
    }
  }

  return {
    load: () => ({ taken: held.size, waiting: line.size, all: inAll }),
    take: async (guest, over) => {
      over.throwIfAborted();
      if (countOf(guest.caller) >= each) throw tooMany();
      if (line.size >= longestLine) throw new AppError("overloaded", full);
      line.add(guest);
      over.addEventListener("abort", () => {
        held.delete(guest);
        line.delete(guest);
        letIn();
      });
      letIn();
      await waitInLine(guest, over).catch((error: unknown) => {
        line.delete(guest);
        over.throwIfAborted();
        throw error;
      });
    },
  };
}
