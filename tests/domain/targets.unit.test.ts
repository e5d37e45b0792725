import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { occurrencesOf, Recurrence } from "../../src/domain/recurrence.ts";
import { goalOf, NewTarget, progressByTargets, progressTo, type Target, targetsOn } from "../../src/domain/target.ts";

const measured = (value: number, on = "2024", id = `m${value}`) => ({ id, value, on, evidence: [] });
const target = (more: Partial<Target>, ...values: number[]): Target => ({
  ...{ id: "t", indicator: "emissions", unit: "Mt", comparator: "at_least", value: null, min: null, max: null },
  ...{ baseline: null, by: null, conditional: false },
  measurements: values.map((value, n) => measured(value, String(2020 + n))),
  ...more,
});
const progress = (of: Target) => progressTo(of).progress;
const baseline = { value: 1407, on: "2013" };

describe("progress of a target", () => {
  it.each([
    ["at_least, no baseline", { value: 50 }, 20, { min: 0.4, max: 0.4 }],
    ["at_least, reached", { value: 50 }, 60, { min: 1, max: 1 }],
    ["at_least, from a baseline", { value: 50, baseline: { value: 30, on: "2020" } }, 35, { min: 0.25, max: 0.25 }],
    ["at_least, gone back", { value: 50, baseline: { value: 30, on: "2020" } }, 20, { min: 0, max: 0 }],
    ["at_most, no baseline", { comparator: "at_most", value: 7 }, 8.9, null],
    ["at_most, reached", { comparator: "at_most", value: 7 }, 6.5, { min: 1, max: 1 }],
    [
      "at_most, from a baseline",
      { comparator: "at_most", value: 7, baseline: { value: 17, on: "2021" } },
      9,
      { min: 0.8, max: 0.8 },
    ],
    [
      "exactly, on the way",
      { comparator: "exactly", value: 10, baseline: { value: 0, on: "2020" } },
      5,
      { min: 0.5, max: 0.5 },
    ],
    [
      "exactly, gone too far",
      { comparator: "exactly", value: 10, baseline: { value: 0, on: "2020" } },
      15,
      { min: 0.5, max: 0.5 },
    ],
    ["exactly, within a range", { comparator: "exactly", min: 3, max: 5 }, 4, { min: 1, max: 1 }],
    ["a range", { min: 50, max: 100 }, 40, { min: 0.4, max: 0.8 }],
    [
      "change by per cent",
      { comparator: "change_by", value: -50, baseline: { value: 100, on: "2013" } },
      75,
      { min: 0.5, max: 0.5 },
    ],
  ] as const)("%s", (_, more, value, expected) => {
    expect(progress(target(more as Partial<Target>, value))).toEqual(expected);
  });

  it("of 46 to 50 per cent below 1407 Mt is towards 759.78 and 703.5 Mt", () => {
    const ndc = target({ comparator: "change_by", min: -50, max: -46, baseline }, 1148);
    expect(goalOf(ndc)).toEqual({ min: 703.5, max: 1407 * 0.54 });
    const told = progressTo(ndc);
    expect(told.progress?.min).toBeCloseTo(259 / 703.5, 10);
    expect(told.progress?.max).toBeCloseTo(259 / (1407 * 0.46), 10);
    expect(told.rule).toContain("baseline");
  });

  it("counts the latest measurement by date, and none before anything was measured", () => {
    expect(progress(target({ value: 50 }))).toBeNull();
    const later = target({ value: 50, measurements: [measured(40, "2025"), measured(10, "2021")] });
    expect(progressTo(later).measurement?.value).toBe(40);
    expect(targetsOn([later], "2024-12-31").map((of) => progressTo(of).measurement?.value)).toEqual([10]);
  });

  it("grows with what is measured towards the goal, and with nothing else", () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(value, value, value, value, fc.string(), (from, goal, a, b, indicator) => {
        fc.pre(from !== goal);
        const comparator = goal > from ? "at_least" : "at_most";
        const of = (measure: number) =>
          target(
            { comparator, value: goal, baseline: { value: from, on: "2020" }, indicator: `${indicator}x` },
            3,
            measure,
          );
        const [near, far] = Math.abs(goal - a) < Math.abs(goal - b) ? [a, b] : [b, a];
        const towards = (x: number) => (goal > from ? x : -x);
        const [more, less] = towards(near) >= towards(far) ? [near, far] : [far, near];
        expect(progress(of(more))?.min).toBeGreaterThanOrEqual(progress(of(less))?.min ?? 0);
        expect(progress(of(a))).toEqual(progress(target({ ...of(a), id: "other", unit: "km" })));
      }),
    );
  });

  it("of the whole is the mean of the unconditional ones that were measured", () => {
    const targets = [
      target({ value: 100 }, 20),
      target({ value: 100 }, 60),
      target({ value: 100, conditional: true }, 100),
      target({ value: 1 }),
    ];
    expect(progressByTargets(targets)).toBeCloseTo(0.4, 10);
    expect(progressByTargets(targets.slice(2))).toBeNull();
  });

  it.each([
    [{ value: 1, min: 0, max: 2 }, "value"],
    [{}, "value"],
    [{ min: 3, max: 2 }, "min"],
    [{ min: 3 }, "min"],
    [{ comparator: "change_by", value: -5 }, "baseline"],
  ])("refuses %j", (more, at) => {
    const read = NewTarget.safeParse({ indicator: "roads", unit: "km", comparator: "at_least", ...more });
    expect(read.error?.issues.map(({ path }) => path[0])).toContain(at);
  });
});

describe("occurrences of a recurring promise", () => {
  it.each([
    [{ every: "P1Y", from: "2024", until: "2027" }, ["2024", "2025", "2026", "2027"]],
    [
      { every: "P2Y", from: "2023", until: "2027" },
      ["2023-01-01/2024-12-31", "2025-01-01/2026-12-31", "2027-01-01/2028-12-31"],
    ],
    [{ every: "P1M", from: "2024-11", until: "2025-01" }, ["2024-11", "2024-12", "2025-01"]],
    [{ every: "P1W", from: "2024-05-27", until: "2024-06-05" }, ["2024-05-27/2024-06-02", "2024-06-03/2024-06-09"]],
    [{ every: "P1Y", from: "2024-07-01", until: "2025-06" }, ["2024-07-01/2025-06-30"]],
  ])("of %j", (recurrence, windows) => {
    expect(occurrencesOf(recurrence)).toEqual(windows);
    expect(Recurrence.parse(recurrence)).toEqual(recurrence);
  });

  it.each([
    [{ every: "yearly", from: "2024", until: "2027" }, "every"],
    [{ every: "P0D", from: "2024", until: "2027" }, "every"],
    [{ every: "P1D", from: "2024", until: "2027" }, "until"],
    [{ every: "P1Y", from: "2027", until: "2024" }, "until"],
    [{ every: "P1Y", from: "../2024", until: "2027" }, "from"],
    [{ every: "P1Y", from: "2024", until: "2027/.." }, "until"],
  ])("refuses %j", (recurrence, at) => {
    expect(Recurrence.safeParse(recurrence).error?.issues.map(({ path }) => path[0])).toContain(at);
  });
});
