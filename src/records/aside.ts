import { Worker } from "node:worker_threads";

const resourceLimits = { maxOldGenerationSizeMb: 512 };

/**
 * Has a file do one task in a thread of its own, which ends with it, or when nobody waits for it any more.
 * @throws the signal's reason; what the task throws
 */
export function runAside<Found>(file: URL, workerData: unknown, over?: AbortSignal): Promise<Found> {
  over?.throwIfAborted();
  const worker = new Worker(file, { workerData, resourceLimits, execArgv: [] });
  const end = () => void worker.terminate();
  over?.addEventListener("abort", end, { once: true });
  const found = new Promise<Found>((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", () => reject(over?.reason ?? new Error(`The thread of ${file.pathname} ended.`)));
  });
  return found.finally(() => over?.removeEventListener("abort", end));
}
