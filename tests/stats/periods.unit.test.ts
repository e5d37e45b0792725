import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/dates/calendar.ts";
import { intervals } from "../../src/stats/model.ts";
import { periodNumber, periodOf } from "../../src/stats/periods.ts";

describe("periods", () => {
  it.each([
    ["2024-02-29", "month", "2024-02", "2024-02-01", "2024-02-29"],
    ["2023-12-31", "month", "2023-12", "2023-12-01", "2023-12-31"],
    ["2024-05-01", "quarter", "2024-Q2", "2024-04-01", "2024-06-30"],
    ["2024-10-01", "quarter", "2024-Q4", "2024-10-01", "2024-12-31"],
    ["2024-07", "quarter", "2024-Q3", "2024-07-01", "2024-09-30"],
    ["2024", "year", "2024", "2024-01-01", "2024-12-31"],
    ["0000-01-01", "month", "0000-01", "0000-01-01", "0000-01-31"],
    ["9999-12-31", "year", "9999", "9999-01-01", "9999-12-31"],
  ] as const)("%s lies in the %s %s, from %s to %s", (date, interval, period, from, to) => {
    expect(periodOf(periodNumber(date, interval), interval)).toEqual({ period, from, to });
  });

  it("follow each other without gap or overlap, and hold the days between", () => {
    const number = fc.integer({ min: 0, max: 9_998 });
    fc.assert(
      fc.property(number, fc.constantFrom(...intervals), fc.nat({ max: 400 }), (n, interval, later) => {
        const [one, next] = [periodOf(n, interval), periodOf(n + 1, interval)];
        expect(addDays(one.to, 1)).toBe(next.from);
        const day = addDays(one.from, later) ?? one.to;
        expect(periodNumber(day, interval) === n).toBe(day <= one.to);
      }),
    );
  });
});
