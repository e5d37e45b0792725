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
import { fuzz, type Tally } from "../tests/helpers/fuzz-run.ts";
import { startCluster } from "../tests/helpers/postgres-cluster.ts";

/**
 * `npm run fuzz -- --requests 20000 --seed 1`: sends requests made from the OpenAPI document to a service with the
 * seeds, in a database that is deleted afterwards: SQLite, or with `--postgresql` a server of its own. Prints the seed,
 * by which a run can be repeated, and what was answered.
 */
const { values } = parseArgs({
  options: { requests: { type: "string" }, seed: { type: "string" }, postgresql: { type: "boolean" } },
});
const requests = Number(values.requests ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`${requests} requests, seed ${seed}; again: npm run fuzz -- --requests ${requests} --seed ${seed}`);

const folder = await mkdtemp(join(tmpdir(), "servanda-fuzz-"));
const cluster = values.postgresql ? await startCluster({ onDisk: true }) : null;
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

try {
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
