import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Corroboration, Fulfilment, Status } from "../../src/domain/codelists/codelists.ts";
import { type App, make, openWithParties, record } from "../helpers/http-bodies.ts";
import type { Row } from "../helpers/naive-statistics.ts";
import { worldOf, writeWorld } from "../helpers/random-records.ts";
import { openTestApp } from "../helpers/test-app.ts";

interface Point {
  period: string;
  from: string;
  to: string;
  on: string | null;
  total: number | null;
  counts: Record<string, number> | null;
  stated: number;
  due: number;
  dueOutcome: Record<string, number>;
}
const read = async (t: App, path: string) => (await t.request.get(path).expect(200)).body;
const pointsOf = async (t: App, query: string): Promise<Point[]> => (await read(t, `/v1/stats/series?${query}`)).data;
const tallied = (values: readonly string[], codes: readonly string[]) =>
  Object.fromEntries(codes.map((code) => [code, values.filter((value) => value === code).length]));
const isMet = ({ timeliness }: Row) => timeliness.startsWith("met");

describe("the series of a world", () => {
  let t: App;
  beforeAll(async () => {
    t = await openTestApp();
    await writeWorld(t.store, worldOf(4));
  });
  afterAll(() => t.close());
  const list = async (query: string): Promise<Row[]> =>
    (await t.app.inject(`/v1/commitments?limit=200${query}`)).json().data;

  it.each(["", "&asOf=2026-01-01T07:30:00.000Z", "&type=culture,trade", "&promisor=!BBB&firmness=hope,intend"])(
    "has the stock of each day as the list on that day gives it: %s",
    async (more) => {
      for (const interval of ["month", "quarter", "year"]) {
        for (const [by, codes] of [
          ["status", Status.options],
          ["fulfilment", Fulfilment.options],
          ["corroboration", Corroboration.options],
        ] as const) {
          const points = await pointsOf(t, `by=${by}&interval=${interval}&from=2023${more}`);
          const sampled = points.filter((_, n) => n === points.length - 1 || n % 6 === 1);
          for (const { on, counts, total } of sampled) {
            const rows = await list(`&on=${on}${more}`);
            expect(counts, `${by} ${on}${more}`).toEqual(
              tallied(
                rows.map((row) => row[by]),
                codes,
              ),
            );
            expect(total).toBe(rows.length);
          }
        }
      }
    },
  );

  it("counts what was stated and what is due in each period, and what has become of it", async () => {
    const rows = await list("");
    for (const point of await pointsOf(t, "interval=quarter&from=2022&to=2031")) {
      const within = (day: string | null | undefined) => !!day && day >= point.from && day <= point.to;
      const due = rows.filter((row) => within(row.due?.latest));
      expect(point.stated).toBe(rows.filter((row) => within(row.statedEarliest ?? row.statedLatest)).length);
      expect(point.due).toBe(due.length);
      expect(point.dueOutcome).toEqual({
        met: due.filter(isMet).length,
        overdue: due.filter(({ timeliness }) => timeliness === "overdue").length,
        unmet: due.filter(({ timeliness }) => timeliness === "closed_unmet").length,
        open: due.filter(({ timeliness }) => ["due_now", "not_yet_due", "awaiting_condition"].includes(timeliness))
          .length,
      });
    }
  });
});

describe("GET /v1/stats/series", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties({ now: "2024-03-20T12:00:00.000Z" });
    await make(t, { slug: "a", statedOn: "2023-11-20", due: { edtf: "2024-01" } });
    await make(t, { slug: "b", statedOn: "2024", due: { edtf: "2024-05-10" } });
    await record(t, "a", "signed", "2024-01-15");
    await record(t, "a", "completed", "2024-02-10");
    await record(t, "b", "signed", "2024-03-20");
    t.clock.set("2024-03-15T12:00:00.000Z");
  });
  afterAll(() => t.close());
  const counted = ({ period, on, total, counts, stated, due }: Point) =>
    `${period} ${on}: ${total} ${counts && Object.entries(counts).flatMap(([code, n]) => (n ? [`${code} ${n}`] : []))}; ${stated}, ${due}`;

  it("runs from the first statement until today, as the worked example in docs/statistics.md has it", async () => {
    expect((await pointsOf(t, "")).map(counted)).toEqual([
      "2023-11 2023-11-30: 1 stated 1; 1, 0",
      "2023-12 2023-12-31: 1 stated 1; 0, 0",
      "2024-01 2024-01-31: 2 stated 1,agreed 1; 1, 1",
      "2024-02 2024-02-29: 2 stated 1,completed 1; 0, 0",
      "2024-03 2024-03-15: 2 stated 1,completed 1; 0, 0",
    ]);
  });

  it("goes on to what is due, where the stock is not known yet", async () => {
    const points = await pointsOf(t, "interval=quarter&from=2024-02-10&to=2024-09");
    expect(points.map(counted)).toEqual([
      "2024-Q1 2024-03-15: 2 stated 1,completed 1; 1, 1",
      "2024-Q2 null: null null; 0, 1",
      "2024-Q3 null: null null; 0, 0",
    ]);
    expect(points[0]).toMatchObject({ from: "2024-01-01", to: "2024-03-31", dueOutcome: { met: 1 } });
    expect((await pointsOf(t, "interval=year&from=2025")).map(counted)).toEqual(["2025 null: null null; 0, 0"]);
  });

  it("says which codes it counts, and what they are called", async () => {
    const { by, interval, keys, day } = await read(t, "/v1/stats/series?by=corroboration");
    expect({ by, interval, day }).toEqual({ by: "corroboration", interval: "month", day: "2024-03-15" });
    expect(keys[1]).toEqual({ key: "self_reported", label: "Self-reported" });
  });

  it("of nothing is one period of nothing", async () => {
    expect((await pointsOf(t, "type=energy")).map(counted)).toEqual(["2024-03 2024-03-15: 0 ; 0, 0"]);
  });

  it("has at most 600 points: more is refused where it was asked for, and left out where it was not", async () => {
    const { body } = await t.request.get("/v1/stats/series?from=1973-01&to=2023-01").expect(400);
    expect(body.errors).toMatchObject([{ parameter: "interval", code: "too_many_points" }]);
    expect(await pointsOf(t, "from=1973-02&to=2023-01")).toHaveLength(600);
    await make(t, { slug: "old", statedOn: "1900" });
    const points = await pointsOf(t, "");
    expect([points.length, points[0]?.period, points[0]?.total, points.at(-1)?.total]).toEqual([600, "1974-04", 1, 3]);
    expect((await pointsOf(t, "interval=year"))[0]).toMatchObject({ period: "1900", total: 1, stated: 1 });
  });

  it.each([
    ["by=party", "by", "invalid_value"],
    ["by=timeliness", "by", "invalid_value"],
    ["interval=week", "interval", "invalid_value"],
    ["from=2025&to=2024", "from", "empty_range"],
    ["on=2024-01-01", "on", "unknown_parameter"],
    ["from=yesterday", "from", "invalid_value"],
  ])("refuses ?%s, and says what is allowed", async (query, parameter, code) => {
    const { body } = await t.request.get(`/v1/stats/series?${query}`).expect(400);
    expect(body.errors).toMatchObject([{ parameter, code }]);
    if (parameter === "by")
      expect(body.errors[0].allowed).toEqual(["status", "fulfilment", "corroboration", "participation"]);
  });
});
