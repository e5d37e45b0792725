import { openStore } from "../../src/store/open.ts";
import { change, makeSource } from "./stored-records.ts";

/**
 * A process that writes sources to the database of its first argument, as many at a time as its second says, numbered
 * from its third on, until its parent lets go of it; it says how many it wrote.
 */
const [url = "", writers, first] = process.argv.slice(2);
const store = await openStore(url, { usesItsClock: true });
const state = { next: Number(first), stopped: false };
process.once("message", () => {
  state.stopped = true;
});
process.send?.("ready");

async function write(): Promise<void> {
  while (!state.stopped) {
    state.next += 1;
    const stamp = { by: "another process", at: () => new Date().toISOString() };
    await store.apply([change("create", "source", makeSource(state.next))], stamp);
    await new Promise(setImmediate);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, write));
await store.close();
process.send?.(state.next - Number(first));
process.disconnect?.();
