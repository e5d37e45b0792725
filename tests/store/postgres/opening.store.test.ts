import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, inject, it } from "vitest";
import { OpenError } from "../../../src/store/engine/faults.ts";
import { openAndMigrate, openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { migrationsFor } from "../../../src/store/schema/migrate.ts";
import { query } from "../../helpers/postgres-cluster.ts";
import { createDatabase } from "../../helpers/postgres-server.ts";
import { change, makeParty, stamp } from "../../helpers/stored-records.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(url: string): Promise<Store> {
  const store = await openStore(url);
  closing.push(() => store.close());
  return store;
}

const create = (store: Store, code: string) => store.apply([change("create", "party", makeParty(code))], stamp);

describe("a PostgreSQL database", () => {
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
    await Promise.all(Array.from({ length: 20 }, (_, n) => create(stores[n % 2] as Store, `P${n}`)));
    expect((await stores[0]?.head())?.seq).toBe(20);
  });

  it("is furnished by one start after the other, however many there are at once", async () => {
    const { url, drop } = await createDatabase(server(), { migrated: false });
    closing.push(drop);
    const state = { atWork: 0, most: 0, rounds: 0 };
    const furnish = async () => {
      state.atWork += 1;
      state.most = Math.max(state.most, state.atWork);
      await pause(100);
      state.atWork -= 1;
      state.rounds += 1;
    };
    const starts = Array.from({ length: 4 }, () => openAndMigrate(url, { furnish }));
    const opened = await Promise.all(starts);
    closing.push(
      ...opened.map(
        ({ store }) =>
          () =>
            store.close(),
      ),
    );
    expect(state).toEqual({ atWork: 0, most: 1, rounds: 4 });
    const migrations = migrationsFor("postgresql").map(({ tag }) => tag);
    expect(opened.flatMap(({ applied }) => applied)).toEqual(migrations);
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
