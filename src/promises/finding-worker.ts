import { parentPort, workerData } from "node:worker_threads";
import { perform, type Task } from "./finding-task.ts";

/** Does one task in a thread of its own. */
parentPort?.postMessage(perform(workerData as Task));
