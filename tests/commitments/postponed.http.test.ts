import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(`/v1/commitments/${path}`).expect(200)).body;

describe("postponed without a new date", () => {
  it("the old due date is no deadline any more, and the record keeps that it was promised for then", async () => {
    const { slug } = await make(t, { due: { text: "this year" }, statedOn: "2024-01-10" });
    const before = await read(`${slug}?on=2024-11-30`);
    const event = await record(t, slug, "postponed", "2024-12-01");
    expect(before).toMatchObject({ timeliness: "due_now", due: { edtf: "2024" } });
    expect(await read(slug)).toMatchObject({
      due: null,
      originalDue: { text: "this year", edtf: "2024", latest: "2024-12-31" },
      timeliness: "no_due",
      slippage: { minDays: null, maxDays: null, againstOriginal: { minDays: 697, maxDays: 1062 } },
    });
    expect(await read(`${slug}?on=2024-11-30`)).toEqual({ ...before, version: 2 });
    expect((await read(`${slug}/explain`)).due).toMatchObject({
      value: null,
      original: { edtf: "2024" },
      rule: expect.stringContaining("postponed"),
      events: [event.id],
    });
    const { data } = await read(`${slug}/timeline`);
    expect(data.map(({ entry }: { entry: string }) => entry).toSorted()).toEqual(["event", "original_due", "stated"]);
  });

  it("is not counted as overdue, nor found by a deadline; a later date is in force from its own day on", async () => {
    const { slug } = await make(t, { due: { edtf: "2024" }, statedOn: "2024-01-10" });
    await record(t, slug, "postponed", "2024-12-01");
    const found = async (query: string) =>
      (await t.request.get(`/v1/commitments?ids=${slug}&${query}`)).body.data.length;
    expect([await found("timeliness=overdue"), await found("deadlineTo=2024"), await found("dueTo=2024")]).toEqual([
      0, 0, 0,
    ]);
    expect(await found("timeliness=overdue&on=2025-01-01")).toBe(0);
    expect((await t.request.get(`/v1/stats?ids=${slug}`)).body.data).toMatchObject([
      { overdue: 0, slippage: { n: 0 } },
    ]);
    await record(t, slug, "due_changed", "2025-02-01", { due: { edtf: "2025" } });
    expect(await read(slug)).toMatchObject({
      timeliness: "overdue",
      due: { edtf: "2025" },
      slippage: { minDays: 332 },
    });
    expect(await read(`${slug}?on=2025-01-31`)).toMatchObject({ due: null, timeliness: "no_due" });
  });

  it("to a later date in words without a date keeps the words, and is late against the first due date alone", async () => {
    const { slug } = await make(t, { due: { edtf: "2024" }, statedOn: "2024-01-10" });
    await record(t, slug, "postponed", "2024-12-01", { due: { text: "to a later date" } });
    expect(await read(slug)).toMatchObject({
      due: { text: "to a later date", edtf: null },
      timeliness: "no_due",
      slippage: { minDays: null, againstOriginal: { minDays: 697 } },
    });
  });
});
