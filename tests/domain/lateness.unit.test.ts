import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/dates/calendar.ts";
import { type Bounds, boundsOf } from "../../src/dates/edtf.ts";
import { Status } from "../../src/domain/codelists/codelists.ts";
import { isUnmet, type Progress, slippage, timeliness } from "../../src/domain/lateness.ts";

const progress = (due: string | null, done: string | null = null, more: Partial<Progress> = {}): Progress => ({
  due: due === null ? null : boundsOf(due),
  originalDue: due === null ? null : boundsOf(due),
  done: done === null ? null : boundsOf(done),
  closed: false,
  ...more,
});
const undated: Bounds = { earliest: null, latest: null };
const onTime = { minDays: 0, maxDays: 0 };

describe("timeliness", () => {
  it.each([
    [null, null, "2024-01-01", "no_due"],
    ["2024", null, "2023-12-31", "not_yet_due"],
    ["2024", null, "2024-01-01", "due_now"],
    ["2024", null, "2024-12-31", "due_now"],
    ["2024", null, "2025-01-01", "overdue"],
    ["2024/..", null, "2023-12-31", "not_yet_due"],
    ["2024/..", null, "2999-01-01", "due_now"],
    ["../2024", null, "2024-12-30", "not_yet_due"],
    ["../2024", null, "2024-12-31", "due_now"],
    ["../2024", null, "2025-01-01", "overdue"],
    ["2024", "2024-12-31", "2030-01-01", "met_on_time"],
    ["2024", "2020", "2030-01-01", "met_on_time"],
    ["2024", "2025-01-01", "2030-01-01", "met_late"],
    ["2024-06", "2024", "2030-01-01", "met_timing_unclear"],
    ["2024", "2024/..", "2030-01-01", "met_timing_unclear"],
    ["2024", "../2025", "2030-01-01", "met_timing_unclear"],
    ["2024/..", "2999", "2030-01-01", "met_on_time"],
  ])("due %s, done %s: on %s it is %s of the table", (due, done, day, expected) => {
    expect(timeliness(progress(due, done), day)).toBe(expected);
  });

  it("says nothing of a due date that has words but no date", () => {
    expect(timeliness(progress(null, "2024", { due: undated }), "2024-01-01")).toBe("no_due");
    expect(slippage(progress(null, "2024", { due: undated }), "2024-01-01")).toBeNull();
  });

  it("calls what was given up closed_unmet, whatever the day, and gives it no slippage", () => {
    const gone = progress("2024", null, { closed: true });
    expect(["2020-01-01", "2030-01-01"].map((day) => timeliness(gone, day))).toEqual(["closed_unmet", "closed_unmet"]);
    expect(slippage(gone, "2030-01-01")).toBeNull();
  });

  it("counts cancelled, superseded and lapsed as unmet, and no other status", () => {
    expect(Status.options.filter(isUnmet)).toEqual(["cancelled", "superseded", "lapsed"]);
  });
});

describe("slippage", () => {
  it("is 57 to 87 days for what was promised for 2024-10 and started on 2024-12-27", () => {
    const interval = { minDays: 57, maxDays: 87 };
    expect(slippage(progress("2024-10", "2024-12-27"), "2026-11-23")).toEqual({
      ...interval,
      againstOriginal: interval,
    });
  });

  it.each([
    ["2024", "2024-06-01", { minDays: 0, maxDays: 152 }],
    ["2024-01-10", "2024-01-10", onTime],
    ["2024-01-10", "2024-01-01", onTime],
    ["2024-01-10", "2024-01-11/2024-01-20", { minDays: 1, maxDays: 10 }],
    ["../2024-01-10", "2024-01-12", { minDays: 2, maxDays: 2 }],
    ["2024-01-10/..", "2024-01-12", { minDays: 0, maxDays: 2 }],
    ["2024-01-10", "2024-01-12/..", { minDays: 2, maxDays: null }],
    ["2024-01-10", "../2024-01-12", { minDays: 0, maxDays: 2 }],
    ["2024-01-10", null, { minDays: 1000, maxDays: 1000 }],
    ["2027", null, onTime],
    ["2024/..", null, onTime],
  ])("due %s, done %s: an interval from its bounds, the day standing for what is not done", (due, done, expected) => {
    expect(slippage(progress(due, done), "2026-10-06")).toMatchObject(expected);
  });

  it("is given against the due date in force and against the first one", () => {
    const moved = progress("2025-01-31", "2025-02-10", { originalDue: boundsOf("2024-12-31") });
    expect(slippage(moved, "2026-01-01")).toEqual({
      minDays: 10,
      maxDays: 10,
      againstOriginal: { minDays: 41, maxDays: 41 },
    });
  });

  it("has nothing to say against a first due date that is unknown or had no date", () => {
    for (const originalDue of [null, undated])
      expect(slippage(progress("2025", "2026", { originalDue }), "2026-01-01")?.againstOriginal).toBeNull();
  });
});

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays("2024-01-01", n) ?? "");
const closedWindow = fc
  .tuple(day, day)
  .map(([a, b]): Bounds => (a < b ? { earliest: a, latest: b } : { earliest: b, latest: a }));
const ends = fc.record({ start: fc.boolean(), end: fc.boolean() });
const window = fc.tuple(closedWindow, ends).map(
  ([{ earliest, latest }, open]): Bounds => ({
    earliest: open.start ? null : earliest,
    latest: open.end ? null : latest,
  }),
);
const anyProgress = fc.record({
  due: fc.option(window),
  originalDue: fc.option(window),
  done: fc.option(window),
  closed: fc.boolean(),
});

/** A window, and one within it. */
const nested = fc.tuple(day, day, day, day).map((days) => {
  const [a = "", b = "", c = "", d = ""] = days.toSorted();
  return { wide: { earliest: a, latest: d }, narrow: { earliest: b, latest: c } };
});
const unbounded = Number.POSITIVE_INFINITY;
const width = (of: Progress, on: string) => {
  const { minDays, maxDays } = slippage(of, on) ?? onTime;
  return { minDays: minDays ?? 0, maxDays: maxDays ?? unbounded };
};

describe("lateness of any due date, result and day", () => {
  it("gives an interval that is one: min <= max", () => {
    fc.assert(
      fc.property(anyProgress, day, (of, on) => {
        const late = slippage(of, on);
        for (const { minDays, maxDays } of [late ?? onTime, late?.againstOriginal ?? onTime]) {
          if (minDays === null) continue;
          expect(minDays).toBeGreaterThanOrEqual(0);
          expect(maxDays ?? unbounded).toBeGreaterThanOrEqual(minDays);
        }
      }),
    );
  });

  it("gives a slippage that agrees with the timeliness", () => {
    fc.assert(
      fc.property(anyProgress, day, (of, on) => {
        const late = slippage(of, on);
        const verdict = timeliness(of, on);
        if (verdict === "closed_unmet") expect(late).toBeNull();
        if (verdict === "no_due")
          expect(late ?? { minDays: null, maxDays: null }).toMatchObject({ minDays: null, maxDays: null });
        if (verdict === "met_late" || verdict === "overdue") expect(late?.minDays).toBeGreaterThan(0);
        if (verdict === "met_on_time" || verdict === "met_timing_unclear") expect(late?.minDays).toBe(0);
        if (verdict === "not_yet_due" || verdict === "due_now") expect(late).toMatchObject(onTime);
      }),
    );
  });

  it("never has a wider interval for a date that is known better, of what was done", () => {
    fc.assert(
      fc.property(nested, nested, day, (due, done, on) => {
        const rough = width({ due: due.wide, originalDue: null, done: done.wide, closed: false }, on);
        const fine = width({ due: due.narrow, originalDue: null, done: done.narrow, closed: false }, on);
        expect(fine.minDays).toBeGreaterThanOrEqual(rough.minDays);
        expect(fine.maxDays).toBeLessThanOrEqual(rough.maxDays);
      }),
    );
  });

  it("never has a wider interval for a due date that is known better, of what is overdue", () => {
    fc.assert(
      fc.property(nested, fc.integer({ min: 1, max: 90 }), (due, days) => {
        const on = addDays(due.wide.latest, days) ?? "";
        const rough = width({ due: due.wide, originalDue: null, done: null, closed: false }, on);
        const fine = width({ due: due.narrow, originalDue: null, done: null, closed: false }, on);
        expect(fine.minDays).toBeGreaterThanOrEqual(rough.minDays);
        expect(fine.maxDays).toBeLessThanOrEqual(rough.maxDays);
      }),
    );
  });
});
