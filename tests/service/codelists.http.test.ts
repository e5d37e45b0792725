import { afterAll, beforeAll, expect, it } from "vitest";
import { codelists } from "../../src/domain/codelists/codelists.ts";
import { openTestApp } from "../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

it("every code list is listed, and readable with a definition of each code", async () => {
  const { data } = (await t.request.get("/v1/codelists")).body;
  expect(data.map(({ name }: { name: string }) => name)).toEqual(codelists.map(({ name }) => name));
  for (const { name, count } of data) {
    const { codes } = (await t.request.get(`/v1/codelists/${name}`)).body;
    expect(codes).toHaveLength(count);
    for (const { definition } of codes) expect(definition).toMatch(/\w/);
  }
});

it("all lists come with their codes in one answer where that is asked for", async () => {
  const { body, headers } = await t.request.get("/v1/codelists?include=labels");
  for (const { name, codes } of body.data)
    expect(codes).toEqual((await t.request.get(`/v1/codelists/${name}`)).body.codes);
  const plain = await t.request.get("/v1/codelists").set("If-None-Match", String(headers.etag));
  expect([plain.status, plain.body.data[0].codes]).toEqual([200, undefined]);
});

it("status tells the evidence and group of each code, and its crosswalk", async () => {
  const { codes } = (await t.request.get("/v1/codelists/status")).body;
  const delivered = codes.find(({ code }: { code: string }) => code === "delivered");
  expect(delivered).toMatchObject({ group: "open", crosswalk: [{ vocabulary: "IATI-ActivityStatus", code: "3" }, {}] });
});

it("an unknown list is a 404 that names the others", async () => {
  const answer = await t.request.get("/v1/codelists/statuses");
  expect([answer.status, answer.body.detail]).toEqual([404, expect.stringContaining("event-type")]);
});

it("a list that the client has is not sent again", async () => {
  const { headers } = await t.request.get("/v1/codelists/status");
  expect((await t.request.get("/v1/codelists/status").set("If-None-Match", String(headers.etag))).status).toBe(304);
});

it("the values that a body refuses are those of the list", async () => {
  const { codes } = (await t.request.get("/v1/codelists/source-kind")).body;
  const { errors } = (await t.request.post("/v1/sources").send({ kind: "x", title: "x" })).body;
  expect(errors[0].allowed).toEqual(codes.map(({ code }: { code: string }) => code));
});
