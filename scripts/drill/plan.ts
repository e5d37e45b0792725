/** What every drill is given: a folder of its own, which goes with it, and how much to do. */
export interface Plan {
  folder: string;
  isQuick: boolean;
  kills: number;
  /** How long a process lives before it is killed, in ms, at most. */
  lifeMs: number;
  /** How often what is repeated otherwise, where not as often as by itself. */
  times?: number;
  /** Of what only time can show. */
  minutes: number;
  seed: number;
}

/** What a drill found. All `breaches` must be zero. `notTried`: what could not be tried here, which is no pass. */
export interface Outcome {
  figures: Readonly<Record<string, number | string>>;
  breaches: Readonly<Record<string, number>>;
  notTried?: readonly string[];
}

export type Drill = (plan: Plan) => Promise<Outcome>;

export const key = `drill-${"0123456789abcdef".repeat(3)}`;
export const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };

/** Settings of an API process in a drill: a known admin key, no seeds, no limits but those that it is about. */
export const settings = {
  SERVANDA_ADMIN_KEY: key,
  SEED: "false",
  RATE_LIMIT_ANONYMOUS: "0",
  RATE_LIMIT_KEY: "0",
  RATE_LIMIT_WRITES: "0",
  RATE_LIMIT_REFUSED: "0",
  MAX_CONNECTIONS_EACH: "0",
  MAX_REQUESTS: "0",
  MAX_EVENT_LOOP_DELAY_MS: "0",
};

/** Numbers from 0 to 1 that follow from a seed alone (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  const state = { at: seed };
  return () => {
    state.at = (state.at + 0x6d2b79f5) | 0;
    let t = Math.imul(state.at ^ (state.at >>> 15), 1 | state.at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** "p50 / max" of some times, in whole ms. */
export function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const [middle = 0, last = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `${Math.round(middle)} / ${Math.round(last)}`;
}

/** How long something took, in ms, with what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

/** How often each value occurs, as "201: 3, 409: 1". */
export function tally(values: readonly (number | string)[]): string {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].map(([value, all]) => `${value}: ${all.length}`).join(", ");
}
