import type { Response } from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, loseAnswer, openWithParties, refused } from "../helpers/http-bodies.ts";
import { type Route, routesOfApp } from "../helpers/routes-of-app.ts";
import { type Sample, sampleOf } from "../helpers/sample-requests.ts";
import type { Requests } from "../helpers/test-app.ts";

/**
 * Keys, webhooks and marks of promises are no records: they have no version, and no answer that shows a secret is kept.
 * Searches, checks and finds write nothing.
 */
const routes = (await routesOfApp()).filter(
  ({ pattern }) => pattern.startsWith("/v1/") && !/\/(keys|search|check|find|sheet)\b/.test(pattern),
);
const named = (of: (route: Route) => boolean) =>
  routes.filter(of).map((route) => [`${route.method.toUpperCase()} ${route.pattern}`, route] as const);
const changes = named(
  ({ method, pattern }) => ["put", "patch", "delete"].includes(method) && !/^\/v1\/(webhooks|promises)/.test(pattern),
);
const posts = named(({ method, pattern }) => method === "post" && !/\/webhooks(\/:id\/rotate)?$/.test(pattern));

const open = async (config: object) => {
  const t = await openWithParties({ config });
  return { t, admin: await t.as("admin") };
};
const opened = {} as { plain: App; strict: App; admin: Requests };
beforeAll(async () => {
  const [plain, strict] = [await open({}), await open({ requireIfMatch: true })];
  Object.assign(opened, { plain: plain.t, strict: strict.t, admin: plain.admin });
});
afterAll(async () => {
  await opened.plain.close();
  await opened.strict.close();
});

const known = (sample: Sample | null): Sample => {
  if (sample === null) throw new Error("tests/helpers/sample-requests.ts has no request for this route");
  return sample;
};

describe.each(changes)("%s", (_name, route) => {
  it("with an If-Match of another version is a 412 that shows the current one, and writes nothing", async () => {
    const { plain: t, admin } = opened;
    const { target, body } = known(await sampleOf(route, t.request, admin));
    const current = (await t.request.get(target).expect(200)).body.version;
    const answer = await refused(
      t,
      t.request[route.method](target)
        .set("If-Match", `"${current + 7}"`)
        .send(body),
    );
    expect([answer.status, answer.body.code, answer.body.currentVersion]).toEqual([
      412,
      "precondition_failed",
      current,
    ]);
  });

  it("without If-Match is a 428 where the operator demands it, and writes nothing", async () => {
    const { strict: t, admin } = opened;
    const { target, body } = known(await sampleOf(route, t.request, admin));
    const answer = await refused(t, t.request[route.method](target).send(body));
    expect([answer.status, answer.body.code]).toEqual([428, "precondition_required"]);
  });
});

describe.each(posts)("%s", (name, route) => {
  it("with an Idempotency-Key takes effect once, and is answered alike twice", async () => {
    const { plain: t, admin } = opened;
    const { target, body, type = "json" } = known(await sampleOf(route, t.request, admin));
    const request = name.endsWith("/purge") ? admin : t.request;
    const send = () => request.post(target).set("Idempotency-Key", name.replaceAll(" ", "-")).type(type).send(body);
    const first = await send();
    expect([first.ok, first.headers["idempotency-replayed"]]).toEqual([true, undefined]);
    const head = await t.store.head();
    const second = await send();
    expect([second.status, second.headers["idempotency-replayed"]]).toEqual([first.status, "true"]);
    expect([second.text, second.headers.location, second.headers.etag]).toEqual([
      first.text,
      first.headers.location,
      first.headers.etag,
    ]);
    expect(await t.store.head()).toEqual(head);
  });

  it("with an Idempotency-Key takes effect once, though the process dies before it has answered", async () => {
    const { plain: t, admin } = opened;
    const { target, body, type = "json" } = known(await sampleOf(route, t.request, admin));
    const [sender, request] = name.endsWith("/purge") ? (["admin", admin] as const) : (["tester", t.request] as const);
    const key = `died-${name.replaceAll(" ", "-")}`;
    const send = () => request.post(target).set("Idempotency-Key", key).type(type).send(body);
    const first = await send();
    const head = await t.store.head();
    await loseAnswer(t, key, sender);
    const second = await send();
    const told = ({ status, body: { warnings: _advice, ...shown } }: Response) => [status, shown];
    expect(told(second)).toEqual(told(first));
    expect(await t.store.head()).toEqual(head);
  });
});

it("every address that changes something is among these", () => {
  expect([changes.length, posts.length].map((count) => count > 10)).toEqual([true, true]);
});
