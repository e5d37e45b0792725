import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problems } from "../../src/errors/problems.ts";
import { rotateSecret } from "../../src/webhooks/service.ts";
import { type App, body, make, openWithParties, refused } from "../helpers/http-bodies.ts";
import type { Requests } from "../helpers/test-app.ts";

let t: App;
let admin: Requests;
beforeAll(async () => {
  t = await openWithParties({ config: { maxWebhooksEach: 6, maxWebhooks: 12 } });
  admin = await t.as("admin", { name: "boss" });
});
afterAll(() => t.close());

const url = "https://hooks.example.org/servanda";
const hook = async (more: object = {}, request = t.request) =>
  (await body(request.post("/v1/webhooks").send({ url, ...more }))) as unknown as { id: string; secret: string };
const remove = (id: string) => admin.delete(`/v1/webhooks/${id}`).expect(204);

describe("a webhook", () => {
  it("shows its secret once, when it is made or rotated, and nowhere else", async () => {
    const { status, headers, body: made } = await t.request.post("/v1/webhooks").send({ url, description: "desk" });
    expect([status, headers["cache-control"]]).toEqual([201, "no-store"]);
    const { secret, ...known } = made;
    expect(Buffer.from(secret.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
    expect(headers.location).toMatch(new RegExp(`/v1/webhooks/${made.id}$`));
    expect((await t.request.get(`/v1/webhooks/${made.id}`)).body).toEqual(known);
    expect(known).toMatchObject({
      url,
      description: "desk",
      filters: {},
      enabled: true,
      owner: "tester",
      failing: null,
    });
    const { body: rotated } = await t.request.post(`/v1/webhooks/${made.id}/rotate`);
    const all = [
      await t.request.get("/v1/webhooks"),
      await admin.get("/v1/webhooks"),
      await t.request.patch(`/v1/webhooks/${made.id}`).send({ description: null }),
      await t.request.get(`/v1/webhooks/${made.id}/deliveries`),
      await t.request.get("/v1/changes?since=0&limit=200"),
      await t.request.get("/v1/commitments.ndjson"),
    ];
    for (const { text } of all) for (const each of [secret, rotated.secret]) expect(text).not.toContain(each.slice(6));
    await remove(made.id);
  });

  it("is made once by a request that is repeated, and its secret rotated once: the answer is the first one", async () => {
    const send = (path: string, more?: object) => t.request.post(path).set("Idempotency-Key", path).send(more);
    const [one, two] = [await send("/v1/webhooks", { url }), await send("/v1/webhooks", { url })];
    expect([two.status, two.headers["idempotency-replayed"], two.text]).toEqual([201, "true", one.text]);
    expect([two.headers.location, two.headers["cache-control"]]).toEqual([one.headers.location, "no-store"]);
    const path = `/v1/webhooks/${one.body.id}/rotate`;
    const [first, again] = [await send(path), await send(path)];
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(first.body.secret).not.toBe(one.body.secret);
    await remove(one.body.id);
    await send("/v1/webhooks", { url: "https://elsewhere.example.org" }).expect(422);
  });

  it("of which nothing is kept when it could not be made, is made by the same request later", async () => {
    const send = () => t.request.post("/v1/webhooks").set("Idempotency-Key", "refused-first").send({ url });
    const others = await Promise.all(Array.from({ length: 6 }, () => hook()));
    expect((await send().expect(409)).body.code).toBe("limit_reached");
    await remove(others[0]?.id ?? "");
    const made = await send().expect(201);
    for (const { id } of [...others.slice(1), made.body]) await remove(id);
  });

  it("rotates the secret that was read, and no other: who says which one overwrites nobody's", async () => {
    const { id, secret } = await hook();
    const path = `/v1/webhooks/${id}/rotate`;
    const { etag } = (await t.request.get(`/v1/webhooks/${id}`)).headers;
    const all = await Promise.all(Array.from({ length: 40 }, () => t.request.post(path).set("If-Match", String(etag))));
    const done = all.filter(({ status }) => status === 200);
    expect(done).toHaveLength(1);
    for (const { body: refusal } of all.filter(({ status }) => status !== 200))
      expect(["precondition_failed", "conflict"]).toContain(refusal.code);
    const stored = await t.store.webhooks.get(id);
    expect(stored).toMatchObject({ secret: done[0]?.body.secret, previousSecret: secret });
    await t.request.patch(`/v1/webhooks/${id}`).set("If-Match", String(etag)).send({ enabled: false }).expect(412);
    await remove(id);
  });

  it("of those who rotate one secret at the same moment lets one: to the others it is a 409, whether or not they say which", async () => {
    const { id, secret } = await hook();
    const ctx = { ...t.context, principal: { ...t.context.principal, role: "admin" as const } };
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, () => rotateSecret(ctx, { id, expected: undefined })),
    );
    const refusals = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refusals.map(({ code }) => code)).toEqual(Array(39).fill("secret_rotated"));
    expect(problems.secret_rotated.status).toBe(409);
    expect(await t.store.webhooks.get(id)).toMatchObject({ previousSecret: secret });
    await remove(id);
  });

  it("is its owner's and the admins', and there for nobody else", async () => {
    const other = await t.as("analyst");
    const { id } = await hook();
    const asks = (request: Requests) => [
      request.get(`/v1/webhooks/${id}`),
      request.patch(`/v1/webhooks/${id}`).send({ enabled: false }),
      request.post(`/v1/webhooks/${id}/rotate`),
      request.post(`/v1/webhooks/${id}/test`),
      request.post(`/v1/webhooks/${id}/replay`).send({ from: 1 }),
      request.get(`/v1/webhooks/${id}/deliveries`),
      request.delete(`/v1/webhooks/${id}`),
    ];
    for (const test of asks(other)) expect((await refused(t, test)).body.code).toBe("not_found");
    for (const test of asks(await t.as("reader"))) expect((await refused(t, test)).status).toBe(403);
    expect((await other.get("/v1/webhooks")).body.data).toEqual([]);
    expect((await admin.get("/v1/webhooks")).body.data.map((one: { id: string }) => one.id)).toContain(id);
    expect((await admin.patch(`/v1/webhooks/${id}`).send({ enabled: false })).body).toMatchObject({
      ...{ enabled: false, disabledReason: "Disabled by boss.", owner: "tester" },
    });
    await remove(id);
    expect((await refused(t, t.request.get(`/v1/webhooks/${id}`))).status).toBe(404);
  });

  it("is refused at an address that it may not lead to, with the reason", async () => {
    for (const bad of ["http://hooks.example.org/", "https://10.0.0.1/", "https://localhost/", "https://[::1]/"]) {
      const { status, body: problem } = await refused(t, t.request.post("/v1/webhooks").send({ url: bad }));
      expect([status, problem.code, problem.errors[0].pointer]).toEqual([422, "unprocessable", "/url"]);
    }
    for (const bad of ["ftp://x.org/", "https://user:secret@hooks.example.org/", "hooks"])
      expect((await refused(t, t.request.post("/v1/webhooks").send({ url: bad }))).body.errors[0].pointer).toBe("/url");
    const { id } = await hook();
    const { body: problem } = await refused(t, t.request.patch(`/v1/webhooks/${id}`).send({ url: "https://10.1/" }));
    expect(problem.errors[0]).toMatchObject({ pointer: "/url", code: "forbidden_address" });
    await remove(id);
  });

  it("takes every filter of the stream, keeps them as written, and refuses what is not there", async () => {
    const { id: of, slug } = await make(t);
    const filters = {
      ...{ q: "railway -tunnel", status: ["!completed", "!lapsed"], party: ["KGZ"], near: [41.4, 78.4, 100] },
      ...{ unverified: true, tag: ["x"], kind: ["event"], dueFrom: "2026", ids: ["abc"], commitment: slug },
    };
    const { id } = await hook({ filters });
    expect((await t.request.get(`/v1/webhooks/${id}`)).body.filters).toEqual({ ...filters, commitment: of });
    const patched = await t.request.patch(`/v1/webhooks/${id}`).send({ filters: { status: "agreed" } });
    expect(patched.body.filters).toEqual({ status: ["agreed"] });
    expect((await t.request.patch(`/v1/webhooks/${id}`).send({ filters: null })).body.filters).toEqual({});
    const wrong = async (given: object) =>
      (await refused(t, t.request.post("/v1/webhooks").send({ url, filters: given }))).body.errors[0];
    expect(await wrong({ party: ["NOWHERE"] })).toMatchObject({ pointer: "/filters/party", code: "unknown_party" });
    expect(await wrong({ commitment: "nothing" })).toMatchObject({ pointer: "/filters/commitment" });
    expect((await wrong({ statuss: "agreed" })).pointer).toBe("/filters/statuss");
    expect((await wrong({ status: ["nonsense"] })).pointer).toMatch(/^\/filters\/status/);
    await remove(id);
  });

  it("begins where it is asked to, within the ledger", async () => {
    const { seq } = await t.store.head();
    const { id } = await hook({ since: 1 });
    expect((await t.request.get(`/v1/webhooks/${id}`)).body.seq).toBe(1);
    const beyond = await refused(t, t.request.post("/v1/webhooks").send({ url, since: seq + 1 }));
    expect(beyond.body.errors[0]).toMatchObject({ pointer: "/since", code: "beyond_head" });
    const late = await refused(t, t.request.post(`/v1/webhooks/${id}/replay`).send({ from: 2 }));
    expect(late.body.errors[0]).toMatchObject({ pointer: "/from", code: "not_delivered" });
    const { id: whole } = await hook();
    const empty = await refused(t, t.request.post(`/v1/webhooks/${whole}/replay`).send({ from: 3, to: 2 }));
    expect(empty.body.errors[0]).toMatchObject({ pointer: "/to", code: "empty_range" });
    for (const one of [id, whole]) await remove(one);
  });

  it("is one of a few of one key, and of all", async () => {
    const [one, two] = [await t.as("analyst"), await t.as("analyst")];
    const mine: string[] = [];
    for (let n = 0; n < 6; n++) mine.push((await hook({}, one)).id);
    const { status, body: problem } = await refused(t, one.post("/v1/webhooks").send({ url }));
    expect([status, problem.code]).toEqual([409, "limit_reached"]);
    expect(problem.detail).toContain("One key has 6 webhooks at most");
    for (let n = 0; n < 6; n++) mine.push((await hook({}, two)).id);
    const full = await refused(t, (await t.as("analyst")).post("/v1/webhooks").send({ url }));
    expect(full.body.detail).toContain("There are 12 webhooks");
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body: page } = await one.get(`/v1/webhooks?limit=4${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ id }: { id: string }) => id));
      cursor = page.page.next;
    }
    expect(seen).toEqual(mine.slice(0, 6));
    for (const id of mine) await remove(id);
  });
});
