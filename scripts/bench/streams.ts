import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { median, type Result } from "./measure.ts";
import { adminKey, residentMb, startServanda } from "./processes.ts";

const readers = 1000;
/** Connected before memory is first looked at: code and tables that the first of them need are of all. */
const first = 50;
const writes = 50;

/** What a thousand followers of the stream of changes cost: memory for each, and how soon each is told of a write. */
export async function measureStreams(folder: string, show: (result: Result) => void): Promise<void> {
  const server = await startServanda(`file:${join(folder, "streams.db")}`, {
    ...{ MAX_STREAMS: String(readers), MAX_STREAMS_EACH: String(readers), MAX_CONNECTIONS_EACH: "0" },
  });
  const base = `http://127.0.0.1:${server.port}`;
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const arrived = new Map<number, number[]>();
  const follow = async () => {
    const [answer] = (await once(get(`${base}/v1/changes/stream`, { agent }), "response")) as [IncomingMessage];
    if (answer.statusCode !== 200) throw new Error(`The stream was answered with ${answer.statusCode}`);
    answer.setEncoding("utf8").on("data", (text: string) => noteArrivals(text, arrived));
    return answer;
  };
  const told = (row: string, ours: number, unit: string) =>
    show({ row, ours, floor: null, ratio: null, target: null, unit });
  const open: IncomingMessage[] = [];
  try {
    for (let n = 0; n < first; n++) open.push(await follow());
    await write(base);
    await pause(1000);
    const before = await residentMb(server.pid);
    for (let n = first; n < readers; n++) open.push(await follow());
    await pause(1000);
    told(
      "stream, memory of each of 1000 readers",
      (((await residentMb(server.pid)) - before) * 1024) / (readers - first),
      "kB",
    );
    const delays: number[] = [];
    for (let n = 0; n < writes; n++) delays.push(...(await delaysOf(await write(base), arrived)));
    const inOrder = delays.toSorted((a, b) => a - b);
    told("stream, from a write's answer to its readers, p50", median(inOrder), "ms");
    told(
      "stream, from a write's answer to its readers, p99",
      inOrder[Math.floor(inOrder.length * 0.99)] ?? Number.NaN,
      "ms",
    );
  } finally {
    for (const answer of open) answer.destroy();
    await server.stop();
  }
}

function noteArrivals(text: string, arrived: Map<number, number[]>): void {
  const now = performance.now();
  for (const [, seq] of text.matchAll(/^id: (\d+)/gm)) {
    const at = arrived.get(Number(seq)) ?? [];
    at.push(now);
    arrived.set(Number(seq), at);
  }
}

/** The line that a write added, and when its answer was there. */
async function write(base: string): Promise<{ seq: number; at: number }> {
  const headers = { authorization: `Bearer ${adminKey}`, "content-type": "application/json" };
  const body = JSON.stringify({ kind: "other", title: "Something that was written" });
  const answer = await fetch(`${base}/v1/sources`, { method: "POST", headers, body });
  const at = performance.now();
  if (!answer.ok) throw new Error(await answer.text());
  return { seq: Number(answer.headers.get("servanda-seq")), at };
}

/** How long after the answer each reader had the line; those that had it before count as at once. */
async function delaysOf({ seq, at }: { seq: number; at: number }, arrived: Map<number, number[]>): Promise<number[]> {
  for (let waited = 0; (arrived.get(seq)?.length ?? 0) < readers; waited += 5) {
    if (waited > 30_000) throw new Error(`${arrived.get(seq)?.length ?? 0} readers were told of line ${seq}`);
    await pause(5);
  }
  return (arrived.get(seq) ?? []).map((had) => Math.max(0, had - at));
}
