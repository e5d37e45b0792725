import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, happening, make, openWithParties, record, refused, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const at = (key: string) => `/v1/commitments/${key}`;
const version = async (key: string) => (await t.request.get(at(key))).body.version as number;

describe("two at once", () => {
  it("with the same If-Match: one is done, the other told the version there is", async () => {
    const { slug } = await make(t);
    const tag = String((await t.request.get(at(slug))).headers.etag);
    const rename = (title: string) => t.request.patch(at(slug)).set("If-Match", tag).send({ title });
    const answers = await Promise.all([rename("One"), rename("Two")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({
      code: "precondition_failed",
      currentVersion: 2,
    });
    const done = answers.find(({ status }) => status === 200)?.body;
    expect((await t.request.get(at(slug))).body).toEqual(done);
  });

  it("without If-Match are both done, on different fields without loss", async () => {
    const { slug } = await make(t);
    const patches = [{ title: "One" }, { summary: "Two" }, { tags: ["three"] }].map((patch) =>
      t.request.patch(at(slug)).send(patch),
    );
    expect((await Promise.all(patches)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await t.request.get(at(slug))).body).toMatchObject({
      title: "One",
      summary: "Two",
      tags: ["three"],
      version: 4,
    });
  });

  it("adding twenty events are all done: as many versions, none lost", async () => {
    const { slug } = await make(t);
    const days = Array.from({ length: 20 }, (_, n) => `2024-01-${String(n + 1).padStart(2, "0")}`);
    const answers = await Promise.all(
      days.map((day) => t.request.post(`${at(slug)}/events`).send(happening("note", day))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(await version(slug)).toBe(21);
    const { data } = (await t.request.get(`${at(slug)}/events`)).body;
    expect(data.map(({ date }: { date: string }) => date)).toEqual(days);
    const { data: revisions } = (await t.request.get(`${at(slug)}/history`)).body;
    expect(revisions).toHaveLength(21);
  });

  it("closing and moving it are judged in turn: the second by what the first left", async () => {
    const { slug } = await make(t);
    const answers = await Promise.all(
      ["cancelled", "signed"].map((type) => t.request.post(`${at(slug)}/events`).send(happening(type, "2024-01-01"))),
    );
    const { status } = (await t.request.get(at(slug))).body;
    expect(status).toBe("cancelled");
    expect(answers[0]?.status).toBe(201);
    expect([201, 409]).toContain(answers[1]?.status);
  });

  it("creating the same title get two slugs, the same slug one of them a 409", async () => {
    const both = await Promise.all([make(t, { title: "Same" }), make(t, { title: "Same" })]);
    expect(both.map(({ slug }) => slug).toSorted()).toEqual(["same", "same-2"]);
    const send = () => t.request.post("/v1/commitments").send({ ...both[0], title: "x" });
    expect((await refused(t, send())).status).toBe(400);
    const party = () => t.request.post("/v1/parties").send({ code: "twin", kind: "company", name: "Twin" });
    expect((await Promise.all([party(), party()])).map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it("deleting a source and quoting it leave no quote without a source", async () => {
    const source = await textOf(t, "We will sign.");
    const [deleted, quoted] = await Promise.all([
      t.request.delete(`/v1/sources/${source.id}`),
      t.request.post(`/v1/sources/${source.id}/quotes`).send({ exact: "We will sign." }),
    ]);
    expect([
      [204, 404],
      [204, 422],
      [409, 201],
    ]).toContainEqual([deleted.status, quoted.status]);
  });
});

describe("the version of a commitment", () => {
  it("covers its aggregate: events, milestones and quotes bump it, once each", async () => {
    const source = await textOf(t, "We will sign.");
    const quote = await body(t.request.post(`/v1/sources/${source.id}/quotes`).send({ exact: "We will sign." }));
    const { slug } = await make(t, { quotes: [{ id: quote.id }] });
    const event = await record(t, slug, "note", "2024-01-01");
    const milestone = await body(t.request.post(`${at(slug)}/milestones`).send({ title: "a" }));
    expect(await version(slug)).toBe(3);
    const writes = [
      t.request.patch(`${at(slug)}/events/${event.id}`).send({ title: "b" }),
      t.request.patch(`${at(slug)}/milestones/${milestone.id}`).send({ title: "b" }),
      t.request.patch(`/v1/quotes/${quote.id}`).send({ translation: "b" }),
      t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text: "Now: We will sign." }),
      t.request.delete(`${at(slug)}/milestones/${milestone.id}`),
      t.request.delete(`${at(slug)}/events/${event.id}`),
    ];
    for (const [n, write] of writes.entries()) {
      expect(Math.floor((await write).status / 100)).toBe(2);
      expect(await version(slug)).toBe(n + 4);
    }
  });

  it("is what If-Match of the commitment looks at, whatever part was written", async () => {
    const { slug } = await make(t);
    const { headers } = await t.request.get(`${at(slug)}?include=events`);
    await record(t, slug, "note", "2024-01-01");
    const stale = await refused(
      t,
      t.request.patch(at(slug)).set("If-Match", String(headers.etag)).send({ title: "x" }),
    );
    expect([stale.status, stale.body.currentVersion]).toEqual([412, 2]);
    const put = t.request.delete(at(slug)).set("If-Match", String(headers.etag));
    expect((await refused(t, put)).status).toBe(412);
    expect((await t.request.delete(at(slug)).set("If-Match", '"2"')).status).toBe(204);
  });

  it("spares a client the body while nothing changed, for the same day and the same question", async () => {
    const { slug } = await make(t);
    const ask = async (query: string, tag?: string) => {
      const get = t.request.get(`${at(slug)}${query}`);
      return tag === undefined ? get : get.set("If-None-Match", tag);
    };
    const tag = String((await ask("")).headers.etag);
    expect((await ask("", tag)).status).toBe(304);
    expect((await ask("?fields=slug", tag)).status).toBe(200);
    expect((await ask("?include=events", tag)).status).toBe(200);
    t.clock.set("2026-11-24T00:00:00.000Z");
    expect((await ask("", tag)).status).toBe(200);
    t.clock.set("2026-11-23T09:00:00.000Z");
    const embedding = String((await ask("?include=parties")).headers.etag);
    await t.request.patch("/v1/parties/KGZ").send({ wikidataId: "Q813" });
    expect((await ask("?include=parties", embedding)).status).toBe(200);
    expect((await ask("", tag)).status).toBe(304);
  });
});

it("If-Match is demanded of every change where the operator says so", async () => {
  const strict = await openWithParties({ config: { requireIfMatch: true } });
  const { slug } = await make(strict);
  const event = await record(strict, slug, "note", "2024-01-01");
  for (const path of [at(slug), `${at(slug)}/events/${event.id}`, "/v1/parties/KGZ"]) {
    for (const test of [strict.request.patch(path).send({}), strict.request.delete(path)]) {
      expect((await refused(strict, test)).status).toBe(428);
    }
  }
  await strict.close();
});
