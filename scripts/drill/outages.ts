import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "../../tests/helpers/cluster.ts";
import type { Api } from "./process.ts";

/** A time (performance.now) in which failures are to be expected; broken connections from this API process alone. */
export interface Outage {
  name: string;
  from: number;
  to: number;
  api?: string;
}

interface Step {
  name: string;
  down: () => Promise<void>;
  up: () => Promise<void>;
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
    { name: "primary restarted", down: primary.stop, up: primary.start },
    { name: "API process killed with -9", down: first.kill, up: first.start, api: first },
    { name: "replica stopped for a while", down: replica.stop, up: replica.start, forMs: 1_500 },
    { name: "primary killed with -9", down: primary.kill, up: primary.start },
    { name: "the other API process killed with -9", down: second.kill, up: second.start, api: second },
  ];
  const outages: Outage[] = [];
  const quietMs = Math.max(1_000, (seconds * 1000) / (steps.length + 1) - settleMs);
  await pause(quietMs);
  for (const { name, down, up, forMs = 0, api } of steps) {
    const from = performance.now();
    await down();
    await pause(forMs);
    await up();
    await pause(settleMs);
    outages.push({ name, from, to: performance.now(), ...(api && { api: api.url }) });
    await pause(quietMs);
  }
  return outages;
}
