import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
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
import { fuzz, type Tally } from "../tests/helpers/fuzz-run.ts";
import { query, startCluster } from "../tests/helpers/postgres-cluster.ts";
import { probeAnswers } from "../tests/helpers/probe-answers.ts";
import { probeStore } from "../tests/helpers/probe-store.ts";
import { findPlanted } from "./fuzz/planted.ts";

/**
 * `npm run fuzz -- --requests 20000 --seed 1`: sends requests made from the OpenAPI document to a service with the
 * seeds, in a database that is deleted afterwards: SQLite, or with `--postgresql` a server of its own. Before that, it
 * gives each parameter, and each method of the store, texts that an unbound statement would fall apart on. Prints the
 * seed, by which a run can be repeated, and what was answered. `--planted`: shows instead that planted faults are found.
 */
const { values } = parseArgs({
  options: {
    requests: { type: "string" },
    seed: { type: "string" },
    postgresql: { type: "boolean" },
    planted: { type: "boolean" },
  },
});
if (values.planted) process.exit(await findPlanted());
const requests = Number(values.requests ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`${requests} requests, seed ${seed}; again: npm run fuzz -- --requests ${requests} --seed ${seed}`);

const folder = await mkdtemp(join(tmpdir(), "servanda-fuzz-"));
const cluster = values.postgresql ? await startCluster() : null;
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

async function newKey(): Promise<string> {
  const id = v7();
  const text = makeKeyText(id);
  await store.addKey(storedKey(ctx, text, { name: `fuzz ${id}`, role: "admin", expiresAt: null }));
  return text;
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

/** Gives the store and the API what would show an unbound value. @throws Error with what it shows */
async function probe(): Promise<void> {
  const path = join(folder, "probed.db");
  const url = cluster?.primary.url.replace(/[^/]+$/, "probed") ?? `file:${path}`;
  if (cluster) await query(cluster.primary.url, "create database probed");
  await (await openStore(url)).close();
  const engine = cluster ? postgresEngine(openPool(url)) : sqliteEngine(openSqlite(path));
  const inside = await probeStore(engine).finally(() => engine.close());
  const outside = await probeAnswers(app, await newKey());
  const findings = [
    ...inside.findings.map((each) => `store: ${each}`),
    ...outside.findings.map((each) => `API: ${each}`),
  ];
  if (findings.length > 0) throw new Error(`${findings.length} findings\n${findings.join("\n")}`);
  console.log(
    `${inside.asked} calls of the store and ${outside.asked} requests with texts like "') or 1=1 or ('a' = 'b":`,
  );
  console.log(
    "none found more than a text that matches nothing, none changed the text of a statement, none was a 5xx.",
  );
}

try {
  await probe();
  const started = performance.now();
  const tally = await fuzz({ app, store, newKey }, { seed, requests });
  show(tally);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const head = await store.head();
  console.log(
    `${requests} requests to ${tally.size} operations in ${seconds} s: no 5xx, nothing outside the contract, no`,
  );
  console.log(`change without an acknowledged write. The ledger has ${head.seq} lines.`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await app.close();
  await store.close();
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
}
