import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { channel } from "./engine.ts";

const firstPauseMs = 100;
const longestPauseMs = 30_000;

/** Hears of writes as any process commits them, until it is closed. */
export interface Listener {
  close(): Promise<void>;
}

/** `hear` is given the number of the newest ledger line; `report` the state of the connection, whenever it changes. */
export interface Hearing {
  hear: (seq: number) => void;
  report?: (state: "listening" | "cut", error?: unknown) => void;
}

/**
 * Listens on a connection of its own, which must not go through a pooler of transactions. When it is cut it is made
 * anew, after pauses that grow to 30 seconds. What is told meanwhile is lost: nothing that must be right may rest on
 * it.
 */
export function listenForWrites(url: string, { hear, report = () => {} }: Hearing): Listener {
  const stop = new AbortController();

  async function listenOnAndOn(): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures++) {
      const begun = () => {
        failures = 0;
        report("listening");
      };
      const error = await listenUntilCut(url, { hear, begun, signal: stop.signal });
      if (stop.signal.aborted) return;
      if (failures === 0) report("cut", error);
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures) * (0.5 + Math.random() / 2);
      await pause(pauseMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
    }
  }

  const done = listenOnAndOn();
  return {
    close: () => {
      stop.abort();
      return done;
    },
  };
}

/** Answers why it ended; undefined when it was told to. */
async function listenUntilCut(
  url: string,
  { hear, begun, signal }: Pick<Hearing, "hear"> & { begun: () => void; signal: AbortSignal },
): Promise<unknown> {
  const cut = Promise.withResolvers<Error>();
  const stopped = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => stopped.resolve(), { once: true });
  const client = new pg.Client({
    connectionString: url,
    application_name: "servanda listen",
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  client.on("error", cut.resolve);
  client.on("end", () => cut.resolve(new Error("the connection was closed")));
  client.on("notification", ({ payload }) => hear(Number(payload)));
  const listen = async () => {
    await client.connect();
    await client.query(`listen ${channel}`);
    if (!signal.aborted) begun();
    return cut.promise;
  };
  try {
    return await Promise.race([listen(), stopped.promise]);
  } catch (error) {
    return error;
  } finally {
    await Promise.race([client.end(), pause(1000, undefined, { ref: false })]).catch(() => {});
  }
}
