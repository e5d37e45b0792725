import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record, slugs } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;

describe("an act that takes effect later", () => {
  it("gives its status from that day on, and closes nothing before", async () => {
    const { slug } = await make(t, { statedOn: "2015", due: { edtf: "2018" } });
    await record(t, slug, "entered_into_force", "2016-11-04");
    const { id } = await record(t, slug, "cancelled", "2019-11-04", { effectiveOn: "2020-11-04" });
    const on = (day: string) => read(`/v1/commitments/${slug}?on=${day}`);
    expect(await on("2019-11-03")).toMatchObject({ status: "in_force", upcoming: [] });
    const upcoming = [
      { event: id, type: "cancelled", date: "2019-11-04", effectiveOn: "2020-11-04", status: "cancelled" },
    ];
    for (const day of ["2019-11-04", "2020-06-01", "2020-11-03"])
      expect(await on(day)).toMatchObject({ status: "in_force", timeliness: "overdue", upcoming });
    for (const day of ["2020-11-04", "2026-11-28"])
      expect(await on(day)).toMatchObject({
        ...{ status: "cancelled", statusSince: "2020-11-04", timeliness: "closed_unmet", upcoming: [] },
      });
    const { status } = await read(`/v1/commitments/${slug}/explain?on=2020-06-01`);
    expect(status).toMatchObject({ value: "in_force", upcoming });
    expect((await read(`/v1/commitments/${slug}/explain`)).status).toMatchObject({ value: "cancelled", events: [id] });
    const { data } = await read(`/v1/commitments/${slug}/timeline?entry=event`);
    expect(data.at(-1)).toMatchObject({ date: "2019-11-04", effectiveOn: "2020-11-04", status: "cancelled" });
  });

  it("is done on the day of effect, and may be overtaken before", async () => {
    const { slug } = await make(t, { due: { edtf: "2024" } });
    await record(t, slug, "completed", "2024-12-01", { effectiveOn: "2025-01-15" });
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ statusSince: "2025-01-15", timeliness: "met_late" });
    const other = await make(t);
    await record(t, other.slug, "suspended", "2026-11-01", { effectiveOn: "2027-01-01" });
    await record(t, other.slug, "work_started", "2026-11-20");
    expect(await read(`/v1/commitments/${other.slug}`)).toMatchObject({ status: "implementing" });
    expect(await read(`/v1/commitments/${other.slug}?on=2027-01-01`)).toMatchObject({ status: "suspended" });
  });

  it("that names an earlier day of effect counts from its date", async () => {
    const { slug } = await make(t);
    await record(t, slug, "entered_into_force", "2024-06-01", { effectiveOn: "2024-01-01" });
    expect(await read(`/v1/commitments/${slug}?on=2024-05-31`)).toMatchObject({ status: "stated", upcoming: [] });
    expect(await read(`/v1/commitments/${slug}?on=2024-06-01`)).toMatchObject({ status: "in_force" });
  });

  it("turns lists, statistics and answers from memory when its day comes, with nothing written", async () => {
    const app = await openWithParties({ now: "2026-11-28T23:59:59.999Z" });
    const { slug } = await make(app);
    await record(app, slug, "cancelled", "2026-11-28", { effectiveOn: "2026-11-29" });
    const head = await app.store.head();
    const shown = async () => {
      const found = slugs(await app.request.get("/v1/commitments?status=cancelled").expect(200));
      const { body: stats } = await app.request.get("/v1/stats?by=status&fields=count").expect(200);
      const { body: one } = await app.request.get(`/v1/commitments/${slug}`).expect(200);
      return [found, stats.data[0].key, one.status, one.version, one.upcoming.length];
    };
    const [before, after] = [
      [[], "stated", "stated", 2, 1],
      [[slug], "cancelled", "cancelled", 2, 0],
    ];
    for (const _ of [1, 2]) expect(await shown()).toEqual(before);
    app.clock.set("2026-11-29T00:00:00.000Z");
    for (const _ of [1, 2, 3]) expect(await shown()).toEqual(after);
    expect(await app.store.isOf("2026-11-29")).toBe(true);
    expect(await app.store.head()).toEqual(head);
    await app.request
      .patch(`/v1/commitments/${slug}`)
      .send({ tags: ["late"] })
      .expect(200);
    expect((await app.request.get(`/v1/commitments/${slug}?on=2026-11-28`)).body.status).toBe("stated");
    await app.close();
  });

  it("dated on the next day, where it is tomorrow already, counts from the day on which it was recorded", async () => {
    const { slug } = await make(t);
    await record(t, slug, "signed", "2026-11-29");
    for (const query of ["", "?on=2026-11-28"]) {
      expect(await read(`/v1/commitments/${slug}${query}`)).toMatchObject({
        status: "agreed",
        statusSince: "2026-11-29",
      });
      expect((await read(`/v1/commitments/${slug}/events${query}`)).data).toHaveLength(1);
      expect((await read(`/v1/commitments/${slug}/timeline${query}`)).data).toHaveLength(2);
    }
    expect(await read(`/v1/commitments/${slug}?on=2026-11-27`)).toMatchObject({ status: "stated" });
    expect((await read(`/v1/commitments/${slug}/events?on=2026-11-27`)).data).toEqual([]);
  });
});
