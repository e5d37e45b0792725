import { readdir, readFile } from "node:fs/promises";
import type { Outcome } from "../plan.ts";
import type { Api } from "../process.ts";

/** What the processes held, all together, and how long the answers took that came since the look before. */
export interface Sample {
  residentMb: number;
  handles: number;
  p50Ms: number;
  p99Ms: number;
}

/** By /proc, with the processes that each has started. */
export async function lookAt(apis: readonly Api[], latencies: readonly number[]): Promise<Sample> {
  const pids = (await Promise.all(apis.map(({ pid }) => family(pid())))).flat();
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    residentMb: sum(await Promise.all(pids.map(residentMbOf))),
    handles: sum(await Promise.all(pids.map(handlesOf))),
    ...{ p50Ms: at(0.5), p99Ms: at(0.99) },
  };
}

async function family(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const children = text.split(" ").filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(family))).flat()];
}

async function residentMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

const handlesOf = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;

/** The last quarter may need so many times what the second did: by then all is warm, and caches are full. */
const limits = { residentMb: 1.2, handles: 1.1, p50Ms: 1.5 } as const;
const places = { residentMb: 0, handles: 0, p50Ms: 1, p99Ms: 1 } as const;

/** Medians of the second and of the last quarter of the time, and which of them grew. */
export function growthOf(samples: readonly Sample[]): Pick<Outcome, "figures" | "breaches"> {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const middle = (some: readonly Sample[], of: keyof Sample): number =>
    some.map((sample) => sample[of]).toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  const names = Object.keys(places) as (keyof Sample)[];
  const pairs = names.map((of) => ({ of, was: middle(early, of), is: middle(late, of) }));
  const figures = pairs.map(({ of, was, is }) => [
    `${of}, second quarter / last`,
    `${was.toFixed(places[of])} / ${is.toFixed(places[of])}`,
  ]);
  const breaches = pairs.flatMap(({ of, was, is }) =>
    of in limits ? [[`${of} that grew`, is > was * limits[of as keyof typeof limits] ? 1 : 0]] : [],
  );
  return { figures: Object.fromEntries(figures), breaches: Object.fromEntries(breaches) };
}
