import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  document,
  happening,
  make,
  openWithParties,
  refused,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const read = async (key: string) => (await t.request.get(`/v1/commitments/${key}`)).body;
const at = (key: string, id = "") => `/v1/commitments/${key}/milestones${id && `/${id}`}`;
const add = (key: string, sent: object) => body(t.request.post(at(key)).send({ title: "Opened in Bishkek", ...sent }));

describe("POST .../milestones", () => {
  it("adds a criterion; the commitment's progress and version follow", async () => {
    const { slug, id: commitmentId } = await make(t);
    const source = await body(t.request.post("/v1/sources").send(document()));
    const sent = {
      title: "Opened",
      test: "A report",
      weight: 3,
      due: { edtf: "2024-10" },
      state: "met",
      metOn: "2024-12-27",
    };
    const { answer, lines } = await written(
      t,
      t.request.post(at(slug)).send({ ...sent, evidence: [{ sourceId: source.slug }] }),
    );
    expect([answer.status, answer.headers.etag, lines.toSorted()]).toEqual([
      201,
      expect.stringMatching(/^"1/),
      ["create milestone 1", "update commitment 2"],
    ]);
    const due = { text: null, edtf: "2024-10", earliest: "2024-10-01", latest: "2024-10-31", basis: "explicit" };
    expect(answer.body).toMatchObject({ ...sent, commitmentId, due, originalDue: due, timeliness: "met_late" });
    expect(answer.body.slippage).toEqual({ minDays: 57, maxDays: 87, againstOriginal: { minDays: 57, maxDays: 87 } });
    expect(answer.body.evidence).toEqual([{ sourceId: source.id, quoteId: null }]);
    expect((await t.request.get(at(slug, answer.body.id))).body).toEqual(answer.body);
    await add(slug, {});
    expect(await read(slug)).toMatchObject({ progress: 0.75, version: 3 });
  });

  it.each([
    ["met without a day", { state: "met" }, 422, { pointer: "/metOn", code: "required" }],
    ["a day without being met", { metOn: "2024" }, 422, { pointer: "/metOn", code: "not_met" }],
    ["no weight", { weight: 0 }, 400, { pointer: "/weight", code: "too_small" }],
    ["an unknown state", { state: "done" }, 400, { pointer: "/state", allowed: expect.arrayContaining(["met"]) }],
    ["due before it was stated", { due: { edtf: "2022" } }, 422, { pointer: "/due", code: "due_before_stated" }],
    ["an impossible day", { metOn: "2023-02-29", state: "met" }, 400, { pointer: "/metOn" }],
    ["a computed value", { slippage: null }, 400, { pointer: "/slippage", code: "read_only" }],
    ["an unknown source", { evidence: [{ sourceId: "no" }] }, 422, { pointer: "/evidence/0/sourceId" }],
  ])("refuses %s", async (_what, more, status, fault) => {
    const { slug } = await make(t);
    const answer = await refused(t, t.request.post(at(slug)).send({ title: "x", ...more }));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
  });

  it("of a commitment that is not there is a 404", async () => {
    expect((await refused(t, t.request.post(at("nowhere")).send({ title: "x" }))).status).toBe(404);
  });
});

describe("PATCH .../milestones/{milestoneId}", () => {
  it("changes it, keeps its first due date, and writes nothing when nothing changes", async () => {
    const { slug } = await make(t);
    const { id, originalDue } = await add(slug, { due: { edtf: "2024" }, test: "t" });
    const patch = { state: "partly_met", metOn: "2024-05", due: { edtf: "2025" }, test: null };
    const { answer, lines } = await written(t, t.request.patch(at(slug, id)).send(patch));
    expect(answer.body).toMatchObject({
      state: "partly_met",
      due: { edtf: "2025" },
      originalDue,
      test: null,
      version: 2,
    });
    expect(lines.toSorted()).toEqual(["update commitment 3", "update milestone 2"]);
    expect((await read(slug)).progress).toBe(0.5);
    const same = await written(t, t.request.patch(at(slug, id)).send(patch));
    expect([same.answer.body.version, same.lines]).toEqual([2, []]);
    expect((await t.request.patch(at(slug, id)).send({ due: null })).body).toMatchObject({ due: null, originalDue });
  });

  it("refuses what adding would refuse, and a stale version", async () => {
    const { slug } = await make(t);
    const { id } = await add(slug, {});
    const met = await refused(t, t.request.patch(at(slug, id)).send({ state: "met" }));
    expect(met.body.errors[0]).toMatchObject({ pointer: "/metOn", code: "required" });
    expect((await refused(t, t.request.patch(at(slug, id)).send({ weight: -1 }))).status).toBe(400);
    const stale = t.request.patch(at(slug, id)).set("If-Match", '"2"').send({ title: "x" });
    expect((await refused(t, stale)).body).toMatchObject({ code: "precondition_failed", currentVersion: 1 });
    const other = await make(t);
    expect((await refused(t, t.request.patch(at(other.slug, id)).send({ title: "x" }))).status).toBe(404);
  });
});

describe("a milestone that is left", () => {
  it("keeps what is delivered from counting as done, until it is dropped or deleted", async () => {
    const { slug } = await make(t, { due: { edtf: "2024" }, events: [happening("opened", "2024-09-03")] });
    expect((await read(slug)).timeliness).toBe("met_on_time");
    const { id } = await add(slug, {});
    expect(await read(slug)).toMatchObject({ status: "delivered", timeliness: "overdue", progress: 0 });
    await t.request.patch(at(slug, id)).send({ state: "dropped" });
    expect(await read(slug)).toMatchObject({ timeliness: "met_on_time", progress: null });
    const { answer, lines } = await written(t, t.request.delete(at(slug, id)));
    expect([answer.status, lines.toSorted()]).toEqual([204, ["delete milestone 3", "update commitment 4"]]);
    expect((await t.request.get(at(slug, id))).status).toBe(404);
    expect((await refused(t, t.request.delete(at(slug, id)))).status).toBe(404);
  });

  it("is listed with the others, in the order of record", async () => {
    const { slug } = await make(t, { milestones: [{ title: "a" }, { title: "b" }] });
    const { data, page } = (await t.request.get(`${at(slug)}?limit=1`)).body;
    expect(data).toMatchObject([{ title: "a" }]);
    expect((await t.request.get(`${at(slug)}?limit=1&cursor=${page.next}`)).body.data).toMatchObject([{ title: "b" }]);
    expect((await t.request.get(at("nowhere"))).status).toBe(404);
  });
});
