import type { ReadyAnswer } from "./bare.ts";
import type { Done, Job } from "./client.ts";
import { oneRowTransactions } from "./floor.ts";
import { type Asked, cpuOf, type Server, type startProcess, writtenBy } from "./processes.ts";
import { get, type Row, type World } from "./rows.ts";

export interface Bench {
  client: ReturnType<typeof startProcess>;
  bare: Server;
  ours: Server;
  world: World;
  rounds: number;
  ms: number;
  floorPath: string;
}

export interface Result {
  row: string;
  /** CPU of the server for each request in microseconds, or requests a second where the floor is a rate. */
  ours: number;
  floor: number | null;
  ratio: number | null;
  target: number | null;
  unit: string;
  [more: string]: unknown;
}

export function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
}

export const met = ({ ratio, target }: Pick<Result, "ratio" | "target">) =>
  target === null || ratio === null ? "" : ratio >= target ? "met" : "not met";

/** What one server is asked in one round. @throws Error when it refuses one request */
export async function round({ client }: Pick<Bench, "client">, server: Asked, job: Omit<Job, "port">) {
  const before = { cpu: await cpuOf(server.pid), written: await writtenBy(server.pid) };
  const done = await client.ask<Done>({ ...job, port: server.port });
  const cpu = (await cpuOf(server.pid)) - before.cpu;
  const written = (await writtenBy(server.pid)) - before.written;
  if (done.refused) throw new Error(done.refused);
  const perSecond = done.count / done.seconds;
  return { ...done, perSecond, cpuUs: cpu / done.count, kilobytes: written / done.count / 1000 };
}

const warmUpMs = 2000;

/** Both servers are asked until what they run most is compiled: rounds are too short for it to be done within them. */
export async function warmUp(bench: Bench): Promise<void> {
  const job = { requests: [get("/v1/commitments?limit=1")], from: 0, connections: 16, ms: warmUpMs };
  for (const server of [bench.ours, bench.bare]) await round(bench, server, job);
}

/** Asks ours and the bare server, or the floor, in turn. */
export async function measureRow(bench: Bench, row: Row): Promise<Result> {
  const { ours, bare, rounds, ms } = bench;
  const requests = await row.requests(bench.world);
  const job = { requests, connections: row.connections ?? 16, ms };
  const state = { from: 0 };
  const next = async () => {
    const done = await round(bench, ours, { ...job, from: state.from });
    state.from += done.count;
    return done;
  };
  if (!row.isWrite) await bare.ask(await answerTo(ours, requests[0] as string));
  await round(bench, bare, { ...job, from: 0, ms: 100 });
  await round(bench, ours, { ...job, from: Math.max(0, requests.length - 20), ms: row.isWrite ? 1 : 100 });
  await ours.look();
  const [mine, theirs]: [Awaited<ReturnType<typeof next>>[], number[]] = [[], []];
  for (let n = 0; n < rounds; n++) {
    if (row.isWrite) theirs.push(oneRowTransactions(bench.floorPath, ms).perSecond);
    else theirs.push((await round(bench, bare, { ...job, from: 0, ms })).cpuUs);
    mine.push(await next());
  }
  const { statements, longestMs } = await ours.look();
  const floor = median(theirs);
  const perSecond = median(mine.map((each) => each.perSecond));
  const cpuUs = median(mine.map((each) => each.cpuUs));
  const count = mine.reduce((sum, each) => sum + each.count, 0);
  const common = {
    row: row.name,
    floor,
    target: row.target,
    perSecond,
    cpuUs,
    statements: statements / count,
    longestMs,
  };
  const p99Ms = median(mine.map((each) => each.p99Ms));
  if (!row.isWrite) return { ...common, p99Ms, ours: cpuUs, ratio: floor / cpuUs, unit: "us CPU" };
  const kilobytes = median(mine.map((each) => each.kilobytes));
  return { ...common, p99Ms, kilobytes, ours: perSecond, ratio: perSecond / floor, unit: "/s" };
}

const own = /^(connection|keep-alive|transfer-encoding|date)$/;

async function answerTo({ port }: Server, request: string): Promise<ReadyAnswer> {
  const path = request.split(" ")[1];
  const tag = /If-None-Match: (.*)\r/.exec(request)?.[1];
  const headers = { "accept-encoding": "identity", ...(tag && { "if-none-match": tag }) };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, cache: "no-store" });
  const kept = [...answer.headers].filter(([name]) => !own.test(name));
  return { status: answer.status, headers: Object.fromEntries(kept), body: await answer.text() };
}
