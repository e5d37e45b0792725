const patienceMs = 50;

/**
 * Lets calls that come while a read is under way share the next one: nobody is given what was read before asking, and
 * however many ask, one read is under way, or few if it takes long.
 */
export function sharing<T>(read: () => Promise<T>): () => Promise<T> {
  const state: { underway: Promise<unknown>; next: Promise<T> | null } = { underway: Promise.resolve(), next: null };

  async function readNext(): Promise<T> {
    await patiently(state.underway);
    state.next = null;
    const own = read();
    state.underway = own;
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
