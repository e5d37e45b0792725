import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Ready } from "../schema/sql.ts";
import { openSqliteReadonly, runner } from "./connection.ts";
import type { Told } from "./reader-message.ts";

const watching = { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 } };

/** Runs statements in a process of its own, on a connection that cannot write. */
const run = runner(openSqliteReadonly(process.argv[2] ?? ""));
// Whoever signals the whole group means the parent, which still wants answers while it stops.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
await once(new Worker(new URL("./parent-watch.js", import.meta.url), watching), "message");
process.on("message", (asked: Ready) => process.send?.(answer(asked)));

function answer(asked: Ready): Told {
  try {
    return { rows: run(asked) };
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    return { error: { message, code } };
  }
}
