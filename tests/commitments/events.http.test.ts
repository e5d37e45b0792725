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
  textOf,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const read = async (key: string) => (await t.request.get(`/v1/commitments/${key}`)).body;
const post = (key: string, type: string, date: string, more: object = {}) =>
  t.request.post(`/v1/commitments/${key}/events`).send(happening(type, date, more));
const patch = (key: string, id: string, sent: object) =>
  t.request.patch(`/v1/commitments/${key}/events/${id}`).send(sent);

describe("POST .../events", () => {
  it("records what happened with its evidence; the commitment follows, in one transaction", async () => {
    const source = await textOf(t, "The agreement was signed.", { issuedBy: [] });
    const { slug, id: commitmentId } = await make(t);
    const evidence = [{ sourceId: source.slug, quote: { exact: "was signed" } }];
    const { answer, lines } = await written(t, post(slug, "signed", "2024-06", { evidence, firmness: "signed" }));
    expect([answer.status, answer.headers.etag]).toEqual([201, '"1"']);
    expect(lines).toEqual(["create quote 1", "create event 1", "update commitment 2"]);
    expect(answer.body).toMatchObject({ commitmentId, kind: "act", status: "agreed", date: "2024-06" });
    expect(answer.body).toMatchObject({ earliest: "2024-06-01", latest: "2024-06-30", due: null, supersedes: null });
    expect(answer.body).toMatchObject({ recordedAt: "2026-11-23T09:00:00.000Z", version: 1 });
    expect(answer.body.evidence).toEqual([{ sourceId: source.id, quoteId: expect.stringMatching(/^01900000/) }]);
    const path = `/v1/commitments/${commitmentId}/events/${answer.body.id}`;
    expect(new URL(String(answer.headers.location)).pathname).toBe(path);
    expect((await t.request.get(path)).body).toEqual(answer.body);
    expect(await read(slug)).toMatchObject({
      status: "agreed",
      statusSince: "2024-06",
      corroboration: "independent",
      version: 2,
    });
  });

  it("gives no status with null, another than its type implies when named", async () => {
    const { slug } = await make(t);
    expect((await record(t, slug, "signed", "2024-01-01", { status: null })).status).toBeNull();
    expect((await read(slug)).status).toBe("stated");
    await record(t, slug, "opened", "2024-02-01", { status: "completed" });
    expect(await read(slug)).toMatchObject({ status: "completed", version: 3 });
  });

  it("recorded late does not overturn what happened after it", async () => {
    const { slug } = await make(t);
    await record(t, slug, "work_started", "2025-04-29");
    await record(t, slug, "signed", "2024-06-06");
    expect(await read(slug)).toMatchObject({ status: "implementing", statusSince: "2025-04-29", version: 3 });
    const { data } = (await t.request.get(`/v1/commitments/${slug}/events`)).body;
    expect(data.map(({ type }: { type: string }) => type)).toEqual(["signed", "work_started"]);
  });

  it("on one day counts in the order of record", async () => {
    const { slug } = await make(t);
    await record(t, slug, "signed", "2024-06-06");
    await record(t, slug, "work_started", "2024-06-06");
    expect((await read(slug)).status).toBe("implementing");
    await record(t, slug, "suspended", "2024-06-06");
    await record(t, slug, "resumed", "2024-06-06", { status: "implementing" });
    expect((await read(slug)).status).toBe("implementing");
  });

  it("with a vague date contradicts an exact one only where no day fits, in whichever order they are recorded", async () => {
    const pairs = [
      ["2024", "2024-06-06"],
      ["2024-06", "2024-06-06"],
      ["2024-06/2024-12", "2024-06-06"],
      ["../2024", "2024-06-06"],
    ] as const;
    for (const [started, signed] of pairs) {
      for (const order of [0, 1]) {
        const { slug } = await make(t);
        const acts = [["work_started", started] as const, ["signed", signed] as const];
        for (const [type, date] of order === 0 ? acts : acts.toReversed()) await record(t, slug, type, date);
        expect(await read(slug)).toMatchObject({ status: "implementing", statusSince: started });
      }
    }
    const { slug } = await make(t, { events: [happening("work_started", "2024-06-05")] });
    const answer = await refused(t, post(slug, "signed", "2024-06-06"));
    expect([answer.status, answer.body.from, answer.body.to]).toEqual([409, "implementing", "agreed"]);
  });

  it("of an act that was over before the promise is taken with a warning, which no GET repeats", async () => {
    const { slug } = await make(t);
    const early = await record(t, slug, "completed", "1999");
    expect(early).toMatchObject({ warnings: [{ pointer: "/date", code: "before_stated" }] });
    const path = `/v1/commitments/${slug}/events/${early.id}`;
    expect((await t.request.get(path)).body.warnings).toBeUndefined();
    expect((await t.request.patch(path).send({ date: "2023" })).body.warnings).toBeUndefined();
    expect((await record(t, slug, "note", "1999")) as object).not.toHaveProperty("warnings");
    const made = await make(t, {
      title: "Sign it early",
      events: [happening("note", "2024"), happening("signed", "2022-05")],
    });
    expect(made).toMatchObject({ warnings: [{ pointer: "/events/1/date", code: "before_stated" }] });
  });

  it("of one day counts in the order of kinds, whichever was recorded first", async () => {
    const { slug } = await make(t);
    for (const type of ["entered_into_force", "ratified", "signed"]) await record(t, slug, type, "2024-06-06");
    expect(await read(slug)).toMatchObject({ status: "in_force", statusSince: "2024-06-06" });
  });

  it("a status that is set for today holds today, or is refused", async () => {
    const { slug } = await make(t, { events: [happening("opened", "2026")] });
    const back = t.request.patch(`/v1/commitments/${slug}`).send({ status: "agreed" });
    expect((await refused(t, back)).body).toMatchObject({ code: "invalid_move", from: "delivered", to: "agreed" });
    const sent = { status: "implementing" };
    expect((await t.request.patch(`/v1/commitments/${slug}`).send(sent)).body.status).toBe("implementing");
  });

  it("sets the due date: words count from the day of the event, and the first due date stays", async () => {
    const { slug, due } = await make(t, { due: { text: "This year" } });
    await record(t, slug, "postponed", "2024-02-01", { due: { text: "this year" } });
    expect(await read(slug)).toMatchObject({ due: { edtf: "2024", basis: "relative" }, originalDue: due });
    const early = await refused(t, post(slug, "due_changed", "2024-03-01", { due: { edtf: "2022" } }));
    expect([early.status, early.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ pointer: "/due", code: "due_before_stated" }),
    ]);
  });

  it("closes, and only a reversal or a correction opens again", async () => {
    const { slug } = await make(t, { events: [happening("completed", "2024-01-01")] });
    const answer = await refused(t, post(slug, "work_started", "2024-02-01"));
    expect([answer.status, answer.body.code, answer.body.allowed]).toEqual([409, "invalid_move", []]);
    const { id } = await record(t, slug, "correction", "2024-02-01", { status: "delivered" });
    expect((await read(slug)).status).toBe("delivered");
    await record(t, slug, "note", "2024-02-02", { supersedes: id });
    const paused = await make(t, { events: [happening("suspended", "2024-01-01")] });
    expect((await refused(t, post(paused.slug, "work_started", "2024-02-01"))).status).toBe(409);
    await record(t, paused.slug, "resumed", "2024-02-01", { status: "stated" });
    expect((await read(paused.slug)).status).toBe("stated");
  });

  it("refuses a place in time from which a later event could not follow, naming that event", async () => {
    const { slug } = await make(t);
    const later = await record(t, slug, "work_started", "2025-01-01");
    const answer = await refused(t, post(slug, "cancelled", "2024-01-01"));
    expect([answer.status, answer.body.laterEvent]).toEqual([409, later.id]);
  });

  it.each([
    [
      "an unknown type",
      { type: "sigend" },
      400,
      { pointer: "/type", code: "invalid_value", detail: expect.stringContaining("Did you mean `signed`?") },
    ],
    [
      "an unknown status",
      { status: "done" },
      400,
      { pointer: "/status", allowed: expect.arrayContaining(["completed"]) },
    ],
    ["an impossible date", { date: "2023-02-30" }, 400, { pointer: "/date" }],
    ["an impossible due date", { due: { edtf: "2023-13" } }, 400, { pointer: "/due/edtf" }],
    ["an empty due date", { due: {} }, 400, { pointer: "/due" }],
    ["a computed bound", { earliest: "2023-01-01" }, 400, { pointer: "/earliest", code: "read_only" }],
    ["an unknown source", { evidence: [{ sourceId: "nowhere" }] }, 422, { pointer: "/evidence/0/sourceId" }],
    ["a wrong quote id", { evidence: [{ sourceId: "x", quoteId: "1" }] }, 400, { pointer: "/evidence/0/quoteId" }],
    ["no event to supersede", { supersedes: "01900000-0000-7000-8000-00000000ffff" }, 422, { pointer: "/supersedes" }],
    ["a change of status to none", { type: "status_changed" }, 422, { pointer: "/status", code: "required" }],
  ])("refuses %s", async (_what, more, status, fault) => {
    const { slug } = await make(t);
    const answer = await refused(t, post(slug, "note", "2024-01-01", more));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
  });

  it("refuses a quote of another source than the one it names", async () => {
    const [one, two] = [await textOf(t, "A road."), await body(t.request.post("/v1/sources").send(document()))];
    const quote = await body(t.request.post(`/v1/sources/${one.id}/quotes`).send({ exact: "A road" }));
    const { slug } = await make(t);
    const answer = await refused(
      t,
      post(slug, "note", "2024", { evidence: [{ sourceId: two.id, quoteId: quote.id }] }),
    );
    expect(answer.body.errors[0]).toMatchObject({ pointer: "/evidence/0/quoteId", code: "wrong_source" });
    const lost = await refused(
      t,
      post(slug, "note", "2024", { evidence: [{ sourceId: one.id, quote: { exact: "A raod" } }] }),
    );
    expect(lost.body).toMatchObject({ code: "quote_not_found", errors: [{ pointer: "/evidence/0/quote/exact" }] });
  });
});

describe("PATCH .../events/{eventId}", () => {
  it("corrects an event; what followed from it is computed anew", async () => {
    const { slug } = await make(t, { events: [happening("signed", "2024-06-06"), happening("opened", "2025-01-01")] });
    const [, opened] = (await t.request.get(`/v1/commitments/${slug}/events`)).body.data;
    const { answer, lines } = await written(t, patch(slug, opened.id, { date: "2025-03", description: "x" }));
    expect(answer.body).toMatchObject({
      date: "2025-03",
      latest: "2025-03-31",
      description: "x",
      status: "delivered",
      version: 2,
    });
    expect(lines).toEqual(["update event 2", "update commitment 2"]);
    expect(await read(slug)).toMatchObject({ status: "delivered", statusSince: "2025-03" });
    expect((await patch(slug, opened.id, { type: "work_started" })).body.status).toBe("implementing");
    expect((await patch(slug, opened.id, { status: null })).body.status).toBeNull();
    expect(await read(slug)).toMatchObject({ status: "agreed", statusSince: "2024-06-06", version: 4 });
    const same = await written(t, patch(slug, opened.id, { description: "x" }));
    expect([same.answer.body.version, same.lines]).toEqual([4, []]);
  });

  it("refuses what recording would refuse", async () => {
    const { slug } = await make(t, { events: [happening("completed", "2024-06-06"), happening("note", "2025-01-01")] });
    const [, note] = (await t.request.get(`/v1/commitments/${slug}/events`)).body.data;
    expect((await refused(t, patch(slug, note.id, { type: "talks_held" }))).body.code).toBe("invalid_move");
    expect((await refused(t, patch(slug, note.id, { date: "2025-02-30" }))).body.errors[0].pointer).toBe("/date");
    expect((await refused(t, patch(slug, note.id, { title: null }))).body.errors[0].pointer).toBe("/title");
    const stale = patch(slug, note.id, { title: "x" }).set("If-Match", '"9"');
    expect((await refused(t, stale)).body).toMatchObject({ status: 412, currentVersion: 1 });
    const other = await make(t);
    expect((await refused(t, patch(other.slug, note.id, { title: "x" }))).status).toBe(404);
  });
});

describe("DELETE .../events/{eventId}", () => {
  it("and its restoration recompute the commitment", async () => {
    const { slug } = await make(t, { due: { edtf: "2024" } });
    await record(t, slug, "signed", "2024-06-06");
    const { id } = await record(t, slug, "opened", "2024-09-03", { due: { edtf: "2030" } });
    const path = `/v1/commitments/${slug}/events/${id}`;
    const before = await read(slug);
    const { answer, lines } = await written(t, t.request.delete(path));
    expect([answer.status, lines.toSorted()]).toEqual([204, ["delete event 2", "update commitment 4"]]);
    expect(await read(slug)).toMatchObject({ status: "agreed", due: { edtf: "2024" }, version: 4 });
    expect((await t.request.get(path)).status).toBe(404);
    const restored = await written(t, t.request.post(`${path}/restore`));
    expect(restored.answer.body).toMatchObject({ id, version: 3, status: "delivered" });
    expect(await read(slug)).toEqual({ ...before, version: 5 });
    expect((await refused(t, t.request.post(`${path}/restore`))).body.code).toBe("not_deleted");
    const other = await make(t);
    await t.request.delete(path);
    expect((await refused(t, t.request.post(`/v1/commitments/${other.slug}/events/${id}/restore`))).status).toBe(404);
  });

  it("refuses an event that another corrects, naming that one; nor does an event correct itself", async () => {
    const { slug } = await make(t);
    const { id } = await record(t, slug, "note", "2024-01-01");
    const later = await record(t, slug, "correction", "2024-01-02", { supersedes: id });
    const path = `/v1/commitments/${slug}/events`;
    const answer = await refused(t, t.request.delete(`${path}/${id}`));
    expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
    expect(answer.body.referencedBy).toEqual([{ kind: "event", id: later.id, slug: null }]);
    const self = await refused(t, patch(slug, id, { supersedes: id }));
    expect([self.status, self.body.errors[0].pointer]).toEqual([422, "/supersedes"]);
    await t.request.delete(`${path}/${later.id}`);
    expect((await t.request.delete(`${path}/${id}`)).status).toBe(204);
    const orphan = await refused(t, t.request.post(`${path}/${later.id}/restore`));
    expect([orphan.status, orphan.body.detail]).toEqual([422, expect.stringContaining(id)]);
  });

  it("is not judged by the rules of moves: what is left decides", async () => {
    const { slug } = await make(t, { events: [happening("suspended", "2024-01-01")] });
    const { id } = await record(t, slug, "resumed", "2024-02-01", { status: "implementing" });
    await record(t, slug, "work_milestone", "2024-03-01", { status: "implementing" });
    const answer = await t.request.delete(`/v1/commitments/${slug}/events/${id}`);
    expect([answer.status, (await read(slug)).status]).toEqual([204, "implementing"]);
  });
});

it("GET .../events filters by type and kind, and pages", async () => {
  const { slug } = await make(t);
  for (const type of ["talks_held", "signed", "note"]) await record(t, slug, type, "2024-06-06");
  const types = async (query: string) =>
    (await t.request.get(`/v1/commitments/${slug}/events?${query}`)).body.data.map(
      ({ type }: { type: string }) => type,
    );
  expect(await types("kind=act")).toContain("signed");
  expect(await types("type=!note,!signed")).toEqual(["talks_held"]);
  expect(await types("kind=editorial")).toEqual(["note"]);
  const first = await t.request.get(`/v1/commitments/${slug}/events?limit=2&count=exact`);
  expect(first.body.page).toMatchObject({ limit: 2, count: 3 });
  expect(await types(`limit=2&cursor=${first.body.page.next}`)).toEqual(["note"]);
});
