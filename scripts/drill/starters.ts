import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sqlitePath } from "../../src/files/database-url.ts";
import { openForReading } from "../../src/store/open.ts";
import { migrationsFor } from "../../src/store/schema/migrate.ts";
import { openSqliteReadonly } from "../../src/store/sqlite/connection.ts";
import { query, startCluster } from "../../tests/helpers/postgres-cluster.ts";
import { makeNewest, makeOldFile, makeOldOnServer } from "./first-schema.ts";
import { findingsIn } from "./ledger.ts";
import { headers, type Outcome, type Plan, settings, spread, tally } from "./plan.ts";
import { type Started, startMany } from "./start-many.ts";

const starters = 8;

/** A way to be given a new database, in one of two states; `outdated`: of the first schema. */
type Give = (state: "fresh" | "outdated", name: string) => Promise<string>;

/**
 * Starts eight processes at once on one database, which is fresh (so that they bring the seeds and make the first key)
 * and outdated (so that they migrate it and make its rows anew), in turn. On PostgreSQL all of them must become ready;
 * of an SQLite file one becomes its owner, and the others are refused in words.
 */
export async function drillStarters({ folder, isQuick }: Plan): Promise<Outcome> {
  const rounds = isQuick ? 2 : 10;
  const parties = isQuick ? 500 : 2_000;
  const cluster = await startCluster({ onDisk: true });
  try {
    const onServer = await tryRounds(await onPostgres(cluster.primary.url, parties), starters, rounds);
    const onFile = await tryRounds(await onSqlite(folder, parties), 1, rounds);
    return {
      figures: {
        "rounds on each engine": rounds,
        "on PostgreSQL, all ready after, ms, p50 / max": spread(onServer.times),
        "of an SQLite file, ready and refused after, ms, p50 / max": spread(onFile.times),
        "exit codes of the refused": tally(onFile.codes),
        "what they said": onFile.said,
      },
      breaches: { ...named("PostgreSQL", onServer.breaches), ...named("SQLite", onFile.breaches) },
    };
  } finally {
    await cluster.close();
  }
}

const named = (engine: string, breaches: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(breaches).map(([name, count]) => [`${engine}: ${name}`, count]));

const settingsOf = (url: string) => ({ ...settings, SERVANDA_ADMIN_KEY: "", SEED: "true", DATABASE_URL: url });

/** Rounds of starts on databases of one engine, of which so many must become ready. */
async function tryRounds(give: Give, ready: number, rounds: number) {
  const expected = { fresh: await linesOfOne(give, "fresh"), outdated: await linesOfOne(give, "outdated") };
  const breaches = { started: 0, unclear: 0, keys: 0, lines: 0, migrations: 0, findings: 0, writes: 0, exits: 0 };
  const [times, codes, said]: [number[], number[], Set<string>] = [[], [], new Set()];
  for (let n = 0; n < rounds; n++) {
    const state = n % 2 === 0 ? "fresh" : "outdated";
    const url = await give(state, `${state}_${n}`);
    const all = await startMany(starters, settingsOf(url));
    const [running, refused] = [all.filter(({ code }) => code === null), all.filter(({ code }) => code !== null)];
    times.push(Math.max(...all.map(({ ms }) => ms)));
    codes.push(...refused.map(({ code }) => code ?? 0));
    for (const { errors } of refused)
      said.add(
        errors()
          .trim()
          .replaceAll(/\/\S+\/|process \d+ on \S+\)/g, "..."),
      );
    breaches.started += Math.abs(running.length - ready);
    breaches.unclear += refused.filter((one) => !isClear(one)).length;
    const keys = running.flatMap(({ output }) => /export KEY=(\S+)/.exec(output())?.[1] ?? []);
    if (keys.length !== 1) breaches.keys += 1;
    for (const [i, one] of running.entries()) if (!(await writes(one, `S${i}`, keys[0] ?? ""))) breaches.writes += 1;
    for (const exit of await Promise.all(running.map(({ stop }) => stop()))) if (exit !== 0) breaches.exits += 1;
    const { lines, migrations } = await stateOf(url);
    if (lines !== expected[state] + running.length) breaches.lines += 1;
    if (migrations !== migrationsFor(url.startsWith("file:") ? "sqlite" : "postgresql").length)
      breaches.migrations += 1;
    breaches.findings += (await findingsIn(url)).length;
  }
  return {
    times,
    codes,
    said: [...said].join(" | "),
    breaches: {
      "processes too few or too many that became ready": breaches.started,
      "refusals that are no words with exit code 1": breaches.unclear,
      "rounds without exactly one first key": breaches.keys,
      "processes that were ready and did not write": breaches.writes,
      "exit codes of the running other than 0": breaches.exits,
      "ledgers that are not as after one start": breaches.lines,
      "databases not migrated exactly once": breaches.migrations,
      "findings of verify": breaches.findings,
    },
  };
}

/** How many lines the ledger has after one start alone. */
async function linesOfOne(give: Give, state: "fresh" | "outdated"): Promise<number> {
  const url = await give(state, `${state}_one`);
  const [one] = await startMany(1, settingsOf(url));
  if ((await one?.stop()) !== 0) throw new Error(`one start alone failed: ${one?.errors()}`);
  return (await stateOf(url)).lines;
}

async function stateOf(url: string): Promise<{ lines: number; migrations: number }> {
  const store = await openForReading(url);
  const { seq: lines } = await store.head();
  await store.close();
  const path = sqlitePath(url);
  const counted = "select count(*) as count from servanda_migrations";
  if (path === null) return { lines, migrations: Number((await query(url, counted))[0]?.count) };
  const db = openSqliteReadonly(path);
  const migrations = Number(db.prepare(counted).pluck().get());
  db.close();
  return { lines, migrations };
}

const isClear = ({ code, errors }: Started): boolean =>
  code === 1 && errors().startsWith("Another process has the database") && !errors().includes("    at ");

/** One party, which must be there afterwards. */
async function writes({ url }: Started, code: string, key: string): Promise<boolean> {
  const body = JSON.stringify({ code, kind: "igo", name: code });
  const authorization = `Bearer ${key}`;
  const answer = await fetch(`${url}/v1/parties`, { method: "POST", headers: { ...headers, authorization }, body });
  await answer.arrayBuffer();
  return answer.status === 201;
}

/** Databases of a server, the outdated ones copied from one that is made first. */
async function onPostgres(url: string, parties: number): Promise<Give> {
  const [admin, at] = [url.replace(/[^/]+$/, "postgres"), (name: string) => url.replace(/[^/]+$/, name)];
  await query(admin, "create database first_schema");
  await makeNewest(at("first_schema"), parties);
  await makeOldOnServer(at("first_schema"));
  return async (state, name) => {
    await query(admin, `create database ${name} ${state === "outdated" ? "template first_schema" : ""}`);
    return at(name);
  };
}

async function onSqlite(folder: string, parties: number): Promise<Give> {
  const [newest, old] = [join(folder, "newest.db"), join(folder, "first-schema.db")];
  await makeNewest(`file:${newest}`, parties);
  makeOldFile(newest, old);
  return async (state, name) => {
    const path = join(folder, name, "servanda.db");
    await mkdir(join(folder, name));
    if (state === "outdated") await copyFile(old, path);
    return `file:${path}`;
  };
}
