import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { migrateSqlite, migrationsFor } from "../../src/store/schema/migrate.ts";
import { openSqlite, openSqliteReadonly } from "../../src/store/sqlite/connection.ts";
import { entry, runProcess } from "../../tests/helpers/command-line.ts";
import { makeNewest, makeOldFile, tablesOf } from "./first-schema.ts";
import { findingsIn } from "./ledger.ts";
import { type Outcome, type Plan, randomFrom, spread, tally, timed } from "./plan.ts";

/**
 * Kills `servanda migrate` with -9 at random moments, from when it has taken hold of a database of the first schema
 * until it would have been done, and lets the next start finish. That database has 50 commitments and thousands of
 * parties: what takes long then is the last step, in which earlier rows are learnt from the ledger, in one transaction.
 */
export async function drillMigration({ folder, isQuick, seed, times = isQuick ? 2 : 30 }: Plan): Promise<Outcome> {
  const [newest, old, path] = ["newest.db", "old.db", "servanda.db"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await makeNewest(`file:${newest}`, isQuick ? 2_000 : 5_000);
  makeOldFile(newest, old);
  const goal = schemaAndRows(newest);
  const env = { DATABASE_URL: `file:${path}` };
  await putBack(old, path);
  const whole = await takes(env, path);
  const random = randomFrom(seed);
  const states: string[] = [];
  const finishing: number[] = [];
  const breaches = { half: 0, unfinished: 0, different: 0 };
  for (let n = 0; n < times; n++) {
    await putBack(old, path);
    const child = await migrateInBackground(env, path);
    await pause(random() * whole);
    await kill(child);
    const state = await stateOf(path);
    if (state === null) breaches.half += 1;
    states.push(state ?? "a half state");
    const { ms, value } = await timed(() => runProcess(["migrate"], env));
    finishing.push(ms);
    if (value.code !== 0) breaches.unfinished += 1;
    if (schemaAndRows(path) !== goal || (await findingsIn(env.DATABASE_URL)).length > 0) breaches.different += 1;
  }
  return {
    figures: {
      kills: states.length,
      "migrating, once it had the file, ms": Math.round(whole),
      "found after the kill": tally(states.toSorted()),
      "the next start of migrate, ms, p50 / max": spread(finishing),
    },
    breaches: {
      "half states": breaches.half,
      "next starts that did not finish": breaches.unfinished,
      "databases that differ from one never cut, or from their ledger": breaches.different,
    },
  };
}

async function putBack(old: string, path: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm", "-journal", ".lock", ".lock-owner"])
    await rm(`${path}${suffix}`, { force: true });
  await copyFile(old, path);
}

/** Resolves once the process has the database for itself, just before it looks at it. */
async function migrateInBackground(env: Record<string, string>, path: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [entry, "migrate"], { env, stdio: "ignore" });
  while (!existsSync(`${path}.lock-owner`) && child.exitCode === null) await pause(2);
  return child;
}

async function takes(env: Record<string, string>, path: string): Promise<number> {
  const child = await migrateInBackground(env, path);
  return (await timed(() => once(child, "exit"))).ms;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/**
 * Which migrations were applied, and whether earlier rows were filled in; null where that was done in part. Works on a
 * copy, since opening the file repairs it.
 */
async function stateOf(path: string): Promise<string | null> {
  const copy = `${path}.copy`;
  for (const suffix of ["", "-wal", "-journal"]) {
    await rm(`${copy}${suffix}`, { force: true });
    if (existsSync(`${path}${suffix}`)) await copyFile(`${path}${suffix}`, `${copy}${suffix}`);
  }
  const db = openSqlite(copy);
  try {
    const applied = db.prepare("select tag from servanda_migrations").all().length;
    const isSchema = schemaOf(db) === schemaAfter(applied) && db.pragma("integrity_check", { simple: true }) === "ok";
    if (!isSchema) return null;
    const hasSince = db.prepare("select 1 from pragma_table_info('parties') where name = 'since_seq'").get();
    if (!hasSince) return `${applied} migrations`;
    const { done = 0, open = 0 } =
      db
        .prepare<[], { done: number; open: number }>(
          "select count(*) filter (where since_seq > 0) as done, count(*) filter (where since_seq = 0) as open from parties",
        )
        .get() ?? {};
    if (done > 0 && open > 0) return null;
    return `${applied} migrations${open > 0 ? "" : " and all rows"}`;
  } finally {
    db.close();
  }
}

/** Without what SQLite gathers about the rows, which a start may do or not. */
function schemaOf(db: Database.Database): string {
  const ours = "select type, name, sql from sqlite_schema where name not like 'sqlite_stat%' order by type, name";
  return JSON.stringify(db.prepare(ours).all());
}

function schemaAfter(migrations: number): string {
  const db = new Database(":memory:");
  migrateSqlite(db, migrationsFor("sqlite").slice(0, migrations));
  const schema = schemaOf(db);
  db.close();
  return schema;
}

/** The schema, and how many rows each table has, times of migrations aside. */
function schemaAndRows(path: string): string {
  const db = openSqliteReadonly(path);
  const rows = tablesOf(db).map((table) => [table, db.prepare(`select count(*) from ${table}`).pluck().get()]);
  const all = JSON.stringify([schemaOf(db), rows]);
  db.close();
  return all;
}
