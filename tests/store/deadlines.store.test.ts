import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AppError } from "../../src/errors/errors.ts";
import { openStore } from "../../src/store/open.ts";
import type { Caller } from "../../src/store/port/caller.ts";
import type { TallyQuery } from "../../src/store/port/statistics.ts";
import type { Store } from "../../src/store/port/store.ts";
import { query } from "../helpers/postgres-cluster.ts";
import { plantRunaway } from "../helpers/runaway.ts";
import { change, makeCommitment, makeParty, stamp } from "../helpers/stored-records.ts";
import { engine, newDatabase } from "../helpers/test-store.ts";

const all: TallyQuery = { by: [], filters: [], measures: [], day: "2026-11-23", limit: 1 };
const late = new AppError("unavailable", "late");

let store: Store;
let url: string;
const cleaning: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const database = await newDatabase();
  url = database.url;
  store = await openStore(url);
  cleaning.push(database.drop, () => store.close());
  await store.apply(
    [change("create", "party", makeParty("AAA")), change("create", "commitment", makeCommitment(1))],
    stamp,
  );
});
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** A caller who waits for so long. */
function callerFor(ms: number, name = "ann"): Caller {
  const over = new AbortController();
  setTimeout(() => over.abort(late), ms);
  return { name, signal: over.signal };
}

/** Statements that the server still runs for this database; of SQLite nobody can tell from outside. */
async function running(): Promise<number> {
  if (engine === "sqlite") return 0;
  const [row] = (await query(
    url,
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
  )) as { n: number }[];
  return row?.n ?? 0;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}

it("statistics that run for an hour end with who asked for them, on the server too, and the next are answered", async () => {
  const lift = await plantRunaway(url);
  cleaning.push(lift);
  const began = performance.now();
  await expect(store.for(callerFor(300)).tally(all)).rejects.toBe(late);
  expect(performance.now() - began).toBeLessThan(3000);
  expect((await store.for(callerFor(5000, "bob")).list("party", { limit: 10 })).rows).toHaveLength(1);
  await until(async () => (await running()) === 0);
  await lift();
  expect((await store.for(callerFor(10_000)).tally(all)).total).toBe(1);
});

it("a dozen that run for an hour keep nobody from reading and writing, and let go when their time is up", async () => {
  const lift = await plantRunaway(url);
  cleaning.push(lift);
  const stuck = Array.from({ length: 12 }, () => store.for(callerFor(800)).tally(all));
  const ended = Promise.allSettled(stuck);
  for (let n = 0; n < 5; n++) {
    expect((await store.list("party", { limit: 10 })).rows).toHaveLength(1 + n);
    await store.apply([change("create", "party", makeParty(`P${n}`))], stamp);
  }
  expect((await ended).map((each) => (each.status === "rejected" ? each.reason : each.value))).toEqual(
    Array.from({ length: 12 }, () => late),
  );
  await until(async () => (await running()) === 0);
  await lift();
  expect((await store.for(callerFor(10_000)).tally(all)).total).toBe(1);
});

it("a write whose caller goes while it waits for others is never committed", async () => {
  const letGo = await holdLock();
  const writing = store.for(callerFor(100)).apply([change("create", "party", makeParty("BBB"))], stamp);
  await expect(writing).rejects.toBe(late);
  await letGo();
  await store.apply([change("create", "party", makeParty("CCC"))], stamp);
  expect((await store.list("party", { limit: 10 })).rows.map(({ code }) => code)).toEqual(["AAA", "CCC"]);
  expect((await store.head()).seq).toBe(3);
});

it("what is asked for somebody who has gone is not begun", async () => {
  const gone = store.for({ name: "ann", signal: AbortSignal.abort(late) });
  await expect(gone.get("party", "AAA")).rejects.toBe(late);
  await expect(gone.tally(all)).rejects.toBe(late);
  await expect(gone.at({ seq: 1 }).head()).rejects.toBe(late);
  await expect(gone.apply([change("create", "party", makeParty("BBB"))], stamp)).rejects.toBe(late);
  expect((await store.head()).seq).toBe(2);
});

/** Keeps everybody else from writing, as another process may. */
async function holdLock(): Promise<() => Promise<void>> {
  if (engine === "sqlite") {
    const db = new Database(url.slice("file:".length));
    db.exec("begin immediate");
    return async () => void db.close();
  }
  const client = new pg.Client(url);
  await client.connect();
  await client.query("select pg_advisory_lock(7236432001)");
  return () => client.end();
}
