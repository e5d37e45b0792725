import { setTimeout as pause } from "node:timers/promises";
import { type Cluster, query } from "../../tests/helpers/postgres-cluster.ts";
import type { Failure } from "./clients.ts";
import type { Api } from "./process.ts";

/** A time (performance.now), and the one kind of failure that is to be expected in it, of one API process or of all. */
export interface Outage {
  name: string;
  from: number;
  to: number;
  allows: Failure["kind"] | "nothing";
  api: string | undefined;
}

/** Whether a failure is the like of what some outage brings about while it lasts. */
export function isExpected({ at, kind, api }: Failure, outages: readonly Outage[]): boolean {
  return outages.some(
    (outage) =>
      kind === outage.allows &&
      at >= outage.from &&
      at <= outage.to &&
      (outage.api === undefined || api === outage.api),
  );
}

interface Step {
  name: string;
  down: () => Promise<unknown>;
  up: () => Promise<unknown>;
  allows: Outage["allows"];
  forMs?: number;
  api?: Api;
}

interface Plan {
  cluster: Cluster;
  apis: readonly Api[];
  seconds: number;
}

/** After the thing is back: time for connections to be made anew, and for what was waiting to be answered. */
const settleMs = 2_000;

/** Does one thing after the other to the servers, evenly over the time. Answers when each began and was over. */
export async function disturb({ cluster, apis, seconds }: Plan): Promise<Outage[]> {
  const { primary, replica } = cluster;
  const [first, second] = apis as [Api, Api];
  const steps: Step[] = [
    { name: "primary restarted", down: primary.stop, up: primary.start, allows: "503" },
    { name: "API process killed with -9", down: first.kill, up: first.start, allows: "connection", api: first },
    {
      name: "replica stands still for a while",
      down: () => query(replica.url, "select pg_wal_replay_pause()"),
      up: () => query(replica.url, "select pg_wal_replay_resume()"),
      allows: "nothing",
      forMs: 1_500,
    },
    { name: "replica stopped for a while", down: replica.stop, up: replica.start, allows: "nothing", forMs: 1_500 },
    { name: "primary killed with -9", down: primary.kill, up: primary.start, allows: "503" },
    {
      name: "the other API process killed with -9",
      down: second.kill,
      up: second.start,
      allows: "connection",
      api: second,
    },
  ];
  const outages: Outage[] = [];
  const quietMs = Math.max(1_000, (seconds * 1000) / (steps.length + 1) - settleMs);
  await pause(quietMs);
  for (const { name, down, up, allows, forMs = 0, api } of steps) {
    const from = performance.now();
    await down();
    await pause(forMs);
    await up();
    await pause(settleMs);
    outages.push({ name, from, to: performance.now(), allows, api: api?.url });
    await pause(quietMs);
  }
  return outages;
}
