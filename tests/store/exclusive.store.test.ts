import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import { change, makeParty, stamp } from "../helpers/stored-records.ts";
import { engine, openTestStore } from "../helpers/test-store.ts";

const party = (code: string) => [change("create", "party", makeParty(code))];

describe("work that has the database to itself", () => {
  let store: Store;
  let url: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, url, close } = await openTestStore());
  });
  afterEach(() => close());

  const has = async (code: string, where = store) => (await where.get("party", code)) !== null;
  const seq = async () => (await store.head()).seq;

  it("is seen by nobody until it is committed, and then as a whole", async () => {
    const value = await store.exclusively(async (own) => {
      await own.apply(party("AAA"), stamp);
      await own.apply(party("BBB"), stamp);
      expect([await has("AAA", own), await has("AAA"), await seq()]).toEqual([true, false, 0]);
      return { commit: true, value: "done" };
    });
    expect([value, await has("AAA"), await has("BBB"), await seq()]).toEqual(["done", true, true, 2]);
  });

  it("leaves nothing when it does not commit, fails, or its outcome says so", async () => {
    await store.exclusively(async (own) => {
      await own.apply(party("AAA"), stamp);
      return { commit: false, value: null };
    });
    const failing = store.exclusively(async (own) => {
      await own.apply(party("BBB"), stamp);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect([await seq(), await has("AAA"), await has("BBB")]).toEqual([0, false, false]);
    await store.apply(party("CCC"), stamp);
    expect(await seq()).toBe(1);
  });

  it("has parts that are taken back alone, what a failed write left behind included", async () => {
    await store.exclusively(async (own) => {
      await own.apply(party("AAA"), stamp);
      const part = own.exclusively(async (inner) => {
        await inner.apply(party("BBB"), stamp);
        await inner.apply([...party("CCC"), ...party("AAA")], stamp);
        return { commit: true, value: null };
      });
      await expect(part).rejects.toThrow("exists");
      await own.exclusively(async (inner) => {
        await inner.apply(party("DDD"), stamp);
        return { commit: true, value: null };
      });
      return { commit: true, value: null };
    });
    expect(await Promise.all(["AAA", "BBB", "CCC", "DDD"].map((code) => has(code)))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(await seq()).toBe(2);
  });

  it("lets a write that comes meanwhile wait, and loses neither", async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const work = store.exclusively(async (own) => {
      await own.apply(party("AAA"), stamp);
      begun.resolve();
      await goOn.promise;
      return { commit: true, value: null };
    });
    await begun.promise;
    const other = await openStoreBeside(url);
    const waiting = store.apply(party("BBB"), stamp);
    const waitingToo = other.apply(party("CCC"), stamp);
    expect(await has("AAA")).toBe(false);
    goOn.resolve();
    await Promise.all([work, waiting, waitingToo]);
    expect([await has("AAA"), await has("BBB"), await has("CCC"), await seq()]).toEqual([true, true, true, 3]);
    if (other !== store) await other.close();
  });

  /** Another process of the same database, where there may be one. */
  const openStoreBeside = (place: string) => (engine === "postgresql" ? openStore(place) : Promise.resolve(store));
});
