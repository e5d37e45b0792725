import { whileAwaited } from "../store/engine/while-awaited.ts";

/** Does one work after the other, in the order in which they came. */
export type InTurn = <T>(over: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Work that nobody waits for any more when its turn comes is not begun: it fails with the reason of the signal. */
export function takeTurns(): InTurn {
  const state: { last: Promise<void> } = { last: Promise.resolve() };
  return async (over, work) => {
    const done = Promise.withResolvers<void>();
    const before = state.last;
    state.last = before.then(() => done.promise);
    try {
      await whileAwaited(before, over);
      return await work();
    } finally {
      done.resolve();
    }
  };
}
