import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { openAndMigrate, openStore } from "../../src/store/open.ts";
import { StoreConflict } from "../../src/store/port/conflict.ts";
import type { Store } from "../../src/store/port/store.ts";
import { migrationsFor } from "../../src/store/schema/migrate.ts";
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
    const { url, drop } = await newDatabase({ migrated: false });
    closing.push(drop);
    const opened = await Promise.all(range(10).map(() => openAndMigrate(url)));
    for (const { store } of opened) closing.push(() => store.close());
    const tags = migrationsFor(engine).map(({ tag }) => tag);
    expect(opened.flatMap(({ applied }) => applied)).toEqual(tags);
    await Promise.all(opened.map(({ store }, n) => create(store, `P${n}`)));
    expect((await opened[0]?.store.head())?.seq).toBe(10);
  });
});
