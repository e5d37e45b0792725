import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Status } from "../../src/domain/codelists/codelists.ts";
import { type App, make, openWithParties, record } from "../helpers/http-bodies.ts";
import { naiveGroups, naiveScore, nameOfCode, type Row, valuesOf } from "../helpers/naive-statistics.ts";
import { worldOf, writeWorld } from "../helpers/random-records.ts";
import { openTestApp } from "../helpers/test-app.ts";

const read = async (t: App, path: string) => (await t.request.get(path).expect(200)).body;
const dimensions = Object.keys(valuesOf);
const byKey = (a: Group, b: Group) => String(a.key).localeCompare(String(b.key));
interface Group extends Record<string, unknown> {
  key: string | null;
  key2?: string | null;
  label: string;
  count: number;
  scores: Record<string, Record<string, unknown>>;
}

describe("statistics of a world", () => {
  let t: App;
  beforeAll(async () => {
    t = await openTestApp();
    await writeWorld(t.store, worldOf(1));
  });
  afterAll(() => t.close());

  /** Words of a world need not be what the contract allows to be written. */
  const list = async (query: string): Promise<Row[]> =>
    (await t.app.inject(`/v1/commitments?limit=200${query}`)).json().data;
  const moments = [
    "",
    "&on=2024-01-01",
    "&on=2030-01-01",
    "&asOf=2026-01-01T06:30:00.000Z",
    "&asOf=2026-01-01T09:30:00.000Z&on=2025-06-30",
  ];
  const shown = ({ key, key2, count, overdue, unverified, slippage }: Group) => ({
    key,
    ...(key2 !== undefined && { key2 }),
    count,
    overdue,
    unverified,
    slippage,
  });

  it.each(moments)("by each dimension equal what the list's commitments give: %s", async (moment) => {
    const rows = await list(moment);
    for (const by of [
      ...dimensions.map((one) => [one]),
      ["party", "status"],
      ["tag", "dueYear"],
      ["sector", "promisor"],
    ]) {
      const stats = await read(t, `/v1/stats?by=${by}&limit=200${moment}`);
      const expected = naiveGroups(rows, by);
      expect(stats.data.map(shown), `${by}${moment}`).toEqual(expected.map(({ members: _, ...group }) => group));
      expect(stats).toMatchObject({ by, total: rows.length, otherGroups: { groups: 0, count: 0 } });
      for (const [n, { scores }] of (stats.data as Group[]).entries()) {
        const members = expected[n]?.members ?? [];
        expect(scores.all).toEqual(naiveScore(members, ({ fulfilment }) => fulfilment));
        expect(scores.selfReported).toEqual(naiveScore(members, (row) => row.fulfilmentByOrigin.selfReported));
        expect(scores.independent).toEqual(naiveScore(members, (row) => row.fulfilmentByOrigin.independent));
      }
    }
  });

  it.each(["status=agreed,stated", "timeliness=!no_due", "promisor=AAA&type=!trade", "dueFrom=2024&statedTo=2024"])(
    "take the list's filters: %s",
    async (filter) => {
      for (const moment of moments.slice(0, 2)) {
        const rows = await list(`&${filter}${moment}`);
        for (const by of [["status"], ["sector", "party"]]) {
          const stats = await read(t, `/v1/stats?by=${by}&limit=200&${filter}${moment}`);
          expect(stats.data.map(shown)).toEqual(naiveGroups(rows, by).map(({ members: _, ...group }) => group));
          expect(stats.total).toBe(rows.length);
        }
      }
    },
  );

  it("beyond the limit are summed up, and what is shown is the same", async () => {
    const all = await read(t, "/v1/stats?by=tag,party&limit=200");
    const few = await read(t, "/v1/stats?by=tag,party&limit=3");
    expect(few.data).toEqual(all.data.slice(0, 3));
    const rest: Group[] = all.data.slice(3);
    expect(few.otherGroups).toEqual({ groups: rest.length, count: rest.reduce((sum, { count }) => sum + count, 0) });
  });
});

describe("GET /v1/stats", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
    const due = (edtf: string) => ({ due: { edtf } });
    for (const slug of ["a", "b", "c", "d", "e"]) await make(t, { slug, ...due("2024-10") });
    await record(t, "a", "completed", "2024-12-27");
    await record(t, "b", "completed", "2024-10-05");
    await record(t, "c", "completed", "2025");
    await record(t, "e", "cancelled", "2024-06-01");
    await make(t, {
      slug: "f",
      parties: [
        { party: "SCO", role: "promisor" },
        { party: "SCO", role: "funder" },
      ],
    });
  });
  afterAll(() => t.close());

  it("gives the medians of the worked example in docs/statistics.md", async () => {
    const { data } = await read(t, "/v1/stats?on=2024-12-01&fields=slippage");
    expect(data).toEqual([
      { key: "all", label: "All commitments", count: 6, slippage: { n: 4, medianMinDays: 31, medianMaxDays: 61 } },
    ]);
    const { data: now } = await read(t, "/v1/stats?by=status&fields=overdue,slippage");
    expect(now).toEqual([
      {
        key: "completed",
        label: "Completed",
        count: 3,
        overdue: 0,
        unverified: 0,
        slippage: { n: 3, medianMinDays: 57, medianMaxDays: 87 },
      },
      {
        key: "stated",
        label: "Stated",
        count: 2,
        overdue: 1,
        unverified: 1,
        slippage: { n: 1, medianMinDays: 753, medianMaxDays: 783 },
      },
      {
        key: "cancelled",
        label: "Cancelled",
        count: 1,
        overdue: 0,
        unverified: 0,
        slippage: { n: 0, medianMinDays: null, medianMaxDays: null },
      },
    ]);
  });

  it("counts a party once for each commitment, whatever its roles, and names it", async () => {
    const { data, total } = await read(t, "/v1/stats?by=party&fields=count");
    expect(data).toEqual([
      { key: "CHN", label: "China", count: 5 },
      { key: "KGZ", label: "Kyrgyzstan", count: 5 },
      { key: "SCO", label: "Shanghai Cooperation Organisation", count: 1 },
    ]);
    expect(total).toBe(6);
    const { data: promisees } = await read(t, "/v1/stats?by=promisee&fields=count");
    expect(promisees.at(-1)).toEqual({ key: null, label: "No promisee", count: 1 });
  });

  it("lists every code with zeros, and only where there are codes", async () => {
    const { data, otherGroups } = await read(t, "/v1/stats?by=status&zeros=true");
    expect(data.map(({ key }: Group) => key).toSorted()).toEqual(Status.options.toSorted());
    expect(data.at(-1)).toMatchObject({
      key: "suspended",
      label: nameOfCode("status", "suspended"),
      count: 0,
      overdue: 0,
      slippage: { n: 0 },
    });
    expect(otherGroups).toEqual({ groups: 0, count: 0 });
    const pairs = await read(t, "/v1/stats?by=status,type&zeros=true&fields=count&limit=5");
    expect([pairs.data.length, pairs.otherGroups]).toEqual([5, { groups: 11 * 16 - 5, count: 0 }]);
    const { body } = await t.request.get("/v1/stats?by=status,party&zeros=true").expect(400);
    expect(body.errors).toMatchObject([
      { parameter: "zeros", code: "no_code_list", allowed: expect.arrayContaining(["status"]) },
    ]);
  });

  it("counts nothing as nothing", async () => {
    expect(await read(t, "/v1/stats?on=1999-01-01&fields=count")).toEqual({
      data: [{ key: "all", label: "All commitments", count: 0 }],
      ...{ by: [], total: 0, otherGroups: { groups: 0, count: 0 }, day: "1999-01-01" },
    });
    expect((await read(t, "/v1/stats?by=party&on=1999-01-01")).data).toEqual([]);
  });

  it("has groups in the order of their codes where that is asked for, unknown ones last", async () => {
    const firmness = (await read(t, "/v1/codelists/firmness")).codes.map(({ code }: { code: string }) => code);
    const all = await read(t, "/v1/stats?by=firmness&zeros=true&sort=code&fields=count");
    expect(all.data.map(({ key }: Group) => key)).toEqual(firmness);
    const largest = await read(t, "/v1/stats?by=firmness&zeros=true&fields=count");
    expect(largest.data.toSorted(byKey)).toEqual(all.data.toSorted(byKey));
    const years = (await read(t, "/v1/stats?by=dueYear&sort=code&fields=count")).data.map(({ key }: Group) => key);
    expect(years).toEqual([...years.filter(Boolean).toSorted(), ...(years.includes(null) ? [null] : [])]);
  });

  it("has pairs in the order of the first codes, then of the second", async () => {
    const codesOf = async (list: string): Promise<(string | null)[]> => [
      ...(await read(t, `/v1/codelists/${list}`)).codes.map(({ code }: { code: string }) => code),
      null,
    ];
    const [first, second] = [await codesOf("status"), await codesOf("timeliness")];
    const { data } = await read(t, "/v1/stats?by=status,timeliness&sort=code&fields=count");
    const places = data.map(({ key, key2 = null }: Group) => first.indexOf(key) * 100 + second.indexOf(key2));
    expect(places).toEqual(places.toSorted((a: number, b: number) => a - b));
    expect(places.length).toBeGreaterThan(1);
  });

  it.each([
    ["by=nope", "by", "invalid_value"],
    ["by=status,status", "by", "repeated"],
    ["by=status,type,tag", "by", "too_big"],
    ["fields=key", "fields", "invalid_value"],
    ["limit=201", "limit", "too_big"],
    ["sort=label", "sort", "invalid_value"],
    ["order=count", "order", "unknown_parameter"],
    ["party=XXX", "party", "unknown_party"],
  ])("refuses ?%s, and says what is allowed", async (query, parameter, code) => {
    const { body } = await t.request.get(`/v1/stats?${query}`).expect(400);
    expect(body.errors).toMatchObject([{ parameter, code }]);
    if (code === "invalid_value" && parameter === "by")
      expect(body.errors[0].allowed).toEqual(expect.arrayContaining(dimensions));
  });

  it("has a strong ETag that lasts as long as the ledger and the day", async () => {
    const { headers } = await t.request.get("/v1/stats?by=status").expect(200);
    const again = () => t.request.get("/v1/stats?by=status").set("If-None-Match", String(headers.etag));
    await again().expect(304);
    t.clock.set("2026-11-24T00:00:00.000Z");
    await again().expect(200);
    t.clock.set("2026-11-23T09:00:00.000Z");
    await make(t, { slug: "g" });
    const { body } = await again().expect(200);
    expect(body.total).toBe(7);
  });

  it("counts what was committed before it was asked, many at once", async () => {
    for (let n = 0; n < 2; n++) {
      await make(t, { slug: `n${n}` });
      const answers = await Promise.all(dimensions.map((by) => read(t, `/v1/stats?by=${by}&fields=count`)));
      expect(new Set(answers.map(({ total }) => total))).toEqual(new Set([8 + n]));
    }
  });
});
