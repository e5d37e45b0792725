import { readSync } from "node:fs";
import { kill, pid } from "node:process";
import { parentPort } from "node:worker_threads";

/**
 * Ends this process with the one that started it, which holds the other end of standard input. In a thread of its own,
 * since the main one may be within a statement that runs for an hour.
 */
parentPort.postMessage("watching");
try {
  readSync(0, Buffer.alloc(1));
} finally {
  kill(pid, "SIGKILL");
}
