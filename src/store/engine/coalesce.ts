import { setImmediate as turn } from "node:timers/promises";

const patienceMs = 50;

/**
 * Lets calls share a read that starts after they came: those of one turn of the event loop, and those that come while a
 * read is under way. Nobody is given what was read before asking. One read is under way, or few if they take long.
 */
export function sharing<T>(read: () => Promise<T>): () => Promise<T> {
  const state: { underway: Promise<unknown> | null; next: Promise<T> | null } = { underway: null, next: null };

  async function readNext(): Promise<T> {
    await turn();
    if (state.underway) await patiently(state.underway);
    state.next = null;
    const own = read();
    state.underway = own;
    const forget = () => {
      if (state.underway === own) state.underway = null;
    };
    own.then(forget, forget);
    return own;
  }

  return () => {
    state.next ??= readNext();
    return state.next;
  };
}

/** Waits until it is settled, either way, but not for long: it may hang on a server that has died in silence. */
async function patiently(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, patienceMs);
  await Promise.race([work.catch(() => {}), late.promise]);
  clearTimeout(timer);
}
