import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  happening,
  make,
  openWithParties,
  promise,
  record,
  refused,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(`/v1/commitments/${path}`).expect(200)).body;
const relate = (key: string, sent: object) => t.request.post(`/v1/commitments/${key}/relations`).send(sent);
const old = (more: object = {}) => make(t, { due: { edtf: "2024" }, ...more });
const successor = (more: object = {}) => make(t, { title: "A wider agreement", statedOn: "2025-06-17", ...more });

describe("a relation supersedes", () => {
  it("ends what it is said towards, by an event of the day on which the successor was stated", async () => {
    const [one, other] = [await old(), await successor()];
    const { answer, lines } = await written(t, relate(other.slug, { type: "supersedes", to: one.slug }));
    expect(lines).toEqual(["create relation 1", "update commitment 2", "create event 1", "update commitment 2"]);
    expect(answer.body).toMatchObject({ other: { slug: one.slug, status: "superseded" } });
    expect(answer.body.warnings).toBeUndefined();
    expect(await read(one.slug)).toMatchObject({
      status: "superseded",
      statusSince: "2025-06-17",
      timeliness: "closed_unmet",
    });
    const [event] = (await read(`${one.slug}/events`)).data;
    expect(event).toMatchObject({ type: "superseded", date: "2025-06-17", title: "Superseded by: A wider agreement" });
    expect((await read(`${one.slug}/explain`)).status.events).toEqual([event.id]);
    expect(await read(`${one.slug}?on=2025-06-16`)).toMatchObject({ status: "stated", timeliness: "overdue" });
    expect(await read(other.slug)).toMatchObject({ status: "stated" });
  });

  it("shows on both commitments, and both count in their new states", async () => {
    const [one, other] = [await old(), await successor()];
    await body(relate(one.slug, { type: "supersedes", from: other.slug }));
    const relations = async (slug: string) => (await read(`${slug}?include=relations`)).relations;
    expect(await relations(one.slug)).toMatchObject([{ direction: "incoming", other: { slug: other.slug } }]);
    expect(await relations(other.slug)).toMatchObject([
      { direction: "outgoing", other: { slug: one.slug, status: "superseded" } },
    ]);
    const counts = (await t.request.get(`/v1/stats?by=status&ids=${one.slug},${other.slug}`)).body.data;
    expect(counts).toMatchObject([
      { key: "stated", overdue: 0 },
      { key: "superseded", overdue: 0 },
    ]);
  });

  it("does the same with a new commitment, at whichever end it stands", async () => {
    const one = await old();
    const made = await body(
      t.request
        .post("/v1/commitments")
        .send(promise({ statedOn: "2025", relations: [{ type: "supersedes", to: one.slug }] })),
    );
    expect([made.status, (await read(one.slug)).status]).toEqual(["stated", "superseded"]);
    const [event] = (await read(`${one.slug}/events`)).data;
    expect(event.date).toBe("2025");
    const relations = [{ type: "supersedes", from: made.slug }];
    const late = await body(t.request.post("/v1/commitments").send(promise({ relations })));
    expect(late).toMatchObject({ status: "superseded", statusSince: "2025", version: 1 });
  });

  it.each([
    ["what was completed before", [happening("completed", "2024-05-01")], "completed"],
    ["what went on after the successor was stated", [happening("work_started", "2026-01-01")], "implementing"],
  ])("leaves the status of %s, and says so", async (_what, events, status) => {
    const [one, other] = [await old({ events }), await successor()];
    const answer = await body(relate(other.slug, { type: "supersedes", to: one.slug }));
    expect(answer.warnings).toMatchObject([{ pointer: "/status", code: "status_unchanged" }]);
    expect(await read(one.slug)).toMatchObject({ status, version: 2 });
    const { data } = await read(`${one.slug}/relations`);
    expect(data[0].warnings).toBeUndefined();
  });

  it("made by mistake is taken back with its event, and leaves no trace on either", async () => {
    const [one, other] = [await old(), await successor()];
    const before = await read(one.slug);
    const { id } = await body(relate(other.slug, { type: "supersedes", to: one.slug }));
    const kept = await refused(t, t.request.delete(`/v1/commitments/${other.slug}/relations/${id}`));
    expect([kept.status, kept.body.detail]).toEqual([409, expect.stringContaining("delete its event")]);
    const [event] = (await read(`${one.slug}/events`)).data;
    await t.request.delete(`/v1/commitments/${one.slug}/events/${event.id}`).expect(204);
    await t.request.delete(`/v1/commitments/${other.slug}/relations/${id}`).expect(204);
    expect(await read(one.slug)).toEqual({ ...before, version: 4 });
    expect(
      (await read(`${one.slug}/timeline`)).data.filter(({ entry }: { entry: string }) => entry === "event"),
    ).toEqual([]);
  });

  it("that comes from an export brings its own events, and makes none", async () => {
    const [one, other] = [await old(), await successor()];
    await body(relate(other.slug, { type: "supersedes", to: one.slug }));
    await record(t, one.slug, "note", "2025-07-01");
    const { text } = await t.request.get(`/v1/commitments.ndjson?ids=${one.slug},${other.slug}`);
    const elsewhere = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
    const lines = text.trim().split("\n").toSorted().join("\n");
    const send = () => elsewhere.request.post("/v1/import").set("content-type", "application/x-ndjson").send(lines);
    const report = (await send()).body;
    expect([report.created, report.errors]).toEqual([2, []]);
    const events = (await elsewhere.request.get(`/v1/commitments/${one.slug}/events`)).body.data;
    expect(events.map(({ type }: { type: string }) => type)).toEqual(["superseded", "note"]);
    expect((await send()).body).toMatchObject({ unchanged: 2 });
    await elsewhere.close();
  });

  it("keeps its day when that of the successor's statement is corrected, and says so", async () => {
    const [one, other] = [await old(), await successor()];
    await body(relate(other.slug, { type: "supersedes", to: one.slug }));
    const send = (statedOn: string) => t.request.patch(`/v1/commitments/${other.slug}`).send({ statedOn }).expect(200);
    const { warnings } = (await send("2025-07-01")).body;
    expect(warnings).toMatchObject([{ pointer: "/statedOn", code: "status_unchanged" }]);
    expect(warnings[0].detail).toContain(one.slug);
    const [{ id }] = (await read(`${one.slug}/events`)).data;
    await t.request.patch(`/v1/commitments/${one.slug}/events/${id}`).send({ date: "2025-07-02" }).expect(200);
    expect((await send("2025-07-03")).body.warnings).toBeUndefined();
  });
});
