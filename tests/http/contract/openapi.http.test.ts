import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { contractText } from "../../../src/cli/openapi.ts";
import { contractOf } from "../../../src/http/contract/openapi.ts";
import { describeSchemas } from "../../../src/http/contract/schemas.ts";
import type { Document } from "../../../src/http/contract/types.ts";
import { thingRoutes } from "../../helpers/example-noun.ts";
import { openTestApp } from "../../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
let things: Document;
beforeAll(async () => {
  t = await openTestApp({ routes: thingRoutes });
  things = contractOf(t.app);
});
afterAll(() => t.close());

describe("the contract", () => {
  it("is committed as the routes give it, and served as it is committed", async () => {
    const committed = await readFile(new URL("../../../openapi/openapi.json", import.meta.url), "utf8");
    expect(await contractText()).toBe(committed);
    const plain = await openTestApp();
    expect((await plain.request.get("/openapi.json")).body).toEqual(JSON.parse(committed));
    await plain.close();
  });

  it("is the same as JSON and as YAML, and is not sent twice", async () => {
    const json = await t.request.get("/openapi.json");
    const yaml = await t.request
      .get("/openapi.yaml")
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => done(null, Buffer.concat(chunks).toString()));
      });
    expect(parse(yaml.body)).toEqual(json.body);
    expect(yaml.body).not.toMatch(/: [&*]\w/);
    expect((await t.request.get("/openapi.json").set("If-None-Match", String(json.headers.etag))).status).toBe(304);
  });

  it("has a description of every tag, and an id and a summary of every operation, none of them twice", () => {
    const operations = Object.values(things.paths).flatMap((item) => Object.values(item));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, tags } of operations)
      expect([typeof summary, tags]).toEqual(["string", [expect.any(String)]]);
  });

  it("refers to nothing that is missing, and keeps nothing that is unused", () => {
    const text = JSON.stringify(things);
    const used = new Set([...text.matchAll(/"#\/components\/([^"]+)"/g)].map(([, path]) => path));
    for (const name of text.matchAll(/"security":\[(?:\{\},)?\{"(\w+)"/g)) used.add(`securitySchemes/${name[1]}`);
    const kept = Object.entries(things.components).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `${kind}/${name}`),
    );
    expect([...used].sort()).toEqual(kept.sort());
  });

  it("gives an id to one schema alone, which says the same in requests and in answers", () => {
    const Named = z.object({ text: z.string().default("") }).meta({ id: "Named" });
    const Other = z.object({}).meta({ id: "Other" });
    expect(Object.keys(describeSchemas([Named, Other], [Other]).components)).toEqual(["Named", "Other"]);
    expect(() => describeSchemas([Named], [z.array(Named)])).toThrow("Named");
    expect(() => describeSchemas([Other, z.object({}).meta({ id: "Other" })], [])).toThrow("Other");
  });

  it("documents each shared problem, each own one, and the conditional headers", () => {
    const patch = things.paths["/v1/things/{id}"]?.patch;
    expect(Object.keys(patch?.responses ?? {})).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "406",
      "408",
      "410",
      "412",
      "413",
      "414",
      "415",
      "428",
      "429",
      "431",
      "500",
      "503",
      "507",
    ]);
    expect(JSON.stringify(patch?.parameters)).toContain('"If-Match"');
    expect(Object.keys(things.paths["/healthz"]?.get?.responses ?? {})).not.toContain("429");
    const get = things.paths["/v1/things/{id}"]?.get;
    expect(Object.keys(get?.responses ?? {})).toContain("304");
    expect(JSON.stringify(get?.parameters)).toContain('"If-None-Match"');
  });

  it("shows an example of every problem of a status", () => {
    const codes = "malformed_request.invalid_request.malformed_json";
    expect(things.paths["/v1/things"]?.post?.responses["400"]).toEqual({ $ref: `#/components/responses/${codes}` });
    const answer = things.components.responses?.[codes] as { content: Record<string, { examples: object }> };
    expect(Object.keys(answer.content["application/problem+json"]?.examples ?? {})).toEqual([
      "malformed_request",
      "invalid_request",
      "malformed_json",
    ]);
  });

  it("keeps the examples of schemas as JSON Schema 2020-12 has them", () => {
    expect(things.components.schemas.TestThing?.examples).toHaveLength(1);
    expect(things.components.schemas.TestThing).not.toHaveProperty("example");
  });

  it("describes a tuple as an array of so many, since Swagger UI breaks on prefixItems", () => {
    expect(JSON.stringify(things)).not.toMatch(/"prefixItems"|"items":false/);
    expect(things.components.schemas.Point?.properties).toMatchObject({
      coordinates: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    });
    const near = things.components.schemas.CommitmentSearch?.properties;
    expect(near).toMatchObject({ near: { type: "array", items: { type: "number" }, minItems: 3, maxItems: 3 } });
  });

  it("leaves answers open to further fields, and closes requests", () => {
    expect(things.components.schemas.TestThing).not.toHaveProperty("additionalProperties");
    expect(things.components.schemas.TestThingPatch?.additionalProperties).toBe(false);
  });

  it("describes parameters of several values as lists separated by commas", () => {
    const parameters = things.paths["/v1/things"]?.get?.parameters as { name: string }[];
    expect(parameters.find(({ name }) => name === "ids")).toMatchObject({
      in: "query",
      required: false,
      style: "form",
      explode: false,
    });
    expect(parameters.find(({ name }) => name === "limit")).toMatchObject({
      schema: { type: "integer", minimum: 1, maximum: 200, default: 50 },
    });
  });
});
