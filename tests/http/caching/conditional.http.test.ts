import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entityTag } from "../../../src/http/caching/conditional.ts";
import { thingRoutes } from "../../helpers/example-noun.ts";
import { openTestApp } from "../../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  // Things are in no ledger, and by the ledger an answer in memory is known to be old.
  t = await openTestApp({ routes: thingRoutes, config: { cacheBytes: 0 } });
});
afterAll(() => t.close());

const make = async () => (await t.request.post("/v1/things").send({ name: "a", color: "red" })).body.id as string;

describe("an entity tag", () => {
  it("is made of the version, the day and what was asked for", () => {
    expect(entityTag(3)).toBe('"3"');
    expect(entityTag(3, { day: "2026-11-23" })).toBe('"3-20261123"');
    expect(entityTag(3, { day: "2026-11-23", variant: "include=quotes" })).toMatch(/^"3-20261123-[\da-f]{10}"$/);
    expect(entityTag(3, { variant: "a" })).not.toBe(entityTag(3, { variant: "b" }));
  });
});

describe("a creation", () => {
  it("answers 201 with the address and the tag of the record", async () => {
    const { status, headers, body } = await t.request.post("/v1/things").send({ name: "a", color: "red" });
    expect([status, headers.etag]).toEqual([201, '"1"']);
    expect(headers.location).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/v1/things/${body.id}$`));
  });
});

describe("a read without a tag", () => {
  it.each(["/v1", "/problems/not_found", "/llms.txt", "/.well-known/api-catalog"])(
    "%s says that a cache asks again before it gives the answer again",
    async (address) => {
      for (const { status, headers } of [await t.request.get(address), await t.request.head(address)])
        expect([status, headers["cache-control"]]).toEqual([200, "no-cache"]);
    },
  );
});

describe("If-None-Match", () => {
  it.each(['"1"', 'W/"1"', '"0", "1"', "*", '"1-gzip"'])("%s spares the body of what the client has", async (held) => {
    const answer = await t.request.get(`/v1/things/${await make()}`).set("If-None-Match", held);
    expect([answer.status, answer.text, answer.headers["cache-control"]]).toEqual([304, "", "no-cache"]);
    expect(answer.headers.etag).toMatch(/^"1(-gzip)?"$/);
  });

  it.each(['"2"', '"1-20261123"', '""'])("%s is another state, so the record is sent", async (held) => {
    expect((await t.request.get(`/v1/things/${await make()}`).set("If-None-Match", held)).status).toBe(200);
  });

  it("of a list holds until the ledger grows or the address differs", async () => {
    const first = await t.request.get("/v1/things?limit=5");
    const ask = (target: string) => t.request.get(target).set("If-None-Match", String(first.headers.etag));
    expect((await ask("/v1/things?limit=5")).status).toBe(304);
    expect((await ask("/v1/things?limit=6")).status).toBe(200);
    await make();
    expect((await ask("/v1/things?limit=5")).status).toBe(200);
  });
});

describe("If-Match", () => {
  const patch = async (tag: string) =>
    t.request
      .patch(`/v1/things/${await make()}`)
      .set("If-Match", tag)
      .send({ name: "b" });

  it.each(['"1"', '"7", "1"', "*", '"1-20261123-0123456789"', '"1-br"'])("%s lets the change through", async (tag) => {
    const answer = await patch(tag);
    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"']);
  });

  it.each(['"2"', 'W/"1"', '"abc"', '"11"'])("%s stops the change and tells the current version", async (tag) => {
    const answer = await patch(tag);
    expect([answer.status, answer.body.code, answer.body.currentVersion]).toEqual([412, "precondition_failed", 1]);
  });

  it.each(["1", '"1', '"1" "2"', "W/1"])("%s is malformed", async (tag) => {
    const answer = await patch(tag);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, "If-Match"]);
    expect(answer.body.detail).toMatch(/such as "[13]"\.$/);
  });

  it("is demanded where the operator says so", async () => {
    const strict = await openTestApp({ routes: thingRoutes, config: { requireIfMatch: true } });
    const { id } = (await strict.request.post("/v1/things").send({ name: "a", color: "red" })).body;
    const answer = await strict.request.patch(`/v1/things/${id}`).send({ name: "b" });
    expect([answer.status, answer.body.code]).toEqual([428, "precondition_required"]);
    await strict.close();
  });
});

describe("a list", () => {
  it("links to the next and the first page by whole addresses", async () => {
    const { headers } = await t.request.get("/v1/things?limit=5&cursor=c1&color=red,blue");
    const links = [...String(headers.link).matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url = "", rel]) => [
      rel,
      new URL(url).search,
    ]);
    expect(links).toEqual([
      ["next", "?limit=5&color=red%2Cblue&cursor=c2"],
      ["first", "?limit=5&color=red%2Cblue"],
    ]);
  });
});
