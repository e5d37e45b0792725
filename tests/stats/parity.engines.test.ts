import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { Role, Status } from "../../src/domain/codelists/codelists.ts";
import type { Filter } from "../../src/store/port/query.ts";
import type { Facet, TallyQuery } from "../../src/store/port/statistics.ts";
import type { Moment } from "../../src/store/port/store.ts";
import { type Both, openBoth, same } from "../helpers/both-engines.ts";
import { day, worldOf, writeWorld } from "../helpers/random-records.ts";

const facet: fc.Arbitrary<Facet> = fc.oneof(
  fc.constantFrom("status", "type", "firmness", "fulfilment", "corroboration").map((field) => ({ field })),
  fc.constantFrom(
    { year: ["statedEarliest", "statedLatest"] },
    { year: ["dueLatest"] },
    { link: "sector" as const, rel: ["sector"] },
  ),
  fc.constantFrom(
    { link: "tag" as const },
    { link: "party" as const, rel: ["promisee"] },
    { link: "party" as const, rel: Role.options },
  ),
  day.map((timeliness) => ({ timeliness })),
);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.subarray(Status.options).map((values) => ({ field: "status", in: values })),
  fc.constantFrom("AAA", "SCO").map((code) => ({ link: "party" as const, to: [code], rel: ["promisor"] })),
  day.map((to) => ({ bounds: ["dueEarliest", "dueLatest"] as const, to })),
);
const query: fc.Arbitrary<TallyQuery> = fc.record({
  by: fc.array(facet, { maxLength: 2 }),
  filters: fc.array(filter, { maxLength: 2 }),
  measures: fc.subarray(["overdue" as const, "slippage" as const, "scores" as const]),
  day,
  limit: fc.integer({ min: 1, max: 12 }),
});
const moment: fc.Arbitrary<Moment> = fc.record(
  { on: day, seq: fc.integer({ min: 150, max: 300 }) },
  { requiredKeys: [] },
);

describe("SQLite and PostgreSQL", () => {
  const held: { both?: Both } = {};
  beforeAll(async () => {
    held.both = await openBoth();
    for (const store of [held.both.sqlite, held.both.postgresql]) await writeWorld(store, worldOf(11));
  });
  afterAll(() => held.both?.close());

  it("count random groups alike, to the byte, at any moment", async () => {
    await fc.assert(
      fc.asyncProperty(query, moment, async (asked, then) => {
        await same(held.both as Both, (store) => store.at(then).tally(asked));
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it("count random periods alike", async () => {
    const asked = fc.record({
      field: fc.constantFrom("status", "corroboration"),
      filters: fc.array(filter, { maxLength: 2 }),
      width: fc.constantFrom(4 as const, 7 as const),
      from: day,
      to: day,
      until: day,
      day,
    });
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom<Moment>({}, { seq: 200 }), async (series, then) => {
        await same(held.both as Both, (store) => store.at(then).series(series));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
