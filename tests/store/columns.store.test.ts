import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Corroboration, Role, Status, Timeliness } from "../../src/domain/codelists/codelists.ts";
import { storeWithColumns } from "../../src/store/engine/store.ts";
import type { Filter } from "../../src/store/port/query.ts";
import type { Facet, SeriesQuery, TallyQuery } from "../../src/store/port/statistics.ts";
import type { Store } from "../../src/store/port/store.ts";
import { openPool, postgresEngine } from "../../src/store/postgres/engine.ts";
import type { Engine } from "../../src/store/sql/statement.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../../src/store/sqlite/engine.ts";
import { day as someDay, worldOf, writeWorld } from "../helpers/random-records.ts";
import { engine, newDatabase } from "../helpers/test-store.ts";

/** What is counted in memory is what the rows say: those of the newest line, as an earlier state is read. */

const day = "2024-06-15";
const parties = ["AAA", "SCO", "eu", "Zed"];
const facet: fc.Arbitrary<Facet> = fc.oneof(
  fc.constantFrom("status", "type", "firmness", "fulfilment", "corroboration").map((field) => ({ field })),
  fc.constantFrom<Facet>(
    { year: ["statedEarliest", "statedLatest"] },
    { year: ["dueLatest"] },
    { timeliness: day },
    { link: "sector", rel: ["sector"] },
    { link: "tag" },
    { link: "party", rel: ["promisee"] },
    { link: "party", rel: Role.options },
  ),
);
const isNot = fc.boolean();
const range = fc.record({ from: someDay, to: someDay }, { requiredKeys: [] });
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ field: fc.constant("status"), in: fc.subarray(Status.options), not: isNot }),
  fc.record({ field: fc.constant("corroboration"), in: fc.subarray(Corroboration.options), not: isNot }),
  fc.record({ timeliness: fc.subarray(Timeliness.options), day: fc.constant(day), not: isNot }),
  fc.record({ unverified: fc.boolean(), day: fc.constant(day) }),
  fc.record({
    link: fc.constant("party" as const),
    to: fc.subarray(parties),
    rel: fc.constantFrom<readonly string[]>(["promisor"], ["promisee"], Role.options),
    not: isNot,
  }),
  fc.record({ link: fc.constant("sector" as const), to: fc.subarray(["21030", "ISIC:x:y"]), not: isNot }),
  range.map((of) => ({ bounds: ["statedEarliest", "statedLatest"] as const, ...of })),
  range.map((of) => ({ bounds: ["dueEarliest", "dueLatest"] as const, opens: "statedEarliest", ...of })),
  range.map((of) => ({ field: "dueLatest", ...of })),
);
const query: fc.Arbitrary<TallyQuery> = fc.record({
  by: fc.array(facet, { maxLength: 3 }),
  filters: fc.array(filter, { maxLength: 2 }),
  measures: fc.subarray(["overdue" as const, "slippage" as const, "scores" as const]),
  day: fc.constant(day),
  limit: fc.integer({ min: 1, max: 12 }),
});
const all: TallyQuery = {
  ...{ by: [{ field: "status" }, { link: "tag" }], filters: [], day, limit: 200 },
  measures: ["overdue", "slippage", "scores"],
};
const series: fc.Arbitrary<SeriesQuery> = fc.record({
  field: fc.constantFrom("status", "fulfilment", "corroboration"),
  filters: fc.array(filter, { maxLength: 2 }),
  width: fc.constantFrom(4 as const, 7 as const),
  from: someDay,
  to: someDay,
  until: someDay,
  day: fc.constant(day),
});
const always: SeriesQuery = {
  ...{ field: "status", filters: [], width: 7, from: "2000-01-01", to: "2040-01-01", until: "2030-01-01", day },
};
const everything = Number.MAX_SAFE_INTEGER;

interface Held {
  store: Store;
  /** How often rows were counted. */
  asides: () => number;
  close: () => Promise<void>;
}

async function open(): Promise<Held> {
  const { url, drop } = await newDatabase();
  const seen = { asides: 0 };
  const watched = (of: Engine): Engine => ({
    ...of,
    for: (caller) => watched(of.for(caller)),
    aside: (steps, lane) => {
      if (lane === "counting") seen.asides += 1;
      return of.aside(steps, lane);
    },
  });
  const file = () => sqliteEngine(openSqlite(url.slice("file:".length)));
  const store = storeWithColumns(watched(engine === "sqlite" ? file() : postgresEngine(openPool(url))));
  const close = async () => {
    await store.close();
    await drop();
  };
  return { store, asides: () => seen.asides, close };
}

describe("what is counted in memory", () => {
  let held: Held;
  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held.close());

  /** Waits until rows are counted no more. */
  const inMemory = () =>
    vi.waitFor(async () => {
      const before = held.asides();
      await held.store.tally(all);
      expect(held.asides()).toBe(before);
    }, 20_000);
  /** Compares it with rows, which an earlier state has, too. */
  async function compare(asked: TallyQuery, overTime: SeriesQuery = always): Promise<void> {
    const { store } = held;
    const rows = store.at({ seq: (await store.head()).seq });
    expect(await store.series(overTime)).toEqual(await rows.series(overTime));
    expect(await store.tally(asked)).toEqual(await rows.tally(asked));
    const { filters } = asked;
    expect(await store.firstStated(filters)).toBe(await rows.firstStated(filters));
    expect(await store.count("commitment", filters, everything)).toBe(
      await rows.count("commitment", filters, everything),
    );
  }

  it("follows each write, a turn of the day and a purge", async () => {
    const { store } = held;
    await inMemory();
    const apply: Store["apply"] = async (changes, stamp) => {
      const lines = await store.apply(changes, stamp);
      await compare(all);
      await inMemory();
      return lines;
    };
    await writeWorld({ ...store, apply }, worldOf(7));
    const { rows } = await store.list("commitment", { limit: 100 });
    const pointedAt = await Promise.all(rows.map(({ id }) => store.referencesTo("commitment", id, 1)));
    const entity = rows.find((_, n) => pointedAt[n]?.length === 0);
    if (entity === undefined) throw new Error("all are pointed at");
    const purge = { op: "purge", kind: "commitment", entity, reason: "asked" } as const;
    await apply([purge], { by: "Айгүл", at: "2026-02-01T00:00:00.000Z" });
    await store.turn("2030-01-01");
    await compare(all);
    await inMemory();
  }, 60_000);

  it("is what rows say, whatever is asked", async () => {
    await inMemory();
    const before = held.asides();
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(query, series, async (asked, overTime) => {
        compared += 1;
        await compare(asked, overTime);
      }),
      { numRuns: 60, endOnFailure: true },
    );
    // Of each pair only that of rows is read aside: a tally and a series.
    expect(held.asides() - before).toBe(2 * compared);
  }, 60_000);

  it("is read anew for another day, and counted from rows where it is of something else", async () => {
    await compare({ ...all, day: "2025-01-01" });
    await compare({ ...all, by: [{ standing: day }] });
    await compare({ ...all, by: [], filters: [{ quietSince: "2024-01-01" }] });
    await compare({ ...all, by: [], filters: [{ link: "source", to: [] }] });
  });

  it("does not answer for another day than that on which it is judged", async () => {
    await inMemory();
    const { store } = held;
    const overdue = (on: string) => store.count("commitment", [{ timeliness: ["overdue"], day: on }], everything);
    expect(await overdue(day)).toBeGreaterThan(0);
    expect(await overdue("1990-01-01")).toBe(0);
  });
});
