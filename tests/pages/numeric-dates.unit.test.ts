import { expect, it } from "vitest";
import { numericDates, readEitherWay } from "../../web/src/desk/fields/numeric-dates.ts";

const read = (...texts: string[]) => texts.map((text) => numericDates(texts).get(text) ?? null);

it("with points the day comes first, and what is no day of the calendar is not read", () => {
  expect(read("26.05.2023", "5.6.2023", "31.02.2023", "05.2023", "soon", "2023-05-26")).toEqual([
    ...["2023-05-26", "2023-06-05"],
    ...[null, null, null, null],
  ]);
});

it("with strokes the others of the column decide, and where they do not, nothing is read", () => {
  expect(read("05/06/2023", "26/05/2023")).toEqual(["2023-06-05", "2023-05-26"]);
  expect(read("05/06/2023", "05/26/2023")).toEqual(["2023-05-06", "2023-05-26"]);
  expect(read("05/06/2023", "07/08/2023")).toEqual([null, null]);
  expect(read("26/05/2023", "05/26/2023")).toEqual([null, null]);
});

it("of one alone that may be two days both are told, and none of what is one day", () => {
  expect(readEitherWay("3/9/2026")).toEqual(["2026-09-03", "2026-03-09"]);
  expect(["25/3/2026", "3.9.2026", "5/5/2026", "soon"].map(readEitherWay)).toEqual([null, null, null, null]);
  expect(read("25/3/2026")).toEqual(["2026-03-25"]);
  expect(read("5/5/2026")).toEqual(["2026-05-05"]);
});
