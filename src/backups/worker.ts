import { parentPort, workerData } from "node:worker_threads";
import { backUp } from "./backup.ts";

/** Makes one backup in a thread of its own, so that requests go on being answered. */
const { database, target, now } = workerData as { database: string; target: string; now: Date };
parentPort?.postMessage(await backUp(database, target, now));
