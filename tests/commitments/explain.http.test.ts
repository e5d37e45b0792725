import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, happening, make, openWithParties, record } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const explain = (key: string) =>
  body(t.request.get(`/v1/commitments/${key}/explain`), 200) as Promise<Record<string, never>>;

describe("GET .../explain", () => {
  it("gives every computed value as the commitment answers it", async () => {
    const { slug } = await make(t, { due: { edtf: "2024-10" }, milestones: [{ title: "a", weight: 3 }] });
    await record(t, slug, "restated", "2024-05-01", { firmness: "pledge" });
    await record(t, slug, "opened", "2024-12-27");
    const commitment = (await t.request.get(`/v1/commitments/${slug}`)).body;
    const shown = await explain(slug);
    expect(shown).toMatchObject({
      id: commitment.id,
      version: commitment.version,
      on: "2026-11-23",
      status: { value: commitment.status, since: commitment.statusSince },
      due: { value: commitment.due, original: commitment.originalDue, events: [] },
      timeliness: { value: commitment.timeliness },
      slippage: { value: commitment.slippage },
      progress: { value: commitment.progress, milestones: [{ title: "a", weight: 3, state: "scheduled" }] },
      corroboration: { value: commitment.corroboration },
      restatements: { value: commitment.restatements },
      firmness: { value: "intend", drift: 1 },
    });
  });

  it("names the events and sources that fed it, and the rule in words", async () => {
    const source = await body(t.request.post("/v1/sources").send(document({ issuedBy: ["CHN"] })));
    const { slug } = await make(t, { due: { text: "This year" } });
    const restated = await record(t, slug, "restated", "2023-07-01");
    const postponed = await record(t, slug, "postponed", "2024-01-01", { due: { edtf: "2024" } });
    const signed = await record(t, slug, "signed", "2024-06-06", { evidence: [{ sourceId: source.id }] });
    const again = await record(t, slug, "text_initialled", "2024-06-07", { status: "agreed" });
    const shown = await explain(slug);
    expect(shown.status).toMatchObject({
      value: "agreed",
      events: [signed.id, again.id],
      rule: expect.stringContaining("agreed"),
    });
    expect(shown.due).toMatchObject({ events: [postponed.id], rule: expect.stringMatching(/last event/) });
    expect(shown.restatements).toMatchObject({ value: 1, events: [restated.id] });
    expect(shown.corroboration).toMatchObject({
      value: "counterpart",
      sources: [{ id: source.id, issuedBy: ["CHN"] }],
    });
    expect(shown.timeliness).toMatchObject({ value: "overdue", rule: expect.stringContaining("after the end") });
  });

  it("reckons the golden case: promised for 2024-10, done on 2024-12-27, is 57 to 87 days late", async () => {
    const { slug } = await make(t, { due: { edtf: "2024-10" }, events: [happening("completed", "2024-12-27")] });
    const shown = await explain(slug);
    const days = { minDays: 57, maxDays: 87 };
    expect(shown.slippage).toMatchObject({
      value: { ...days, againstOriginal: days },
      rule: expect.stringContaining("2024-12-27"),
    });
    expect(shown.timeliness).toMatchObject({ value: "met_late", done: "2024-12-27" });
  });

  it("says why there is nothing to reckon", async () => {
    const { slug } = await make(t);
    const shown = await explain(slug);
    expect(shown.status).toMatchObject({
      value: "stated",
      since: "2023-05-26",
      events: [],
      rule: expect.stringContaining("No event"),
    });
    expect(shown.slippage).toMatchObject({ value: null, rule: expect.stringContaining("no due date") });
    expect((await t.request.get("/v1/commitments/nowhere/explain")).status).toBe(404);
  });

  it("is another answer tomorrow", async () => {
    const { slug } = await make(t, { due: { edtf: "2026-11-23" } });
    const first = await t.request.get(`/v1/commitments/${slug}/explain`);
    const again = () =>
      t.request.get(`/v1/commitments/${slug}/explain`).set("If-None-Match", String(first.headers.etag));
    expect([first.body.timeliness.value, (await again()).status]).toEqual(["due_now", 304]);
    t.clock.set("2026-11-24T00:00:00.000Z");
    expect((await again()).body.timeliness.value).toBe("overdue");
    t.clock.set("2026-11-23T09:00:00.000Z");
  });
});
