import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { key, type Outcome, type Plan, settings, spread, tally, timed } from "./plan.ts";
import { type Api, startApi } from "./process.ts";

const timeouts = { HEADERS_TIMEOUT_MS: "2000", REQUEST_TIMEOUT_MS: "3000" };
/** Later than the time-out by no more than the interval in which it is looked for, and some room for a busy machine. */
const latestMs = { headers: 2000 + 2500, body: 3000 + 2500 };

const authority = `Host: drill\r\nAuthorization: Bearer ${key}\r\n`;
const post = (length: number) =>
  `POST /v1/parties HTTP/1.1\r\n${authority}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

/** What is too much, whole and at once, and the status that it must get. */
const tooMuch: Readonly<Record<string, [status: number, text: () => string]>> = {
  "one header of 17 KiB": [431, () => `GET /v1 HTTP/1.1\r\n${authority}X-Long: ${"x".repeat(17 * 1024)}\r\n\r\n`],
  "200 headers": [431, () => `GET /v1 HTTP/1.1\r\n${authority}${"X-Many: x\r\n".repeat(200)}\r\n`],
  "an address of 9000 characters": [414, () => `GET /v1?${"x".repeat(9000)} HTTP/1.1\r\n${authority}\r\n`],
  "a body of 2 MiB": [413, () => post(2 ** 21) + " ".repeat(2 ** 21)],
  "a body said to be of 1 GiB": [413, () => `${post(2 ** 30)}{`],
  "a body 33 levels deep": [400, () => post(66) + "[".repeat(33) + "]".repeat(33)],
  "a body 20 000 levels deep": [400, () => post(40_000) + "[".repeat(20_000) + "]".repeat(20_000)],
};

/** Clients that send byte by byte are cut off, requests that are too much refused, and others answered meanwhile. */
export async function drillSlowClients({ folder, isQuick }: Plan): Promise<Outcome> {
  const each = isQuick ? 20 : 200;
  const api = await startApi({ ...settings, ...timeouts, DATABASE_URL: `file:${join(folder, "servanda.db")}` });
  try {
    const slow = (start: string) => Array.from({ length: each }, () => timed(() => drip(api, start)));
    const headers = slow(`GET /v1 HTTP/1.1\r\n${authority}X-Slow: `);
    const bodies = slow(post(1000));
    const state = { isOver: false };
    const others = askMeanwhile(api, state);
    const [cutHeaders, cutBodies] = [await Promise.all(headers), await Promise.all(bodies)];
    const refusals = Object.entries(tooMuch).map(async ([name, [status, bytes]]) => {
      const { ms, value } = await timed(() => exchange(api, bytes()));
      return { name, status, got: value, ms };
    });
    const refused = await Promise.all(refusals);
    state.isOver = true;
    const { times, failed } = await others;
    const cut = [...cutHeaders, ...cutBodies];
    return {
      figures: {
        "slow clients, by header and by body": `${each} and ${each}`,
        "header cut after, ms, p50 / max": spread(cutHeaders.map(({ ms }) => ms)),
        "body cut after, ms, p50 / max": spread(cutBodies.map(({ ms }) => ms)),
        "statuses of the cut": tally(cut.map(({ value }) => value)),
        ...Object.fromEntries(refused.map(({ name, got, ms }) => [name, `${got} after ${Math.round(ms)} ms`])),
        "other requests meanwhile": times.length,
        "their times, ms, p50 / max": spread(times),
      },
      breaches: {
        "slow clients that were not cut": cut.filter(({ value }) => value !== 408 && value !== cutUnread).length,
        "slow clients cut too late":
          cutHeaders.filter(({ ms }) => ms > latestMs.headers).length +
          cutBodies.filter(({ ms }) => ms > latestMs.body).length,
        "requests that are too much with another status": refused.filter(({ got, status }) => got !== status).length,
        "other requests that failed": failed,
      },
    };
  } finally {
    await api.stop();
  }
}

async function open(api: Api): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Sends one byte ten times a second until the connection is closed; answers the status, 0 for none. */
async function drip(api: Api, start: string): Promise<number> {
  const socket = await open(api);
  socket.write(start);
  const timer = setInterval(() => socket.writable && socket.write("x"), 100);
  const answer = await text(socket).catch(() => "");
  clearInterval(timer);
  socket.destroy();
  return statusIn(answer);
}

/** Sends all of it, and answers the status that comes back. */
async function exchange(api: Api, bytes: string): Promise<number> {
  const socket = await open(api);
  socket.write(bytes);
  const [chunk] = await Promise.race([once(socket, "data"), once(socket, "close"), pause(10_000, [""])]);
  socket.destroy();
  return statusIn(String(chunk));
}

/** Who goes on sending may be cut before it has read why. */
const cutUnread = 0;
const statusIn = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? cutUnread);

async function askMeanwhile(api: Api, state: { isOver: boolean }): Promise<{ times: number[]; failed: number }> {
  const times: number[] = [];
  const counts = { failed: 0 };
  for (let n = 0; !state.isOver; n++) {
    const { ms, value } = await timed(() => fetch(`${api.url}${n % 2 ? "/healthz" : "/v1/parties?limit=20"}`));
    await value.arrayBuffer();
    times.push(ms);
    if (value.status !== 200) counts.failed += 1;
    await pause(20);
  }
  return { times, failed: counts.failed };
}
