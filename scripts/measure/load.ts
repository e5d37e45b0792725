import { readFile } from "node:fs/promises";
import { query } from "../../tests/helpers/postgres-cluster.ts";
import type { Api } from "../drill/process.ts";

const clients = 16;
const warmUpMs = 4000;

/** `apis` share the clients; CPU is that of these processes and of the server at `url`. */
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
  const usedBy = async () => {
    const own = await Promise.all(apis.map(({ pid }) => cpuMs(pid())));
    return { api: own.reduce((sum, each) => sum + each, 0), database: await serverMs(url) };
  };
  const before = await usedBy();
  const began = performance.now();
  await run(seconds * 1000);
  const elapsed = (performance.now() - began) / 1000;
  const after = await usedBy();
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return {
    "a second": Math.round(took.length / elapsed),
    "p50 ms": at(0.5),
    "p99 ms": at(0.99),
    "CPU ms each, API": ((after.api - before.api) / took.length).toFixed(2),
    "CPU ms each, database": ((after.database - before.database) / took.length).toFixed(2),
  };
}

async function backends(url: string): Promise<number[]> {
  const found = await query(url, "select pid from pg_stat_activity where pid <> pg_backend_pid()");
  return found.map(({ pid }) => Number(pid));
}

/** CPU of the server so far: that of its processes, and of those that have ended, which their parent keeps. */
async function serverMs(url: string): Promise<number> {
  const pids = await backends(url);
  const [parent = 0] = await Promise.all(pids.slice(0, 1).map(async (pid) => Number((await statOf(pid))[1])));
  const own = await Promise.all(pids.map(cpuMs));
  const ended = (await statOf(parent)).slice(11, 15).map((ticks) => Number(ticks) * tickMs);
  return [...own, ...ended].reduce((sum, each) => sum + each, 0);
}

const tickMs = 10;

/** CPU that a process has used so far: fields 14 and 15 of /proc/PID/stat. */
async function cpuMs(pid: number): Promise<number> {
  const [user = 0, system = 0] = (await statOf(pid)).slice(11, 13);
  return (Number(user) + Number(system)) * tickMs;
}

/** The fields of /proc/PID/stat from the third on; none for a process that is gone. */
async function statOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.replace(/^.*\) /, "").split(" ");
}
