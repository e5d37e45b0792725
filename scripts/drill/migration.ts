import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { createCommitment } from "../../src/commitments/create.ts";
import { readConfig } from "../../src/config/config.ts";
import { NewCommitment } from "../../src/domain/commitment.ts";
import { systemContext } from "../../src/records/context.ts";
import { loadKnownParties } from "../../src/seeds.ts";
import { openStore } from "../../src/store/open.ts";
import { migrateSqlite, migrationsFor } from "../../src/store/schema/migrate.ts";
import { openSqlite, openSqliteReadonly } from "../../src/store/sqlite/connection.ts";
import { entry, runProcess } from "../../tests/helpers/command-line.ts";
import { change, makeParty, stamp } from "../../tests/helpers/stored-records.ts";
import { findingsIn } from "./ledger.ts";
import { type Outcome, type Plan, randomFrom, spread, tally, timed } from "./plan.ts";

/**
 * Kills `servanda migrate` with -9 at random moments, from when it has taken hold of a database of the first schema
 * until it would have been done, and lets the next start finish. That database has 50 commitments and thousands of
 * parties: what takes long then is the last step, in which earlier rows are learnt from the ledger, in one transaction.
 */
export async function drillMigration({ folder, isQuick, seed }: Plan): Promise<Outcome> {
  const [newest, old, path] = ["newest.db", "old.db", "servanda.db"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await makeNewest(newest, isQuick ? 2_000 : 5_000);
  makeOld(newest, old);
  const goal = schemaAndRows(newest);
  const env = { DATABASE_URL: `file:${path}` };
  await putBack(old, path);
  const whole = await takes(env, path);
  const random = randomFrom(seed);
  const states: string[] = [];
  const finishing: number[] = [];
  const breaches = { half: 0, unfinished: 0, different: 0 };
  for (let n = 0; n < (isQuick ? 2 : 30); n++) {
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

/** What the first release could hold: the seeds of this one have relations, which it did not know. */
const promise = {
  type: "trade",
  parties: [{ party: "KGZ", role: "promisor" }],
  firmness: "pledge",
  statedOn: "2023-05-26",
  due: { edtf: "2024" },
  events: [{ type: "signed", date: "2024-06-06", title: "Signed" }],
};

async function makeNewest(path: string, parties: number): Promise<void> {
  const config = readConfig({ DATABASE_URL: `file:${path}` });
  const store = await openStore(config.databaseUrl);
  const ctx = systemContext(store, config, "drill");
  await loadKnownParties(ctx);
  for (let n = 0; n < 50; n++) await createCommitment(ctx, NewCommitment.parse({ title: `Promise ${n}`, ...promise }));
  for (let n = 0; n < parties; n += 500) {
    const batch = Array.from({ length: 500 }, (_, i) => change("create", "party", makeParty(`P${n + i}`)));
    await store.apply(batch, stamp);
  }
  await store.close();
}

/** A database as the first release made it: the first migration alone, and of each row what that schema has. */
function makeOld(newest: string, path: string): void {
  const db = openSqlite(path);
  migrateSqlite(db, migrationsFor("sqlite").slice(0, 1));
  db.pragma("foreign_keys = OFF");
  db.prepare("attach ? as newest").run(newest);
  for (const table of tablesOf(db)) {
    if (table === "servanda_migrations") continue;
    const columns = columnsOf(db, "main", table);
    const now = new Set(columnsOf(db, "newest", table));
    const values = columns.map((name) => (now.has(name) ? `own.${name}` : `line.data ->> '$.${fieldOf(name)}'`));
    const line = now.has("since_seq") ? "left join newest.ledger as line on line.seq = own.since_seq" : "";
    db.exec(`insert into main.${table} (${columns}) select ${values} from newest.${table} as own ${line}`);
  }
  db.exec("detach newest");
  db.pragma("journal_mode = DELETE");
  db.close();
}

function columnsOf(db: Database.Database, schema: string, table: string): string[] {
  const named = "select name from pragma_table_info(?, ?)";
  return db.prepare<[string, string], string>(named).pluck().all(table, schema);
}

/** What has no column any more is in the line of its record. */
const fieldOf = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function tablesOf(db: Database.Database): string[] {
  const named = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
  return db.prepare<[], string>(named).pluck().all();
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

function schemaOf(db: Database.Database): string {
  return JSON.stringify(db.prepare("select type, name, sql from sqlite_schema order by type, name").all());
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
