import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, inject, it } from "vitest";
import { AppError } from "../../src/errors/errors.ts";
import { OpenError } from "../../src/store/engine/faults.ts";
import { openAndMigrate, openStore } from "../../src/store/open.ts";
import { StoreConflict } from "../../src/store/port/conflict.ts";
import type { Store } from "../../src/store/port/store.ts";
import { migrationsFor } from "../../src/store/schema/migrate.ts";
import { createDatabase } from "../helpers/postgres-server.ts";
import { change, makeCommitment, makeParty, stamp } from "../helpers/stored-records.ts";
import { engine, newDatabase } from "../helpers/test-store.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  closing.push(() => store.close());
  return store;
}

/** Several stores on one new database, as several processes would open it. */
async function openMany(count: number): Promise<{ stores: Store[]; url: string }> {
  const { url, drop } = await newDatabase();
  closing.push(drop);
  const stores: Store[] = [];
  for (let n = 0; n < count; n++) stores.push(await open(url));
  return { stores, url };
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const create = (store: Store, ...codes: string[]) =>
  store.apply(
    codes.map((code) => change("create", "party", makeParty(code))),
    stamp,
  );

/** Reads what follows `last` in the ledger, as a feed of changes does: it sees new lines in order, or not yet. */
async function follow(store: Store, until: () => boolean): Promise<number[]> {
  const seen: number[] = [];
  for (let finished = false; !finished; ) {
    finished = until();
    const { seq } = await store.head();
    const last = seen.at(-1) ?? 0;
    const lines = await store.linesOf(range(seq - last).map((n) => last + 1 + n));
    seen.push(...lines.map((line) => line.seq));
    await pause(1);
  }
  return seen;
}

describe("many at once", () => {
  it("write lines that a reader who follows the ledger sees all of, in order and without a gap", async () => {
    const { stores } = await openMany(5);
    const [reader, ...writers] = stores as [Store, ...Store[]];
    const state = { done: false };
    const following = follow(reader, () => state.done);
    const write = async (writer: number) => {
      for (const n of range(25)) {
        const codes = n % 2 === 0 ? [`P-${writer}-${n}`] : [`P-${writer}-${n}`, `Q-${writer}-${n}`];
        await create(writers[writer % writers.length] as Store, ...codes);
      }
    };
    await Promise.all(range(8).map(write));
    state.done = true;
    const total = 8 * (13 + 12 * 2);
    expect(await following).toEqual(range(total).map((n) => n + 1));
    expect(await reader.count("party", [], 1000)).toBe(total);
  });

  it("change one record with exactly one winner a round, and the others are told", async () => {
    const { stores } = await openMany(4);
    const [store] = stores as [Store, ...Store[]];
    await create(store, "AAA");
    await store.apply([change("create", "commitment", makeCommitment(1))], stamp);
    for (const round of range(10)) {
      const attempt = (writer: Store, n: number) =>
        writer.apply([change("update", "commitment", makeCommitment(1, { version: round + 1, title: `${n}` }))], stamp);
      const outcomes = await Promise.allSettled(stores.map(attempt));
      const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(lost.map((reason) => reason instanceof StoreConflict && reason.reason)).toEqual(
        range(3).map(() => "version"),
      );
      const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
      const record = await store.get("commitment", "commitment-1");
      expect(record).toMatchObject({ version: round + 2, title: `${winner}` });
    }
    expect((await store.head()).seq).toBe(12);
  });

  it("create the same record or take the same slug with exactly one winner", async () => {
    const { stores } = await openMany(4);
    await create(stores[0] as Store, "AAA");
    const reasonsOf = async (attempts: Promise<unknown>[]) =>
      (await Promise.allSettled(attempts))
        .map((outcome) => (outcome.status === "rejected" ? outcome.reason.reason : "won"))
        .sort();
    expect(await reasonsOf(stores.map((store) => create(store, "BBB")))).toEqual(["exists", "exists", "exists", "won"]);
    const named = stores.map((store, n) =>
      store.apply([change("create", "commitment", makeCommitment(n, { slug: "same" }))], stamp),
    );
    expect(await reasonsOf(named)).toEqual(["slug_taken", "slug_taken", "slug_taken", "won"]);
  });

  it("read at once what another has written", async () => {
    const { stores } = await openMany(3);
    for (const n of range(20)) {
      await create(stores[n % 3] as Store, `P${n}`);
      for (const store of stores) {
        expect(await store.get("party", `P${n}`)).toMatchObject({ code: `P${n}`, version: 1 });
        expect((await store.head()).seq).toBe(n + 1);
      }
    }
  });

  it("open an empty database, and each migration is applied once", async () => {
    const { url, drop } = await (engine === "sqlite"
      ? newDatabase()
      : createDatabase(inject("postgresUrl"), { migrated: false }));
    closing.push(drop);
    const opened = await Promise.all(range(10).map(() => openAndMigrate(url)));
    for (const { store } of opened) closing.push(() => store.close());
    const tags = migrationsFor(engine).map(({ tag }) => tag);
    expect(opened.flatMap(({ applied }) => applied)).toEqual(tags);
    await Promise.all(opened.map(({ store }, n) => create(store, `P${n}`)));
    expect((await opened[0]?.store.head())?.seq).toBe(10);
  });
});

async function query<T extends pg.QueryResultRow>(url: string, ...[text, values]: [string, unknown[]?]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<T>(text, values)
    .then(
      ({ rows }) => rows,
      (error: unknown) => Promise.reject(error),
    )
    .finally(() => client.end());
}

const others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/** Ends every session of the database, and waits until they are gone. */
async function terminateAll(url: string): Promise<void> {
  await query(url, `select pg_terminate_backend(pid, 5000) ${others}`);
}

describe.runIf(engine === "postgresql")("when PostgreSQL ends every session", () => {
  it("idle ones are replaced unseen", async () => {
    const { stores, url } = await openMany(1);
    const [store] = stores as [Store];
    await Promise.all(range(10).map(() => store.ping()));
    await terminateAll(url);
    await pause(20);
    await Promise.all(range(10).map((n) => create(store, `P${n}`)));
    expect((await store.head()).seq).toBe(10);
  });

  it("what was in flight is unavailable, half of nothing is written, and what follows succeeds", async () => {
    const { stores, url } = await openMany(1);
    const [store] = stores as [Store];
    const state = { ended: false, failures: [] as unknown[], written: [] as string[] };
    const write = async (writer: number) => {
      for (let n = 0; !state.ended; n++) {
        const pair = [`A-${writer}-${n}`, `B-${writer}-${n}`];
        const outcome = await create(store, ...pair).catch((error: unknown) => error);
        if (Array.isArray(outcome)) state.written.push(...pair);
        else state.failures.push(outcome instanceof AppError ? outcome.code : outcome);
      }
    };
    const writing = range(6).map(write);
    for (const _ of range(4)) {
      await pause(60);
      await terminateAll(url);
    }
    state.ended = true;
    await Promise.all(writing);
    expect([...new Set(state.failures)]).toEqual(["unavailable"]);
    await create(store, "LAST");
    const { rows } = await store.list("party", { limit: 10_000 });
    const codes = new Set(rows.map(({ code }) => code));
    expect(state.written.filter((code) => !codes.has(code))).toEqual([]);
    for (const code of codes)
      if (code !== "LAST") expect(codes.has(code.replace(/^./, code[0] === "A" ? "B" : "A"))).toBe(true);
    const { seq } = await store.head();
    expect(seq).toBe(codes.size);
  });
});

describe.runIf(engine === "postgresql")("a PostgreSQL database", () => {
  const server = () => inject("postgresUrl");
  const reasonOf = async (url: string) => {
    const error = await openStore(url).then(
      (store) => store.close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(OpenError);
    return (error as OpenError).message;
  };

  it("whose default is a stricter isolation is written to all the same", async () => {
    const { url, drop } = await createDatabase(server());
    closing.push(drop);
    const name = new URL(url).pathname.slice(1);
    await query(url, `alter database ${name} set default_transaction_isolation = 'repeatable read'`);
    const stores = [await open(url), await open(url)];
    await Promise.all(range(20).map((n) => create(stores[n % 2] as Store, `P${n}`)));
    expect((await stores[0]?.head())?.seq).toBe(20);
  });

  it("that cannot be opened is refused in words, without the password", async () => {
    const { host } = new URL(server());
    expect(await reasonOf(`postgres://postgres:secret@${host}/postgres`)).toBe(
      `Cannot open the database at postgres@${host}/postgres: the password is wrong`,
    );
    expect(await reasonOf("postgres://postgres:secret@127.0.0.1:1/postgres")).toBe(
      "Cannot open the database at postgres@127.0.0.1:1/postgres: nothing listens there; is PostgreSQL running, and is the port right?",
    );
    expect(await reasonOf(`${server()}/nowhere`)).toMatch(/there is no such database; create it first$/);
    for (const url of ["postgres://u:secret@127.0.0.1:port/x", "postgre://u:secret@h/x"]) {
      const reason = await reasonOf(url);
      expect(reason).toMatch(/not understood/);
      expect(reason).not.toContain("secret");
    }
  });

  it("behind a pooler is brought up to date by the direct way, whose fault is named", async () => {
    const { url, drop } = await createDatabase(server());
    closing.push(drop);
    const nowhere = "postgres://postgres:secret@127.0.0.1:1/postgres";
    await expect(openStore(url, { databaseDirectUrl: nowhere })).rejects.toThrow(
      "Cannot open the database at postgres@127.0.0.1:1/postgres: nothing listens there",
    );
    const { store } = await openAndMigrate(url, { databaseDirectUrl: url });
    closing.push(() => store.close());
    await create(store, "SCO");
  });

  it("in another encoding than UTF-8 is refused", async () => {
    const name = `ascii_${Date.now()}`;
    await query(`${server()}/postgres`, `create database ${name} template template0 encoding 'SQL_ASCII' locale 'C'`);
    closing.push(() => query(`${server()}/postgres`, `drop database ${name} with (force)`));
    expect(await reasonOf(`${server()}/${name}`)).toMatch(/its encoding is SQL_ASCII; create it with ENCODING 'UTF8'$/);
    expect(
      await query(`${server()}/${name}`, "select 1 from pg_tables where tablename = 'servanda_migrations'"),
    ).toEqual([]);
  });

  it("with a newer schema is refused, and left as it is", async () => {
    const { url, drop } = await createDatabase(server());
    closing.push(drop);
    const newer = "insert into servanda_migrations select count(*), '9999_newer', 'x', 'now' from servanda_migrations";
    await query(url, newer);
    expect(await reasonOf(url)).toMatch(
      /9999_newer, which this version of Servanda does not know. Run a newer version.$/,
    );
    expect(await query(url, "select 1 from servanda_migrations")).toHaveLength(migrationsFor("postgresql").length + 1);
  });
});
