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
  t = await openWithParties();
});
afterAll(() => t.close());

type Made = { id: string; slug: string };
const read = async (path: string) => (await t.request.get(`/v1/commitments/${path}`).expect(200)).body;
const at = (key: string, id = "") => `/v1/commitments/${key}/relations${id && `/${id}`}`;
const relate = (key: string, sent: object) => body(t.request.post(at(key)).send(sent));
const refusal = (key: string, sent: object) => refused(t, t.request.post(at(key)).send(sent));
const makeSome = async (n: number) => {
  const made: Made[] = [];
  while (made.length < n) made.push(await make(t));
  return made as [Made, Made, Made];
};

describe("POST .../relations", () => {
  it("relates two commitments; both get a new version and show it from their side", async () => {
    const [one, other] = await makeSome(2);
    const { answer, lines } = await written(
      t,
      t.request.post(at(one.slug)).send({ type: "depends_on", to: other.slug, note: "As agreed." }),
    );
    expect([answer.status, lines]).toEqual([201, ["create relation 1", "update commitment 2", "update commitment 2"]]);
    const { id } = answer.body;
    const brief = { slug: other.slug, title: "Establish cultural centers", status: "stated" };
    expect(answer.body).toEqual({
      ...{ id, from: one.id, to: other.id, type: "depends_on", note: "As agreed.", version: 1 },
      ...{ createdAt: "2026-11-23T09:00:00.000Z", updatedAt: "2026-11-23T09:00:00.000Z" },
      direction: "outgoing",
      other: { id: other.id, ...brief },
    });
    expect(answer.headers.location).toMatch(new RegExp(`${at(one.slug, id)}$`));
    const again = await t.request.get(at(one.slug, id)).expect(200);
    expect([again.body, again.headers.etag]).toEqual([answer.body, answer.headers.etag]);
    expect(await read(`${other.slug}/relations`)).toMatchObject({
      data: [{ id, direction: "incoming", other: { id: one.id, slug: one.slug } }],
    });
    expect([(await read(one.slug)).version, (await read(other.slug)).version]).toEqual([2, 2]);
  });

  it("takes either end: from another to this one", async () => {
    const [one, other] = await makeSome(2);
    const made = await relate(one.slug, { type: "part_of", from: other.id });
    expect(made).toMatchObject({ from: other.id, to: one.id, direction: "incoming", other: { slug: other.slug } });
    const list = async (query: string) => (await read(`${one.slug}/relations?${query}`)).data.length;
    expect([await list("direction=incoming"), await list("direction=outgoing")]).toEqual([1, 0]);
    expect([await list("type=part_of"), await list("type=!part_of")]).toEqual([1, 0]);
  });

  it.each([
    ["both ends", { type: "part_of", to: "a", from: "b" }, 400, ""],
    ["no end", { type: "part_of" }, 400, ""],
    ["an unknown type", { type: "likes", to: "a" }, 400, "/type"],
    ["an unknown commitment", { type: "part_of", to: "nowhere" }, 422, "/to"],
    ["an unknown commitment at the other end", { type: "part_of", from: "nowhere" }, 422, "/from"],
  ])("refuses %s", async (_what, sent, status, pointer) => {
    const { slug } = await make(t);
    const answer = await refusal(slug, sent);
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining({ pointer })]]);
  });

  it("refuses itself, a deleted commitment, and one that is not there", async () => {
    const [one, gone] = await makeSome(2);
    for (const to of [one.slug, one.id])
      expect((await refusal(one.slug, { type: "restates", to })).body.errors).toMatchObject([
        { code: "self_relation" },
      ]);
    await t.request.delete(`/v1/commitments/${gone.slug}`).expect(204);
    expect((await refusal(one.slug, { type: "restates", to: gone.id })).status).toBe(422);
    expect((await refusal(gone.slug, { type: "restates", to: one.id })).status).toBe(404);
  });

  it("refuses the same relation twice, and a mutual one from the other end too", async () => {
    const [one, other] = await makeSome(2);
    const made = await relate(one.slug, { type: "restates", to: other.slug });
    const answer = await refusal(other.slug, { type: "restates", from: one.slug });
    expect([answer.status, answer.body.code]).toEqual([409, "already_exists"]);
    expect(answer.body.existing).toEqual({ kind: "relation", id: made.id });
    await relate(other.slug, { type: "restates", to: one.slug });
    await relate(one.slug, { type: "conflicts_with", to: other.slug });
    expect((await refusal(other.slug, { type: "conflicts_with", to: one.slug })).status).toBe(409);
  });

  it.each(["part_of", "depends_on", "supersedes"])("refuses a circle by %s, and shows it", async (type) => {
    const [a, b, c] = await makeSome(3);
    await relate(a.slug, { type, to: b.slug });
    await relate(b.slug, { type, to: c.slug });
    const answer = await refusal(c.slug, { type, to: a.slug });
    expect([answer.status, answer.body.code]).toEqual([409, "relation_cycle"]);
    expect(answer.body.cycle.map(({ slug }: { slug: string }) => slug)).toEqual([c, a, b, c].map(({ slug }) => slug));
    expect((await refusal(a.slug, { type, from: c.slug })).body.code).toBe("relation_cycle");
    await relate(c.slug, { type: "implements", to: a.slug });
  });

  it("by two at once closes no circle, whoever is first", async () => {
    const [a, b, c] = await makeSome(3);
    const [p, q, r] = await makeSome(3);
    const type = "depends_on";
    await relate(b.slug, { type, to: p.slug });
    await relate(q.slug, { type, to: a.slug });
    const answers = await Promise.all([
      t.request.post(at(a.slug)).send({ type, to: b.slug }),
      t.request.post(at(p.slug)).send({ type, to: q.slug }),
      t.request.post(at(c.slug)).send({ type, to: r.slug }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409]);
    expect(answers[2]?.status).toBe(201);
  });

  it("twice at once is done once", async () => {
    const [a, b] = await makeSome(2);
    const send = () => t.request.post(at(a.slug)).send({ type: "amends", to: b.slug });
    expect((await Promise.all([send(), send()])).map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe("DELETE .../relations/{relationId}", () => {
  it("takes it away from both, which get a new version; it can be made again", async () => {
    const [one, other, third] = await makeSome(3);
    const { id } = await relate(one.slug, { type: "amends", to: other.slug });
    expect((await refused(t, t.request.delete(at(third.slug, id)))).status).toBe(404);
    expect((await refused(t, t.request.delete(at(one.slug, id)).set("If-Match", '"2"'))).status).toBe(412);
    const { answer, lines } = await written(t, t.request.delete(at(other.slug, id)).set("If-Match", '"1"'));
    expect([answer.status, lines]).toEqual([204, ["delete relation 2", "update commitment 3", "update commitment 3"]]);
    expect((await t.request.get(at(one.slug, id))).status).toBe(404);
    expect((await read(`${one.slug}?include=relations`)).relations).toEqual([]);
    expect((await relate(one.slug, { type: "amends", to: other.slug })).id).not.toBe(id);
  });
});

describe("a related commitment", () => {
  it("shows the other as it is now: its ETag moves with it", async () => {
    const [one, other] = await makeSome(2);
    const { id } = await relate(one.slug, { type: "depends_on", to: other.slug });
    const paths = [
      `/v1/commitments/${one.slug}?include=relations`,
      at(one.slug, id),
      `/v1/commitments/${one.slug}/explain`,
    ];
    const tags = await Promise.all(paths.map(async (path) => String((await t.request.get(path)).headers.etag)));
    for (const [n, path] of paths.entries())
      expect((await t.request.get(path).set("If-None-Match", tags[n] ?? "")).status).toBe(304);
    await t.request.patch(`/v1/commitments/${other.slug}`).send({ title: "Renamed" }).expect(200);
    for (const [n, path] of paths.entries())
      expect((await t.request.get(path).set("If-None-Match", tags[n] ?? "")).status).toBe(200);
    expect((await read(`${one.slug}?include=relations&fields=slug`)).relations).toMatchObject([
      { other: { title: "Renamed" } },
    ]);
  });

  it("cannot be deleted while another points at it, which is named", async () => {
    const [one, other] = await makeSome(2);
    await relate(one.slug, { type: "depends_on", to: other.slug });
    const answer = await refused(t, t.request.delete(`/v1/commitments/${other.slug}`));
    expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
    expect(answer.body.detail).toContain(`"${one.slug}" (depends_on`);
    expect(answer.body.referencedBy).toEqual([{ kind: "commitment", id: one.id, slug: one.slug }]);
  });

  it("that points at another takes its relations along, and brings them back", async () => {
    const [one, other] = await makeSome(2);
    const { id } = await relate(one.slug, { type: "depends_on", to: other.slug });
    const { lines } = await written(t, t.request.delete(`/v1/commitments/${one.slug}`));
    expect(lines).toEqual(["delete commitment 3", "update commitment 3"]);
    expect((await read(`${other.slug}/relations`)).data).toEqual([]);
    expect((await t.request.get(at(other.slug, id))).status).toBe(404);
    await t.request.delete(`/v1/commitments/${other.slug}`).expect(204);
    const answer = await refused(t, t.request.post(`/v1/commitments/${one.slug}/restore`));
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining(other.id)]);
    await body(t.request.post(`/v1/commitments/${other.slug}/restore`), 200);
    await body(t.request.post(`/v1/commitments/${one.slug}/restore`), 200);
    expect((await read(`${other.slug}/relations`)).data).toMatchObject([{ id, direction: "incoming" }]);
    expect((await read(`${one.slug}/relations`)).data).toMatchObject([{ id, direction: "outgoing" }]);
  });

  it("has its relations in its history, whichever end it is", async () => {
    const [one, other] = await makeSome(2);
    const { id } = await relate(one.slug, { type: "depends_on", to: other.slug });
    for (const { slug } of [one, other]) {
      const [revision] = (await read(`${slug}/history`)).data;
      expect(revision).toMatchObject({
        version: 2,
        diff: [{ op: "add", path: `/relations/${id}`, to: { type: "depends_on" } }],
      });
    }
    const { data } = (await t.request.get("/v1/changes?kind=relation&since=0&limit=1")).body;
    expect(data).toMatchObject([{ op: "create", kind: "relation" }]);
  });

  it("is related as the record stood, and on a day to what was stated by then", async () => {
    const app = await openWithParties({ now: "2026-11-23T09:01:00.000Z" });
    const [one, late] = [await make(app), await make(app, { statedOn: "2025-01-01" })];
    app.clock.set("2026-11-23T09:02:00.000Z");
    const { id } = await body(app.request.post(at(one.slug)).send({ type: "depends_on", to: late.slug }));
    app.clock.set("2026-11-23T09:03:00.000Z");
    await app.request.delete(at(one.slug, id)).expect(204);
    const asked = async (query: string) => {
      const { data } = (await app.request.get(`${at(one.slug)}?${query}`).expect(200)).body;
      const { relations } = (await app.request.get(`/v1/commitments/${one.slug}?include=relations&${query}`)).body;
      expect(relations).toEqual(data);
      return data.length;
    };
    expect(await asked("asOf=2026-11-23T09:01:30.000Z")).toBe(0);
    expect(await asked("asOf=2026-11-23T09:02:30.000Z")).toBe(1);
    expect(await asked("asOf=2026-11-23T09:02:30.000Z&on=2024-12-31")).toBe(0);
    expect(await asked("asOf=2026-11-23T09:02:30.000Z&on=2025-01-01")).toBe(1);
    expect(await asked("on=2025-01-01")).toBe(0);
    await app.close();
  });
});

describe("the status superseded", () => {
  it("needs the commitment that takes its place, however it is moved there", async () => {
    const [old, successor] = await makeSome(2);
    for (const test of [
      t.request.post(`/v1/commitments/${old.slug}/events`).send(happening("superseded", "2024")),
      t.request.patch(`/v1/commitments/${old.slug}`).send({ status: "superseded" }),
      t.request.put(`/v1/commitments/${old.slug}`).send(promise({ status: "superseded" })),
    ]) {
      const answer = await refused(t, test);
      const fault = { pointer: "/status", code: "no_successor", detail: expect.stringContaining(at(old.slug)) };
      expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining(fault)]]);
    }
    await relate(successor.slug, { type: "supersedes", to: old.slug });
    await record(t, old.slug, "superseded", "2024");
    expect((await read(old.slug)).status).toBe("superseded");
  });

  it("rests on that relation: neither it nor the successor goes before the status does", async () => {
    const [old, successor, second] = await makeSome(3);
    const { id } = await relate(old.slug, { type: "supersedes", from: successor.slug });
    await record(t, old.slug, "superseded", "2024-01-01");
    for (const test of [t.request.delete(at(old.slug, id)), t.request.delete(`/v1/commitments/${successor.slug}`)]) {
      const answer = await refused(t, test);
      expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
      expect(answer.body.referencedBy).toEqual([{ kind: "commitment", id: old.id, slug: old.slug }]);
    }
    const other = await relate(second.slug, { type: "supersedes", to: old.slug });
    await t.request.delete(at(old.slug, id)).expect(204);
    await record(t, old.slug, "correction", "2024-01-02", { status: "stated" });
    await t.request.delete(at(old.slug, other.id)).expect(204);
    const last = (await read(`${old.slug}/events`)).data.at(-1);
    const answer = await refused(t, t.request.delete(`/v1/commitments/${old.slug}/events/${last.id}`));
    expect(answer.body.errors).toMatchObject([{ code: "no_successor" }]);
  });

  it("can be written at once with the relation, for a commitment that is new", async () => {
    const successor = await make(t);
    const events = [happening("superseded", "2024")];
    const send = (more: object) => t.request.post("/v1/commitments").send(promise({ events, ...more }));
    const answer = await refused(t, send({}));
    expect(answer.body.errors).toMatchObject([{ pointer: "/relations", code: "no_successor" }]);
    const relations = [{ type: "supersedes", from: successor.slug }];
    const made = await body(send({ relations }));
    expect([made.status, made.version]).toEqual(["superseded", 1]);
    expect((await read(successor.slug)).version).toBe(2);
  });
});

describe("relations of a new commitment", () => {
  it("are all or nothing, and close no circle through it", async () => {
    const [a, b] = await makeSome(2);
    await relate(a.slug, { type: "depends_on", to: b.slug });
    const send = (relations: object[]) =>
      t.request.post("/v1/commitments").send(promise({ slug: "new-one", relations }));
    const through = await refused(
      t,
      send([
        { type: "depends_on", to: a.slug },
        { type: "depends_on", from: b.slug },
      ]),
    );
    expect(through.body.cycle.map(({ slug }: { slug: string }) => slug)).toEqual([
      "new-one",
      a.slug,
      b.slug,
      "new-one",
    ]);
    const twice = await refused(
      t,
      send([
        { type: "amends", to: a.slug },
        { type: "amends", to: a.id },
      ]),
    );
    expect(twice.body.code).toBe("already_exists");
    const unknown = await refused(
      t,
      send([
        { type: "amends", to: a.slug },
        { type: "amends", to: "nowhere" },
      ]),
    );
    expect(unknown.body.errors).toMatchObject([{ pointer: "/relations/1/to" }]);
    await body(
      send([
        { type: "depends_on", from: a.slug },
        { type: "depends_on", to: b.slug },
        { type: "amends", to: b.slug },
      ]),
    );
    expect((await read("new-one/relations")).data).toHaveLength(3);
    expect([(await read(a.slug)).version, (await read(b.slug)).version]).toEqual([3, 3]);
  });
});

describe("at risk", () => {
  const riskOf = async (slug: string, query = "") => (await read(`${slug}/explain${query}`)).atRisk;
  const ids = (list: { id: string; distance?: number }[]) => list.map(({ id, distance }) => [id, distance]);

  it("is what depends, itself or by way of others, on what is late, on the day asked about", async () => {
    const open = await make(t);
    const [middle, late] = [await make(t), await make(t, { due: { edtf: "2024" } })];
    await relate(open.slug, { type: "depends_on", to: middle.slug });
    await relate(middle.slug, { type: "depends_on", to: late.slug });
    const risk = await riskOf(open.slug);
    expect([risk.value, risk.isWhole, ids(risk.dependencies)]).toEqual([true, true, [[late.id, 2]]]);
    expect(risk.dependencies[0]).toMatchObject({
      slug: late.slug,
      timeliness: "overdue",
      slippage: { minDays: expect.any(Number) },
    });
    expect(await riskOf(open.slug, "?on=2024-12-31")).toMatchObject({ value: false, dependencies: [] });
    expect(await riskOf(late.slug)).toMatchObject({ value: false, dependencies: [], parts: [] });
    await record(t, middle.slug, "completed", "2025-01-01");
    expect(await riskOf(open.slug)).toMatchObject({ value: false, dependencies: [] });
    expect(await riskOf(open.slug, "?on=2025-01-01")).toMatchObject({ value: false });
    expect(await riskOf(middle.slug)).toMatchObject({ value: false, rule: expect.stringContaining("done or closed") });
  });

  it.each(["suspended", "cancelled", "lapsed"])(
    "is what depends on what is %s, until it is done itself",
    async (type) => {
      const [open, halted] = await makeSome(2);
      await relate(open.slug, { type: "depends_on", to: halted.slug });
      expect((await riskOf(open.slug)).value).toBe(false);
      await record(t, halted.slug, type, "2024-01-01");
      expect(await riskOf(open.slug)).toMatchObject({ value: true, dependencies: [{ id: halted.id, distance: 1 }] });
      await record(t, open.slug, "completed", "2024-06-01");
      expect((await riskOf(open.slug)).value).toBe(false);
    },
  );

  it("names the parts of a commitment", async () => {
    const [whole, part] = await makeSome(2);
    await relate(part.slug, { type: "part_of", to: whole.slug });
    expect((await riskOf(whole.slug)).parts).toMatchObject([{ id: part.id, slug: part.slug, timeliness: "no_due" }]);
  });
});
