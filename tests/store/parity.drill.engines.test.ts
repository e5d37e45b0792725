import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Role, Timeliness } from "../../src/domain/codelists/codelists.ts";
import type { Kind } from "../../src/store/port/entities.ts";
import type { Entry, Filter, Query, Scalar, Sort, TimelineQuery } from "../../src/store/port/query.ts";
import type { Store } from "../../src/store/port/store.ts";
import { kinds } from "../../src/store/schema/kinds.ts";
import { tables } from "../../src/store/schema/tables.ts";
import { all, type Both, openBoth, same, walk } from "../helpers/both-engines.ts";
import { day, type World, words, worldOf, writeWorld } from "../helpers/random-records.ts";

type Rows = Record<string, Scalar>[];
const everyKind = Object.keys(kinds) as Kind[];

const isText = (kind: Kind, field: string) => tables.sqlite[kind].columns[field]?.columnType === "SQLiteText";
const scalars = (kind: Kind) =>
  Object.entries(tables.sqlite[kind].columns)
    .filter(([field, column]) => column.columnType !== "SQLiteTextJson" && field !== "sinceSeq")
    .map(([field]) => field);
/** The two bounds of each uncertain date of a kind. */
const boundsOf = (kind: Kind): [string, string][] =>
  scalars(kind)
    .filter((field) => /earliest$/i.test(field))
    .map((field): [string, string] => [field, field.replace("Earliest", "Latest").replace("earliest", "latest")])
    .filter(([, latest]) => latest in tables.sqlite[kind].columns);

const range = (value: fc.Arbitrary<string>) =>
  fc.record({ from: value, to: value }, { requiredKeys: [] }) as fc.Arbitrary<{ from?: string; to?: string }>;
const not = fc.constantFrom({}, { not: true }, { not: false });
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 4 });

/** A filter of any variant, mostly with values that are there. */
function filterOf(kind: Kind, rows: Rows, w: World): fc.Arbitrary<Filter> {
  const fields = fc.constantFrom(...scalars(kind).filter((field) => field !== "deletedAt"));
  const present = (field: string) => rows.map((row) => row[field] ?? null);
  const valued = (field: string) =>
    isText(kind, field) ? fc.constantFrom("", "ж", ...present(field)) : fc.constantFrom(0, ...present(field));
  const among = fields.chain((field) =>
    fc.tuple(some(valued(field)), not).map(([values, more]) => ({ field, in: values, ...more })),
  );
  const texts = fc.constantFrom(...scalars(kind).filter((field) => isText(kind, field)));
  const between = texts.chain((field) => {
    const value = fc.oneof(fc.constantFrom("", ...present(field).map((one) => String(one ?? ""))), words);
    return range(value).map((limits) => ({ field, ...limits }));
  });
  const keys = [
    ...w.commitments.flatMap(({ tags }) => tags),
    "AAA",
    "BBB",
    "SCO",
    "Zed",
    ...rows.map((row) => String(row[kinds[kind].key])),
  ];
  const roles = fc.constantFrom(
    {},
    { rel: [] },
    { rel: ["promisor"] },
    { rel: ["evidence", "source"] },
    { rel: Role.options },
  );
  const link = fc
    .tuple(fc.constantFrom(...everyKind, "tag" as const), some(fc.constantFrom(...keys, ...targets)), roles, not)
    .map(([to, values, rel, more]) => ({ link: to, to: values, ...rel, ...more }));
  const bounded = boundsOf(kind);
  const overlapping =
    bounded.length === 0
      ? []
      : [fc.tuple(fc.constantFrom(...bounded), range(day)).map(([bounds, limits]) => ({ bounds, ...limits }))];
  const timely =
    kind !== "commitment"
      ? []
      : [
          fc
            .tuple(some(fc.constantFrom(...Timeliness.options)), day, not)
            .map(([timeliness, on, more]) => ({ timeliness, day: on, ...more })),
          range(day).map((limits) => ({ bounds: ["dueEarliest", "dueLatest"], opens: "statedEarliest", ...limits })),
          fc.tuple(day, not).map(([ahead, more]) => ({ ahead, ...more })),
        ];
  return fc.oneof(among, between, link, ...overlapping, ...timely) as fc.Arbitrary<Filter>;
}
const hex = (n: number) => n.toString(16).padStart(12, "0");
/** Sources, quotes and commitments, as tests/helpers/stored-records.ts numbers them. */
const targets = ["8001", "8003", "8004"].flatMap((group) =>
  [0, 1, 2, 3].map((n) => `01900000-0000-7000-${group}-${hex(n)}`),
);

const sortOf = (kind: Kind) =>
  fc.array(fc.record({ field: fc.constantFrom(...scalars(kind)), descending: fc.boolean() }), { maxLength: 3 });

interface Asked {
  kind: Kind;
  filters: Filter[];
  sort: Sort[];
  limit: number;
}
const askedOf = (kind: Kind, rows: Rows, w: World): fc.Arbitrary<Asked> =>
  fc.record({
    kind: fc.constant(kind),
    filters: fc.array(filterOf(kind, rows, w), { maxLength: 3 }),
    sort: sortOf(kind),
    limit: fc.integer({ min: 1, max: 12 }),
  });
const entries: readonly Entry["entry"][] = ["stated", "event", "milestone", "original_due", "due", "assessment"];
const timelineOf = (filters: fc.Arbitrary<Filter>): fc.Arbitrary<TimelineQuery> =>
  fc
    .record(
      {
        commitmentId: fc.constantFrom(...[0, 1, 7, 14].map((n) => `01900000-0000-7000-8004-${hex(n)}`)),
        filters: fc.array(filters, { maxLength: 2 }),
        entries: fc.subarray([...entries]),
        from: day,
        to: day,
        descending: fc.boolean(),
        limit: fc.integer({ min: 1, max: 12 }),
      },
      { requiredKeys: ["limit"] },
    )
    .map((query) => query as TimelineQuery);

const rowsOf = async (store: Store, kind: Kind) => (await store.list(kind, { limit: all })).rows as unknown as Rows;

async function checkLedger(both: Both): Promise<void> {
  const head = await same(both, (store) => store.head());
  const numbers = Array.from({ length: head.seq }, (_, n) => n + 1);
  const lines = await same(both, (store) => store.linesOf(numbers));
  expect(lines.map(({ seq }) => seq)).toEqual(numbers);
  expect(lines.at(-1)?.hash).toBe(head.hash);
  await same(both, (store) =>
    store.linesAt(lines.slice(0, 40).map(({ kind, id, version }) => ({ kind, id, version }))),
  );
  for (const id of targets.slice(-4)) {
    await same(both, (store) => store.revisions(id, { limit: 2 }));
    await same(both, (store) => store.revisions(id, { limit: 2, before: head.seq - 20 }));
  }
}

async function checkRecords(both: Both): Promise<void> {
  for (const kind of everyKind) {
    const rows = await rowsOf(both.sqlite, kind);
    const keys = rows.map((row) => String(row[kinds[kind].key]));
    const byKey = async (store: Store) =>
      new Map((await store.getMany(kind, keys)).map((row) => [JSON.stringify(row), 1]));
    expect([...(await byKey(both.postgresql)).keys()].sort()).toEqual([...(await byKey(both.sqlite)).keys()].sort());
    for (const key of keys.slice(0, 8)) {
      await same(both, (store) => store.get(kind, key));
      await same(both, (store) => store.get(kind, key, { deleted: true }));
      await same(both, (store) => store.referencesTo(kind, key, 3));
    }
  }
}

describe("SQLite and PostgreSQL", () => {
  it("keep the same ledger, hash for hash, and answer random queries alike", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.gen(), async (seed, g) => {
        const w = worldOf(seed);
        const both = await openBoth();
        try {
          await writeWorld(both.sqlite, w);
          await writeWorld(both.postgresql, w);
          await checkLedger(both);
          await checkRecords(both);
          for (const kind of everyKind) {
            const rows = await rowsOf(both.sqlite, kind);
            for (let n = 0; n < 20; n++) {
              const { filters, sort, limit } = g(askedOf, kind, rows, w);
              const query: Query = { filters, sort, limit };
              await walk(both, query, (store, page) => store.list(kind, page));
              for (const atMost of [3, all]) await same(both, (store) => store.count(kind, filters, atMost));
            }
          }
          const commitments = await rowsOf(both.sqlite, "commitment");
          for (let n = 0; n < 20; n++) {
            const query = g(timelineOf, filterOf("commitment", commitments, w));
            await walk(both, query, (store, page) => store.timeline(page));
          }
        } finally {
          await both.close();
        }
      }),
      { numRuns: 1, endOnFailure: true },
    );
  }, 60_000);
});

describe("on one world, SQLite and PostgreSQL", () => {
  const held: { both?: Both } = {};
  beforeAll(async () => {
    held.both = await openBoth();
    for (const store of [held.both.sqlite, held.both.postgresql]) await writeWorld(store, worldOf(7));
  });
  afterAll(() => held.both?.close());

  it.each(everyKind)("sort each %s alike by every column, in both directions, however long the pages", async (kind) => {
    for (const field of scalars(kind)) {
      for (const descending of [false, true]) {
        const query: Query = { sort: [{ field, descending }], limit: 14 };
        await walk(held.both as Both, query, (store, page) => store.list(kind, page));
      }
    }
  });
});
