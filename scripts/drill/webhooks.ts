import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { headers, type Outcome, type Plan, randomFrom, settings, spread, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const atOnce = 1000;
const mostKills = 10;
const patienceMs = 120_000;
const mostDead = 100;
const probes = 50;

/** Kills the process with -9 while it delivers what was written, some of which is taken back before it is committed. */
export async function drillWebhooks({ folder, isQuick, kills, seed }: Plan): Promise<Outcome> {
  const lines = isQuick ? 2000 : 10_000;
  const random = randomFrom(seed);
  const receiver = await receive();
  const api = await startApi({
    ...settings,
    DATABASE_URL: `file:${join(folder, "servanda.db")}`,
    WEBHOOK_ALLOW: "127.0.0.1",
    MAX_WEBHOOKS_EACH: "200",
  });
  const times = Math.min(kills, mostKills);
  try {
    const first = (await headOf(api)) + 1;
    await post(api, "/v1/webhooks", { url: receiver.url });
    for (let n = 0; n < lines; n += atOnce) {
      await post(api, "/v1/batch", {
        operations: [...parties(n, atOnce), { op: "POST", path: "/v1/parties", body: {} }],
      });
      await post(api, "/v1/batch", { operations: parties(n, atOnce) });
    }
    for (let n = 0; n < times; n++) {
      await pause(50 + random() * 300);
      await api.kill();
      await api.start();
    }
    const last = await headOf(api);
    const undisturbed = await sinceNow(receiver, last);
    const { told, idsOf, all } = receiver;
    const expected = last - first + 1;
    const inOrder = told.every((seq, n) => seq === first + n);
    const counts = { all: all(), told: told.length };
    const lags = await besideDead(api, receiver);
    return {
      figures: {
        "kills with -9": times,
        "lines of the ledger": expected,
        "messages taken": counts.all,
        "of them again": counts.all - counts.told,
        "messages a second, after the last kill": undisturbed,
        [`from a write to its message beside ${mostDead} receivers that never answer, ms, p50 / max`]: spread(lags),
      },
      breaches: {
        "lines that were not delivered": Math.max(0, expected - counts.told),
        "messages of what was taken back": Math.max(0, counts.told - expected),
        "first deliveries out of order": inOrder ? 0 : 1,
        "lines with more than one id": [...idsOf.values()].filter(({ size }) => size > 1).length,
      },
    };
  } finally {
    await api.stop();
    receiver.close();
  }
}

const parties = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => {
    const code = `AGENCY-${from + n}`;
    return { op: "POST", path: "/v1/parties", body: { code, kind: "agency", name: code } };
  });

const post = (api: Api, path: string, body: object) =>
  fetch(`${api.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) }).then((answer) => answer.text());

async function headOf(api: Api): Promise<number> {
  const answer = await fetch(`${api.url}/v1/changes?limit=1`, { headers });
  return ((await answer.json()) as { head: { seq: number } }).head.seq;
}

/** Takes whatever comes: the numbers of lines in the order of their first messages, and the ids of each. */
async function receive() {
  const idsOf = new Map<number, Set<string>>();
  const told: number[] = [];
  const state = { all: 0 };
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const { seq } = (JSON.parse(text) as { data: { seq: number } }).data;
    state.all += 1;
    if (!idsOf.has(seq)) told.push(seq);
    idsOf.set(seq, (idsOf.get(seq) ?? new Set()).add(String(request.headers["webhook-id"])));
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, told, idsOf, all: () => state.all, close };
}

/** Writes beside receivers that never answer; how long each message to one that does takes, in ms. */
async function besideDead(api: Api, { told }: Awaited<ReturnType<typeof receive>>): Promise<number[]> {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  for (let n = 0; n < mostDead; n++) await post(api, "/v1/webhooks", { url });
  const lags: number[] = [];
  for (let n = 0; n < probes; n++) {
    const code = `PROBE-${n}`;
    const before = told.length;
    await post(api, "/v1/parties", { code, kind: "agency", name: code });
    const { ms } = await timed(async () => {
      while (told.length === before) await pause(2);
    });
    lags.push(ms);
  }
  silent.closeAllConnections();
  silent.close();
  return lags;
}

/** Waits until a line has come; how many messages a second do. */
async function sinceNow({ told, all }: Awaited<ReturnType<typeof receive>>, seq: number): Promise<number> {
  const before = all();
  const until = performance.now() + patienceMs;
  const { ms } = await timed(async () => {
    while (told.at(-1) !== seq && performance.now() < until) await pause(20);
  });
  return Math.round((all() - before) / (ms / 1000));
}
