import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, happening, make, openWithParties, record, refused, textOf } from "../helpers/http-bodies.ts";

interface Revision {
  version: number;
  seq: number;
  action: string;
  recordedAt: string;
  hash: string;
  diff: { op: string; path: string; from?: unknown; to?: unknown }[];
}

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const history = async (key: string, query = ""): Promise<Revision[]> =>
  (await body(t.request.get(`/v1/commitments/${key}/history${query}`), 200)).data as unknown as Revision[];

describe("the history of a commitment", () => {
  it("has every version of its aggregate, newest first, each with when, by whom and what", async () => {
    const { slug, id } = await make(t, { title: "Old" });
    t.clock.set("2026-11-23T10:00:00.000Z");
    await t.request.patch(`/v1/commitments/${slug}`).send({ title: "New", tags: ["a"] });
    const event = await record(t, slug, "signed", "2024-06-06");
    t.clock.set("2026-11-23T09:00:00.000Z");
    const [signed, renamed, created, ...none] = await history(slug);
    expect(none).toEqual([]);
    expect([signed?.version, renamed?.version, created?.version]).toEqual([3, 2, 1]);
    expect(renamed).toMatchObject({ commitmentId: id, action: "update", recordedAt: "2026-11-23T10:00:00.000Z" });
    expect(renamed?.diff).toEqual([
      { op: "replace", path: "/title", from: "Old", to: "New" },
      { op: "replace", path: "/tags", from: [], to: ["a"] },
    ]);
    expect(signed?.diff).toContainEqual({ op: "replace", path: "/status", from: "stated", to: "agreed" });
    expect(signed?.diff).toContainEqual({
      op: "add",
      path: `/events/${event.id}`,
      to: expect.objectContaining({ type: "signed" }),
    });
    expect(created).toMatchObject({ action: "create", diff: [{ op: "add", path: "", to: { title: "Old" } }] });
    expect(created?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells the change of an event, a milestone and a quote by its place in the aggregate", async () => {
    const source = await textOf(t, "We will sign.");
    const { slug } = await make(t, {
      quotes: [{ sourceId: source.id, exact: "We will sign." }],
      milestones: [{ title: "a" }],
    });
    const whole = (await t.request.get(`/v1/commitments/${slug}?include=quotes,milestones`)).body;
    const [quote, milestone] = [whole.quotes[0].id, whole.milestones[0].id];
    const event = await record(t, slug, "signed", "2024-06-06");
    await t.request.patch(`/v1/commitments/${slug}/events/${event.id}`).send({ date: "2024-06-07" });
    await t.request.delete(`/v1/commitments/${slug}/events/${event.id}`);
    await t.request.patch(`/v1/commitments/${slug}/milestones/${milestone}`).send({ weight: 2 });
    await body(t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text: "Now: We will sign." }));
    const [anchored, weighed, deleted, patched] = await history(slug);
    expect(patched?.diff).toContainEqual({
      op: "replace",
      path: `/events/${event.id}/date`,
      from: "2024-06-06",
      to: "2024-06-07",
    });
    expect(patched?.diff).toContainEqual({ op: "replace", path: "/statusSince", from: "2024-06-06", to: "2024-06-07" });
    expect(deleted?.diff).toContainEqual({ op: "remove", path: `/events/${event.id}`, from: expect.anything() });
    expect(weighed?.diff).toEqual([{ op: "replace", path: `/milestones/${milestone}/weight`, from: 1, to: 2 }]);
    expect(anchored?.diff).toContainEqual({
      op: "replace",
      path: `/quotes/${quote}/anchor`,
      from: "exact",
      to: "moved",
    });
    expect(anchored?.diff.every(({ path }) => path.startsWith(`/quotes/${quote}/`))).toBe(true);
  });

  it("tells the change of a quote that only evidence rests on, to the commitments that it concerns", async () => {
    const source = await textOf(t, "It was signed. It was opened.");
    const evidence = (exact: string) => ({ evidence: [{ sourceId: source.id, quote: { exact } }] });
    const [one, two] = [await make(t), await make(t)];
    const signed = await record(t, one.slug, "signed", "2024-06-06", evidence("It was signed."));
    const opened = await record(t, two.slug, "opened", "2024-06-06", evidence("It was opened."));
    await body(
      t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text: "Now: It was signed. It was opened." }),
    );
    for (const [{ slug }, event] of [
      [one, signed],
      [two, opened],
    ] as const) {
      const [{ quoteId }] = event.evidence as unknown as [{ quoteId: string }];
      const [anchored] = await history(slug);
      expect(anchored?.diff).toContainEqual({
        op: "replace",
        path: `/quotes/${quoteId}/anchor`,
        from: "exact",
        to: "moved",
      });
      expect(anchored?.diff.every(({ path }) => path.startsWith(`/quotes/${quoteId}/`))).toBe(true);
    }
  });

  it("tells what a revert took out and brought back, which it writes before the commitment", async () => {
    const { slug } = await make(t, {});
    const event = await record(t, slug, "signed", "2024-06-06");
    const revert = async () => {
      const [{ id }] = (await t.request.get("/v1/change-sets?limit=1")).body.data;
      await body(t.request.post(`/v1/change-sets/${id}/revert`).send({}), 200);
      return (await history(slug))[0];
    };
    const gone = await revert();
    expect(gone?.diff).toContainEqual({ op: "replace", path: "/status", from: "agreed", to: "stated" });
    expect(gone?.diff.filter(({ path }) => path.startsWith("/events"))).toEqual([
      { op: "remove", path: `/events/${event.id}`, from: expect.objectContaining({ type: "signed" }) },
    ]);
    const back = await revert();
    expect(back?.diff.filter(({ path }) => path.startsWith("/events"))).toEqual([
      { op: "add", path: `/events/${event.id}`, to: expect.objectContaining({ type: "signed" }) },
    ]);
    expect(await history(slug, "?limit=1")).toEqual((await history(slug)).slice(0, 1));
  });

  it("stays when the commitment is deleted, and goes on when it is restored", async () => {
    const { slug } = await make(t);
    await t.request.delete(`/v1/commitments/${slug}`);
    expect((await history(slug)).map(({ action, version }) => [action, version])).toEqual([
      ["delete", 2],
      ["create", 1],
    ]);
    await t.request.post(`/v1/commitments/${slug}/restore`);
    expect((await history(slug)).map(({ action }) => action)).toEqual(["restore", "delete", "create"]);
    expect((await t.request.get("/v1/commitments/nowhere/history")).status).toBe(404);
  });

  it("pages", async () => {
    const { slug } = await make(t);
    for (const type of ["talks_held", "signed", "note"]) await record(t, slug, type, "2024-06-06");
    const whole = await history(slug);
    const first = (await t.request.get(`/v1/commitments/${slug}/history?limit=3`)).body;
    const second = (await t.request.get(`/v1/commitments/${slug}/history?limit=3&cursor=${first.page.next}`)).body;
    expect([...first.data, ...second.data]).toEqual(whole);
    expect([first.data.length, second.page.next]).toEqual([3, null]);
    const other = await make(t);
    const foreign = await t.request.get(`/v1/commitments/${other.slug}/history?cursor=${first.page.next}`);
    expect(foreign.body.code).toBe("invalid_cursor");
  });

  it("has no line for what was refused", async () => {
    const { slug } = await make(t, { events: [happening("completed", "2024-01-01")] });
    await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ status: "stated" }));
    expect(await history(slug)).toHaveLength(1);
  });
});
