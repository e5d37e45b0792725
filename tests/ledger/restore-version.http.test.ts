import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  document,
  happening,
  make,
  openWithParties,
  record,
  refused,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const restore = (key: string, version: number, noun = "commitments") =>
  t.request.post(`/v1/${noun}/${key}/restore`).send({ version });
const patch = (key: string, change: object) => body(t.request.patch(`/v1/commitments/${key}`).send(change), 200);

describe("POST /restore with a version", () => {
  it("gives a commitment its earlier fields as a new version, in one write", async () => {
    const { id } = await make(t, { title: "First", tags: ["a"], summary: "One." });
    await patch(id, { title: "Second", tags: ["b"], summary: null });
    const { answer, lines } = await written(t, restore(id, 1));
    expect([answer.status, lines]).toEqual([200, ["update commitment 3"]]);
    expect(answer.body).toMatchObject({ title: "First", tags: ["a"], summary: "One.", version: 3 });
    expect(answer.headers.etag).toMatch(/^"3-/);
    const [latest] = (await t.request.get(`/v1/commitments/${id}/history`)).body.data;
    expect(latest.diff.map(({ path }: { path: string }) => path).toSorted()).toEqual(["/summary", "/tags", "/title"]);
  });

  it("leaves the timeline and what follows from it: status, progress, milestones", async () => {
    const { id } = await make(t, { title: "First" });
    await record(t, id, "signed", "2024-06-06");
    await patch(id, { title: "Second" });
    const answer = await restore(id, 1);
    expect(answer.body).toMatchObject({ title: "First", status: "agreed", statusSince: "2024-06-06" });
    expect((await t.request.get(`/v1/commitments/${id}/events`)).body.data).toHaveLength(1);
  });

  it("says what it does not bring back, and how the events come back, too", async () => {
    const { id } = await make(t, { title: "First", events: [happening("signed", "2024-06-06")] });
    await record(t, id, "note", "2024-07-01");
    await patch(id, { status: "cancelled", title: "Second" });
    await body(t.request.post(`/v1/commitments/${id}/milestones`).send({ title: "A" }));
    const { body: answer } = await restore(id, 1);
    expect(answer).toMatchObject({ title: "First", status: "cancelled" });
    expect(answer.warnings).toEqual([
      { pointer: "/status", code: "not_restored", detail: expect.stringMatching(/was agreed.*is cancelled/) },
      { pointer: "/events", code: "not_restored", detail: expect.stringMatching(/2 were added.*"events": true/) },
      { pointer: "/milestones", code: "not_restored", detail: expect.stringContaining("1 was added") },
    ]);
    expect((await t.request.get(`/v1/commitments/${id}`)).body.warnings).toBeUndefined();
  });

  it("brings the events of then back where it is asked to, and the status and due date with them", async () => {
    const { id } = await make(t, {
      due: { edtf: "2024" },
      events: [happening("signed", "2024-06-06"), happening("note", "2024")],
    });
    const events = async () => (await t.request.get(`/v1/commitments/${id}/events`)).body.data;
    const before = await t.request.get(`/v1/commitments/${id}`);
    const [first, second] = await events();
    await body(
      t.request.patch(`/v1/commitments/${id}/events/${second.id}`).send({ date: "2024-07", title: "Moved" }),
      200,
    );
    await t.request.delete(`/v1/commitments/${id}/events/${first.id}`).expect(204);
    await record(t, id, "postponed", "2024-12-01", { due: { edtf: "2026" } });
    await patch(id, { status: "cancelled", due: { edtf: "2030" } });
    const asked = t.request.post(`/v1/commitments/${id}/restore`).send({ version: 1, events: true });
    const { answer, lines } = await written(t, asked);
    expect(lines.toSorted()).toEqual([
      ...["delete event 2", "delete event 2", "delete event 2", "restore event 3"],
      ...["update commitment 6", "update event 3"],
    ]);
    expect(answer.body.warnings).toBeUndefined();
    expect(answer.body).toEqual({ ...before.body, version: 6 });
    const plain = ({ version, updatedAt, ...event }: Record<string, unknown>) => event;
    expect((await events()).map(plain)).toEqual([first, second].map(plain));
    const again = await body(t.request.post(`/v1/commitments/${id}/restore`).send({ version: 5, events: true }), 200);
    expect(again).toMatchObject({ status: "cancelled", due: { edtf: "2030" }, version: 7 });
  });

  it("records another due date as an event, on the very dates that it had", async () => {
    const { id } = await make(t, { due: { text: "This year" } });
    await record(t, id, "postponed", "2024-03-01", { due: { text: "this year" } });
    const [before] = [(await t.request.get(`/v1/commitments/${id}`)).body];
    expect(before.due.edtf).toBe("2024");
    await patch(id, { due: { edtf: "2030" } });
    const { answer, lines } = await written(t, restore(id, before.version));
    expect(lines).toEqual(["create event 1", "update commitment 4"]);
    expect(answer.body.due).toMatchObject({ text: "this year", edtf: "2024", latest: "2024-12-31" });
    expect(answer.body.originalDue.edtf).toBe("2023");
    const events = (await t.request.get(`/v1/commitments/${id}/events`)).body.data;
    expect(events.map(({ type }: { type: string }) => type)).toContain("due_changed");
  });

  it("takes a due date away again, and records nothing where the due date is the same", async () => {
    const { id } = await make(t);
    await patch(id, { due: { edtf: "2030" } });
    expect((await restore(id, 1)).body.due).toBeNull();
    const other = await make(t, { title: "First", due: { text: "This year" } });
    await patch(other.id, { title: "Second" });
    expect((await written(t, restore(other.id, 1))).lines).toEqual(["update commitment 3"]);
  });

  it("writes nothing where the record is as it was", async () => {
    const { id } = await make(t);
    const { answer, lines } = await written(t, restore(id, 1));
    expect([answer.status, answer.body.version, lines]).toEqual([200, 1, []]);
  });

  it("works for sources and parties as well", async () => {
    const source = await body(t.request.post("/v1/sources").send(document({ title: "First" })));
    await body(t.request.patch(`/v1/sources/${source.id}`).send({ title: "Second", issuedBy: ["CHN"] }), 200);
    const restored = await body(restore(source.id, 1, "sources"), 200);
    expect(restored).toMatchObject({ title: "First", issuedBy: ["KGZ"], version: 3 });
    await body(t.request.patch("/v1/parties/SCO").send({ name: "Other" }), 200);
    expect((await restore("SCO", 1, "parties")).body).toMatchObject({
      name: "Shanghai Cooperation Organisation",
      version: 3,
    });
  });

  it("holds the client to the version that it saw", async () => {
    const { id } = await make(t, { title: "First" });
    await patch(id, { title: "Second" });
    const stale = await refused(t, restore(id, 1).set("If-Match", '"1"'));
    expect([stale.status, stale.body.currentVersion]).toEqual([412, 2]);
    expect((await restore(id, 1).set("If-Match", '"2"')).status).toBe(200);
  });

  it("refuses a version that there is not, fields that it does not know, and what the rules no longer allow", async () => {
    const { id } = await make(t, { parties: [{ party: "UZB", role: "promisor" }] });
    await patch(id, { parties: [{ party: "KGZ", role: "promisor" }] });
    expect((await refused(t, restore(id, 9))).body.errors[0]).toMatchObject({
      pointer: "/version",
      code: "unknown_version",
    });
    const wrong = await refused(t, t.request.post(`/v1/commitments/${id}/restore`).send({ verson: 1 }));
    expect(wrong.status).toBe(400);
    await t.request.delete("/v1/parties/UZB");
    expect((await refused(t, restore(id, 1))).body.errors[0]).toMatchObject({ pointer: "/parties/0/party" });
    await t.request.post("/v1/parties/UZB/restore");
    expect((await restore(id, 1)).status).toBe(200);
  });

  it("is for living records: a deleted one comes back first, by the same address without a body", async () => {
    const { id } = await make(t, { events: [happening("signed", "2024-06-06")] });
    expect((await refused(t, t.request.post(`/v1/commitments/${id}/restore`))).body.code).toBe("not_deleted");
    await t.request.delete(`/v1/commitments/${id}`);
    expect((await refused(t, restore(id, 1))).status).toBe(404);
    expect((await t.request.post(`/v1/commitments/${id}/restore`)).status).toBe(200);
  });
});
