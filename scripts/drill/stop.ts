import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { headers, type Outcome, type Plan, randomFrom, settings, spread, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const connections = 50;

interface Ask {
  began: number;
  /** Null when no answer came. */
  status: number | null;
}

/** Stops the process by SIGTERM while keep-alive connections have requests in flight; half of them write. */
export async function drillStop({ folder, isQuick, seed }: Plan): Promise<Outcome> {
  const random = randomFrom(seed);
  const api = await startApi({ ...settings, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  const times: number[] = [];
  const counts = { inFlight: 0, lost: 0, refused: 0, badExits: 0 };
  try {
    for (let n = 0; n < (isQuick ? 2 : 20); n++) {
      if (n > 0) await api.start();
      const agent = new Agent({ keepAlive: true, maxSockets: connections });
      const state = { stopped: false };
      const clients = Array.from({ length: connections }, (_, i) =>
        askUntil(state, (k) => ask(api, agent, `S${n}-${i}-${k}`, i)),
      );
      await pause(300 + random() * 300);
      const signalled = performance.now();
      const { ms, value: code } = await timed(api.stop);
      state.stopped = true;
      times.push(ms);
      if (code !== 0) counts.badExits += 1;
      const last = (await Promise.all(clients)).map((asks) => asks.filter(({ began }) => began < signalled).at(-1));
      counts.inFlight += last.length;
      counts.lost += last.filter((each) => each?.status === null).length;
      counts.refused += last.filter((each) => each?.status != null && each.status >= 400).length;
      agent.destroy();
    }
  } finally {
    await api.kill();
  }
  return {
    figures: {
      stops: times.length,
      "requests in flight": counts.inFlight,
      "SIGTERM to exit, ms, p50 / max": spread(times),
    },
    breaches: {
      "requests in flight that got no answer": counts.lost,
      "requests in flight that were refused": counts.refused,
      "exit codes other than 0": counts.badExits,
    },
  };
}

/** One request after the other on a connection of its own, until one gets no answer. */
async function askUntil(state: { stopped: boolean }, askOnce: (n: number) => Promise<number | null>): Promise<Ask[]> {
  const asks: Ask[] = [];
  for (let n = 0; !state.stopped; n++) {
    const began = performance.now();
    const status = await askOnce(n);
    asks.push({ began, status });
    if (status === null) break;
  }
  return asks;
}

function ask(api: Api, agent: Agent, code: string, client: number): Promise<number | null> {
  const isWrite = client % 2 === 0;
  const path = isWrite ? "/v1/parties" : "/v1/parties?limit=200";
  return new Promise((resolve) => {
    const sent = request(`${api.url}${path}`, { agent, method: isWrite ? "POST" : "GET", headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? null));
      answer.once("error", () => resolve(null));
    });
    sent.once("error", () => resolve(null));
    sent.end(isWrite ? JSON.stringify({ code, kind: "igo", name: code }) : undefined);
  });
}
