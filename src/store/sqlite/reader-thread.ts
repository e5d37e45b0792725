import { Worker } from "node:worker_threads";
import { AppError } from "../../errors/errors.ts";
import { unavailable } from "../engine/faults.ts";
import type { Row } from "../sql/row.ts";
import type { Ready } from "../sql/statement.ts";
import type { Told } from "./reader-message.ts";

/** Runs statements elsewhere. */
export type Run = (asked: Ready) => Promise<Row[]>;

export interface Aside {
  /**
   * Runs pieces of work one after the other.
   * @throws AppError overloaded when too many wait already, unavailable when the thread has ended
   */
  read<T>(work: (run: Run) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const mostWaiting = 50;

/**
 * Long reads of an SQLite file, in a thread with a connection of its own: on the main thread they would keep every
 * other request waiting. Each sees one unchanging state, with all that was committed before it began. The thread starts
 * with the first of them.
 */
export function openAside(path: () => string): Aside {
  const held: { worker: Worker | null; waiting: number; closed: boolean; last: Promise<unknown> } = {
    worker: null,
    waiting: 0,
    closed: false,
    last: Promise.resolve(),
  };

  const run: Run = async (asked) => {
    if (held.closed) throw unavailable(new Gone("The database is closed."));
    held.worker ??= start(path());
    return tell(held.worker, asked).catch((error: unknown) => {
      if (!(error instanceof Gone)) throw error;
      held.worker = null;
      throw unavailable(error);
    });
  };

  async function transact<T>(work: (run: Run) => Promise<T>): Promise<T> {
    await run({ text: "begin", values: [] });
    try {
      return await work(run);
    } finally {
      if (held.worker) await run({ text: "commit", values: [] });
    }
  }

  return {
    read: async (work) => {
      if (held.waiting >= mostWaiting)
        throw new AppError("overloaded", "Too much is being searched and counted right now.");
      held.waiting += 1;
      const mine = held.last.then(() => transact(work));
      held.last = mine.catch(() => {});
      return mine.finally(() => {
        held.waiting -= 1;
      });
    },
    close: async () => {
      held.closed = true;
      await held.worker?.terminate();
    },
  };
}

function start(path: string): Worker {
  const worker = new Worker(new URL("./reader-worker.ts", import.meta.url), { workerData: path, execArgv: [] });
  worker.unref();
  return worker;
}

/** The thread has ended. */
class Gone extends Error {}

function tell(worker: Worker, asked: Ready): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", hear).off("error", fail).off("exit", end).unref();
      act();
    };
    const hear = (told: Told) =>
      settle(() => {
        if ("rows" in told) resolve(told.rows);
        else reject(Object.assign(new Error(told.error.message), { code: told.error.code }));
      });
    const fail = (cause: unknown) => settle(() => reject(new Gone("The thread for statistics failed.", { cause })));
    const end = () => settle(() => reject(new Gone("The thread for statistics ended.")));
    worker.on("message", hear).on("error", fail).on("exit", end).ref();
    worker.postMessage(asked);
  });
}
