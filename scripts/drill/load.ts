import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { key } from "./plan.ts";
import { commitments } from "./soak/mix.ts";

/** A process that offers load: over raw sockets, so that it costs less than the server that it asks. */

export interface Load {
  port: number;
  /** The number of the first request: see `requestAt`. */
  from: number;
  ms: number;
  /** Each asks again as soon as it is answered; with a rate, all are open before the first request. */
  connections: number;
  /** Requests a second, sent whatever comes back. */
  rate?: number;
}

/** What became of what was sent; times in ms. */
export interface Offered {
  sent: number;
  seconds: number;
  /** How many were answered with 2xx within these seconds. */
  inTime: number;
  /** Of each kind. */
  accepted: Record<Kind, number[]>;
  /** 503 with Retry-After. */
  refused: number[];
  /** Anything else: its beginning, and how often. */
  failures: Record<string, number>;
  /** Not sent, for want of a connection. */
  unsent: number;
}

const sorts = ["title", "-title", "statedOn", "-updatedAt", "-due"];

type Kind = "record" | "list" | "search" | "write";

/** Of a hundred: 50 single records, 25 lists, 20 searches, 5 writes. */
function kindAt(n: number): Kind {
  const turn = (n * 37) % 100;
  return turn < 50 ? "record" : turn < 75 ? "list" : turn < 95 ? "search" : "write";
}

function requestAt(n: number): string {
  const kind = kindAt(n);
  if (kind === "record") return get(`/stream-${(n * 7919) % commitments}`);
  if (kind === "list") return get(`?limit=${10 + (n % 40)}&sort=${sorts[n % sorts.length]}&type=culture`);
  if (kind === "search") return get(`?limit=20&q=${encodeURIComponent(`Commitment ${n % commitments}`)}`);
  const body = JSON.stringify({ code: `L${n}`, kind: "igo", name: `Load ${n}` });
  const head = `POST /v1/parties HTTP/1.1\r\nHost: drill\r\nAuthorization: Bearer ${key}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

const get = (path: string) => `GET /v1/commitments${path} HTTP/1.1\r\nHost: drill\r\nAccept-Encoding: identity\r\n\r\n`;

const lastAnswersMs = 30_000;
const tickMs = 2;

async function offer({ port, from, ms, connections, rate }: Load): Promise<Offered> {
  const accepted = { record: [], list: [], search: [], write: [] };
  const done: Offered = { sent: 0, seconds: 0, inTime: 0, accepted, refused: [], failures: {}, unsent: 0 };
  const open = new Set<Socket>();
  const idle: (() => void)[] = [];
  const state = { under: 0, at: from };
  let began = performance.now();
  const isOver = () => performance.now() - began >= ms;

  function fail(what: string): void {
    done.failures[what] = (done.failures[what] ?? 0) + 1;
  }

  function add(): void {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const own = { asked: 0, n: 0, got: "" };
    open.add(socket);
    const ask = () => {
      own.asked = performance.now();
      done.sent += 1;
      state.under += 1;
      own.n = state.at++;
      socket.write(requestAt(own.n));
    };
    const next = () => {
      if (rate !== undefined) idle.push(ask);
      else if (!isOver()) ask();
    };
    const end = (error: string) => {
      open.delete(socket);
      const place = idle.indexOf(ask);
      if (place >= 0) idle.splice(place, 1);
      if (own.asked > 0) fail(error);
      state.under -= own.asked > 0 ? 1 : 0;
      own.asked = 0;
    };
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      own.got += chunk;
      if (!isWhole(own.got)) return;
      count(own.got, own.n, performance.now() - own.asked);
      const isLast = /\r\nconnection: close/i.test(headOf(own.got));
      Object.assign(own, { asked: 0, got: "" });
      state.under -= 1;
      if (isLast) socket.destroy();
      if (isLast && rate === undefined && !isOver()) add();
      if (!isLast) next();
    });
    socket.once("connect", next);
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.once("close", () => end("closed without an answer"));
  }

  function count(answer: string, n: number, took: number): void {
    if (answer[9] === "2" && !isOver()) done.inTime += 1;
    if (answer[9] === "2") done.accepted[kindAt(n)].push(took);
    else if (answer.startsWith("503", 9) && /\r\nretry-after: \d/i.test(headOf(answer))) done.refused.push(took);
    else fail(`${answer.slice(9, 12)} ${answer.slice(answer.indexOf("\r\n\r\n") + 4).slice(0, 200)}`);
  }

  for (let n = 0; n < connections; n++) {
    add();
    // The system holds no more than some hundred that nobody has taken up.
    if (n % 50 === 49) await until(() => open.size === idle.length + state.under, lastAnswersMs);
  }
  if (rate !== undefined) began = performance.now();
  for (let due = 0; !isOver(); ) {
    const wanted = rate === undefined ? 0 : Math.floor(((performance.now() - began) / 1000) * rate);
    for (; due < wanted; due++) {
      const ask = idle.pop();
      if (ask) ask();
      else done.unsent += 1;
    }
    await pause(tickMs);
  }
  done.seconds = (performance.now() - began) / 1000;
  process.send?.("over");
  await until(() => state.under === 0, lastAnswersMs);
  if (state.under > 0) done.failures["no answer"] = state.under;
  for (const socket of open) socket.removeAllListeners("close").destroy();
  return done;
}

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const last = performance.now() + withinMs;
  while (!isSo() && performance.now() < last) await pause(tickMs);
}

const headOf = (answer: string): string => answer.slice(0, answer.indexOf("\r\n\r\n") + 2);

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end + 2))?.[1];
  return length === undefined ? answer.endsWith("\r\n0\r\n\r\n") : answer.length >= end + 4 + Number(length);
}

process.on("message", async (load: Load) => process.send?.(await offer(load)));
