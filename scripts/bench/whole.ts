import { copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Done } from "./client.ts";
import { importInto, linesOf } from "./database.ts";
import { sameRows } from "./floor.ts";
import { type Bench, median, type Result, round } from "./measure.ts";
import { adminKey, cpuOf, residentMb, startServanda } from "./processes.ts";
import { mix, patches } from "./rows.ts";

interface Whole {
  bench: Bench;
  base: { path: string; bytesToLines: number };
  folder: string;
  idleMb: number;
  only: (row: { name: string }) => boolean;
  show: (result: Result) => void;
  importLines: number;
  isPostgres: boolean;
}

/** The rows that are not one request again and again. The ratio to a limit is 1 or more where it is kept. */
export async function measureWhole({
  bench,
  base,
  folder,
  idleMb,
  only,
  show,
  importLines,
  isPostgres,
}: Whole): Promise<void> {
  const within = (row: string, ours: number, most: number, unit: string) =>
    show({ row, ours, floor: most, ratio: most / ours, target: 1, unit });
  if (only({ name: "mix with 10 % writes" })) show(await measureMix(bench));
  if (only({ name: "export NDJSON" })) {
    const megabytes = await exportPerSecond(bench);
    show({ row: "export NDJSON", ours: megabytes, floor: 60, ratio: megabytes / 60, target: 1, unit: "MB/CPU s" });
  }
  if (only({ name: "memory" })) {
    within("memory idle", idleMb, 110, "MB");
    within("memory under load", await residentMb(bench.ours.pid), 250, "MB");
  }
  if (only({ name: "the 1000th event against the 10th" }))
    within("the 1000th event against the 10th", await growthOfEvents(bench), 1.5, "x");
  if (isPostgres) return;
  if (only({ name: "start" })) {
    within("ready after start", bench.ours.readyMs, 1000, "ms");
    const empty = await startServanda(`file:${join(folder, "empty.db")}`);
    await empty.stop();
    within("ready after start, empty", empty.readyMs, 800, "ms");
  }
  if (only({ name: "ready after kill -9" }))
    within("ready after kill -9", await readyAfterKill(bench, base.path, folder), 2000, "ms");
  if (only({ name: "import" })) for (const result of await measureImport(folder, importLines)) show(result);
  if (only({ name: "bytes of the database to its NDJSON" }))
    within("bytes of the database to its NDJSON", base.bytesToLines, 3, "x");
}

async function measureMix(bench: Bench): Promise<Result> {
  const { rounds, ms, ours } = bench;
  const [without, withWrites] = [await mix.reads(), await mix.withWrites(bench.world)];
  const rates: { without: number[]; with: number[] } = { without: [], with: [] };
  for (let n = 0, from = 0; n < rounds; n++) {
    rates.without.push((await round(bench, ours, { requests: without, from: 0, connections: 16, ms })).perSecond);
    const done = await round(bench, ours, { requests: withWrites, from, connections: 16, ms });
    from += done.count;
    rates.with.push(done.perSecond);
  }
  const [mixed, floor] = [median(rates.with), median(rates.without)];
  return { row: "mix with 10 % writes", ours: mixed, floor, ratio: mixed / floor, target: 0.5, unit: "/s" };
}

/** Megabytes for each second of the server's CPU. */
async function exportPerSecond({ ours }: Bench): Promise<number> {
  const before = await cpuOf(ours.pid);
  const answer = await fetch(`http://127.0.0.1:${ours.port}/v1/commitments.ndjson`, {
    headers: { "accept-encoding": "identity" },
  });
  let bytes = 0;
  for await (const chunk of answer.body ?? []) bytes += chunk.length;
  return bytes / ((await cpuOf(ours.pid)) - before);
}

/** By CPU against the same rows, by the clock without the start of the process, and the most memory. */
async function measureImport(folder: string, importLines: number): Promise<Result[]> {
  const one = join(folder, "one.ndjson");
  await writeFile(one, "");
  const start = await importInto(`file:${join(folder, "none.db")}`, one);
  const path = join(folder, "imported.db");
  const all = await importInto(`file:${path}`, await linesOf(importLines));
  const perSecond = (importLines * 1e6) / (all.cpuUs - start.cpuUs);
  const floor = (importLines * 1e6) / sameRows(path, join(folder, "rows.db"));
  const elapsed = importLines / (all.seconds - start.seconds);
  return [
    { row: "import", ours: perSecond, floor, ratio: perSecond / floor, target: 0.6, unit: "lines/CPU s" },
    { row: "import by the clock", ours: elapsed, floor: 1500, ratio: elapsed / 1500, target: 1, unit: "lines/s" },
    { row: "memory of the import", ours: all.peakMb, floor: 250, ratio: 250 / all.peakMb, target: 1, unit: "MB" },
  ];
}

/** Milliseconds until a server is ready whose last one was killed while sixteen clients wrote. */
async function readyAfterKill(bench: Bench, from: string, folder: string): Promise<number> {
  const path = join(folder, "killed.db");
  await copyFile(from, path);
  const killed = await startServanda(`file:${path}`);
  const asked = bench.client.ask<Done>({
    ...{ requests: await patches(bench.world), from: 0, connections: 16, ms: 5000, port: killed.port },
  });
  await pause(3000);
  process.kill(killed.pid, "SIGKILL");
  const { count, refused } = await asked;
  if (count < 16) throw new Error(`Only ${count} writes before the kill: ${refused}`);
  const again = await startServanda(`file:${path}`);
  await again.stop();
  await rm(path);
  return again.readyMs;
}

/** How much longer an event takes to record where there are a thousand than where there are ten. */
async function growthOfEvents(bench: Bench): Promise<number> {
  const { ours } = bench;
  const v1 = `http://127.0.0.1:${ours.port}/v1`;
  const headers = { authorization: `Bearer ${adminKey}` };
  const post = async (path: string, body: object, type = "application/json") => {
    const answer = await fetch(v1 + path, {
      method: "POST",
      headers: { ...headers, "content-type": type },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { id: string };
  };
  const event = (n: number) => ({ type: "note", date: "2026-06", title: `Round of talks ${n}` });
  const make = async (count: number) => {
    const events = Array.from({ length: Math.min(count, 500) }, (_, n) => event(n));
    const said = { title: `Talks ${count}`, type: "trade", firmness: "pledge", statedOn: "2024" };
    const promise = { ...said, parties: [{ party: "AFG", role: "promisor" }] };
    const { id } = await post("/commitments", { ...promise, events });
    if (count > events.length) {
      const more = Array.from({ length: count - events.length }, (_, n) => event(events.length + n));
      await post("/import", { id, ...promise, events: more }, "application/x-ndjson");
    }
    const took: number[] = [];
    for (let n = 0; n < 9; n++) {
      const before = await cpuOf(ours.pid);
      await post(`/commitments/${id}/events`, event(count + n));
      took.push((await cpuOf(ours.pid)) - before);
    }
    return median(took);
  };
  const few = await make(10);
  return (await make(1000)) / few;
}
