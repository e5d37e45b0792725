import { expect, it } from "vitest";
import type { Change, Store } from "../../../src/store/port/store.ts";
import { seed, storeForEach } from "../../helpers/store-for-each.ts";
import { change, makeCommitment, makeEvent, makeSource, stamp } from "../../helpers/stored-records.ts";

const start = { seq: 0, hash: "" };
const commitment = makeCommitment(1, { parties: [{ party: "AAA", role: "promisor" }] });
const source = makeSource(1);

export function changes(open: () => Promise<Store>): void {
  const held = storeForEach(open);
  const write = async (...of: Change[]) => {
    const before = await held().head();
    await held().apply(of, stamp);
    return held().changesAfter(before, 9);
  };

  it("are those of each line after one, up to the newest", async () => {
    await seed(held(), [change("create", "source", source), change("create", "commitment", commitment)]);
    const { seq, hash } = await held().head();
    const told = await held().changesAfter(start, 9);
    expect(told).toMatchObject([
      { seq: 1, op: "create", kind: "party", id: "AAA", commitmentIds: [], columns: null },
      { seq: 2, op: "create", kind: "source", id: source.id, commitmentIds: [], columns: null },
      { seq: 3, op: "create", kind: "commitment", id: commitment.id, commitmentIds: [commitment.id], columns: null },
    ]);
    expect([told?.length, told?.at(-1)?.hash]).toEqual([3, hash]);
    expect(await held().changesAfter({ seq, hash }, 9)).toEqual([]);
  });

  it("name the fields in which a record differs from its version before, with the columns that follow from them", async () => {
    await seed(held(), [change("create", "source", source), change("create", "commitment", commitment)]);
    const renamed = await write(change("update", "source", { ...source, version: 1, title: "Other" }));
    expect(renamed?.[0]?.columns?.toSorted()).toEqual(["title", "titleKey", "version"]);
    const due = { text: null, edtf: "2030", earliest: "2030-01-01", latest: "2030-12-31", basis: "explicit" } as const;
    const moved = await write(
      change("create", "event", makeEvent(1)),
      change("update", "commitment", { ...commitment, version: 1, due }),
    );
    expect(moved?.map(({ kind, commitmentIds }) => [kind, ...commitmentIds])).toEqual([
      ["event", commitment.id],
      ["commitment", commitment.id],
    ]);
    expect(moved?.[1]?.columns).toEqual(expect.arrayContaining(["due", "dueEarliest", "dueLatest"]));
    expect(moved?.[1]?.columns).not.toContain("tags");
  });

  it("are of the whole record where it was deleted, and where its version before has been purged", async () => {
    await seed(held(), [change("create", "source", source)]);
    const gone = await write(change("delete", "source", { ...source, version: 1 }));
    expect(gone).toMatchObject([{ op: "delete", columns: null }]);
    const other = makeSource(2);
    await held().apply([change("create", "source", other)], stamp);
    const before = await held().head();
    await held().apply([change("update", "source", { ...other, version: 1, title: "Other" })], stamp);
    await held().apply([{ op: "purge", kind: "source", entity: { ...other, version: 2 }, reason: "asked" }], stamp);
    expect(await held().changesAfter(before, 9)).toMatchObject([
      { op: "update", columns: null },
      { op: "purge", columns: null },
    ]);
  });

  it("are not told after a line that is not there or was another, nor where they are more than asked for", async () => {
    await seed(held(), [change("create", "source", source)]);
    const head = await held().head();
    expect(await held().changesAfter({ ...head, hash: "0".repeat(64) }, 9)).toBeNull();
    expect(await held().changesAfter({ ...head, seq: head.seq + 1 }, 9)).toBeNull();
    expect(await held().changesAfter(start, 1)).toBeNull();
    expect(await held().changesAfter(start, 2)).toHaveLength(2);
  });
}
