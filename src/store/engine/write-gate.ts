import { AppError } from "../../errors/errors.ts";

/** How long a write waits for work that has the database to itself, before it is turned away. */
const patienceMs = 5000;

/** Lets writes pass, but not while somebody has the database to himself. */
export interface Gate {
  /** Waits until nobody holds it. @throws AppError unavailable when that takes too long: nothing was done */
  pass: () => Promise<void>;
  /** Holds it for as long as the work takes. @throws AppError unavailable when somebody else does for too long */
  hold: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * A gate for the writes of one process. They wait here, not at the lock of the database, where each would hold up a
 * thread or a connection.
 */
export function openGate(waitMs = patienceMs): Gate {
  const state: { held: Promise<unknown> | null } = { held: null };

  async function pass(): Promise<void> {
    const until = performance.now() + waitMs;
    while (state.held) await settledBy(state.held, until - performance.now());
  }

  return {
    pass,
    hold: async (work) => {
      while (state.held) await pass();
      const own = work();
      state.held = own;
      return own.finally(() => {
        state.held = null;
      });
    },
  };
}

async function settledBy(work: Promise<unknown>, waitMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(occupied()), Math.max(0, waitMs));
  try {
    await Promise.race([work.catch(() => {}), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function occupied(): AppError {
  const detail = "An import or a purge has the database to itself until it is done: nothing else is written meanwhile.";
  return new AppError("unavailable", detail);
}
