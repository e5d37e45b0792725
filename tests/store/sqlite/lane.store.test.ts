import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors/errors.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Caller } from "../../../src/store/port/caller.ts";
import type { TallyQuery } from "../../../src/store/port/statistics.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { openLane, type Run } from "../../../src/store/sqlite/lane.ts";
import { change, makeCommitment, makeParty, stamp } from "../../helpers/stored-records.ts";
import { newDatabase } from "../../helpers/test-store.ts";

const all: TallyQuery = { by: [], filters: [], measures: [], day: "2026-11-23", limit: 1 };
/** A statement that takes a while: it counts to a million. */
const slow = {
  text: "with recursive c(n) as (select 1 union all select n + 1 from c where n < 1000000) select count(*) as total from c",
  values: [],
};

/** A statement that runs for an hour, and more. */
const hour = { ...slow, text: slow.text.replace("1000000", "1e12") };
const one = { text: "select 1 as one", values: [] };
const late = new AppError("unavailable", "late");

/** A caller who waits for so long. */
function callerFor(ms: number): Caller {
  const over = new AbortController();
  setTimeout(() => over.abort(late), ms);
  return { name: "ann", signal: over.signal };
}

describe("long reads of an SQLite file", () => {
  let store: Store;
  let path: string;
  let drop: () => Promise<unknown>;
  beforeEach(async () => {
    const database = await newDatabase();
    path = database.url.slice("file:".length);
    drop = database.drop;
    store = await openStore(database.url);
    await store.apply([change("create", "party", makeParty("AAA"))], stamp);
  });
  afterEach(async () => {
    await store.close();
    await drop();
  });

  it("see all that was committed before, and keep nobody from writing", async () => {
    for (const n of [1, 2, 3]) {
      await store.apply([change("create", "commitment", makeCommitment(n))], stamp);
      expect((await store.tally(all)).total).toBe(n);
    }
  });

  it("let others go on meanwhile", async () => {
    const lane = openLane(() => path);
    const order: string[] = [];
    const counting = lane.read((run) => run(slow)).then(([row]) => order.push(`counted ${row?.total}`));
    await store.apply([change("create", "commitment", makeCommitment(1))], stamp);
    order.push("written");
    await counting;
    expect(order).toEqual(["written", "counted 1000000"]);
    await lane.close();
  });

  it("each see one state, whatever is written between their statements", async () => {
    const lane = openLane(() => path);
    const count = { text: "select count(*) as total from commitments", values: [] };
    const totals = await lane.read(async (run) => {
      const before = await run(count);
      await store.apply([change("create", "commitment", makeCommitment(1))], stamp);
      return [before, await run(count)].map(([row]) => row?.total);
    });
    expect(totals).toEqual([0, 0]);
    expect(await lane.read((run) => run(count))).toEqual([{ total: 1 }]);
    await lane.close();
  });

  it("that fail say why, cannot write, and leave the process to the next", async () => {
    const lane = openLane(() => path);
    const failing = (text: string) => lane.read((run) => run({ text, values: [] }));
    await expect(failing("select nothing")).rejects.toMatchObject({ code: "SQLITE_ERROR" });
    await expect(failing("delete from parties")).rejects.toMatchObject({ code: "SQLITE_READONLY" });
    expect(await lane.read((run) => run({ text: "select code from parties", values: [] }))).toEqual([{ code: "AAA" }]);
    await lane.close();
  });

  it("are turned away when 50 wait already", async () => {
    const lane = openLane(() => path);
    const one = () => lane.read((run) => run({ text: "select 1 as one", values: [] }));
    const asked = await Promise.allSettled(Array.from({ length: 55 }, one));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
    expect(asked.find((answer) => answer.status === "rejected")?.reason).toMatchObject({ code: "overloaded" });
    expect(await one()).toEqual([{ one: 1 }]);
    await lane.close();
  });

  it("that run for an hour end when nobody waits for them any more, and the next is answered", async () => {
    const lane = openLane(() => path);
    expect(await lane.read((run) => run(one))).toEqual([{ one: 1 }]);
    const caller = callerFor(300);
    const began = performance.now();
    await expect(lane.read((run) => run(hour), caller)).rejects.toBe(late);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await lane.read((run) => run(one))).toEqual([{ one: 1 }]);
    await lane.close();
  });

  it("that are about to be done when their caller goes are let be: the process goes on", async () => {
    const lane = openLane(() => path);
    await lane.read((run) => run({ text: "create temp table mark as select 1 as one", values: [] }));
    const gone = new AbortController();
    const leave = (run: Run) => {
      const answer = run(one);
      gone.abort(late);
      return answer;
    };
    await expect(lane.read(leave, { name: "ann", signal: gone.signal })).rejects.toBe(late);
    expect(await lane.read((run) => run({ text: "select one from mark", values: [] }))).toEqual([{ one: 1 }]);
    await lane.close();
  });

  it("do not keep the store from being closed, though they run for an hour", async () => {
    const lane = openLane(() => path);
    const counting = expect(lane.read((run) => run(hour))).rejects.toMatchObject({ code: "unavailable" });
    await lane.read((run) => run(one), callerFor(100)).catch(() => {});
    await lane.close();
    await counting;
  });

  it("end with the store: what is under way fails, and no file is left", async () => {
    const lane = openLane(() => path);
    const held: { begun?: () => void } = {};
    const begun = new Promise<void>((resolve) => {
      held.begun = resolve;
    });
    const counting = lane.read(async (run) => {
      await run({ text: "select 1 as one", values: [] });
      held.begun?.();
      return run(slow);
    });
    const failed = expect(counting).rejects.toMatchObject({ code: "unavailable" });
    await begun;
    await lane.close();
    await failed;
    await expect(lane.read((run) => run(slow))).rejects.toMatchObject({ code: "unavailable" });
    await store.tally(all);
    await store.close();
    expect(await readdir(dirname(path))).toEqual(["test.db"]);
    store = await openStore(`file:${path}`);
  });
});
