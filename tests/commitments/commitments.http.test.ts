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
  textOf,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
let speech: { id: string; slug: string };
beforeAll(async () => {
  t = await openWithParties();
  speech = await textOf(t, "This year, we plan to sign an agreement. A center was opened. A center was opened.");
});
afterAll(() => t.close());

const words = { sourceId: "a-speech", exact: "we plan to sign an agreement" };
const post = (more: object) => t.request.post("/v1/commitments").send(promise(more));
const read = async (key: string) => (await t.request.get(`/v1/commitments/${key}`)).body;

describe("POST /v1/commitments", () => {
  it("answers the whole commitment, dated words resolved, and writes it once", async () => {
    const { answer, lines } = await written(t, post({ slug: "centers", due: { text: "This year" }, tags: ["people"] }));
    expect([answer.status, answer.headers.etag, lines]).toEqual([
      201,
      expect.stringMatching(/^"1-20261123/),
      ["create commitment 1"],
    ]);
    expect(new URL(String(answer.headers.location)).pathname).toBe("/v1/commitments/centers");
    const due = { text: "This year", edtf: "2023", earliest: "2023-01-01", latest: "2023-12-31", basis: "relative" };
    const after = { status: "stated", statusSince: "2023-05-26", timeliness: "overdue", due, originalDue: due };
    expect(answer.body).toMatchObject({ ...promise(), ...after, progress: null, corroboration: "none", version: 1 });
    expect(answer.body.slippage).toMatchObject({ minDays: 1058, maxDays: 1422 });
    for (const key of ["centers", answer.body.id]) expect(await read(key)).toEqual(answer.body);
  });

  it("takes quotes, events and milestones along, in one transaction", async () => {
    const evidence = [{ sourceId: speech.slug, quote: { exact: "A center was opened.", prefix: "agreement. " } }];
    const { answer, lines } = await written(
      t,
      post({
        quotes: [words],
        events: [happening("signed", "2023-05-18"), happening("opened", "2023-10-25", { evidence })],
        milestones: [{ title: "Bishkek", state: "met", metOn: "2023-10-25" }, { title: "Beijing" }],
      }),
    );
    expect(answer.body).toMatchObject({ status: "delivered", statusSince: "2023-10-25", progress: 0.5, version: 1 });
    expect(lines.toSorted()).toEqual(
      ["commitment", "event", "event", "milestone", "milestone", "quote", "quote"].map((kind) => `create ${kind} 1`),
    );
  });

  it.each([
    ["quote", { quotes: [words, { ...words, exact: "we plan to sing" }] }, "quote_not_found", "/quotes/1/exact"],
    ["quote's place", { quotes: [{ ...words, exact: "A center was opened." }] }, "quote_ambiguous", "/quotes/0/exact"],
    ["quote's id", { quotes: [{ id: "01900000-0000-7000-8000-00000000ffff" }] }, "unprocessable", "/quotes/0/id"],
    [
      "event's status",
      { events: [happening("signed", "2023-06"), happening("talks_held", "2023-07", { status: "stated" })] },
      "invalid_move",
      "/events/1/status",
    ],
    ["event's date", { events: [happening("signed", "2023-06-31")] }, "invalid_request", "/events/0/date"],
    [
      "event's source",
      { events: [happening("signed", "2023", { evidence: [{ sourceId: "nowhere" }] })] },
      "unprocessable",
      "/events/0/evidence/0/sourceId",
    ],
    [
      "milestone",
      { milestones: [{ title: "a" }, { title: "b", state: "met" }] },
      "unprocessable",
      "/milestones/1/metOn",
    ],
  ])("leaves nothing behind when the last %s is bad", async (_what, more, code, pointer) => {
    const fine = { quotes: [words], events: [happening("note", "2023-06-01")], milestones: [{ title: "a" }] };
    const answer = await refused(t, post({ ...fine, ...more }));
    expect([answer.body.code, answer.body.errors[0].pointer]).toEqual([code, pointer]);
  });

  it("leaves a date out where the words give none", async () => {
    const { due, timeliness, slippage } = await make(t, { due: { text: "in the near future" } });
    expect(due).toEqual({
      ...{ text: "in the near future", edtf: null, earliest: null, latest: null, basis: "none" },
      reading: { read: [], unread: ["in the near future"], rule: "vague" },
    });
    expect([timeliness, slippage]).toEqual(["no_due", null]);
  });

  it("takes the operator's policy for such words, and says so", async () => {
    const app = await openWithParties({ config: { duePolicy: { "in the near future": "P2Y" } } });
    const { due } = await make(app, { due: { text: "in the near future" } });
    expect(due).toMatchObject({ edtf: "2023-05-26/2025-05-26", latest: "2025-05-26", basis: "policy" });
    await app.close();
  });

  it("refuses a slug that is taken, naming who has it, and finds another for the same title", async () => {
    const { id } = await make(t, { slug: "mine" });
    const answer = await refused(t, post({ slug: "mine" }));
    expect([answer.status, answer.body.existing]).toEqual([409, { kind: "commitment", id, slug: "mine" }]);
    expect((await make(t, { title: "Mine" })).slug).toBe("mine-2");
  });
});

describe("PATCH /v1/commitments/{id}", () => {
  it("of the status records an event, today or on the day that is named, with its note", async () => {
    const { slug } = await make(t);
    const patch = { status: "negotiating", statusChangedOn: "2024-03", statusNote: "Heard on the radio." };
    const { answer, lines } = await written(t, t.request.patch(`/v1/commitments/${slug}`).send(patch));
    expect(answer.body).toMatchObject({ status: "negotiating", statusSince: "2024-03", version: 2 });
    expect(lines.toSorted()).toEqual(["create event 1", "update commitment 2"]);
    const today = await t.request.patch(`/v1/commitments/${slug}`).send({ status: "agreed" });
    expect(today.body).toMatchObject({ status: "agreed", statusSince: "2026-11-23", version: 3 });
    expect((await t.request.get(`/v1/commitments/${slug}/events`)).body.data).toMatchObject([
      { type: "status_changed", date: "2024-03", status: "negotiating", description: patch.statusNote },
      { type: "status_changed", date: "2026-11-23", status: "agreed", description: null },
    ]);
  });

  it("of the status there is changes nothing", async () => {
    const { slug } = await make(t);
    const { answer, lines } = await written(t, t.request.patch(`/v1/commitments/${slug}`).send({ status: "stated" }));
    expect([answer.status, answer.body.version, lines]).toEqual([200, 1, []]);
  });

  it("refuses a move that the rules do not allow, listing those they do", async () => {
    const { slug } = await make(t, { events: [happening("completed", "2024-01-01")] });
    const answer = await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ status: "implementing" }));
    expect([answer.status, answer.body.code, answer.body.from]).toEqual([409, "invalid_move", "completed"]);
    expect(answer.body.allowed).toEqual([]);
    const open = await make(t, { events: [happening("signed", "2024-01-01")] });
    const back = await refused(t, t.request.patch(`/v1/commitments/${open.slug}`).send({ status: "stated" }));
    expect(back.body.errors[0]).toMatchObject({ pointer: "/status", code: "invalid_move" });
    expect(back.body.allowed.toSorted()).toEqual(
      [
        "in_force",
        "implementing",
        "delivered",
        "completed",
        "suspended",
        "cancelled",
        "superseded",
        "lapsed",
      ].toSorted(),
    );
  });

  it("of the due date records it, and keeps the first", async () => {
    const { slug, due } = await make(t, { due: { text: "This year" } });
    const { answer, lines } = await written(
      t,
      t.request.patch(`/v1/commitments/${slug}`).send({ due: { edtf: "2025" } }),
    );
    expect(answer.body).toMatchObject({ due: { text: null, edtf: "2025", basis: "explicit" }, originalDue: due });
    expect(lines.toSorted()).toEqual(["create event 1", "update commitment 2"]);
    const [event] = (await t.request.get(`/v1/commitments/${slug}/events`)).body.data;
    expect(event).toMatchObject({ type: "due_changed", date: "2026-11-23", due: { edtf: "2025" }, status: null });
    const same = await written(t, t.request.patch(`/v1/commitments/${slug}`).send({ due: { edtf: "2025" } }));
    expect(same.lines).toEqual([]);
    const gone = await t.request.patch(`/v1/commitments/${slug}`).send({ due: null });
    expect(gone.body).toMatchObject({ due: null, originalDue: due, timeliness: "no_due" });
    const back = await t.request.patch(`/v1/commitments/${slug}`).send({ due: { text: "This year" } });
    expect(back.body).toMatchObject({ due, originalDue: due });
  });

  it("merges: null takes away, lists and locations are replaced whole", async () => {
    const location = { type: "Point", coordinates: [74.6, 42.9] };
    const { slug } = await make(t, {
      summary: "s",
      tags: ["a", "b"],
      location,
      sectors: [{ vocabulary: "x", code: "1" }],
    });
    const patch = { summary: null, tags: ["c"], location: { type: "Point", coordinates: [1, 2] }, sectors: null };
    const { answer, lines } = await written(t, t.request.patch(`/v1/commitments/${slug}`).send(patch));
    expect(answer.body).toMatchObject({ ...patch, sectors: [], title: "Establish cultural centers", version: 2 });
    expect(lines).toEqual(["update commitment 2"]);
    const required = await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ title: null }));
    expect([required.status, required.body.errors[0]]).toEqual([400, expect.objectContaining({ pointer: "/title" })]);
  });

  it("takes the words of new quotes along", async () => {
    const { slug } = await make(t);
    const patch = { quotes: [{ sourceId: speech.id, exact: "This year" }] };
    const { lines } = await written(t, t.request.patch(`/v1/commitments/${slug}`).send(patch));
    expect(lines).toEqual(["create quote 1", "update commitment 2"]);
    expect((await read(slug)).corroboration).toBe("self_reported");
  });

  it("refuses to be stated after it was due, and a note without a status", async () => {
    const { slug } = await make(t, { due: { edtf: "2023" } });
    const late = await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ statedOn: "2024-01-01" }));
    expect(late.body.errors[0]).toMatchObject({ pointer: "/statedOn", code: "due_before_stated" });
    const note = await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ statusNote: "x" }));
    expect(note.body.errors[0]).toMatchObject({ pointer: "/status", code: "required" });
    expect((await refused(t, t.request.patch("/v1/commitments/nowhere").send({ title: "x" }))).status).toBe(404);
  });
});

describe("PUT /v1/commitments/{id}", () => {
  it("replaces what is written, and leaves the timeline", async () => {
    const { slug, id } = await make(t, { summary: "s", tags: ["a"], quotes: [words], due: { edtf: "2024" } });
    await record(t, slug, "signed", "2023-06-01");
    const { answer, lines } = await written(
      t,
      t.request.put(`/v1/commitments/${slug}`).send(promise({ title: "New" })),
    );
    expect(answer.body).toMatchObject({ id, slug, title: "New", summary: null, tags: [], due: null, version: 3 });
    expect(answer.body).toMatchObject({ status: "agreed", originalDue: { edtf: "2024" } });
    expect(lines.toSorted()).toEqual(["create event 1", "update commitment 3"]);
    const again = await written(t, t.request.put(`/v1/commitments/${slug}`).send(promise({ title: "New" })));
    expect([again.answer.body.version, again.lines]).toEqual([3, []]);
  });

  it("takes neither events nor milestones, and nothing half", async () => {
    const { slug } = await make(t);
    const events = await refused(t, t.request.put(`/v1/commitments/${slug}`).send(promise({ events: [] })));
    expect(events.body.errors[0]).toMatchObject({ pointer: "/events", code: "unknown_field" });
    const half = await refused(t, t.request.put(`/v1/commitments/${slug}`).send({ title: "x" }));
    expect(half.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/type",
      "/parties",
      "/firmness",
      "/statedOn",
    ]);
  });
});

describe("DELETE /v1/commitments/{id}", () => {
  it("hides it with its aggregate until it is restored", async () => {
    const { slug } = await make(t, { events: [happening("signed", "2023-06-01")] });
    const whole = await read(slug);
    const { answer, lines } = await written(t, t.request.delete(`/v1/commitments/${slug}`));
    expect([answer.status, lines]).toEqual([204, ["delete commitment 2"]]);
    for (const part of ["", "/events", "/milestones", "/timeline", "/explain"]) {
      expect((await t.request.get(`/v1/commitments/${slug}${part}`)).status, part).toBe(404);
    }
    expect(
      (await refused(t, t.request.post(`/v1/commitments/${slug}/events`).send(happening("note", "2023")))).status,
    ).toBe(404);
    const restored = await body(t.request.post(`/v1/commitments/${slug}/restore`), 200);
    expect(restored).toEqual({ ...whole, version: 3 });
    expect((await refused(t, t.request.post(`/v1/commitments/${slug}/restore`))).body.code).toBe("not_deleted");
    expect((await refused(t, t.request.delete(`/v1/commitments/${slug}`).set("If-Match", '"1"'))).status).toBe(412);
  });
});
