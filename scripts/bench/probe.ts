import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import Database from "better-sqlite3";

/**
 * Loaded before a server (`--import`): counts the statements that its main thread runs, and watches how long that was
 * away from its loop. Told "look", it answers what has been since the last time.
 */
export interface Look {
  statements: number;
  longestMs: number;
}

if (isMainThread && process.send) {
  const state = { statements: 0 };
  const prepared = Object.getPrototypeOf(new Database(":memory:").prepare("select 1"));
  for (const name of ["run", "get", "all", "iterate"]) {
    const own = prepared[name];
    prepared[name] = function counted(...args: unknown[]) {
      state.statements += 1;
      return own.apply(this, args);
    };
  }
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on("message", (message) => {
    if (message !== "look") return;
    process.send?.({ statements: state.statements, longestMs: delay.max / 1e6 } satisfies Look);
    state.statements = 0;
    delay.reset();
  });
  process.channel?.unref();
}
