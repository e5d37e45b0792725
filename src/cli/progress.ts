import type { Watch } from "../store/verify.ts";

const everyMs = 2000;

/** Long work says on standard error how far it is. */
export function progressPrinter(): Watch["progress"] {
  const state = { last: performance.now() };
  return (table, done, total) => {
    const now = performance.now();
    if (now - state.last < everyMs) return;
    state.last = now;
    process.stderr.write(`${table}: ${done}${total === undefined ? "" : ` of ${total}`}\n`);
  };
}
