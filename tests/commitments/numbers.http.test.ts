import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, make, openWithParties, record, refused, textOf } from "../helpers/http-bodies.ts";

let t: App;
let source: { id: string; slug: string };
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
  source = await textOf(t, "Emissions were 1148 Mt.");
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;
const patch = (slug: string, sent: object) => t.request.patch(`/v1/commitments/${slug}`).send(sent);
const emissions = { indicator: "greenhouse gas emissions", unit: "Mt", comparator: "change_by" };
const baseline = { value: 1407, on: "2013" };

describe("a nationally determined contribution", () => {
  it("has unconditional and conditional targets, and progress by what was measured, on each day", async () => {
    const { slug, targets } = (await make(t, {
      targets: [
        { ...emissions, min: -50, max: -46, baseline, by: "2030" },
        { ...emissions, value: -60, baseline, by: "2035", conditional: true },
      ],
    })) as never as { slug: string; targets: { id: string }[] };
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ progress: null });
    const measure = (value: number, on: string, more: object = {}) =>
      t.request
        .post(`/v1/commitments/${slug}/targets/${targets[0]?.id}/measurements`)
        .send({ value, on, evidence: [{ sourceId: source.slug }], ...more });
    for (const [value, on] of [
      [1289, "2016"],
      [1148, "2020"],
      [1085, "2022"],
    ] as const)
      expect((await body(measure(value, on))) as object).toMatchObject({ indicator: emissions.indicator });
    const progressOn = async (day: string) => (await read(`/v1/commitments/${slug}?on=${day}`)).progress;
    expect(await progressOn("2023-12-31")).toBeCloseTo((1407 - 1085) / 703.5, 10);
    const known = await read(`/v1/commitments/${slug}`);
    expect(known).toMatchObject({ version: 4, progress: (1407 - 1085) / (1407 - 703.5) });
    expect(known.targets[0].measurements.map(({ value }: { value: number }) => value)).toEqual([1289, 1148, 1085]);
    const { data } = await read(`/v1/commitments/${slug}/targets`);
    expect(data).toMatchObject([
      {
        conditional: false,
        goal: { min: 703.5 },
        measurement: { value: 1085, on: "2022" },
        progress: { min: known.progress },
      },
      { conditional: true, measurement: null, progress: null },
    ]);
    expect((await read(`/v1/commitments/${slug}/explain`)).progress).toMatchObject({
      ...{ value: known.progress, rule: expect.stringContaining("unconditional"), targets: data },
    });
    expect((await refused(t, measure(1000, "2024", { evidence: [] }))).body.errors).toMatchObject([
      { pointer: "/evidence" },
    ]);
    expect((await refused(t, measure(1000, "2030"))).body.errors).toMatchObject([
      { pointer: "/on", code: "in_the_future" },
    ]);
    await t.request.delete(`/v1/sources/${source.slug}`).expect(409);
    expect((await t.request.get(`/v1/commitments?source=${source.slug}`)).body.data).toMatchObject([{ slug }]);
  });

  it("counts what was measured tomorrow, where it is that already, from that day on, with nothing written", async () => {
    const app = await openWithParties({ now: "2026-11-28T23:00:00.000Z" });
    const { id: sourceId } = await textOf(app, "Ten of twenty.");
    const measurements = [{ value: 10, on: "2026-11-29", evidence: [{ sourceId }] }];
    const targets = [{ indicator: "roads", unit: "km", comparator: "at_least", value: 20, measurements }];
    const { slug } = await make(app, { targets });
    const progress = async (query: string) =>
      (await app.request.get(`/v1/commitments/${slug}${query}`).expect(200)).body.progress;
    expect([await progress(""), await progress("?on=2026-11-28"), await progress("?on=2026-11-29")]).toEqual([
      null,
      null,
      0.5,
    ]);
    app.clock.set("2026-11-29T00:00:00.000Z");
    for (const _ of [1, 2, 3]) expect([await progress(""), await progress("?on=2026-11-28")]).toEqual([0.5, null]);
    await app.close();
  });

  it("shows the target, not the milestones, where both are there, and what was known then", async () => {
    const { slug } = await make(t, {
      milestones: [{ title: "First half", state: "met", metOn: "2024" }, { title: "Second half" }],
      targets: [{ indicator: "roads", unit: "km", comparator: "at_least", value: 200 }],
    });
    expect((await read(`/v1/commitments/${slug}`)).progress).toBe(0.5);
    const { seq } = await t.store.head();
    const [target] = (await read(`/v1/commitments/${slug}`)).targets;
    const measurements = [{ value: 50, on: "2025", evidence: [{ sourceId: source.slug }] }];
    await patch(slug, { targets: [{ ...target, measurements }] }).expect(200);
    expect((await read(`/v1/commitments/${slug}`)).progress).toBe(0.25);
    expect((await read(`/v1/commitments/${slug}?asOf=seq:${seq}`)).progress).toBe(0.5);
    expect((await read(`/v1/commitments/${slug}`)).targets[0].id).toBe(target.id);
  });
});

describe("money", () => {
  it("pledged, committed and disbursed in two currencies is never added across them", async () => {
    const tags = ["money"];
    const { slug } = await make(t, { tags });
    const of = (value: number, currency = "USD") => ({ amount: { value, currency } });
    await record(t, slug, "funding_pledged", "2024-01-10", of(2_300_000_000));
    await record(t, slug, "funding_committed", "2024-06-01", of(1_500_000_000.25));
    await record(t, slug, "funding_committed", "2024-07-01", of(500_000_000.5));
    await record(t, slug, "funding_disbursed", "2025-02-01", of(70_000_000, "CNY"));
    const other = await make(t, { tags });
    await record(t, other.slug, "funding_pledged", "2025-03-01", of(100));
    expect((await read(`/v1/commitments/${slug}`)).amounts).toEqual([
      { currency: "CNY", pledged: 0, committed: 0, disbursed: 70_000_000 },
      { currency: "USD", pledged: 2_300_000_000, committed: 2_000_000_000.75, disbursed: 0 },
    ]);
    expect((await read(`/v1/commitments/${slug}?on=2024-06-30`)).amounts).toEqual([
      { currency: "USD", pledged: 2_300_000_000, committed: 1_500_000_000.25, disbursed: 0 },
    ]);
    const sums = async (query: string) =>
      (await read(`/v1/stats/amounts?tag=money&${query}`)).data.map(
        ({ currency, year, stage, total, events, commitments }: Record<string, string>) =>
          [currency, year, stage, total, events, commitments].join(" "),
      );
    expect(await sums("")).toEqual([
      "CNY  disbursed 70000000 1 1",
      "USD  committed 2000000000.75 2 1",
      "USD  pledged 2300000100 2 2",
    ]);
    expect(await sums("by=year&on=2025-03-01")).toContain("USD 2025 pledged 100 1 1");
    expect(await sums("on=2024-01-31")).toEqual(["USD  pledged 2300000000 1 1"]);
    expect((await read(`/v1/commitments/${slug}/timeline`)).data).toContainEqual(
      expect.objectContaining({ type: "funding_pledged", amount: { value: 2_300_000_000, currency: "USD" } }),
    );
  });

  it("of an event that was deleted is summed no more, but as of before", async () => {
    const { slug } = await make(t, { tags: ["taken-back"] });
    const amount = { value: 5, currency: "USD" };
    const { id } = await record(t, slug, "funding_pledged", "2024-01-10", { amount });
    const sums = async (more = "") => (await read(`/v1/stats/amounts?tag=taken-back${more}`)).data;
    const pledged = [expect.objectContaining({ currency: "USD", stage: "pledged", events: 1 })];
    expect(await sums()).toEqual(pledged);
    const { seq } = await t.store.head();
    await t.request.delete(`/v1/commitments/${slug}/events/${id}`).expect(204);
    expect(await sums()).toEqual([]);
    expect(await sums(`&asOf=seq:${seq}`)).toEqual(pledged);
  });

  it("is refused with another type of event, another currency than there is, or a third decimal", async () => {
    const { slug } = await make(t);
    const faults = async (type: string, amount: object) =>
      (
        await refused(
          t,
          t.request.post(`/v1/commitments/${slug}/events`).send({ type, date: "2024", title: "Money", amount }),
        )
      ).body.errors;
    expect(await faults("signed", { value: 1, currency: "USD" })).toMatchObject([
      { pointer: "/amount", code: "no_amount" },
    ]);
    expect(await faults("funding_pledged", { value: 1, currency: "US$" })).toMatchObject([
      { pointer: "/amount/currency" },
    ]);
    for (const value of [0, -5, 1.005, 1e15])
      expect(await faults("funding_pledged", { value, currency: "USD" })).toMatchObject([{ pointer: "/amount/value" }]);
  });
});

describe("a promise of every year until 2027", () => {
  const recurrence = { every: "P1Y", from: "2024", until: "2027" };
  const steps = async (slug: string) => (await read(`/v1/commitments/${slug}/milestones`)).data;

  it("has a milestone for each occurrence, and is late when one of them is", async () => {
    const { slug } = await make(t, { recurrence });
    const made = await steps(slug);
    expect(
      made.map(({ occurrence, state, timeliness }: Record<string, string>) => `${occurrence} ${state} ${timeliness}`),
    ).toEqual([
      ...["2024 scheduled overdue", "2025 scheduled overdue", "2026 scheduled due_now", "2027 scheduled not_yet_due"],
    ]);
    const move = (n: number, sent: object) =>
      t.request.patch(`/v1/commitments/${slug}/milestones/${made[n].id}`).send(sent).expect(200);
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ due: { edtf: "2024" }, timeliness: "overdue" });
    await move(0, { state: "met", metOn: "2024-09" });
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ due: { edtf: "2025" }, timeliness: "overdue" });
    await move(1, { state: "not_met" });
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({
      ...{ due: { edtf: "2026" }, timeliness: "due_now", progress: 0.25 },
    });
    expect(await read(`/v1/commitments/${slug}?on=2025-01-01`)).toMatchObject({ due: { edtf: "2026" } });
    expect(await read(`/v1/commitments/${slug}?on=2024-08-31`)).toMatchObject({
      due: { edtf: "2024" },
      timeliness: "due_now",
    });
  });

  it("changed, makes the occurrences that lack and drops those that nothing became of", async () => {
    const { slug } = await make(t, { recurrence });
    const [first] = await steps(slug);
    await t.request
      .patch(`/v1/commitments/${slug}/milestones/${first.id}`)
      .send({ state: "met", metOn: "2024" })
      .expect(200);
    await patch(slug, { recurrence: { ...recurrence, from: "2025", until: "2028" } }).expect(200);
    const shown = (await steps(slug)).map(({ occurrence, state }: Record<string, string>) => `${occurrence} ${state}`);
    expect(shown.toSorted()).toEqual([
      "2024 met",
      "2025 scheduled",
      "2026 scheduled",
      "2027 scheduled",
      "2028 scheduled",
    ]);
    await patch(slug, { recurrence: null }).expect(200);
    expect((await steps(slug)).map(({ occurrence }: Record<string, string>) => occurrence)).toEqual(["2024"]);
    const { errors } = (await refused(t, patch(slug, { recurrence: { every: "P1D", from: "2024", until: "2027" } })))
      .body;
    expect(errors).toMatchObject([{ pointer: "/recurrence/until" }]);
  });
});
