import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";

const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** A thread takes a tenth of a second to start, and is slow until its code is compiled: one waits for more. */
const idleMs = 10_000;
const idle = new Map<string, { worker: Worker; timer: NodeJS.Timeout }>();

/**
 * Has a file answer one message in a thread of its own, which ends when nobody waits for it any more.
 * @throws the signal's reason; what the task throws
 */
export async function runAside<Found>(file: URL, task: unknown, over?: AbortSignal): Promise<Found> {
  over?.throwIfAborted();
  const worker = take(file);
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  const exit = () => reject(over?.reason ?? new Error(`The thread of ${file.pathname} ended.`));
  const end = () => void worker.terminate();
  over?.addEventListener("abort", end, { once: true });
  worker.once("message", resolve).once("error", reject).once("exit", exit);
  worker.postMessage(task);
  try {
    const found = await promise;
    keep(file, worker);
    return found;
  } finally {
    over?.removeEventListener("abort", end);
    worker.off("message", resolve).off("error", reject).off("exit", exit);
  }
}

function take({ href }: URL): Worker {
  const waiting = idle.get(href);
  if (waiting === undefined) return new Worker(new URL(href), { resourceLimits, execArgv: [], ...envOfThread() });
  clearTimeout(waiting.timer);
  idle.delete(href);
  waiting.worker.ref();
  return waiting.worker;
}

/** A thread uses the compiled code that the process keeps where it is told of it, and starts in half the time. */
function envOfThread(): { env?: Record<string, string> } {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(cache) } };
}

/** One thread of a file is kept, which does not hold up the end of the process. */
function keep({ href }: URL, worker: Worker): void {
  if (idle.has(href)) return void worker.terminate();
  worker.unref();
  const forget = () => {
    idle.delete(href);
    void worker.terminate();
  };
  idle.set(href, { worker, timer: setTimeout(forget, idleMs).unref() });
}
