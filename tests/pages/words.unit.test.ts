import { describe, expect, it } from "vitest";
import { boundsOf as boundsByTheApi } from "../../src/dates/edtf.ts";
import { csvOf } from "../../web/src/charts/csv.ts";
import { clustersOf, projectionOf } from "../../web/src/charts/projection.ts";
import { countTicks, timeScale, valueTicks } from "../../web/src/charts/scale.ts";
import { boundsOf, dateWords, latenessWords, rhythmWords, spanWords } from "../../web/src/dates.ts";

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

it.each([
  ...["2023", "2023-02", "2024-02", "2023-05-26", "2024-09-04~", "2024?", "0050-01", "201X", "20XX", "2004-XX"],
  ...["1985-04-XX", "1985-XX-XX", "2024-21", "2024-22", "2024-23", "2024-24", "2029-09/2030", "../2027", "2026/.."],
])("the window of %s is that of the API", (edtf) => expect(boundsOf(edtf)).toEqual(boundsByTheApi(edtf)));

it.each([
  ["P1Y", "every year"],
  ["P6M", "every 6 months"],
  ["P1Y6M", "every 1 year and 6 months"],
  ["P2W", "every 2 weeks"],
])("%s is %s", (duration, words) => expect(rhythmWords(duration)).toBe(words));

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

it.each([
  [
    [703.5, 1407],
    [500, 1000, 1500],
  ],
  [[8], [5, 10]],
  [
    [-5, 5],
    [-10, -5, 0, 5, 10],
  ],
])("values %j stand between round numbers", (values, ticks) => expect(valueTicks(values)).toEqual(ticks));

it("places on a map are within it, and those that would cover each other are one", () => {
  const at = (row: string, longitude: number, latitude: number) => ({ row, longitude, latitude });
  const places = [at("Bishkek", 74.6, 42.9), at("Bedel", 78.4, 41.4), at("Lima", -77, -12), at("Kant", 74.85, 42.9)];
  const clusters = clustersOf(places, projectionOf(places, 700, 350));
  expect(clusters.map(({ rows }) => rows)).toEqual([["Bishkek", "Bedel", "Kant"], ["Lima"]]);
  for (const { x, y } of clusters) expect([x > 0 && x < 700, y > 0 && y < 350]).toEqual([true, true]);
  const near = places.filter(({ row }) => row !== "Lima");
  expect(clustersOf(near, projectionOf(near, 700, 350)).map(({ rows }) => rows)).toEqual([
    ["Bishkek", "Kant"],
    ["Bedel"],
  ]);
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
