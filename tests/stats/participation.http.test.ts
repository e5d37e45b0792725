import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, slugs } from "../helpers/http-bodies.ts";
import { openWithParis } from "../helpers/paris-agreement.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParis();
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;

describe("a treaty of 195 parties", () => {
  it("is found by how a party stands, and only while it stands so", async () => {
    const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?${query}`).expect(200));
    expect(await found("participation=withdrawn&party=USA")).toEqual(["paris-agreement"]);
    expect(await found("participation=withdrawn&party=USA&on=2026-01-26")).toEqual([]);
    expect(await found("participation=withdrawn&party=USA&on=2020-11-04")).toEqual(["paris-agreement"]);
    expect(await found("participation=withdrawn&party=P001")).toEqual([]);
    expect(await found("participation=!party&party=P001")).toEqual([]);
    expect(await found("participation=party,withdrawn&promisor=P001,P002")).toEqual(["paris-agreement"]);
    expect(await found("participation=provisional")).toEqual([]);
  });

  it("is counted by participation, and by party and participation together", async () => {
    const stats = async (query: string) =>
      (await read(`/v1/stats?fields=count&${query}`)).data.map(
        ({ key, key2, count }: { key: string; key2?: string; count: number }) => [key, key2, count].join(" "),
      );
    expect(await stats("by=participation&party=USA")).toEqual(["withdrawn  1"]);
    expect((await stats("by=participation")).toSorted()).toEqual(["no_act  1", "party  1", "withdrawn  1"]);
    expect((await stats("by=participation,party&limit=200")).filter((row: string) => /USA|P194/.test(row))).toEqual([
      "no_act P194 1",
      "withdrawn USA 1",
    ]);
    expect(await stats("by=party,participation&party=USA&on=2025-12-31&limit=200")).toContain("USA party 1");
  });

  it("has a series of how many stood how, over all parties or for one", async () => {
    const series = async (query: string) =>
      (await read(`/v1/stats/series?by=participation&interval=year&from=2015&to=2021&${query}`)).data.map(
        ({ period, counts }: { period: string; counts: Record<string, number> }) =>
          [period, counts.signatory, counts.contracting, counts.party, counts.withdrawn].join(" "),
      );
    expect(await series("")).toEqual([
      "2015 0 0 0 0",
      "2016 74 0 100 0",
      "2017 0 74 120 0",
      "2018 0 0 194 0",
      "2019 0 0 194 0",
      "2020 0 0 193 1",
      "2021 0 0 194 0",
    ]);
    expect((await series("party=USA")).slice(-2)).toEqual(["2020 0 0 0 1", "2021 0 0 1 0"]);
  });

  it("counts the parties that the filters name alike in every form: groups, facets, and spreadsheets", async () => {
    const { data: groups } = await read("/v1/stats?by=participation&fields=count&party=USA");
    const { data: facets } = await read("/v1/stats/facets?by=participation&party=USA");
    expect(facets).toEqual([{ by: "participation", groups, otherGroups: { groups: 0, count: 0 } }]);
    const asked = "by=participation&interval=year&from=2020&to=2021&party=USA";
    const { data: points } = await read(`/v1/stats/series?${asked}`);
    const { text } = await t.request.get(`/v1/stats/series.csv?${asked}`).expect(200);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    const counted = points.map(({ counts }: { counts: Record<string, number> }) => [counts.party, counts.withdrawn]);
    expect(rows.map((row) => [Number(row["counts.party"]), Number(row["counts.withdrawn"])])).toEqual(counted);
  });
});
