import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  document,
  judgement,
  make,
  openWithParties,
  promise,
  refused,
  slugs,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(`/v1/commitments/${path}`).expect(200)).body;
const at = (key: string, id = "") => `/v1/commitments/${key}/assessments${id && `/${id}`}`;
const judge = (key: string, more: object = {}) => body(t.request.post(at(key)).send(judgement(more)));
const valuesOf = async (path: string) => {
  const { fulfilment, fulfilmentByOrigin } = await read(path);
  return [fulfilment, ...Object.values(fulfilmentByOrigin)].join(" ");
};
const unjudged = { selfReported: "not_assessed", counterpart: "not_assessed", independent: "not_assessed" };

describe("POST .../assessments", () => {
  it("records a judgement; the commitment's fulfilment and version follow", async () => {
    const { slug, id: commitmentId } = await make(t);
    expect(await read(slug)).toMatchObject({ fulfilment: "not_assessed", fulfilmentByOrigin: unjudged });
    const source = await body(t.request.post("/v1/sources").send(document()));
    const sent = judgement({ party: "KGZ", rationale: "Of two, one has opened.", on: "2024-06" });
    const { answer, lines } = await written(
      t,
      t.request.post(at(slug)).send({ ...sent, evidence: [{ sourceId: source.slug }] }),
    );
    expect([answer.status, answer.headers.etag, lines.toSorted()]).toEqual([
      201,
      '"1"',
      ["create assessment 1", "update commitment 2"],
    ]);
    expect(answer.body).toEqual({
      ...sent,
      id: answer.body.id,
      commitmentId,
      earliest: "2024-06-01",
      latest: "2024-06-30",
      evidence: [{ sourceId: source.id, quoteId: null }],
      supersedes: null,
      supersededBy: null,
      recordedAt: "2026-11-23T09:00:00.000Z",
      recordedBy: "tester",
      updatedAt: "2026-11-23T09:00:00.000Z",
      version: 1,
    });
    expect(answer.headers.location).toMatch(new RegExp(`${at(commitmentId, answer.body.id)}$`));
    expect((await t.request.get(at(slug, answer.body.id))).body).toEqual(answer.body);
    const fulfilmentByOrigin = { ...unjudged, independent: "limited" };
    expect(await read(slug)).toMatchObject({ fulfilment: "limited", fulfilmentByOrigin, version: 2 });
    const found = await t.request.get(`/v1/commitments?source=${source.slug}`);
    expect(slugs(found)).toEqual([slug]);
  });

  it.each([
    ["before it was stated", { on: "2023-05-25" }, 422, { pointer: "/on", code: "before_stated" }],
    ["of the future", { on: "2026-11-25" }, 422, { pointer: "/on", code: "in_the_future" }],
    ["that scores who is no promisor", { party: "CHN" }, 422, { pointer: "/party", allowed: ["KGZ"] }],
    ["that is none", { fulfilment: "not_assessed" }, 422, { pointer: "/supersedes", code: "required" }],
    ["by nobody", { assessor: " " }, 400, { pointer: "/assessor" }],
    [
      "of no known origin",
      { origin: "press" },
      400,
      { pointer: "/origin", allowed: expect.arrayContaining(["counterpart"]) },
    ],
    ["in no known code", { fulfilment: "kept" }, 400, { pointer: "/fulfilment" }],
    ["with its own successor", { supersededBy: null }, 400, { pointer: "/supersededBy", code: "read_only" }],
    ["that rests on an unknown source", { evidence: [{ sourceId: "no" }] }, 422, { pointer: "/evidence/0/sourceId" }],
    [
      "that supersedes what is not there",
      { supersedes: "01900000-0000-7000-8000-00000000ffff" },
      422,
      { pointer: "/supersedes", code: "unknown_reference" },
    ],
  ])("refuses a judgement %s", async (_what, more, status, fault) => {
    const { slug } = await make(t);
    const answer = await refused(t, t.request.post(at(slug)).send(judgement(more)));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
  });

  it("takes a vague date that may be neither too early nor in the future", async () => {
    const { slug } = await make(t);
    for (const on of ["2023", "2026", "2026-11-23", "../2024"]) expect((await judge(slug, { on })).id).toBeTruthy();
  });

  it("of a commitment that is not there is a 404, and no assessment is another commitment's", async () => {
    expect((await refused(t, t.request.post(at("nowhere")).send(judgement()))).status).toBe(404);
    const [one, other] = [await make(t), await make(t)];
    const { id } = await judge(one.slug);
    expect((await t.request.get(at(other.slug, id))).status).toBe(404);
    expect((await refused(t, t.request.post(at(other.slug)).send(judgement({ supersedes: id })))).status).toBe(422);
  });

  it("is never edited or deleted", async () => {
    const { slug } = await make(t);
    const { id } = await judge(slug);
    for (const answer of [t.request.patch(at(slug, id)).send({ fulfilment: "full" }), t.request.delete(at(slug, id))])
      expect((await refused(t, answer)).status).toBe(405);
  });
});

describe("superseding", () => {
  it("takes an assessment out of force; both stay, each naming the other, and the old one's ETag moves", async () => {
    const { slug } = await make(t);
    const first = await judge(slug, { fulfilment: "full" });
    const { etag } = (await t.request.get(at(slug, first.id))).headers;
    const second = await judge(slug, { fulfilment: "limited", supersedes: first.id });
    expect(second).toMatchObject({ supersedes: first.id, supersededBy: null });
    const old = await t.request.get(at(slug, first.id)).set("If-None-Match", String(etag));
    expect([old.status, old.body]).toEqual([200, { ...first, supersededBy: second.id }]);
    const list = (await t.request.get(at(slug))).body.data;
    expect(list.map(({ supersededBy }: { supersededBy: string }) => supersededBy)).toEqual([second.id, null]);
    expect(await valuesOf(slug)).toBe("limited not_assessed not_assessed limited");
  });

  it("happens once: the second time is a 409 that names the one which did", async () => {
    const { slug } = await make(t);
    const first = await judge(slug);
    const second = await judge(slug, { supersedes: first.id });
    const answer = await refused(t, t.request.post(at(slug)).send(judgement({ supersedes: first.id })));
    expect([answer.status, answer.body.code]).toEqual([409, "already_superseded"]);
    expect(answer.body.supersededBy).toEqual({ kind: "assessment", id: second.id });
  });

  it("by two analysts at once is done by one of them", async () => {
    const { slug } = await make(t);
    const first = await judge(slug);
    const answers = await Promise.all(
      ["full", "contradicted"].map((fulfilment) =>
        t.request.post(at(slug)).send(judgement({ fulfilment, supersedes: first.id })),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const done = answers.find(({ status }) => status === 201)?.body;
    expect(await read(slug)).toMatchObject({ fulfilment: done.fulfilment, version: 3 });
    expect((await read(`${slug}/assessments`)).data).toHaveLength(2);
  });

  it("with not_assessed takes a judgement back, and leaves those before it", async () => {
    const { slug } = await make(t);
    await judge(slug, { fulfilment: "limited", on: "2023-12-31" });
    const { id } = await judge(slug, { fulfilment: "full", on: "2024-12-31" });
    expect((await read(slug)).fulfilment).toBe("full");
    await judge(slug, { fulfilment: "not_assessed", on: "2024-12-31", supersedes: id });
    expect((await read(slug)).fulfilment).toBe("limited");
  });
});

describe("fulfilment", () => {
  it("is that of the latest by date, then by record, and of each origin by itself", async () => {
    const { slug } = await make(t);
    await judge(slug, { fulfilment: "full", origin: "self_reported", on: "2024-12-31" });
    await judge(slug, { fulfilment: "limited", origin: "independent", on: "2025-06-30" });
    await judge(slug, { fulfilment: "substantial", origin: "counterpart", on: "2024" });
    expect(await valuesOf(slug)).toBe("limited full substantial limited");
    await judge(slug, { fulfilment: "contradicted", origin: "independent", on: "2025-06-30" });
    expect(await valuesOf(slug)).toBe("contradicted full substantial contradicted");
  });

  it("of one party counts for the whole only where nobody else promised", async () => {
    const parties = ["KGZ", "CHN"].map((party) => ({ party, role: "promisor" }));
    const [alone, both] = [await make(t), await make(t, { parties })];
    for (const { slug } of [alone, both]) await judge(slug, { fulfilment: "full", party: "KGZ" });
    expect((await read(alone.slug)).fulfilment).toBe("full");
    expect((await read(both.slug)).fulfilment).toBe("not_assessed");
    await t.request
      .patch(`/v1/commitments/${both.slug}`)
      .send({ parties: parties.slice(0, 1) })
      .expect(200);
    expect((await read(both.slug)).fulfilment).toBe("full");
    const patch = { parties: parties.slice(1) };
    const answer = await refused(t, t.request.patch(`/v1/commitments/${both.slug}`).send(patch));
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: "/parties", code: "assessed" })]);
    const late = await refused(t, t.request.patch(`/v1/commitments/${alone.slug}`).send({ statedOn: "2025" }));
    expect(late.body.errors).toEqual([expect.objectContaining({ pointer: "/statedOn", code: "assessed" })]);
  });

  it("filters lists, timelines and what is not so, on the day asked about too", async () => {
    const tags = ["filtered"];
    const [full, none] = [await make(t, { slug: "f-full", tags }), await make(t, { slug: "f-none", tags })];
    await judge(full.slug, { fulfilment: "full", on: "2024-06-30" });
    const asked = async (query: string) =>
      slugs(await t.request.get(`/v1/commitments?tag=filtered&${query}`).expect(200));
    expect(await asked("fulfilment=full,limited")).toEqual([full.slug]);
    expect(await asked("fulfilment=!full")).toEqual([none.slug]);
    expect(await asked("fulfilment=full&on=2024-06-29")).toEqual([]);
    expect(await asked("fulfilment=full&on=2024-06-30")).toEqual([full.slug]);
    const timeline = await t.request.get("/v1/timeline?tag=filtered&fulfilment=full&entry=assessment");
    expect(timeline.body.data).toMatchObject([{ entry: "assessment", commitment: { slug: full.slug } }]);
    const wrong = await t.request.get("/v1/commitments?fulfilment=kept");
    expect([wrong.status, wrong.body.errors[0].allowed]).toEqual([400, expect.arrayContaining(["full"])]);
  });

  it("shows its working in /explain", async () => {
    const { slug } = await make(t);
    const own = await judge(slug, { fulfilment: "full", origin: "self_reported", on: "2024-01-01" });
    const other = await judge(slug, { fulfilment: "limited", on: "2025-01-01" });
    const { fulfilment } = await read(`${slug}/explain`);
    expect(fulfilment).toEqual({
      value: "limited",
      rule: expect.stringContaining("Institute of Regional Studies, 2025-01-01"),
      assessments: [other.id, own.id],
      byOrigin: {
        selfReported: { value: "full", assessment: own.id },
        counterpart: { value: "not_assessed", assessment: null },
        independent: { value: "limited", assessment: other.id },
      },
    });
  });
});

describe("assessments elsewhere", () => {
  it("stand on the timeline where they were made, with the one that took their place", async () => {
    const { slug } = await make(t);
    const first = await judge(slug, { on: "2024-06", rationale: "Seen." });
    const second = await judge(slug, { on: "2025", fulfilment: "full", supersedes: first.id });
    const { data } = await read(`${slug}/timeline`);
    expect(
      data.map(({ entry, date, fulfilment, supersededBy }: Record<string, string>) => [
        entry,
        date,
        fulfilment,
        supersededBy,
      ]),
    ).toEqual([
      ["stated", "2023-05-26", null, null],
      ["assessment", "2024-06", "limited", second.id],
      ["assessment", "2025", "full", null],
    ]);
    expect(data[1]).toMatchObject({
      id: first.id,
      title: "Assessed by Institute of Regional Studies",
      description: "Seen.",
      confidence: "medium",
      origin: "independent",
    });
  });

  it("are embedded by include, with their sources", async () => {
    const source = await body(t.request.post("/v1/sources").send(document()));
    const { slug } = await make(t);
    const made = await judge(slug, { evidence: [{ sourceId: source.id }] });
    const { assessments, sources } = await read(`${slug}?include=assessments,sources`);
    expect(assessments).toEqual([made]);
    expect(sources).toMatchObject([{ id: source.id }]);
    const [row] = (await t.request.get(`/v1/commitments?source=${source.id}&include=assessments&fields=slug`)).body
      .data;
    expect(row).toEqual({ slug, assessments: [made] });
  });

  it("are in the history and in the ledger, and come back with their commitment", async () => {
    const { slug, id } = await make(t);
    const made = await judge(slug, { fulfilment: "full" });
    const [revision] = (await read(`${slug}/history`)).data;
    expect(revision.diff).toEqual(
      expect.arrayContaining([
        { op: "add", path: `/assessments/${made.id}`, to: expect.objectContaining({ fulfilment: "full" }) },
        { op: "replace", path: "/fulfilment", from: "not_assessed", to: "full" },
        { op: "replace", path: "/fulfilmentIndependent", from: "not_assessed", to: "full" },
      ]),
    );
    const lines = (await t.request.get(`/v1/changes?commitment=${id}&kind=assessment`)).body.data;
    expect(lines).toMatchObject([{ op: "create", kind: "assessment", id: made.id, commitmentId: id }]);
    const whole = await read(`${slug}?include=assessments`);
    await t.request.delete(`/v1/commitments/${slug}`).expect(204);
    expect((await t.request.get(at(slug))).status).toBe(404);
    await body(t.request.post(`/v1/commitments/${slug}/restore`), 200);
    expect(await read(`${slug}?include=assessments`)).toMatchObject({
      ...whole,
      version: 4,
      updatedAt: expect.anything(),
    });
  });

  it("count from their day on, and as the record stood", async () => {
    const app = await openWithParties({ now: "2026-11-23T09:01:00.000Z" });
    const { slug } = await make(app);
    const add = (more: object) => body(app.request.post(at(slug)).send(judgement(more)));
    const first = await add({ on: "2024-06-30", fulfilment: "limited" });
    app.clock.set("2026-11-23T09:02:00.000Z");
    const second = await add({ on: "2025-06-30", fulfilment: "full", supersedes: first.id });
    const asked = async (query: string) => {
      const commitment = (await app.request.get(`/v1/commitments/${slug}?include=assessments&${query}`).expect(200))
        .body;
      const { data } = (await app.request.get(`${at(slug)}?${query}`).expect(200)).body;
      expect(data).toEqual(commitment.assessments);
      return [commitment.fulfilment, ...data.map((one: { supersededBy: string | null }) => one.supersededBy)];
    };
    expect(await asked("on=2024-06-29")).toEqual(["not_assessed"]);
    expect(await asked("on=2025-06-29")).toEqual(["limited", null]);
    expect(await asked("on=2025-06-30")).toEqual(["full", second.id, null]);
    expect(await asked("asOf=2026-11-23T09:01:30.000Z")).toEqual(["limited", null]);
    expect(await asked("asOf=2026-11-23T09:01:30.000Z&on=2024-06-29")).toEqual(["not_assessed"]);
    expect(await asked("asOf=2026-11-23T09:02:00.000Z")).toEqual(["full", second.id, null]);
    await app.close();
  });

  it("can be written with a new commitment: all or nothing", async () => {
    const send = (assessments: object[]) => t.request.post("/v1/commitments").send(promise({ assessments }));
    const { slug, version, fulfilment } = await body(send([judgement({ fulfilment: "full" })]));
    expect([version, fulfilment]).toEqual([1, "full"]);
    expect((await read(`${slug}/assessments`)).data).toHaveLength(1);
    const answer = await refused(t, send([judgement(), judgement({ on: "2027" })]));
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: "/assessments/1/on" })]);
  });
});
