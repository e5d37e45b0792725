import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { getCompileCacheDir } from "node:module";
import { fileURLToPath } from "node:url";
import { fairQueue } from "../engine/fair-queue.ts";
import { unavailable } from "../engine/faults.ts";
import type { Caller } from "../port/caller.ts";
import type { Load } from "../port/store.ts";
import type { Ready } from "../schema/sql.ts";
import type { Row } from "../sql/row.ts";
import type { Told } from "./reader-message.ts";

/** Runs statements elsewhere. */
export type Run = (asked: Ready) => Promise<Row[]>;

export interface ReadingLane {
  /**
   * Runs pieces of work one after the other, callers in turn. A piece that nobody waits for any more is ended.
   * @throws AppError overloaded when too many wait already, unavailable when the process has ended; the signal's reason
   */
  read<T>(work: (run: Run) => Promise<T>, caller?: Caller): Promise<T>;
  load(): Omit<Load, "place">;
  close(): Promise<void>;
}

/** A statement may take so long after its caller has gone: starting another process costs about as much. */
const graceMs = 250;

/**
 * Long reads of an SQLite file, in a process with a connection of its own: on the main thread they would keep every
 * other request waiting, and a thread cannot be ended while SQLite is within a statement. Each piece of work sees one
 * unchanging state, with all that was committed before it began. The process starts with the first of them. `most`: how
 * many may be under way or wait.
 */
export function openLane(path: () => string, most?: number): ReadingLane {
  const held: { reader: ChildProcess | null; closed: boolean } = { reader: null, closed: false };
  const queue = fairQueue(1, most);

  function readerNow(): ChildProcess {
    if (held.closed) throw unavailable(new Gone("The database is closed."));
    if (held.reader === null || !held.reader.connected) held.reader = start(path());
    return held.reader;
  }

  async function transact<T>(work: (run: Run) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const reader = readerNow();
    const run: Run = async (asked) => {
      signal?.throwIfAborted();
      return tell(reader, asked);
    };
    const timers: NodeJS.Timeout[] = [];
    const end = () => void timers.push(setTimeout(() => reader.kill("SIGKILL"), graceMs));
    signal?.addEventListener("abort", end, { once: true });
    try {
      await run({ text: "begin", values: [] });
      return await work(run).finally(() => reader.connected && tell(reader, { text: "commit", values: [] }));
    } catch (error) {
      throw error instanceof Gone ? unavailable(error) : error;
    } finally {
      signal?.removeEventListener("abort", end);
      for (const timer of timers) clearTimeout(timer);
    }
  }

  return {
    read: (work, caller) => queue.run(caller, () => transact(work, caller?.signal)),
    load: queue.load,
    close: async () => {
      held.closed = true;
      const { reader } = held;
      if (reader === null || reader.exitCode !== null || reader.signalCode !== null) return;
      const gone = once(reader, "exit");
      reader.ref();
      reader.kill("SIGKILL");
      await gone;
    },
  };
}

function start(path: string): ChildProcess {
  const entry = fileURLToPath(new URL("./reader.js", import.meta.url));
  const reader = fork(entry, [path, getCompileCacheDir() ?? ""], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["pipe", "ignore", "inherit", "ipc"],
  });
  // Without a listener an error would be thrown; that the process is gone is seen by whoever asks it.
  reader.on("error", () => {}).stdin?.on("error", () => {});
  keepAlive(reader, false);
  return reader;
}

/** Whether this process waits for the other before it ends. */
function keepAlive(reader: ChildProcess, does: boolean): void {
  const how = does ? "ref" : "unref";
  reader[how]();
  reader.channel?.[how]();
}

/** The process has ended. */
class Gone extends Error {}

function tell(reader: ChildProcess, asked: Ready): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      reader.off("message", hear).off("exit", end);
      keepAlive(reader, false);
      act();
    };
    const hear = (told: Told) =>
      settle(() => {
        if ("rows" in told) resolve(told.rows);
        else reject(Object.assign(new Error(told.error.message), { code: told.error.code }));
      });
    const end = () => settle(() => reject(new Gone("The process that searches and counts has ended.")));
    reader.on("message", hear).on("exit", end);
    keepAlive(reader, true);
    reader.send(asked, (error) => error && end());
  });
}
