import { parentPort } from "node:worker_threads";
import { perform, type Task } from "./anchoring-task.ts";

/** Answers each task with what came of it. */
parentPort?.on("message", (task: Task) => parentPort?.postMessage(perform(task)));
