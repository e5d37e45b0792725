import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, ever } from "../../../src/dates/calendar.ts";
import type { Commitment } from "../../../src/domain/commitment.ts";
import type { Due } from "../../../src/domain/due.ts";
import { judge, type Phase } from "../../../src/domain/phases.ts";
import type { Query, Scalar, Slice, Sort } from "../../../src/store/port/query.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { fold } from "../../../src/validation/fields.ts";
import { cases } from "../../helpers/cases.ts";
import { keysOf, seed, storeForEach } from "../../helpers/store-for-each.ts";
import { change, idOf, makeCommitment, makeDue, stamp } from "../../helpers/stored-records.ts";

type Reader = (after: { after?: readonly Scalar[] }) => Promise<Slice<Commitment>>;

/** What a sort field is in the record itself. */
const sortValues: Record<string, (of: Commitment) => string | null> = {
  titleKey: (of) => fold(of.title),
  status: (of) => of.status,
  statedEarliest: (of) => of.statedEarliest,
  dueLatest: (of) => of.due?.latest ?? null,
  dueEarliest: (of) => of.due?.earliest ?? null,
  updatedAt: (of) => of.updatedAt,
  statusSinceEarliest: (of) => of.statusSinceEarliest,
};
const sorts = fc.uniqueArray(
  fc.record({ field: fc.constantFrom(...Object.keys(sortValues)), descending: fc.boolean() }),
  {
    maxLength: 3,
    selector: ({ field }) => field,
  },
);

/**
 * The order that a list must have: unknowns last in either direction, equal values by the key, in the direction of the
 * last field.
 */
function compare(sort: readonly Sort[]) {
  return (a: Commitment, b: Commitment): number => {
    for (const { field, descending } of sort) {
      const [x, y] = [sortValues[field]?.(a) ?? null, sortValues[field]?.(b) ?? null];
      if (x === y) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y === descending ? 1 : -1;
    }
    return a.id < b.id === (sort.at(-1)?.descending ?? false) ? 1 : -1;
  };
}

async function walk(read: Reader, between: () => Promise<void>): Promise<Commitment[]> {
  const seen: Commitment[] = [];
  let page = await read({});
  seen.push(...page.rows);
  while (page.next) {
    await between();
    page = await read({ after: page.next });
    seen.push(...page.rows);
  }
  return seen;
}

const fields = fc.record({
  title: fc.constantFrom("a", "B", "é", "中", "", "z"),
  statedOn: fc.constantFrom("2023", "2023-05", "../2022", "2024/.."),
  status: fc.constantFrom("stated", "agreed"),
  due: fc.constantFrom(null, makeDue("2023"), makeDue("../2024"), makeDue("2025/.."), makeDue("2023-06")),
});
const some = fc.array(fields, { minLength: 1, maxLength: 14 });

/** That of the stamp, and the next, which it may be there already where something was stated. */
const today = stamp.at.slice(0, 10);
const nextDay = addDays(today, 1) ?? "";
const days = ["2022-12-31", "2023-01-01", "2023-07-01", "2024-06-01", today, nextDay, "2030-01-01"];
const turn = fc.record({
  day: fc.constantFrom(...days),
  isEarly: fc.boolean(),
  status: fc.constantFrom("agreed", "completed"),
  due: fields.map(({ due }) => due),
});

/** A commitment's phases: as it was stated, and from each turn on. */
function phasesOf(
  entity: Commitment,
  turns: readonly { day: string; isEarly: boolean; status: string; due: Due | null }[],
) {
  const grounds = { quoted: [], issuers: new Map() };
  const phases = judge({ commitment: entity, events: [], milestones: [], assessments: [] }, grounds, today).phases;
  const first = phases[0] as Phase;
  for (const { day, isEarly, status, due } of turns.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = phases.at(-1) as Phase;
    if (day <= last.fromDay) continue;
    last.untilDay = day;
    const statusSinceEarliest = isEarly ? addDays(day, 1) : day;
    phases.push({
      ...first,
      status: status as Phase["status"],
      due,
      statusSinceEarliest,
      fromDay: day,
      untilDay: ever,
    });
  }
  return phases;
}

export function paging(open: () => Promise<Store>): void {
  const held = storeForEach(open);

  it("a list has the order asked for, unknowns last in both directions, by keyset pages of any size", async () => {
    const state = { batch: 0 };
    await seed(held(), []);
    await fc.assert(
      fc.asyncProperty(some, sorts, fc.integer({ min: 1, max: 5 }), async (drawn, sort, limit) => {
        state.batch += 100;
        const entities = drawn.map((more, n) =>
          makeCommitment(state.batch + n, { ...more, type: "energy" } as Partial<Commitment>),
        );
        await held().apply(
          entities.map((entity) => change("create", "commitment", entity)),
          stamp,
        );
        const query: Query = { filters: [{ field: "id", in: keysOf(entities) }], sort, limit };
        const seen = await walk(
          (after) => held().list("commitment", { ...query, ...after }),
          async () => {},
        );
        expect(keysOf(seen)).toEqual(keysOf(entities.toSorted(compare(sort))));
      }),
      { numRuns: cases(30) },
    );
  });

  it("a walk over the pages meets every row exactly once while rows are added and others change", async () => {
    const state = { n: 0 };
    const create = (more: object) => {
      state.n += 7;
      return makeCommitment((state.n * 7919) % 100_003, more);
    };
    await seed(held(), []);
    await fc.assert(
      fc.asyncProperty(some, some, sorts, async (drawn, late, sort) => {
        const batch = { value: `batch-${state.n}` };
        const first = drawn.map((more) => create({ ...more, tags: [batch.value] }));
        await held().apply(
          first.map((entity) => change("create", "commitment", entity)),
          stamp,
        );
        const query: Query = { filters: [{ link: "tag", to: [batch.value] }], sort, limit: 2 };
        const additions = late.map((more) => create({ ...more, tags: [batch.value] }));
        const seen = await walk(
          (after) => held().list("commitment", { ...query, ...after }),
          async () => {
            const entity = additions.pop();
            if (entity) await held().apply([change("create", "commitment", entity)], stamp);
          },
        );
        const keys = keysOf(seen);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keysOf(first).filter((id) => !keys.includes(id))).toEqual([]);
        expect(keys).toEqual(keysOf(seen.toSorted(compare(sort))));
      }),
      { numRuns: cases(30) },
    );
  });

  it("a list on a day has what had a phase on it, in the order asked for, by pages", async () => {
    const all: { entity: Commitment; phases: Phase[] }[] = [];
    const course = fc.record({
      fields,
      isEarly: fc.boolean(),
      turns: fc.uniqueArray(turn, { selector: ({ day }) => day }),
    });
    await seed(held(), []);
    await fc.assert(
      fc.asyncProperty(
        fc.array(course, { minLength: 6, maxLength: 8 }),
        fc.constantFrom(...days),
        async (drawn, other) => {
          const made = drawn.map(({ fields: more, isEarly, turns }, n) => {
            const given = { ...more, ...(isEarly && { statedOn: nextDay }) } as Partial<Commitment>;
            const entity = makeCommitment(all.length + n, given);
            return { entity, phases: phasesOf(entity, turns) };
          });
          all.push(...made);
          await held().apply(
            made.map((one) => ({ op: "create", kind: "commitment", spans: [], turnsOn: null, ...one })),
            stamp,
          );
          const orders = ["statedEarliest", "statusSinceEarliest", "dueLatest"].flatMap((field) =>
            [true, false].map((descending) => ({ field, descending })),
          );
          for (const day of [today, other])
            for (const order of orders) {
              const store = held().at({ on: day });
              const seen = await walk(
                (after) => store.list("commitment", { sort: [order], limit: 2, ...after }),
                async () => {},
              );
              const then = all.flatMap(({ entity, phases }) => {
                const phase = phases.find(({ fromDay, untilDay }) => fromDay <= day && day < untilDay);
                return phase ? [{ ...entity, ...phase }] : [];
              });
              expect(keysOf(seen)).toEqual(keysOf(then.toSorted(compare([order]))));
            }
        },
      ),
      { numRuns: cases(8) },
    );
  });

  it("ends where the rows end: the last full page names no next one", async () => {
    await seed(
      held(),
      [1, 2].map((n) => change("create", "commitment", makeCommitment(n))),
    );
    expect((await held().list("commitment", { limit: 2 })).next).toBeNull();
    const first = await held().list("commitment", { limit: 1 });
    expect(first.next).toEqual([idOf("commitment", 1)]);
    expect((await held().list("commitment", { limit: 1, after: first.next ?? [] })).next).toBeNull();
    expect(await held().list("commitment", { limit: 1, after: [idOf("commitment", 9)] })).toEqual({
      rows: [],
      next: null,
    });
  });
}
