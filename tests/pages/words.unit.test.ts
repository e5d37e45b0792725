import { describe, expect, it } from "vitest";
import { csvOf } from "../../web/src/charts/csv.ts";
import { countTicks, timeScale } from "../../web/src/charts/scale.ts";
import { dateWords, latenessWords, spanWords } from "../../web/src/dates.ts";

describe("dates in words", () => {
  it.each([
    ["2023", "2023"],
    ["2023-05", "May 2023"],
    ["2023-05-26", "26 May 2023"],
    ["2024-09-04~", "about 4 September 2024"],
    ["2024?", "2024, perhaps"],
    ["../2027", "by the end of 2027"],
    ["../2025-10-01", "by 1 October 2025"],
    ["2026/..", "from 2026"],
    ["2029-09/2030", "September 2029 to 2030"],
    ["0987-01-02", "2 January 987"],
    [null, "no date"],
  ])("%s is %s", (edtf, words) => expect(dateWords(edtf)).toBe(words));
});

describe("lateness in words", () => {
  it.each([
    [0, 0, null],
    [57, 87, "57 to 87 days"],
    [0, 30, "up to 30 days"],
    [424, 424, "14 months"],
    [80, 424, "80 days to 14 months"],
    [1277, 1308, "3.5 to 3.6 years"],
    [10, null, "at least 10 days"],
    [null, null, null],
  ])("%s to %s days are %s", (minDays, maxDays, words) => expect(latenessWords({ minDays, maxDays })).toBe(words));

  it("one is one", () => expect(spanWords(1)).toBe("1 day"));
});

describe("scales", () => {
  it("put a day where its share of the time is, with ticks within", () => {
    const { x, ticks } = timeScale("2024-01-01", "2024-12-31", [10, 375]);
    expect([x("2024-01-01"), x("2024-12-31"), x("2024-07-01")]).toEqual([10, 375, 192]);
    expect(ticks.map(({ label }) => label)).toEqual(["2024", "Apr", "Jul", "Oct"]);
  });

  it.each([
    [1, [0, 1]],
    [21, [0, 10, 20]],
    [9408, [0, 5000]],
  ])("count up to %s by round numbers", (most, ticks) => expect(countTicks(most)).toEqual(ticks));
});

it("a table as CSV keeps commas and quotes, and is no formula", () => {
  const csv = csvOf({
    head: ["a", "b"],
    rows: [
      ['say "x", y', 3],
      ["=1+1", null],
    ],
  });
  expect(csv).toBe('\uFEFFa,b\r\n"say ""x"", y",3\r\n\'=1+1,\r\n');
});
