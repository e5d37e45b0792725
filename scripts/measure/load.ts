import { readFile } from "node:fs/promises";
import { query } from "../../tests/helpers/cluster.ts";
import type { Api } from "../drill/process.ts";

const clients = 16;
const warmUpMs = 1000;

/** `apis` share the clients; CPU is that of these processes and of their connections to the server at `url`. */
interface Load {
  apis: readonly Api[];
  url: string;
  seconds: number;
}

type Ask = (n: number, api: Api) => Promise<Response>;

/** Asks for some seconds, each client one request after the other. @throws Error when one is refused */
export async function load({ apis, url, seconds }: Load, ask: Ask): Promise<Record<string, number | string>> {
  const took: number[] = [];
  const state = { n: Math.floor(Math.random() * 1e6) };

  async function askUntil(end: number, api: Api): Promise<void> {
    while (performance.now() < end) {
      const began = performance.now();
      const answer = await ask(state.n++, api);
      const text = await answer.text();
      if (answer.status >= 400) throw new Error(`${answer.url}: ${text}`);
      took.push(performance.now() - began);
    }
  }
  const run = (ms: number) => {
    const end = performance.now() + ms;
    return Promise.all(Array.from({ length: clients }, (_, n) => askUntil(end, apis[n % apis.length] as Api)));
  };

  await run(warmUpMs);
  took.length = 0;
  const pids = { api: apis.map(({ pid }) => pid()), database: await backends(url) };
  const before = { api: await cpuMs(pids.api), database: await cpuMs(pids.database), at: performance.now() };
  await run(seconds * 1000);
  const elapsed = (performance.now() - before.at) / 1000;
  const used = { api: (await cpuMs(pids.api)) - before.api, database: (await cpuMs(pids.database)) - before.database };
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return {
    "a second": Math.round(took.length / elapsed),
    "p50 ms": at(0.5),
    "p99 ms": at(0.99),
    "CPU ms each, API": (used.api / took.length).toFixed(2),
    "CPU ms each, database": (used.database / took.length).toFixed(2),
  };
}

async function backends(url: string): Promise<number[]> {
  const found = await query(url, "select pid from pg_stat_activity where application_name = 'servanda'");
  return found.map(({ pid }) => Number(pid));
}

const tickMs = 10;

/** CPU that these processes have used so far: fields 14 and 15 of /proc/PID/stat. */
async function cpuMs(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  const ticks = stats.map((text) =>
    text
      .replace(/^.*\) /, "")
      .split(" ")
      .slice(11, 13)
      .map(Number),
  );
  return ticks.flat().reduce((sum, each) => sum + each, 0) * tickMs;
}
