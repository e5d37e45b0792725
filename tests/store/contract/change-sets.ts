import { afterEach, beforeEach, expect, it } from "vitest";
import type { Store } from "../../../src/store/port/store.ts";
import { change, makeParty, stamp } from "../../helpers/stored-records.ts";

const party = (code: string) => change("create", "party", makeParty(code));

export function changeSets(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const by = (name: string) => ({ ...stamp, by: name });

  it("each write is one; all writes of work that has the database to itself are one", async () => {
    await store.apply([party("AAA"), party("BBB")], by("ann"));
    await store.exclusively(async (own) => {
      await own.apply([party("CCC")], by("bob"));
      const part = own.exclusively(async (inner) => {
        await inner.apply([party("DDD")], by("bob"));
        throw new Error("taken back");
      });
      await expect(part).rejects.toThrow("taken back");
      await own.apply([party("EEE")], by("bob"));
      return { commit: true, value: null };
    });
    await store.apply([party("FFF")], by("ann"));
    const { rows, next } = await store.changeSets({ limit: 10 });
    const counts = (lines: number) => [{ kind: "party", op: "create", lines }];
    expect([rows.map(({ at: _, ...rest }) => rest), next]).toEqual([
      [
        { id: 5, through: 5, by: "ann", reason: null, counts: counts(1) },
        { id: 3, through: 4, by: "bob", reason: null, counts: counts(2) },
        { id: 1, through: 2, by: "ann", reason: null, counts: counts(2) },
      ],
      null,
    ]);
    expect(await store.changeSet(3)).toEqual(rows[1]);
    expect(await Promise.all([2, 4, 6].map((id) => store.changeSet(id)))).toEqual([null, null, null]);
  });

  it("are read in pages, also those of one name", async () => {
    for (const [n, name] of ["ann", "bob", "ann", "bob"].entries()) await store.apply([party(`P${n}`)], by(name));
    const first = await store.changeSets({ limit: 3 });
    const second = await store.changeSets({ limit: 3, before: Number(first.next?.[0]) });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();
    expect((await store.changeSets({ limit: 3, by: "bob" })).rows.map(({ id }) => id)).toEqual([4, 2]);
    expect(await store.changeSets({ limit: 3, by: "nobody" })).toEqual({ rows: [], next: null });
  });
}
