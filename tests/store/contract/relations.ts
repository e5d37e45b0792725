import { describe, expect, it } from "vitest";
import type { Change, Store } from "../../../src/store/port/store.ts";
import { conflictOf, seed, storeForEach } from "../../helpers/store-for-each.ts";
import { change, idOf, makeCommitment, makeRelation, stamp } from "../../helpers/stored-records.ts";

const id = (n: number) => idOf("commitment", n);
const commitments = (many: number) =>
  Array.from({ length: many }, (_, n) => change("create", "commitment", makeCommitment(n + 1)));
const relation = (n: number, from: number, to: number, more: object = {}) =>
  makeRelation(n, { from: id(from), to: id(to), type: "depends_on", ...more });
const relate = (...given: Parameters<typeof relation>) => change("create", "relation", relation(...given));

export function relations(open: () => Promise<Store>): void {
  const held = storeForEach(open);
  const apply = (...changes: Change[]) => held().apply(changes, stamp);
  const path = (from: number[], to: number[]) => held().path("depends_on", { from: from.map(id), to: to.map(id) });

  describe("a way along relations", () => {
    it("is the shortest of one type, in their direction, both ends included; null without any", async () => {
      await seed(held(), commitments(6));
      await apply(
        relate(1, 1, 2),
        relate(2, 2, 3),
        relate(3, 3, 4),
        relate(4, 1, 3),
        relate(5, 4, 5, { type: "amends" }),
      );
      expect(await path([1], [4])).toEqual([1, 3, 4].map(id));
      expect(await path([2, 6], [4, 1])).toEqual([2, 3, 4].map(id));
      expect(await path([3], [3])).toEqual([id(3)]);
      expect(await path([4], [1])).toBeNull();
      expect(await path([1], [5])).toBeNull();
      expect(await path([], [5])).toBeNull();
    });

    it("does not take a relation that is deleted", async () => {
      await seed(held(), commitments(2));
      await apply(relate(1, 1, 2));
      await apply(change("delete", "relation", { ...relation(1, 1, 2), version: 1 }));
      expect(await path([1], [2])).toBeNull();
    });
  });

  describe("a circle", () => {
    it("is refused in the transaction that would close it, and nothing is written", async () => {
      await seed(held(), commitments(4));
      await apply(relate(1, 1, 2), relate(2, 3, 4));
      const before = await held().head();
      const closing = apply(relate(3, 2, 3), relate(4, 4, 1));
      expect(await conflictOf(closing)).toMatch(/^cycle relation/);
      expect(await held().head()).toEqual(before);
      await apply(relate(3, 2, 3), relate(4, 4, 1, { type: "restates" }));
    });
  });

  describe("a commitment", () => {
    it("that a relation points at may not go; the one that it goes out from takes it along and brings it back", async () => {
      await seed(held(), commitments(2));
      await apply(relate(1, 1, 2));
      const list = async () =>
        (await held().list("relation", { filters: [{ link: "commitment", to: [id(2)] }], limit: 9 })).rows;
      const gone = (n: number) => change("delete", "commitment", { ...makeCommitment(n), version: 1 });
      expect(await conflictOf(apply(gone(2)))).toBe(`in_use commitment ${id(2)}`);
      await apply(gone(1));
      expect(await list()).toEqual([]);
      await apply(change("restore", "commitment", { ...makeCommitment(1), version: 2 }));
      expect(await list()).toMatchObject([{ from: id(1), to: id(2) }]);
      await apply(change("delete", "commitment", { ...makeCommitment(1), version: 3 }), gone(2));
      const back = apply(change("restore", "commitment", { ...makeCommitment(1), version: 4 }));
      expect(await conflictOf(back)).toBe(`missing_reference commitment ${id(2)}`);
    });
  });
}
