import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openGate } from "../../../src/store/engine/write-gate.ts";
import { openStore } from "../../../src/store/open.ts";
import { built, type SQL, sql } from "../../../src/store/schema/sql.ts";
import type { Steps } from "../../../src/store/sql/statement.ts";
import { groupCommits } from "../../../src/store/sqlite/group-commit.ts";
import { change, idOf, makeSource, stamp } from "../../helpers/stored-records.ts";
import { newDatabase } from "../../helpers/test-store.ts";

describe("writes that are asked for at once", () => {
  it("share a transaction, and each has its own outcome: one that fails takes nothing from the others", async () => {
    const { url, drop } = await newDatabase();
    const store = await openStore(url);
    try {
      const taken = change("create", "source", { ...makeSource(9), slug: makeSource(3).slug });
      const writes = [1, 2, 3].map((n) => store.apply([change("create", "source", makeSource(n))], stamp));
      const results = await Promise.allSettled([...writes, store.apply([taken], stamp), gone(store)]);
      expect(results.map(({ status }) => status)).toEqual([
        ...["fulfilled", "fulfilled", "fulfilled"],
        ...["rejected", "rejected"],
      ]);
      expect(results[3]).toMatchObject({ reason: { reason: "slug_taken" } });
      expect(results[4]).toMatchObject({ reason: new Error("gone") });
      const { seq } = await store.head();
      expect((await store.linesOf([1, 2, 3, 4])).map(({ id }) => id)).toEqual([1, 2, 3].map((n) => idOf("source", n)));
      expect(seq).toBe(3);
    } finally {
      await store.close();
      await drop();
    }
  });

  it("are told of their success when they are on the disk, and not before", async () => {
    const { url, drop } = await newDatabase();
    const store = await openStore(url);
    const other = new Database(url.slice("file:".length), { readonly: true });
    const seen = () => other.prepare("select count(*) from sources").pluck().get();
    try {
      const writes = Array.from({ length: 40 }, async (_, n) => {
        await store.apply([change("create", "source", makeSource(n + 1))], stamp);
        return other
          .prepare("select count(*) from sources where id = ?")
          .pluck()
          .get(idOf("source", n + 1));
      });
      expect(seen()).toBe(0);
      expect(await Promise.all(writes)).toEqual(writes.map(() => 1));
      expect(seen()).toBe(40);
    } finally {
      other.close();
      await store.close();
      await drop();
    }
  });

  it("leave nothing of what one of them had done before it failed", async () => {
    const { db, write, part } = openParts();
    const first = part(1, 1);
    const half = write(function* () {
      yield inserted(2, 2);
      throw new Error("half done");
    });
    const outcomes = await Promise.allSettled([first, half, part(3, 3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(db.prepare("select id from parts").pluck().all()).toEqual([1, 3]);
    db.close();
  });

  it("are all told that they failed where the commit does, and nothing of them is there", async () => {
    const { db, part } = openParts();
    const outcomes = await Promise.allSettled([part(1, 1), part(2, 9), part(3, 1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(db.prepare("select count(*) from parts").pluck().get()).toBe(0);
    await part(4, 4);
    expect(db.prepare("select id from parts").pluck().all()).toEqual([4]);
    db.close();
  });
});

const inserted = (id: number, whole: number) => sql`insert into parts (id, whole) values (${id}, ${whole})`;

/** Writes to a table whose rows must have their wholes when they are committed. */
function openParts() {
  const db = new Database(":memory:");
  db.exec("create table parts (id integer, whole integer references parts (id) deferrable initially deferred)");
  db.exec("create unique index by_id on parts (id)");
  const run = (steps: Steps<unknown>) => {
    for (let step = steps.next(); !step.done; step = steps.next([])) {
      const { text, values } = built(step.value as SQL, "sqlite");
      db.prepare(text).run(...values);
    }
  };
  const { write } = groupCommits(db, { run, gate: openGate(), begin: async () => db.exec("begin") });
  const part = (id: number, whole: number) =>
    write(function* () {
      yield inserted(id, whole);
    });
  return { db, write, part };
}

/** A write whose caller goes before it has begun. */
function gone(store: Awaited<ReturnType<typeof openStore>>): Promise<unknown> {
  const controller = new AbortController();
  const write = store
    .for({ name: "gone", signal: controller.signal })
    .apply([change("create", "source", makeSource(8))], stamp);
  controller.abort(new Error("gone"));
  return write;
}
