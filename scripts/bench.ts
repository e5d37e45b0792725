import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startCluster } from "../tests/helpers/postgres-cluster.ts";
import { databaseOf, importInto } from "./bench/database.ts";
import { type Bench, measureRow, met, type Result, warmUp } from "./bench/measure.ts";
import { measurePages } from "./bench/pages.ts";
import { measurePeers } from "./bench/peers/measure.ts";
import { measureProcesses } from "./bench/postgresql.ts";
import { adminKey, residentMb, startBare, startProcess, startServanda } from "./bench/processes.ts";
import { reads, type World, writes } from "./bench/rows.ts";
import { measureStreams } from "./bench/streams.ts";
import { measureWhole } from "./bench/whole.ts";
import { readOptions } from "./options.ts";

const help = `npm run bench -- [OPTIONS]

What Servanda costs against what anything would cost, measured in turns in the same run. See docs/performance.md.

  --quick         under three minutes
  --only WORD     the rows with that word in their names
  --size N        on so many commitments; 10 000
  --large N       reads and writes on so many commitments too; what is written stays there
  --import N      an import of so many lines; 2000, and 300 with --quick
  --peers         against other products too
  --postgresql    on PostgreSQL
  --json FILE     all figures`;
const values = readOptions(help, {
  ...({ quick: "flag", only: "text", size: "number", large: "number", import: "number" } as const),
  ...({ peers: "flag", postgresql: "flag", json: "text" } as const),
});
const commitments = values.size ?? 10_000;
const only = ({ name }: { name: string }) => name.includes(values.only ?? "");
const plan = values.quick ? { rounds: 5, ms: 150 } : { rounds: 5, ms: 1500 };

if (values.postgresql && (values.peers || commitments > 10_000))
  throw new Error("On PostgreSQL there are no peers, and at most 10 000 commitments, which are imported anew.");
const base = await databaseOf(commitments);
const folder = await mkdtemp(join(tmpdir(), "servanda-bench-"));
const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
const results: Result[] = [];

async function openBench(url: string, count: number): Promise<Bench> {
  const [ours, bare] = [await startServanda(url), await startBare()];
  const client = startProcess([fileURLToPath(new URL("./bench/client.ts", import.meta.url))]);
  ends.unshift(ours.stop, bare.stop, client.stop);
  const get: World["get"] = async (path) => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const answer = await fetch(`http://127.0.0.1:${ours.port}${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return { headers: answer.headers, json: (await answer.json()) as Awaited<ReturnType<World["get"]>>["json"] };
  };
  return { client, bare, ours, world: { commitments: count, get }, ...plan, floorPath: join(folder, "floor.db") };
}

async function copyOf(path: string, name: string): Promise<string> {
  await copyFile(path, join(folder, name));
  return `file:${join(folder, name)}`;
}

async function onPostgres(): Promise<string> {
  const cluster = await startCluster({ onDisk: true });
  await cluster.replica.stop();
  ends.splice(-1, 0, () => cluster.close());
  await importInto(cluster.primary.url, base.lines);
  return cluster.primary.url;
}

function show(result: Result): void {
  const number = (value: number | null, digits: number) => (value === null ? "" : value.toFixed(digits));
  const { row, ours, floor, ratio, target, unit } = result;
  const cells = [row, `${number(ours, 1)} ${unit}`, number(floor, 1), number(ratio, 3), number(target, 2), met(result)];
  const more = Object.entries(result).filter(([name, value]) => /^(kilobytes|statements|toSmall)$/.test(name) && value);
  console.log(
    `| ${cells.join(" | ")} | ${more.map(([name, value]) => `${name} ${number(value as number, 1)}`).join(", ")} |`,
  );
  results.push(result);
}

/** A row that fails is a result too: the others are still measured. */
async function tryRow(bench: Bench, row: (typeof reads)[number]): Promise<Result> {
  return await measureRow(bench, row).catch((error: Error) => ({
    ...{ row: row.name, ours: Number.NaN, floor: null, ratio: 0, target: row.target, unit: "failed" },
    error: error.message,
  }));
}

try {
  const url = values.postgresql ? await onPostgres() : await copyOf(base.path, "small.db");
  const bench = await openBench(url, commitments);
  const idleMb = await residentMb(bench.ours.pid);
  await warmUp(bench);
  const large = values.large ?? null;
  const larger = large && !values.postgresql ? await databaseOf(large) : null;
  const largeBench = larger && large ? await openBench(`file:${larger.path}`, large) : null;
  console.log(
    "| row | ours | floor or bare | ratio | target | met | more |\n| --- | --- | --- | --- | --- | --- | --- |",
  );
  for (const row of [...reads, ...writes].filter(only)) {
    const result = await tryRow(bench, row);
    const again = largeBench && (await tryRow(largeBench, row));
    const times = (large: Result) => (row.isWrite ? result.ours / large.ours : large.ours / result.ours);
    show({ ...result, ...(again && { toSmall: times(again), large: again }) });
  }
  await measureWhole({
    bench,
    base,
    folder,
    idleMb,
    only,
    show,
    importLines: values.import ?? (values.quick ? 300 : 2000),
    isPostgres: values.postgresql ?? false,
  });
  if (values.postgresql) await measureProcesses({ bench, url, only, show });
  if (values.peers) await measurePeers({ bench, base, folder, only, show });
  if (only({ name: "stream" })) await measureStreams(folder, show);
  if (only({ name: "pages" })) await measurePages(bench.ours.port, show);
  if (values.json)
    await writeFile(values.json, JSON.stringify({ date: new Date(), commitments, large, results }, null, 2));
} finally {
  for (const end of ends) await end();
}
