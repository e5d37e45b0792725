import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 } from "uuid";
import { buildApp } from "../src/app.ts";
import { readConfig } from "../src/config/config.ts";
import { makeKeyText } from "../src/domain/key-text.ts";
import { storedKey } from "../src/keys/service.ts";
import { systemContext } from "../src/records/context.ts";
import { loadSeeds } from "../src/seeds.ts";
import { openStore } from "../src/store/open.ts";
import { openPool, postgresEngine } from "../src/store/postgres/engine.ts";
import { openSqlite } from "../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../src/store/sqlite/engine.ts";
import { fuzz, type Tally, type Target } from "../tests/helpers/fuzz-run.ts";
import { type Cluster, query, startCluster } from "../tests/helpers/postgres-cluster.ts";
import { probeAnswers } from "../tests/helpers/probe-answers.ts";
import { type Probed, probeStore } from "../tests/helpers/probe-store.ts";
import { findPlanted } from "./fuzz/planted.ts";
import { readOptions } from "./options.ts";

const help = `npm run fuzz -- [OPTIONS]

Looks for values that are not bound, by every method of the store and every parameter of the API, then sends requests
made from the OpenAPI document to a service with the seeds, in a database that is deleted afterwards. Prints the seed,
by which a run can be repeated, and what was answered. Exit code 0: nothing was found; else 1.

  --requests N    how many requests; 20 000
  --seed N        repeats the choices of a run
  --only PART     store, api or requests: one of these alone
  --postgresql    on a server of its own, rather than on SQLite
  --planted       shows instead that each of many faults is found, planted in a copy; --only FILE: those in one file`;
const values = readOptions(help, {
  ...({ requests: "number", seed: "number", only: "text", postgresql: "flag", planted: "flag" } as const),
});
const { requests = 20_000, seed = Date.now() % 2 ** 31 } = values;
const isWanted = (part: "store" | "api" | "requests") => (values.only ?? part) === part;

/** A place for databases: files of a folder, or a server. */
interface Place {
  folder: string;
  cluster: Cluster | null;
}

async function fuzzAll(place: Place): Promise<void> {
  if (isWanted("store")) report("calls of the store", await probeEngine(place));
  if (isWanted("api") || isWanted("requests")) await fuzzService(place);
}

function report(what: string, { asked, findings }: { asked: number; findings: readonly string[] }): void {
  if (findings.length > 0) throw new Error(`${findings.length} findings\n${findings.join("\n")}`);
  console.log(
    `${asked} ${what} with quotes, backslashes, wildcards and SQL: none found more than a text that matches nothing.`,
  );
}

/** In a database of its own: what is written there is no service's. */
async function probeEngine({ folder, cluster }: Place): Promise<Probed> {
  const path = join(folder, "probed.db");
  const url = cluster?.primary.url.replace(/[^/]+$/, "probed") ?? `file:${path}`;
  if (cluster) await query(cluster.primary.url, "create database probed");
  await (await openStore(url)).close();
  const engine = cluster ? postgresEngine(openPool(url)) : sqliteEngine(openSqlite(path));
  return probeStore(engine).finally(() => engine.close());
}

async function fuzzService({ folder, cluster }: Place): Promise<void> {
  const config = readConfig({
    LOG_LEVEL: "silent",
    RATE_LIMIT_ANONYMOUS: "0",
    RATE_LIMIT_KEY: "0",
    RATE_LIMIT_WRITES: "0",
    RATE_LIMIT_REFUSED: "0",
    MAX_EVENT_LOOP_DELAY_MS: "0",
    DATABASE_URL: cluster?.primary.url ?? `file:${join(folder, "fuzz.db")}`,
  });
  const store = await openStore(config.databaseUrl);
  const ctx = systemContext(store, config, "fuzz");
  await loadSeeds(ctx);
  const app = await buildApp({ store, config });
  await app.ready();
  const newKey = async () => {
    const id = v7();
    const text = makeKeyText(id);
    await store.addKey(storedKey(ctx, text, { name: `fuzz ${id}`, role: "admin", expiresAt: null }));
    return text;
  };
  try {
    if (isWanted("api")) report("requests", await probeAnswers(app, await newKey()));
    if (isWanted("requests")) await sendRequests({ app, store, newKey });
  } finally {
    await app.close();
    await store.close();
  }
}

async function sendRequests(target: Target): Promise<void> {
  const started = performance.now();
  const tally = await fuzz(target, { seed, requests });
  show(tally);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const head = await target.store.head();
  console.log(
    `${requests} requests to ${tally.size} operations in ${seconds} s: no 5xx, nothing outside the contract, no`,
  );
  console.log(`change without an acknowledged write. The ledger has ${head.seq} lines.`);
}

function show(tally: Tally): void {
  const statuses = [...new Set([...tally.values()].flatMap((each) => [...each.keys()]))].sort();
  const rows = [...tally].sort(([a], [b]) => (a < b ? -1 : 1));
  console.table(
    Object.fromEntries(
      rows.map(([name, each]) => [name, Object.fromEntries(statuses.map((s) => [s, each.get(s) ?? 0]))]),
    ),
  );
}

async function main(): Promise<number> {
  if (values.planted) return findPlanted(values.only);
  console.log(`${requests} requests, seed ${seed}; again: npm run fuzz -- --requests ${requests} --seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), "servanda-fuzz-"));
  const cluster = values.postgresql ? await startCluster({ onDisk: true }) : null;
  try {
    await fuzzAll({ folder, cluster });
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await cluster?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
