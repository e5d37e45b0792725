import { parentPort, workerData } from "node:worker_threads";
import type { Ready } from "../sql/statement.ts";
import { openSqliteReadonly, runner } from "./connection.ts";
import type { Told } from "./reader-message.ts";

/** Runs statements in a thread of its own, on a connection that cannot write. */
const run = runner(openSqliteReadonly(workerData as string));
parentPort?.on("message", (asked: Ready) => parentPort?.postMessage(answer(asked)));

function answer(asked: Ready): Told {
  try {
    return { rows: run(asked) };
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    return { error: { message, code } };
  }
}
