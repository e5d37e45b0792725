import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Drill, headers, settings, spread, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";
import { addParty, ask, getting, importAll, importing, line, sip } from "./streams.ts";

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
const latestMs = 60_000;

interface Served {
  path: string;
  times: number[];
  refused: number;
}

/**
 * A hundred anonymous clients ask for each stream and read next to nothing, with a share that lets them hold every
 * place, and come back when they are cut; a client with a key asks for the same all the while, and is served. Likewise
 * an import beside a report unread.
 */
export const drillSlowReaders: Drill = async ({ folder, isQuick }) => {
  const api = await startApi({
    ...settings,
    DATABASE_URL: `file:${join(folder, "servanda.db")}`,
    MAX_EXPORTS: "4",
    MAX_EXPORTS_EACH: "4",
  });
  try {
    await addParty(api);
    const count = isQuick ? 2000 : 10_000;
    const lines = Array.from({ length: count }, (_, n) => line(n)).join("");
    const filled = await importAll(api, lines);
    const outcomes: Served[] = [];
    for (const path of [...exportPaths, ...feedPaths]) outcomes.push(await beside(api, path, isQuick ? 3 : 10));
    const reports = await besideReports(api, lines);
    return {
      figures: {
        commitments: count,
        "slow readers of each stream": anonymousEach,
        ...Object.fromEntries(outcomes.map(({ path, times }) => [`${path}: served, ms, p50 / max`, spread(times)])),
        "times that it was told to come back": outcomes.reduce((sum, { refused }) => sum + refused, 0),
        "import beside an unread report, ms": Math.round(reports.ms),
      },
      breaches: {
        "imports that failed": (filled.status === 200 ? 0 : 1) + (reports.status === 200 ? 0 : 1),
        "streams served later than after a minute": outcomes.flatMap(({ times }) => times).filter((ms) => ms > latestMs)
          .length,
      },
    };
  } finally {
    await api.stop();
  }
};

/** How long a client with a key waits for the whole of a stream, while others hardly read theirs and come back. */
async function beside(api: Api, path: string, times: number): Promise<Served> {
  const state = { isOver: false };
  const slow = Array.from({ length: anonymousEach }, () => readSlowly(api, path, state));
  const served: Served = { path, times: [], refused: 0 };
  try {
    for (let n = 0; n < times; n++) {
      const { ms, value } = await timed(() => readWhole(api, path));
      served.times.push(ms);
      served.refused += value;
    }
    return served;
  } finally {
    state.isOver = true;
    await Promise.all(slow);
  }
}

/** Asks until it is served, as a client does that is told to come back; answers how often it was told so. */
async function readWhole(api: Api, path: string): Promise<number> {
  for (let refused = 0; ; refused++) {
    const answer = await fetch(`${api.url}${path}`, { headers });
    await answer.arrayBuffer();
    if (answer.status === 200) return refused;
    if (answer.status !== 503 || refused > 20) throw new Error(`${path} -> ${answer.status}`);
    await pause(1000 * Number(answer.headers.get("retry-after")));
  }
}

async function readSlowly(api: Api, path: string, state: { isOver: boolean }): Promise<void> {
  while (!state.isOver) {
    const socket = await ask(api, getting(path));
    await sip(socket, { bytes: 512, everyMs: 1000, until: () => state.isOver });
    socket.destroy();
    await pause(1000);
  }
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
    const answer = await fetch(`${api.url}/v1/import?mode=upsert`, { method: "POST", headers: type, body: line(1) });
    await answer.arrayBuffer();
    return answer.status;
  });
  unread.destroy();
  return { ms, status: value };
}
