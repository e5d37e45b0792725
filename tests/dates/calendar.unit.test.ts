import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addDays, addDuration, parseDuration } from "../../src/dates/calendar.ts";
import {
  boundsOf,
  compareDates,
  daysBetween,
  Edtf,
  Instant,
  PlainDate,
  plainDate,
  toInstant,
} from "../../src/dates/edtf.ts";

const moment = fc.date({
  min: new Date("0000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
});
const day = moment.map(plainDate);

describe("the schemas of dates", () => {
  const { $defs } = z.toJSONSchema(z.object({ Edtf, PlainDate, Instant })) as unknown as {
    $defs: Record<"Edtf" | "PlainDate" | "Instant", { type: string; pattern: string; examples: string[] }>;
  };
  const schemas = { Edtf, PlainDate, Instant };

  it.each(["Edtf", "PlainDate", "Instant"] as const)(
    "%s publishes a string, a true pattern and valid examples",
    (name) => {
      const { type, pattern, examples } = $defs[name];
      expect(type).toBe("string");
      for (const example of examples) {
        expect(schemas[name].safeParse(example).success).toBe(true);
        expect(example).toMatch(new RegExp(pattern));
      }
    },
  );

  it.each([
    ["1900", false],
    ["2000", true],
    ["2023", false],
    ["2024", true],
    ["2100", false],
    ["2400", true],
  ])("the year %s has a 29 February: %s, by the Gregorian rule", (year, isLeap) => {
    expect(PlainDate.safeParse(`${year}-02-29`).success).toBe(isLeap);
    expect(addDays(`${year}-02-28`, 1)).toBe(isLeap ? `${year}-02-29` : `${year}-03-01`);
    expect(addDuration(`${year}-01-31`, { years: 0, months: 1, days: 0 })).toBe(`${year}-02-${isLeap ? 29 : 28}`);
    expect(boundsOf(`${year}-02`).latest).toBe(`${year}-02-${isLeap ? 29 : 28}`);
  });

  it("PlainDate takes the days of the calendar alone", () => {
    fc.assert(
      fc.property(day, (d) => void expect(PlainDate.safeParse(d).success).toBe(z.iso.date().safeParse(d).success)),
    );
    for (const text of ["2023-02-29", "2023-5-06", "2023-05", "2023-05-26Z", "+2023-05-26"]) {
      expect(PlainDate.safeParse(text).success).toBe(false);
    }
  });

  it.each([
    ["2024-07-01T00:00:00Z", "2024-07-01T00:00:00.000Z"],
    ["2024-07-01t06:00:00.5+06:00", "2024-07-01T00:00:00.500Z"],
    ["2024-07-01T00:00:00.1239999z", "2024-07-01T00:00:00.123Z"],
    ["2024-02-29T20:00:00-05:30", "2024-03-01T01:30:00.000Z"],
    ["2024-07-01T00:00:00-00:00", "2024-07-01T00:00:00.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999Z"],
  ])("the instant %s is stored as %s", (text, stored) => {
    expect(Instant.safeParse(text).success).toBe(true);
    expect(toInstant(text)).toBe(stored);
  });

  it.each([
    "2024-07-01",
    "2024-07-01T00:00:00",
    "2024-07-01 00:00:00Z",
    "2024-07-01T00:00Z",
    "2024-07-01T24:00:00Z",
    "2023-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "2024-07-01T00:00:00+24:00",
    "0000-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "now",
  ])("the instant %s is refused", (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
    expect(() => toInstant(text)).toThrow(RangeError);
  });

  it("stored instants sort as text in the order of time", () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [x, y] = [toInstant(a.toISOString()), toInstant(b.toISOString())];
        expect([x < y, x === y]).toEqual([a < b, a.getTime() === b.getTime()]);
        expect(plainDate(a)).toBe(x.slice(0, 10));
      }),
    );
  });
});

describe("calendar arithmetic", () => {
  it("counts whole days, the golden case among them", () => {
    expect(daysBetween("2024-10-31", "2024-12-27")).toBe(57);
    expect(daysBetween("2024-10-01", "2024-12-27")).toBe(87);
    expect(daysBetween("2024-12-27", "2024-10-31")).toBe(-57);
    expect(daysBetween("0000-02-28", "0000-03-01")).toBe(2);
  });

  it("adding the days between two dates leads from one to the other", () => {
    fc.assert(fc.property(day, day, (a, b) => void expect(addDays(a, daysBetween(a, b))).toBe(b)));
    expect(addDays("9999-12-31", 1)).toBeNull();
    expect(addDays("0000-01-01", -1)).toBeNull();
  });

  it.each([
    ["P2Y", { years: 2, months: 0, days: 0 }],
    ["P18M", { years: 0, months: 18, days: 0 }],
    ["P90D", { years: 0, months: 0, days: 90 }],
    ["P2W", { years: 0, months: 0, days: 14 }],
    ["P1Y2M3D", { years: 1, months: 2, days: 3 }],
  ])("the duration %s is read", (text, duration) => expect(parseDuration(text)).toEqual(duration));

  it.each(["", "P", "2Y", "P2", "PT1H", "P1YT1H", "-P1Y", "P-1Y", "P1.5Y", "P1D1Y", "p1y", "P99999Y"])(
    "the duration %j is refused",
    (text) => expect(parseDuration(text)).toBeNull(),
  );

  it("ends a month early rather than spill into the next one", () => {
    const plus = (from: string, text: string) =>
      addDuration(from, parseDuration(text) ?? { years: 0, months: 0, days: 0 });
    expect(plus("2024-01-31", "P1M")).toBe("2024-02-29");
    expect(plus("2024-02-29", "P1Y")).toBe("2025-02-28");
    expect(plus("2023-11-30", "P18M1D")).toBe("2025-05-31");
    expect(plus("9999-12-31", "P1D")).toBeNull();
    expect(plus("9999-12-31", "P1M")).toBeNull();
  });
});

describe("the order of a timeline", () => {
  it("is by first day, then last, an open end after every day", () => {
    const texts = ["2024/..", "2024", "2024-01-01", "2023-12", "../2023", "2023", "2024-01", "../2024-01-01"];
    const sorted = texts.sort((a, b) => compareDates(boundsOf(a), boundsOf(b)));
    expect(sorted).toEqual(["2023", "2023-12", "../2023", "2024-01-01", "../2024-01-01", "2024-01", "2024", "2024/.."]);
  });

  it("is a total preorder: antisymmetric, transitive, 0 only for equal keys", () => {
    const bound = fc.option(day);
    const some = fc.record({ earliest: bound, latest: bound });
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(compareDates(a, b) + compareDates(b, a)).toBe(0);
        expect(compareDates(a, { ...a })).toBe(0);
        if (compareDates(a, b) <= 0 && compareDates(b, c) <= 0) expect(compareDates(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
