import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record, refused, slugs, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;
const patch = (slug: string, sent: object) => t.request.patch(`/v1/commitments/${slug}`).send(sent);
const overdue = { due: { edtf: "2024" } };

describe("looked, and found nothing, is not nobody looked", () => {
  it("tells an overdue commitment that nobody looked at since it fell due, in records, filters and statistics", async () => {
    const tags = ["care"];
    const nobody = await make(t, { title: "A", tags, ...overdue });
    const before = await make(t, { title: "B", tags, ...overdue, reviewedOn: "2024-12-31" });
    const looked = await make(t, { title: "C", tags, ...overdue, reviewedOn: "2026-09-01" });
    const planned = await make(t, { title: "D", tags, ...overdue, nextReviewOn: "2027-03-01" });
    const open = await make(t, { title: "E", tags, due: { edtf: "2030" } });
    const of = async ({ slug }: { slug: string }) => {
      const { timeliness, unverified } = await read(`/v1/commitments/${slug}`);
      return `${timeliness} ${unverified}`;
    };
    expect([await of(nobody), await of(before), await of(looked), await of(planned), await of(open)]).toEqual([
      ...["overdue true", "overdue true", "overdue false", "overdue false", "not_yet_due false"],
    ]);
    const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?tag=care&sort=title&${query}`));
    expect(await found("unverified=true")).toEqual([nobody.slug, before.slug]);
    expect(await found("unverified=false")).toEqual([looked.slug, planned.slug, open.slug]);
    expect(await found("reviewedBefore=2026-09-01")).toEqual([nobody.slug, before.slug, planned.slug, open.slug]);
    expect(await found("reviewedBefore=2026-09-02")).toHaveLength(5);
    expect(await found("nextReviewTo=2027-12-31")).toEqual([planned.slug]);
    const { data } = await read("/v1/stats?tag=care&fields=overdue");
    expect(data).toMatchObject([{ count: 5, overdue: 4, unverified: 2 }]);
    expect(await found("unverified=true&on=2024-12-31")).toEqual([]);
  });

  it("keeps testability, and takes no review of the future", async () => {
    const { slug } = await make(t, { testability: "rhetorical" });
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ testability: "rhetorical", reviewedOn: null });
    expect(slugs(await t.request.get("/v1/commitments?testability=rhetorical"))).toEqual([slug]);
    expect(slugs(await t.request.get(`/v1/commitments?ids=${slug}&testability=!rhetorical`))).toEqual([]);
    const { errors } = (await refused(t, patch(slug, { reviewedOn: "2026-12-24" }))).body;
    expect(errors).toMatchObject([{ pointer: "/reviewedOn", code: "in_the_future" }]);
    expect((await patch(slug, { testability: null, reviewedOn: "2026-11-28" }).expect(200)).body).toMatchObject({
      ...{ testability: null, reviewedOn: "2026-11-28", version: 2 },
    });
  });
});

describe("a promise that waits for a condition", () => {
  it("awaits it after its due date, and is overdue once it is met; asked on each day", async () => {
    const source = await textOf(t, "Both parliaments have ratified it.");
    const { slug } = await make(t, { ...overdue, conditions: [{ text: "if ratified by both parliaments" }] });
    const now = await read(`/v1/commitments/${slug}`);
    expect(now).toMatchObject({
      timeliness: "awaiting_condition",
      unverified: false,
      slippage: { minDays: 0, maxDays: 0 },
    });
    expect(now.conditions).toMatchObject([{ state: "pending", decidedOn: null, evidence: [] }]);
    const [{ id }] = now.conditions;
    const evidence = [{ sourceId: source.slug }];
    const met = { id, text: "if ratified by both parliaments", state: "met", decidedOn: "2025-06-01", evidence };
    await patch(slug, { conditions: [met] }).expect(200);
    const on = (day: string) => read(`/v1/commitments/${slug}?on=${day}`);
    expect(await on("2024-06-01")).toMatchObject({ timeliness: "due_now", conditions: [{ state: "pending" }] });
    expect(await on("2025-05-31")).toMatchObject({
      timeliness: "awaiting_condition",
      conditions: [{ state: "pending" }],
    });
    expect(await on("2025-06-01")).toMatchObject({ timeliness: "overdue", conditions: [{ id, state: "met" }] });
    expect((await on("2025-06-01")).slippage.minDays).toBe(152);
    expect((await read(`/v1/commitments/${slug}/explain?on=2025-05-31`)).timeliness.rule).toContain("condition");
    const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?ids=${slug}&${query}`));
    expect(await found("condition=met")).toEqual([slug]);
    expect(await found("q=parliaments&include=highlights&limit=1")).toEqual([slug]);
    const { data } = await read(`/v1/commitments?ids=${slug}&q="both parliaments"&include=highlights&fields=slug`);
    expect(data[0].highlights).toMatchObject([{ field: "term", text: "if ratified by both parliaments" }]);
    expect(await found("condition=pending")).toEqual([]);
    expect(await found("condition=pending&on=2025-05-31")).toEqual([slug]);
    expect(await found("timeliness=awaiting_condition&on=2025-05-31")).toEqual([slug]);
    expect(await found(`source=${source.slug}`)).toEqual([slug]);
  });

  it("is listed and counted as waiting up to the day before its condition was met, and as overdue from that day", async () => {
    const conditions = [{ text: "if funded", state: "met", decidedOn: "2025-06-01" }];
    await make(t, { ...overdue, tags: ["edge"], conditions });
    for (const [day, timeliness] of [
      ["2025-05-31", "awaiting_condition"],
      ["2025-06-01", "overdue"],
    ]) {
      expect(slugs(await t.request.get(`/v1/commitments?tag=edge&timeliness=${timeliness}&on=${day}`))).toHaveLength(1);
      const { data } = await read(`/v1/stats?tag=edge&by=timeliness&on=${day}`);
      expect(data).toMatchObject([{ key: timeliness, count: 1 }]);
    }
  });

  it("is not overdue when the condition has failed, and is done if it is kept all the same", async () => {
    const failed = [{ text: "if elected", state: "failed", decidedOn: "2024-06" }];
    const { slug } = await make(t, { ...overdue, tags: ["waits"], conditions: failed });
    expect((await read(`/v1/commitments/${slug}`)).timeliness).toBe("awaiting_condition");
    const { data } = await read("/v1/stats?tag=waits&by=timeliness&fields=overdue,slippage");
    expect(data).toMatchObject([
      { key: "awaiting_condition", overdue: 0, slippage: { medianMinDays: 0, medianMaxDays: 0 } },
    ]);
    await record(t, slug, "completed", "2024-10-01");
    expect((await read(`/v1/commitments/${slug}`)).timeliness).toBe("met_on_time");
  });

  it("is refused where state and date contradict each other, or the date is to come", async () => {
    const { slug } = await make(t);
    const faults = async (condition: object) =>
      (await patch(slug, { conditions: [{ text: "if funded", ...condition }] })).body.errors;
    expect(await faults({ state: "met" })).toMatchObject([{ pointer: "/conditions/0/decidedOn" }]);
    expect(await faults({ decidedOn: "2024" })).toMatchObject([{ pointer: "/conditions/0/decidedOn" }]);
    expect(await faults({ state: "met", decidedOn: "2027" })).toMatchObject([{ code: "in_the_future" }]);
  });
});
