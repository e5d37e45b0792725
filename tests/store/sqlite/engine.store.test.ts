import { linkSync, statSync, unlinkSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, it, vi } from "vitest";
import { storeOn } from "../../../src/store/engine/store.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Kind } from "../../../src/store/port/entities.ts";
import type { Query } from "../../../src/store/port/query.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { migrateSqlite } from "../../../src/store/schema/migrate.ts";
import { built, type SQL } from "../../../src/store/schema/sql.ts";
import { tables } from "../../../src/store/schema/tables.ts";
import { list } from "../../../src/store/sql/read.ts";
import { openSqlite, openSqliteReadonly } from "../../../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../../../src/store/sqlite/engine.ts";
import { withFile } from "../../helpers/database-file.ts";
import { conflictOf } from "../../helpers/store-for-each.ts";
import { change, idOf, makeCommitment, makeParty, makeSource, stamp } from "../../helpers/stored-records.ts";

function opened(path: string): { db: Database.Database; store: Store } {
  const db = openSqlite(path);
  migrateSqlite(db);
  return { db, store: storeOn(sqliteEngine(db)) };
}
const settings = ["synchronous", "journal_mode", "foreign_keys", "trusted_schema", "cell_size_check"] as const;
const settingsOf = (db: Database.Database) => settings.map((name) => db.pragma(name, { simple: true }));
const safe = [2, "wal", 1, 0, 1];

describe("an SQLite file", () => {
  it("is in WAL mode, fully synchronous and with foreign keys on, after a write and after a reopen", () =>
    withFile(async (path) => {
      for (const n of [1, 2, 3]) {
        const { db, store } = opened(path);
        expect(settingsOf(db)).toEqual(safe);
        await store.apply([change("create", "source", makeSource(n))], stamp);
        await store.apply([change("update", "source", { ...makeSource(n), version: 9 })], stamp).catch(() => {});
        expect(settingsOf(db)).toEqual(safe);
        await store.close();
      }
    }));

  it("can be read by its owner alone, as can what lies beside it", () =>
    withFile(async (path) => {
      const store = await openStore(`file:${path}`);
      await store.apply([change("create", "source", makeSource(1))], stamp);
      for (const end of ["", "-wal", "-shm"]) expect(statSync(`${path}${end}`).mode & 0o077).toBe(0);
      await store.close();
    }));

  it("that cannot be opened once more, for work that has it to itself, is unavailable, and no fault of ours", () =>
    withFile(async (path) => {
      const { store } = opened(path);
      linkSync(path, `${path}.second`);
      const work = vi.fn(async () => ({ commit: true, value: null }));
      await expect(store.exclusively(work)).rejects.toMatchObject({ code: "unavailable" });
      expect(work).not.toHaveBeenCalled();
      unlinkSync(`${path}.second`);
      await store.exclusively(work);
      expect(work).toHaveBeenCalledOnce();
      await store.close();
    }));

  it("keeps what was acknowledged when it is opened again", () =>
    withFile(async (path) => {
      const first = await openStore(`file:${path}`);
      await first.apply([change("create", "source", makeSource(1))], stamp);
      const head = await first.head();
      await first.close();
      const second = await openStore(`file:${path}`);
      expect(await second.head()).toEqual(head);
      expect((await second.get("source", "source-1"))?.version).toBe(1);
      await second.close();
    }));

  it("that one process owns is asked for its newest line only after a commit of its own", () =>
    withFile(async (path) => {
      const db = openSqlite(path);
      migrateSqlite(db);
      const engine = sqliteEngine(db, { ownsFile: true });
      const seen = { reads: 0 };
      const counted: typeof engine = {
        ...engine,
        for: () => counted,
        read: (steps) => {
          seen.reads += 1;
          return engine.read(steps);
        },
      };
      const store = storeOn(counted);
      const newest = async (by: Store) => (await by.head()).seq;
      const reads = async (): Promise<[seq: number, reads: number]> => {
        const before = seen.reads;
        const heads = [await newest(store), await newest(store.for({ name: "a", signal: AbortSignal.any([]) }))];
        expect(heads[0]).toBe(heads[1]);
        return [heads[0] ?? 0, seen.reads - before];
      };
      expect([await reads(), await reads()]).toEqual([
        [0, 1],
        [0, 0],
      ]);
      await store.apply([change("create", "source", makeSource(1))], stamp);
      expect([await reads(), await reads()]).toEqual([
        [1, 1],
        [1, 0],
      ]);
      const within = await store.exclusively(async (own) => {
        await own.apply([change("create", "source", makeSource(2))], stamp);
        return { commit: true, value: [await newest(own), (await reads())[0]] };
      });
      expect([within, (await reads())[0]]).toEqual([[2, 1], 2]);
      expect([await newest(store.at({ seq: 1 })), (await reads())[1]]).toEqual([1, 0]);
      await store.close();
    }));

  it("lets exactly one of two connections win who read the same version, and each see the other's writes", () =>
    withFile(async (path) => {
      const [a, b] = [opened(path).store, opened(path).store];
      await a.apply([change("create", "source", makeSource(1))], stamp);
      expect((await b.get("source", "source-1"))?.version).toBe(1);
      const rename = (title: string) => [change("update", "source", { ...makeSource(1), version: 1, title })];
      await b.apply(rename("b"), stamp);
      expect(await conflictOf(a.apply(rename("a"), stamp))).toBe(`version source ${idOf("source", 1)}`);
      expect((await a.get("source", "source-1"))?.title).toBe("b");
      await Promise.all([a.close(), b.close()]);
    }));

  it("is refused by the engine itself when a row points at no parent", () =>
    withFile(async (path) => {
      const { db, store } = opened(path);
      expect(() => db.exec("insert into milestones (id, commitment_id, updated_at) values ('1', 'x', '')")).toThrow(
        /FOREIGN KEY/,
      );
      await store.close();
    }));
});

it("statements are prepared once, and no more than 500 of them are kept", () =>
  withFile(async (path) => {
    const db = openSqlite(path);
    migrateSqlite(db);
    const state = { prepared: 0 };
    const counting = new Proxy(db, {
      get: (target, name) => {
        if (name === "prepare") state.prepared += 1;
        const member = Reflect.get(target, name, target);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    const store = storeOn(sqliteEngine(counting));
    const more = ["type", "status", "firmness", "statedEarliest", "dueLatest", "titleKey"];
    const fields = ["slug", ...more, "createdAt", "updatedAt", "reviewedOn"];
    /** Another statement for each number, by the binary digits that say which fields are asked for. */
    const ask = (n: number) => store.count("commitment", [ids, ...fields.filter((_, i) => n & (1 << i)).map(asked)], 1);
    const ids = { field: "id", in: ["a"] };
    const asked = (field: string) => ({ field, from: "a" });
    const preparedBy = async (work: () => Promise<unknown>) => {
      const before = state.prepared;
      await work();
      return state.prepared - before;
    };
    expect(await preparedBy(() => ask(1))).toBe(1);
    expect(await preparedBy(() => ask(1))).toBe(0);
    for (let n = 2; n <= 499; n++) await ask(n);
    expect(await preparedBy(() => ask(1))).toBe(0);
    for (let n = 500; n <= 1000; n++) await ask(n);
    expect(await preparedBy(() => ask(1))).toBe(1);
    await store.close();
  }));

it("a change writes the links that differ, and leaves the others as they were", () =>
  withFile(async (path) => {
    const store = await openStore(`file:${path}`);
    const tagged = (tags: string[], version: number) => ({ ...makeCommitment(1, { tags }), version });
    const party = change("create", "party", makeParty("AAA"));
    await store.apply([party, change("create", "commitment", tagged(["a", "b"], 0))], stamp);
    await store.apply([change("update", "commitment", tagged(["a", "c"], 1))], stamp);
    await store.close();
    const db = openSqliteReadonly(path);
    const read = (table: string) =>
      db.prepare(`select to_id, since_seq from ${table} where to_kind = 'tag' order by to_id`).raw().all();
    expect([read("links"), read("links_past")]).toEqual([
      [
        ["a", 2],
        ["c", 3],
      ],
      [["b", 2]],
    ]);
    db.close();
  }));

describe("a list in an order that clients may ask for", () => {
  /** The steps of SQLite's plan for a list. */
  function planOf(path: string, kind: Kind, query: Query): string[] {
    const { db } = opened(path);
    const step = list(tables.sqlite, kind, query).next();
    if (step.done) throw new Error("a list reads");
    const { text, values } = built(step.value as SQL, "sqlite");
    const plan = db.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
    db.close();
    return plan.map(({ detail }) => detail);
  }
  const sortedBy = (field: string, descending: boolean, limit = 50): Query => ({
    sort: [{ field, descending }],
    limit,
  });

  it.each<[Kind, string, boolean]>([
    ["commitment", "statedEarliest", true],
    ["commitment", "statedEarliest", false],
    ["commitment", "titleKey", false],
    ["commitment", "dueLatest", false],
    ["commitment", "dueLatest", true],
    ["commitment", "statusSinceEarliest", true],
    ["commitment", "createdAt", true],
    ["commitment", "updatedAt", true],
    ["source", "titleKey", false],
    ["source", "publishedEarliest", true],
    ["source", "updatedAt", true],
    ["party", "nameKey", false],
  ])("walks an index and sorts nothing: %s by %s (descending: %s)", (kind, field, descending) =>
    withFile((path) => {
      const plan = planOf(path, kind, sortedBy(field, descending));
      expect(plan.join("; ")).toMatch(/USING INDEX/);
      expect(plan.join("; ")).not.toMatch(/TEMP B-TREE/);
    }),
  );
});

it("a store that cannot be opened says which file and why", () =>
  withFile(async (path) => {
    await expect(openStore("mysql://localhost")).rejects.toThrow(/DATABASE_URL .*write file:PATH/);
    const db = new Database(path);
    db.exec("create table servanda_migrations (idx integer primary key, tag text, sha256 text, applied_at text)");
    db.exec("insert into servanda_migrations values (0, '9999_future', 'x', '')");
    db.close();
    await expect(openStore(`file:${path}`)).rejects.toThrow(`Cannot open the database ${path}`);
    await expect(openStore(`file:${path}/below/a-file`)).rejects.toThrow(/^Cannot create the database/);
  }));

it("SQLite looks now and then at how many rows there are, and its plans follow", () =>
  withFile(async (path) => {
    const db = openSqlite(path);
    migrateSqlite(db);
    const store = storeOn(sqliteEngine(db, { statisticsMs: 20 }));
    const sources = Array.from({ length: 300 }, (_, n) => change("create", "source", makeSource(n)));
    await store.apply(sources, stamp);
    const counted = "select stat from sqlite_stat1 where tbl = 'sources' and idx like '%slug%'";
    await vi.waitFor(() => expect(db.prepare(counted).pluck().get()).toBe("300 1"), { timeout: 10_000 });
    await store.close();
  }));
