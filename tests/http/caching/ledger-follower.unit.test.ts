import { describe, expect, it } from "vitest";
import { anything, aRecord, type Marks } from "../../../src/http/caching/dependencies.ts";
import { followLedger, type Reading } from "../../../src/http/caching/ledger-follower.ts";
import type { RecordChange } from "../../../src/store/port/changes.ts";
import type { Store } from "../../../src/store/port/store.ts";

/** A ledger, a line for each change of a source, as a store tells of it; `shared`: lines that it has of another. */
function ledgerOf(name: string, shared: readonly RecordChange[] = []) {
  const lines = [...shared];
  const hashOf = (seq: number) => lines[seq - 1]?.hash ?? "";
  const add = (id: string, more: Partial<RecordChange> = {}) => {
    const seq = lines.length + 1;
    const hash = `${name} ${seq}`;
    lines.push({ seq, hash, op: "update", kind: "source", id, commitmentIds: [], columns: ["title"], ...more });
    return { seq, hash };
  };
  const store = {
    changesAfter: async ({ seq, hash }: { seq: number; hash: string }, atMost: number) =>
      hashOf(seq) !== hash || lines.length - seq > atMost ? null : lines.slice(seq),
  } as unknown as Store;
  return { add, store, lines };
}

function follow() {
  const ledger = followLedger();
  const upTo = async (...asked: Parameters<typeof ledger.upTo>): Promise<Reading> => {
    const reading = await ledger.upTo(...asked);
    if (reading === null) throw new Error("it cannot be told");
    return reading;
  };
  return { ...ledger, upTo };
}
const marksOf = (...ids: string[]): Marks => new Set(ids.map((id) => aRecord("source", id)));

describe("what is known of the ledger", () => {
  it("leaves what was read as it is until one of its marks is left", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const reading = await ledger.upTo(store, add("1"));
    await ledger.upTo(store, add("2"));
    expect(
      [marksOf("1"), marksOf("2"), new Set([anything]), new Set<string>()].map((marks) =>
        ledger.isUnchanged(reading, marks),
      ),
    ).toEqual([true, false, false, true]);
    const later = await ledger.upTo(store, add("1"));
    expect([ledger.isUnchanged(reading, marksOf("1")), ledger.isUnchanged(later, marksOf("1", "2"))]).toEqual([
      false,
      true,
    ]);
  });

  it("is learned from many askers at once, each of another head", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const reading = await ledger.upTo(store, add("1"));
    const heads = [add("2"), add("3"), add("4")];
    const readings = await Promise.all(heads.toReversed().map((head) => ledger.upTo(store, head)));
    expect(readings.map(({ seq }) => seq)).toEqual([4, 3, 2]);
    expect(["1", "2", "3", "4"].map((id) => ledger.isUnchanged(reading, marksOf(id)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("of a head that lags behind is not unlearned", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const old = add("1");
    await ledger.upTo(store, old);
    await ledger.upTo(store, add("1"));
    const reading = await ledger.upTo(store, old);
    expect([reading.seq, ledger.isUnchanged(reading, marksOf("1")), ledger.isUnchanged(reading, marksOf("2"))]).toEqual(
      [1, false, true],
    );
  });

  it("ends with a purge, also of what was read as of an earlier line", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const before = await ledger.upTo(store, add("1"));
    const after = await ledger.upTo(store, add("2", { op: "purge", columns: null }));
    expect([before, after].map((reading) => ledger.isUnchanged(reading, new Set()))).toEqual([false, true]);
  });

  it.each([
    ["as long", 3],
    ["longer", 4],
    ["shorter", 2],
  ])("ends where another ledger takes its place that parts from it: one that is %s", async (_what, length) => {
    const [{ add, store, lines }, ledger] = [ledgerOf("a"), follow()];
    const known = [await ledger.upTo(store, add("1")), await ledger.upTo(store, add("2"))];
    await ledger.upTo(store, add("3"));
    const other = ledgerOf("other", lines.slice(0, 1));
    let head = other.add("1");
    while (head.seq < length) head = other.add("1");
    const reading = await ledger.upTo(other.store, head);
    expect([...known, reading].map((each) => ledger.isUnchanged(each, marksOf("9")))).toEqual([false, false, true]);
  });

  it("cannot tell of a head that is older than it remembers", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), followLedger()];
    const old = add("1");
    for (let n = 0; n < 1500; n++) await ledger.upTo(store, add("2"));
    expect(await ledger.upTo(store, old)).toBeNull();
  });

  it("is forgotten where it is more than is told apart: then all has changed", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const reading = await ledger.upTo(store, add("1"));
    let head = add("2");
    for (let n = 0; n < 300; n++) head = add("2");
    expect(ledger.isUnchanged(await ledger.upTo(store, head), marksOf("1"))).toBe(true);
    expect(ledger.isUnchanged(reading, marksOf("1"))).toBe(false);
  });

  it("takes no more room however much changes, and is never wrong about it", async () => {
    const [{ add, store }, ledger] = [ledgerOf("a"), follow()];
    const columns = Array.from({ length: 50 }, (_, n) => `column ${n}`);
    const readings = [];
    for (let n = 0; n < 600; n++) {
      const names = columns.map((name) => `${name} of ${n}`);
      readings.push(await ledger.upTo(store, add(`${n}`, { columns: names })));
    }
    const isChanged = readings.slice(0, -1).map((reading, n) => !ledger.isUnchanged(reading, marksOf(String(n + 1))));
    expect(isChanged).toEqual(isChanged.map(() => true));
    expect(readings.filter((reading) => ledger.isUnchanged(reading, marksOf("none"))).length).toBeLessThan(201);
  });
});
