import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/dates/calendar.ts";
import { Status, Timeliness } from "../../../src/domain/codelists/codelists.ts";
import { commitmentProgress } from "../../../src/domain/commitment-view.ts";
import { timeliness } from "../../../src/domain/lateness.ts";
import type { Kind } from "../../../src/store/port/entities.ts";
import type { Filter } from "../../../src/store/port/query.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { everything, keysOf, seed, storeForEach } from "../../helpers/store-for-each.ts";
import {
  change,
  idOf,
  makeCommitment,
  makeDue,
  makeEvent,
  makeMilestone,
  makeParty,
  makeQuote,
  makeSource,
  stamp,
} from "../../helpers/stored-records.ts";

/** Commitments due 2023, ../2024, 2025/.., not at all, and in words alone; the last one deleted. */
const five = [
  makeCommitment(1, { due: makeDue("2023"), status: "agreed", tags: ["rail"], statedOn: "2023-05-26" }),
  makeCommitment(2, {
    due: makeDue("../2024"),
    tags: ["rail", "road"],
    parties: [{ party: "BBB", role: "promisor" }],
    statedOn: "2023-05",
  }),
  makeCommitment(3, { due: makeDue("2025/.."), status: "lapsed", quotes: [idOf("quote", 1)], statedOn: "2022" }),
  makeCommitment(4, { parties: [{ party: "BBB", role: "promisee" }], statedOn: "../2020" }),
  makeCommitment(5, {
    due: { text: "soon", edtf: null, earliest: null, latest: null, basis: "none" },
    statedOn: "2024",
  }),
  makeCommitment(6, { due: makeDue("2023"), status: "agreed" }),
];
const world = [
  change("create", "party", makeParty("BBB")),
  ...[1, 2, 3].map((n) => change("create", "source", makeSource(n, n === 2 ? { language: "en" } : {}))),
  change("create", "quote", makeQuote(1, idOf("source", 1))),
  ...five.map((entity) => change("create", "commitment", entity)),
  change("create", "event", makeEvent(1, { evidence: [{ sourceId: idOf("source", 2), quoteId: null }] })),
  change("delete", "commitment", { ...(five[5] ?? makeCommitment(6)), version: 1 }),
];
const of = (...numbers: number[]) => numbers.map((n) => idOf("commitment", n));
const dueIn = (from?: string, to?: string): Filter => ({
  bounds: ["dueEarliest", "dueLatest"],
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});

export function reading(open: () => Promise<Store>): void {
  const held = storeForEach(open);
  const matching = async (kind: Kind, ...filters: Filter[]) =>
    keysOf((await held().list(kind, { filters, limit: 100 })).rows);

  describe("an aggregate", () => {
    it("is a commitment, by its id or slug, with all that it has and no more", async () => {
      const own = change("create", "milestone", makeMilestone(1));
      const other = change("create", "event", makeEvent(2, { commitmentId: idOf("commitment", 2) }));
      const gone = makeEvent(3);
      await seed(held(), [...world, own, other, change("create", "event", gone)]);
      await held().apply([change("delete", "event", { ...gone, version: 1 })], stamp);
      for (const key of [idOf("commitment", 1), "commitment-1"]) {
        const found = await held().aggregate(key);
        expect(found?.commitment).toEqual(await held().get("commitment", key));
        const kinds = new Map(found?.parts.map(({ kind, record }) => [kind, record]));
        expect(kinds.get("event")).toEqual(await held().get("event", idOf("event", 1)));
        expect(kinds.get("milestone")).toEqual(await held().get("milestone", idOf("milestone", 1)));
        expect(found?.parts).toHaveLength(2);
        expect(await held().parts(idOf("commitment", 1))).toHaveLength(2);
      }
      for (const key of [idOf("commitment", 6), "commitment-6", idOf("commitment", 9), "none", "' or 1=1 --"])
        expect(await held().aggregate(key)).toBeNull();
    });
  });

  describe("grounds", () => {
    const grounds = (quotes: number[], sources: number[]) =>
      held().grounds({
        quotes: quotes.map((n) => idOf("quote", n)),
        sources: sources.map((n) => idOf("source", n)),
      });

    it("are the sources of quotes, and who issued these and others", async () => {
      const issued = makeSource(4, { issuedBy: ["BBB", "AAA"] });
      const gone = makeSource(5);
      const quoted = makeQuote(2, issued.id);
      await seed(held(), [
        ...world,
        ...[issued, gone].map((source) => change("create", "source", source)),
        change("create", "quote", quoted),
      ]);
      await held().apply([change("delete", "source", { ...gone, version: 1 })], stamp);
      expect(await grounds([2], [1, 5, 9])).toEqual({
        quoted: [issued.id],
        issuers: new Map([
          [issued.id, ["BBB", "AAA"]],
          [idOf("source", 1), makeSource(1).issuedBy],
        ]),
      });
      await held().apply([change("delete", "quote", { ...quoted, version: 1 })], stamp);
      expect(await grounds([2, 9], [])).toEqual({ quoted: [], issuers: new Map() });
    });

    it("are found for more than a statement takes", async () => {
      await seed(held(), world);
      const many = Array.from({ length: 1100 }, (_, n) => 2000 + n);
      const { quoted, issuers } = await grounds([...many, 1], [2, ...many]);
      expect(quoted).toEqual([idOf("source", 1)]);
      expect([...issuers.keys()].toSorted()).toEqual([idOf("source", 1), idOf("source", 2)]);
    });
  });

  describe("get", () => {
    it("finds a record by its key or slug, whatever the slug looks like, and no other", async () => {
      const slugs = ["cku-railway", "20231018-2024-action-plan", "deadbeef-cafe"];
      await seed(
        held(),
        slugs.map((slug, n) => change("create", "source", makeSource(n, { slug }))),
      );
      for (const [n, slug] of slugs.entries()) expect((await held().get("source", slug))?.id).toBe(idOf("source", n));
      expect((await held().get("source", idOf("source", 1)))?.slug).toBe(slugs[1]);
      for (const key of ["", "cku", "' or 1=1 --", idOf("source", 9)])
        expect(await held().get("source", key)).toBeNull();
      expect((await held().get("party", "AAA"))?.code).toBe("AAA");
      expect(await held().get("commitment", slugs[0] ?? "")).toBeNull();
    });

    it("gives a whole record as it was written", async () => {
      const location = { type: "Point" as const, coordinates: [78.4, 41.4] as [number, number] };
      const sectors = [{ vocabulary: "OECD-DAC", code: "16066" }];
      const done = { edtf: "2024", earliest: "2024-01-01", latest: "2024-12-31" };
      const full = makeCommitment(1, {
        location,
        sectors,
        done,
        due: makeDue("2023"),
        progress: 0.1,
        restatements: 3,
        summary: "",
      });
      await seed(held(), [
        change("create", "commitment", full),
        change("create", "event", makeEvent(1, { due: makeDue("2025") })),
      ]);
      expect(await held().get("commitment", full.id)).toEqual({ ...full, version: 1 });
      expect(await held().get("event", idOf("event", 1))).toEqual({
        ...makeEvent(1, { due: makeDue("2025") }),
        recordedAt: stamp.at,
        version: 1,
      });
    });
  });

  it("getMany finds any number of records, and leaves out the unknown and the deleted", async () => {
    const sources = [...Array(1203).keys()].map((n) => makeSource(n));
    await held().apply(
      sources.map((entity) => change("create", "source", entity)),
      stamp,
    );
    await held().apply([change("delete", "source", { ...makeSource(7), version: 1 })], stamp);
    const found = await held().getMany("source", [...keysOf(sources), idOf("source", 9999)]);
    expect(keysOf(found).toSorted()).toEqual(keysOf(sources).filter((id) => id !== idOf("source", 7)));
    expect(await held().getMany("source", [])).toEqual([]);
  });

  it.each<[string, Filter[], string[]]>([
    ["no filter", [], of(1, 2, 3, 4, 5)],
    ["one of some values", [{ field: "status", in: ["agreed", "lapsed"] }], of(1, 3)],
    ["one of no values", [{ field: "status", in: [] }], []],
    ["none of some values", [{ field: "status", in: ["agreed", "lapsed"], not: true }], of(2, 4, 5)],
    ["none of no values", [{ field: "status", in: [], not: true }], of(1, 2, 3, 4, 5)],
    ["a field from a value on", [{ field: "statedEarliest", from: "2023-05-26" }], of(1, 5)],
    ["a field up to a value", [{ field: "statedEarliest", to: "2023-05-01" }], of(2, 3)],
    ["a field in a range", [{ field: "statedEarliest", from: "2022-01-01", to: "2023-05-01" }], of(2, 3)],
    ["a field that is known", [{ field: "statedEarliest" }], of(1, 2, 3, 5)],
    ["bounds that overlap a range", [dueIn("2023-12-31", "2024-06-01")], of(1, 2)],
    ["bounds from a day on, an open end included", [dueIn("2024-12-31")], of(2, 3)],
    ["bounds long after, an open end included", [dueIn("2999-01-01")], of(3)],
    ["bounds up to a day, an open start included", [dueIn(undefined, "2022-12-31")], of(2)],
    ["bounds up to a day, that day included", [dueIn(undefined, "2023-01-01")], of(1, 2)],
    ["any bounds at all", [dueIn()], of(1, 2, 3)],
    ["a link", [{ link: "party", to: ["AAA"] }], of(1, 3, 5)],
    ["a link in some role", [{ link: "party", to: ["AAA", "BBB"], rel: ["promisee"] }], of(4)],
    ["no link", [{ link: "party", to: ["BBB"], not: true }], of(1, 3, 5)],
    ["a tag", [{ link: "tag", to: ["rail", "road"] }], of(1, 2)],
    ["no tag", [{ link: "tag", to: ["rail"], not: true }], of(3, 4, 5)],
    [
      "a source of its events or of its quotes",
      [{ link: "source", to: [1, 2, 3].map((n) => idOf("source", n)) }],
      of(1, 3),
    ],
    ["no such source", [{ link: "source", to: [idOf("source", 1)], not: true }], of(1, 2, 4, 5)],
    ["a timeliness", [{ timeliness: ["overdue", "no_due"], day: "2024-06-01" }], of(1, 4, 5)],
    ["another timeliness", [{ timeliness: ["overdue", "no_due"], day: "2024-06-01", not: true }], of(2, 3)],
    [
      "all of several filters",
      [
        { link: "tag", to: ["rail"] },
        { field: "status", in: ["agreed"] },
      ],
      of(1),
    ],
  ])("list and count select by %s", async (_, filters, expected) => {
    await seed(held(), world);
    expect(await matching("commitment", ...filters)).toEqual(expected);
    expect(await held().count("commitment", filters, 100)).toBe(expected.length);
  });

  it("count goes no further than asked for", async () => {
    await seed(held(), world);
    expect([await held().count("commitment", [], 3), await held().count("commitment", [], 5)]).toEqual([3, 5]);
    expect(await held().count("commitment", [], Number.MAX_SAFE_INTEGER)).toBe(5);
  });

  it("select by links of other kinds of records, and take any text as a value", async () => {
    await seed(held(), world);
    expect(await matching("event", { link: "source", to: [idOf("source", 2)] })).toEqual([idOf("event", 1)]);
    expect(await matching("quote", { field: "sourceId", in: [idOf("source", 1)] })).toEqual([idOf("quote", 1)]);
    expect(await matching("source", { field: "language", in: ["en"] })).toEqual([idOf("source", 2)]);
    expect(await matching("source", { field: "title", in: ["' or '1'='1"] })).toEqual([]);
  });

  it("the timeliness that is filtered by is the one that is computed, for any commitment and day", async () => {
    const day = fc.integer({ min: 0, max: 30 }).map((n) => addDays("2024-01-01", n) ?? "");
    const bounds = fc.tuple(fc.option(day), fc.option(day)).map(([a, b]) => {
      const isTurned = a !== null && b !== null && a > b;
      return { earliest: isTurned ? b : a, latest: isTurned ? a : b };
    });
    const one = fc.record({
      due: fc.option(bounds),
      done: fc.option(bounds.filter(({ earliest, latest }) => earliest !== null || latest !== null)),
      status: fc.constantFrom(...Status.options),
    });
    const state = { n: 0 };
    const next = () => {
      state.n += 1;
      return state.n;
    };
    await seed(held(), []);
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 20, maxLength: 40 }), day, async (drawn, on) => {
        const entities = drawn.map(({ due, done, status }) =>
          makeCommitment(next(), {
            status,
            due: due && { text: "then", edtf: null, basis: "explicit", ...due },
            done: done && { edtf: "2024", ...done },
          }),
        );
        await held().apply(
          entities.map((entity) => change("create", "commitment", entity)),
          stamp,
        );
        const ids: Filter = { field: "id", in: keysOf(entities) };
        for (const code of Timeliness.options) {
          const expected = entities.filter((entity) => timeliness(commitmentProgress(entity), on) === code);
          expect(await matching("commitment", ids, { timeliness: [code], day: on })).toEqual(keysOf(expected));
        }
      }),
      { numRuns: 8 },
    );
  });

  it("ping answers while the database can be reached", async () => {
    await expect(held().ping()).resolves.toBeUndefined();
  });

  it("a deleted record of any kind is listed no more", async () => {
    await seed(held(), world);
    await held().apply([change("delete", "source", { ...makeSource(3), version: 1 })], stamp);
    expect(keysOf(await everything(held(), "source"))).toEqual([1, 2].map((n) => idOf("source", n)));
  });
}
