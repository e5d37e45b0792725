import fc from "fast-check";
import { expect, it } from "vitest";
import type { Entry, Slice, TimelineQuery } from "../../../src/store/port/query.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { cases } from "../../helpers/cases.ts";
import { storeForEach } from "../../helpers/store-for-each.ts";
import {
  change,
  idOf,
  makeCommitment,
  makeDue,
  makeEvent,
  makeMilestone,
  makeParty,
  stamp,
} from "../../helpers/stored-records.ts";

const commitment = makeCommitment(1, { statedOn: "2023-05-26", due: makeDue("2025"), originalDue: makeDue("2023") });
const other = makeCommitment(2, {
  statedOn: "2024",
  due: makeDue("2026/.."),
  originalDue: makeDue("2026/.."),
  tags: ["rail"],
});
const earlier = [
  change("create", "commitment", commitment),
  change("create", "commitment", other),
  change("create", "event", makeEvent(4, { date: "2024-06-06" })),
];
const later = [
  change("create", "event", makeEvent(3, { date: "2024-06-06" })),
  change("create", "event", makeEvent(2, { date: "2024-06" })),
  change("create", "event", makeEvent(5, { date: "../2022" })),
  change("create", "milestone", makeMilestone(1, { due: makeDue("2024-05") })),
  change(
    "create",
    "milestone",
    makeMilestone(2, { due: makeDue("2024-05"), metOn: "2025-02", metEarliest: "2025-02-01", metLatest: "2025-02-28" }),
  ),
  change("create", "milestone", makeMilestone(3)),
];
const wide = ["2024-02-29", "2024-02", "2024", "202X", "20XX", "1500/2024", "../2024-02-29", "2024/.."];
const days = [
  "1400-01-01",
  "2019-12-31",
  "2020-01-01",
  "2024-01-31",
  "2024-02-29",
  "2024-03-01",
  "2025-01-01",
  "2101-01-01",
];

/** Whether an entry overlaps days. What is due by a day stands on that day, not on all before. */
function reaches({ entry, at, earliest, latest }: Entry, from = "", to = "~"): boolean {
  if (from === "" && to === "~") return true;
  if (at === null) return false;
  const first = entry.endsWith("due") ? at : (earliest ?? "");
  return first <= to && (latest ?? "~") >= from;
}

/** Entries as `entry number of the record`. */
const shown = (entries: readonly Entry[]) =>
  entries.map(({ entry, ref }) => `${entry} ${Number.parseInt(ref.slice(-4), 16)}`);
const own = [
  "event 5",
  "original_due 1",
  "stated 1",
  "milestone 1",
  "event 2",
  "event 4",
  "event 3",
  "due 1",
  "milestone 2",
  "milestone 3",
];

/** Event 4 was recorded before all others. */
async function write(store: Store): Promise<void> {
  const party = change("create", "party", makeParty("AAA"));
  await store.apply([party, ...earlier], { ...stamp, at: "2025-01-01T00:00:00.000Z" });
  await store.apply(later, stamp);
}

export function timelines(open: () => Promise<Store>): void {
  const held = storeForEach(open);
  const read = (query: Partial<TimelineQuery> = {}): Promise<Slice<Entry>> => held().timeline({ limit: 50, ...query });
  const ofOne = { commitmentId: commitment.id };

  it("a timeline is in order of its first days, then last days, then record order; what has no date comes last", async () => {
    await write(held());
    expect(shown((await read(ofOne)).rows)).toEqual(own);
  });

  it("a timeline backwards is the same the other way round, but for what has no date", async () => {
    await write(held());
    const backwards = [...own.slice(0, -1).toReversed(), "milestone 3"];
    expect(shown((await read({ ...ofOne, descending: true })).rows)).toEqual(backwards);
  });

  it.each([false, true])("a timeline by pages is the whole timeline (descending: %s)", async (descending) => {
    await write(held());
    const whole = (await read({ descending })).rows;
    expect(whole.length).toBe(12);
    for (const limit of [1, 2, 5]) {
      const seen: Entry[] = [];
      let page = await read({ descending, limit });
      seen.push(...page.rows);
      while (page.next) {
        page = await read({ descending, limit, after: page.next });
        seen.push(...page.rows);
      }
      expect(seen).toEqual(whole);
    }
  });

  it("an entry says what it shows, when that was, and when it was recorded", async () => {
    await write(held());
    const [entry] = (await read({ ...ofOne, entries: ["event"], from: "2024-06-30" })).rows;
    expect(entry).toEqual({
      entry: "event",
      id: expect.any(String),
      ref: idOf("event", 2),
      commitmentId: commitment.id,
      at: "2024-06-01",
      earliest: "2024-06-01",
      latest: "2024-06-30",
      recordedAt: stamp.at,
    });
  });

  it.each<[string, Partial<TimelineQuery>, string[]]>([
    ["kinds of entries", { entries: ["due", "original_due"] }, ["original_due 1", "due 1", "due 2"]],
    ["commitments", { filters: [{ link: "tag", to: ["rail"] }] }, ["stated 2", "due 2"]],
    [
      "a range that the bounds overlap",
      { from: "2024-06-06", to: "2024-12-31" },
      ["stated 2", "event 2", "event 4", "event 3"],
    ],
    ["a day on, open ends included", { from: "2025-12-31" }, ["due 1", "due 2"]],
    ["up to a day, open starts included", { to: "2022-12-31" }, ["event 5"]],
  ])("a timeline can be narrowed to %s", async (_, query, expected) => {
    await write(held());
    expect(shown((await read(query)).rows)).toEqual(expected);
  });

  it("a timeline has what overlaps the days asked for, however wide its date or open on a side, page by page", async () => {
    const store = held();
    await write(store);
    const dues = wide.map((edtf, n) => makeCommitment(10 + n, { due: makeDue(edtf), originalDue: makeDue(`201${n}`) }));
    const events = wide.map((date, n) => makeEvent(10 + n, { date }));
    await store.apply(
      [
        ...dues.map((one) => change("create", "commitment", one)),
        ...events.map((one) => change("create", "event", one)),
      ],
      stamp,
    );
    const every = { ascending: (await read()).rows, descending: (await read({ descending: true })).rows };
    expect(every.ascending.length).toBe(12 + 3 * wide.length + wide.length);
    const day = fc.option(fc.constantFrom(...days), { nil: undefined });
    const query = fc.record({ from: day, to: day, descending: fc.boolean(), limit: fc.constantFrom(1, 3, 50) });
    await fc.assert(
      fc.asyncProperty(query, async ({ from, to, descending, limit }) => {
        const asked = { descending, limit, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
        const seen: Entry[] = [];
        for (let page: Slice<Entry> | undefined; page === undefined || page.next; ) {
          page = await read({ ...asked, ...(page?.next && { after: page.next }) });
          seen.push(...page.rows);
        }
        const whole = descending ? every.descending : every.ascending;
        expect(shown(seen)).toEqual(shown(whole.filter((entry) => reaches(entry, from, to))));
      }),
      { numRuns: cases(200) },
    );
  });

  it("a timeline follows its records: what changed stands at its new place, what was deleted stands nowhere", async () => {
    const store = held();
    await write(store);
    const moved = { ...makeEvent(2, { date: "2030" }), version: 1 };
    await store.apply(
      [
        change("update", "event", moved),
        change("delete", "event", { ...makeEvent(3, { date: "2024-06-06" }), version: 1 }),
      ],
      stamp,
    );
    await store.apply([change("update", "commitment", { ...commitment, due: null, version: 1 })], stamp);
    expect(shown((await read(ofOne)).rows)).toEqual([
      "event 5",
      "original_due 1",
      "stated 1",
      "milestone 1",
      "event 4",
      "milestone 2",
      "event 2",
      "milestone 3",
    ]);
  });
}
