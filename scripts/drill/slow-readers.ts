import type { Socket } from "node:net";
import { join } from "node:path";
import { type Drill, headers, settings, spread, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { ask, getting, importAll, importing, line, sip } from "./streams.ts";

const exportPaths = [
  "/v1/commitments.ndjson",
  "/v1/commitments.csv",
  "/v1/commitments.geojson?unlocated=true",
  "/v1/commitments.jsonld",
  "/v1/commitments.iati.xml",
  "/v1/timeline.ics",
];
const feedPaths = ["/v1/feed.atom?limit=200", "/v1/feed.json?limit=200"];
const anonymousEach = 100;
const slowClientMs = 1000;

/**
 * A hundred anonymous clients ask for each stream and read next to nothing, with a share that lets them hold every place;
 * a client with a key asks for the same all the while, and is served. Likewise an import beside a report unread.
 */
export const drillSlowReaders: Drill = async ({ folder, isQuick }) => {
  const api = await startApi({
    ...settings,
    DATABASE_URL: `file:${join(folder, "servanda.db")}`,
    SLOW_CLIENT_MS: String(slowClientMs),
    MAX_EXPORTS: "4",
    MAX_EXPORTS_EACH: "4",
    MAX_CONNECTIONS_EACH: "0",
  });
  try {
    await addParty(api);
    const count = isQuick ? 2000 : 10_000;
    const lines = Array.from({ length: count }, (_, n) => line(n)).join("");
    const filled = await importAll(api, lines);
    const outcomes: { path: string; times: number[]; failed: number }[] = [];
    for (const path of [...exportPaths, ...feedPaths]) outcomes.push(await beside(api, path, isQuick ? 3 : 10));
    const reports = await besideReports(api, line(0).repeat(isQuick ? 2000 : 20_000));
    return {
      figures: {
        commitments: count,
        "slow readers of each stream": anonymousEach,
        ...Object.fromEntries(outcomes.map(({ path, times }) => [`${path}: served, ms, p50 / max`, spread(times)])),
        "import beside an unread report, ms": Math.round(reports.ms),
      },
      breaches: {
        "imports that failed": (filled.status === 200 ? 0 : 1) + (reports.status === 200 ? 0 : 1),
        "well-behaved readers that were not served": outcomes.reduce((sum, { failed }) => sum + failed, 0),
        "places waited for longer than twice the patience and 10 s": outcomes
          .flatMap(({ times }) => times)
          .filter((ms) => ms > 2 * slowClientMs + 10_000).length,
      },
    };
  } finally {
    await api.stop();
  }
};

async function addParty(api: Api): Promise<void> {
  const body = JSON.stringify({ code: "KGZ", kind: "state", name: "Kyrgyzstan", isoAlpha2: "KG" });
  await (await fetch(`${api.url}/v1/parties`, { method: "POST", headers, body })).arrayBuffer();
}

/** How long a client with a key waits for the whole of a stream, while others hardly read theirs. */
async function beside(api: Api, path: string, times: number) {
  const slow: Socket[] = [];
  for (let n = 0; n < anonymousEach; n++) slow.push(await ask(api, getting(path)));
  const sipping = slow.map((socket) => sip(socket, { bytes: 512, everyMs: 1000 }));
  const served: { ms: number; status: number }[] = [];
  for (let n = 0; n < times; n++) {
    const { ms, value } = await timed(async () => {
      const answer = await fetch(`${api.url}${path}`, { headers });
      await answer.arrayBuffer();
      return answer.status;
    });
    served.push({ ms, status: value });
  }
  for (const socket of slow) socket.destroy();
  await Promise.all(sipping);
  return { path, times: served.map(({ ms }) => ms), failed: served.filter(({ status }) => status !== 200).length };
}

/** The next import of another caller, while the report of one is not read. */
async function besideReports(api: Api, lines: string): Promise<{ ms: number; status: number }> {
  const made = await fetch(`${api.url}/v1/keys`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name: "reader of reports", role: "analyst" }),
  });
  const { key } = (await made.json()) as { key: string };
  const unread = await ask(api, importing(Buffer.byteLength(lines)) + lines);
  const { ms, value } = await timed(async () => {
    const authorization = `Bearer ${key}`;
    const type = { authorization, "content-type": "application/x-ndjson" };
    const answer = await fetch(`${api.url}/v1/import`, { method: "POST", headers: type, body: line(1) });
    await answer.arrayBuffer();
    return answer.status;
  });
  unread.destroy();
  return { ms, status: value };
}
