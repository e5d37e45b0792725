import { parentPort, workerData } from "node:worker_threads";
import type { Asked, Told } from "./aside.ts";
import { openSqliteReadonly, runner } from "./connection.ts";

/** Runs statements in a thread of its own, on a connection that cannot write. */
const run = runner(openSqliteReadonly(workerData as string));
parentPort?.on("message", ({ text, params }: Asked) => parentPort?.postMessage(answer(text, params)));

function answer(text: string, params: unknown[]): Told {
  try {
    return { rows: run(text, params) };
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    return { error: { message, code } };
  }
}
