import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { openPool, postgresEngine } from "../../../src/store/postgres/engine.ts";
import { sql } from "../../../src/store/schema/sql.ts";
import type { Engine, Steps } from "../../../src/store/sql/statement.ts";
import { eventually, query } from "../../helpers/postgres-cluster.ts";
import { change, idOf, makeSource, stamp } from "../../helpers/stored-records.ts";
import { newDatabase } from "../../helpers/test-store.ts";

let url: string;
let store: Store;
const cleaning: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  const database = await newDatabase();
  url = database.url;
  store = await openStore(url);
  cleaning.push(database.drop, () => store.close());
});
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

const create = (n: number, slug = makeSource(n).slug) =>
  store.apply([change("create", "source", { ...makeSource(n), slug })], stamp);
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
const linesAfter = async (seq: number) => (await store.lines({ after: seq, limit: 100 })).rows;
const idsOf = async (table: string) => (await query(url, `select id from ${table} order by id`)).map(({ id }) => id);

describe("writes that wait at once", () => {
  it("have lines that follow each other, and a number of their own for each", async () => {
    await Promise.all(numbers(1, 40).map((n) => create(n)));
    const lines = await linesAfter(0);
    expect(lines.map(({ seq, tx }) => [seq, tx])).toEqual(numbers(1, 40).map((n) => [n, n]));
    expect(lines.map(({ id }) => id)).toEqual(numbers(1, 40).map((n) => idOf("source", n)));
  });

  it("have their own outcome each: one that fails before or after it has written takes nothing from the others", async () => {
    await create(1);
    await create(2);
    const renamed = { ...makeSource(1), version: 1, title: "Renamed" };
    const stale = { ...makeSource(2), version: 7 };
    const asked = [
      create(3),
      create(4, makeSource(3).slug),
      store.apply([change("update", "source", renamed), change("update", "source", stale)], stamp),
      create(5),
      store.apply([change("update", "source", { ...makeSource(2), version: 1, title: "Second" })], stamp),
      store.apply([change("update", "source", { ...makeSource(2), version: 1, title: "Too late" })], stamp),
      create(3),
    ];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map((each) => (each.status === "rejected" ? each.reason.message : "written"))).toEqual([
      "written",
      `slug_taken: source ${idOf("source", 3)}`,
      `version: source ${idOf("source", 2)}`,
      "written",
      "written",
      `version: source ${idOf("source", 2)}`,
      `exists: source ${idOf("source", 3)}`,
    ]);
    expect(await store.get("source", idOf("source", 1))).toMatchObject({ version: 1, title: makeSource(1).title });
    expect(await store.get("source", idOf("source", 2))).toMatchObject({ version: 2, title: "Second" });
    const lines = await linesAfter(2);
    expect(lines.map(({ seq, id }) => [seq, id])).toEqual([
      [3, idOf("source", 3)],
      [4, idOf("source", 5)],
      [5, idOf("source", 2)],
    ]);
    expect(await idsOf("sources")).toEqual([1, 2, 3, 5].map((n) => idOf("source", n)));
  });

  it("are told of their success when others can see it, and not before", async () => {
    const seen = await Promise.all(
      numbers(1, 20).map(async (n) => {
        await create(n);
        return (await query(url, `select 1 from sources where id = '${idOf("source", n)}'`)).length;
      }),
    );
    expect(seen).toEqual(numbers(1, 20).map(() => 1));
  });

  it("are told that another was before them when others can see what that left, so that they decide again on it", async () => {
    await create(1);
    const seen: unknown[] = [];
    const retitle = (n: number) =>
      store.apply([change("update", "source", { ...makeSource(1), version: 1, title: `Title ${n}` })], stamp);
    await Promise.all(
      numbers(1, 20).map((n) =>
        retitle(n).catch(async () => seen.push((await query(url, "select max(seq)::int as seq from ledger"))[0]?.seq)),
      ),
    );
    expect(seen).toEqual(Array(19).fill(2));
  });
});

describe("a write among others", () => {
  let engine: Engine;
  /** How often the slow one was begun. */
  let begun: number;
  beforeEach(() => {
    const pool = openPool(url, { queryMs: 1500 });
    engine = postgresEngine(pool);
    begun = 0;
    cleaning.push(
      () => engine.close(),
      () => query(url, "delete from derivations where length(name) = 1"),
    );
  });

  function* note(name: string, isSlow = false): Steps<string> {
    yield sql`insert into derivations (name, version) values (${name}, 1)`;
    if (isSlow) begun += 1;
    if (isSlow) yield sql`select pg_sleep(20)`;
    return name;
  }
  const write = (name: string) => engine.write(() => note(name));
  const noted = async () => {
    const rows = await query(url, "select name from derivations where version = 1 and length(name) = 1 order by name");
    return rows.map(({ name }) => name);
  };
  const asleep = "from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
  const sleeping = () =>
    eventually("a write that takes long", async () => (await query(url, `select 1 ${asleep}`)).length > 0);

  it("shares a transaction with them, and so one wait for the disk", async () => {
    const names = numbers(65, 40).map((code) => String.fromCharCode(code));
    await Promise.all(names.map(write));
    const [row] = await query(
      url,
      "select count(distinct xmin::text)::int as n from derivations where length(name) = 1",
    );
    expect(row?.n).toBeLessThanOrEqual(4);
    expect(await noted()).toHaveLength(40);
  });

  it("whose caller goes is never committed, and ends at once; the others are", async () => {
    const gone = new AbortController();
    const before = write("a");
    const slow = engine.for({ name: "gone", signal: gone.signal }).write(() => note("b", true));
    const after = write("c");
    await sleeping();
    const began = performance.now();
    gone.abort(new Error("gone"));
    await expect(slow).rejects.toThrow("gone");
    expect(await Promise.all([before, after])).toEqual(["a", "c"]);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(await noted()).toEqual(["a", "c"]);
  });

  it("that was refused beside them, and whose caller has gone since, is not begun with them again", async () => {
    const gone = new AbortController();
    let begunOfIt = 0;
    function* refused(): Steps<never> {
      begunOfIt += 1;
      yield sql`select 1 as one`;
      throw new Error("refused");
    }
    const before = write("a");
    const beside = engine.for({ name: "gone", signal: gone.signal }).write(refused);
    const slow = engine.write(() => note("b", true));
    await sleeping();
    gone.abort(new Error("gone"));
    await expect(beside).rejects.toThrow("gone");
    const outcomes = await Promise.allSettled([before, slow]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await write("c");
    expect([begun, begunOfIt]).toEqual([2, 1]);
  });

  it("that takes too long is told so; the others are committed", async () => {
    const outcomes = await Promise.allSettled([write("a"), engine.write(() => note("b", true)), write("c")]);
    expect(outcomes.map((each) => (each.status === "rejected" ? each.reason.code : each.value))).toEqual([
      "a",
      "unavailable",
      "c",
    ]);
    expect(await noted()).toEqual(["a", "c"]);
    expect(begun).toBe(2);
  });

  it("whose connection ends before the commit leaves nothing, and none of the others is done twice or lost", async () => {
    const outcomes = Promise.allSettled([write("a"), engine.write(() => note("b", true)), write("c")]);
    await sleeping();
    expect(await noted()).toEqual([]);
    await query(url, `select pg_terminate_backend(pid, 5000) ${asleep}`);
    await sleeping();
    await query(url, `select pg_terminate_backend(pid, 5000) ${asleep}`);
    const told = (await outcomes).map((each) => (each.status === "rejected" ? each.reason.code : each.value));
    expect(told[1]).toBe("unavailable");
    expect(await noted()).toEqual(told.filter((each) => each !== "unavailable"));
  });

  it("that the server refuses has its error for itself", async () => {
    await write("a");
    const outcomes = await Promise.allSettled([write("b"), write("a"), write("c")]);
    expect(outcomes.map((each) => (each.status === "rejected" ? each.reason.code : each.value))).toEqual([
      "b",
      "23505",
      "c",
    ]);
    expect(await noted()).toEqual(["a", "b", "c"]);
  });
});
