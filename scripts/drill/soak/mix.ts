import { setTimeout as pause } from "node:timers/promises";
import { headers } from "../plan.ts";
import type { Api } from "../process.ts";
import { addParty, importAll, line } from "../streams.ts";

export const commitments = 500;
const pauseMs = 20;

interface Asked {
  count: number;
  failures: string[];
}

/** Files the commitments that are worked on; answers their slugs, and the newest line of the ledger then. */
export async function fill(api: Api): Promise<{ slugs: string[]; from: number }> {
  await addParty(api);
  const { status, text, seq } = await importAll(api, Array.from({ length: commitments }, (_, n) => line(n)).join(""));
  if (status !== 200) throw new Error(`The import was answered with ${status}: ${text.slice(0, 500)}`);
  return { slugs: Array.from({ length: commitments }, (_, n) => `stream-${n}`), from: seq };
}

type Request = [method: string, path: string, body?: object];

/** One of each kind in turn, most of them reads; what is filed is deleted again. */
function requestAt(n: number, slugs: readonly string[]): Request {
  const path = `/v1/commitments/${slugs[(n * 7919) % slugs.length]}`;
  const day = `2026-${String((n % 12) + 1).padStart(2, "0")}-15`;
  const requests: readonly Request[] = [
    ["GET", path],
    ["GET", `${path}?include=quotes,events`],
    ["GET", `${path}/timeline`],
    ["GET", `/v1/commitments?limit=20&status=stated&sort=-updatedAt`],
    ["GET", `/v1/commitments?limit=20&on=${day}`],
    ["GET", `/v1/commitments?limit=20&q=Commitment%20${n % commitments}`],
    ["GET", "/v1/stats?by=status"],
    ["GET", `/v1/timeline?limit=20&from=${day}`],
    ["PATCH", path, { tags: [`soak-${n % 100}`] }],
    ["POST", `${path}/events`, { type: "note", date: "2026-06", title: `Round ${n}` }],
    ["GET", `/v1/commitments.ndjson?tag=soak-${n % 100}`],
    ["POST", "/v1/commitments", promise(n)],
    ["DELETE", `/v1/commitments/soak-${n - 1}`],
  ];
  return requests[n % requests.length] as Request;
}

const promise = (n: number) => ({
  ...{ slug: `soak-${n}`, title: `Border port ${n}`, type: "trade", firmness: "pledge", statedOn: "2024" },
  parties: [{ party: "KGZ", role: "promisor" }],
});

const kinds = 13;

/** Asks one thing after the other, through the processes in turn. */
export function startMix(apis: readonly Api[], slugs: readonly string[]) {
  const state = { stopped: false, took: [] as number[] };
  const asked: Asked = { count: 0, failures: [] };

  async function ask(n: number): Promise<void> {
    const [method, path, body] = requestAt(n, slugs);
    const { url } = apis[Math.floor(n / kinds) % apis.length] as Api;
    const began = performance.now();
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000) };
    try {
      const answer = await fetch(`${url}${path}`, init);
      const text = await answer.text();
      if (!answer.ok) asked.failures.push(`${method} ${path} -> ${answer.status} ${text.slice(0, 300)}`);
    } catch (error) {
      asked.failures.push(`${method} ${path} -> ${error}`);
    }
    state.took.push(performance.now() - began);
    asked.count += 1;
    if (asked.failures.length === 1) console.log(asked.failures[0]);
  }

  const working = (async () => {
    for (let n = 0; !state.stopped; n++) {
      await ask(n);
      await pause(pauseMs);
    }
  })();
  return {
    latencies: () => state.took.splice(0),
    stop: async () => {
      state.stopped = true;
      await working;
      return asked;
    },
  };
}
