import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { contractText } from "../../../src/cli/openapi.ts";
import { contractOf } from "../../../src/http/contract/openapi.ts";
import { describeSchemas } from "../../../src/http/contract/schemas.ts";
import type { Document, OperationObject } from "../../../src/http/contract/types.ts";
import { parametersOf } from "../../helpers/contract-check.ts";
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
    const describing = (bodies: z.ZodType[], answers: z.ZodType[]) =>
      describeSchemas({ parameters: [], bodies, answers }).components;
    expect(Object.keys(describing([Named, Other], [Other]))).toEqual(["Named", "Other"]);
    expect(() => describing([Named], [z.array(Named)])).toThrow("Named");
    expect(() => describing([Other, z.object({}).meta({ id: "Other" })], [])).toThrow("Other");
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
    expect(JSON.stringify(patch?.parameters)).toContain("#/components/parameters/If-Match");
    expect(Object.keys(things.paths["/healthz"]?.get?.responses ?? {})).not.toContain("429");
    const get = things.paths["/v1/things/{id}"]?.get;
    expect(Object.keys(get?.responses ?? {})).toContain("304");
    expect(JSON.stringify(get?.parameters)).toContain("#/components/parameters/If-None-Match");
  });

  it("describes each problem by its code, with the members of its own", () => {
    expect(things.paths["/v1/things"]?.post?.responses["400"]).toEqual({
      $ref: "#/components/responses/BadRequestJson",
    });
    const codes = ["malformed_request", "invalid_request", "malformed_json"];
    const names = ["MalformedRequestProblem", "InvalidRequestProblem", "MalformedJsonProblem"];
    const addresses = names.map((name) => `#/components/schemas/${name}`);
    expect(things.components.responses?.BadRequestJson).toMatchObject({
      content: {
        "application/problem+json": {
          schema: {
            oneOf: addresses.map(($ref) => ({ $ref })),
            discriminator: {
              propertyName: "code",
              mapping: Object.fromEntries(codes.map((code, n) => [code, addresses[n]])),
            },
          },
        },
      },
    });
    const own = { code: { const: "precondition_failed" }, currentVersion: { type: "integer" } };
    expect(things.components.schemas.PreconditionFailedProblem).toMatchObject({
      allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: own }],
    });
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

  it("describes parameters of several values as lists separated by commas, with every code and its opposite", () => {
    const parameters = parametersOf(things, things.paths["/v1/things"]?.get as OperationObject);
    const named = (name: string) => parameters.find((parameter) => parameter.name === name);
    expect(named("ids")).toMatchObject({ in: "query", required: false, style: "form", explode: false });
    expect(named("limit")).toMatchObject({ schema: { type: "integer", minimum: 1, maximum: 200, default: 50 } });
    const not = { type: "string", enum: ["!red", "!green", "!blue"] };
    expect(named("color")).toMatchObject({
      schema: { items: { anyOf: [not, { $ref: "#/components/schemas/TestColor" }] } },
    });
  });

  it("describes a parameter of several operations once", () => {
    const inline = Object.values(things.paths).flatMap((item) =>
      Object.values(item).flatMap(({ parameters = [] }) => parameters.filter((each) => !("$ref" in (each as object)))),
    );
    const texts = inline.map((parameter) => JSON.stringify(parameter));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("has one media type for each success, and names the others that an address gives", () => {
    for (const item of Object.values(things.paths))
      for (const { operationId, responses } of Object.values(item)) {
        const types = Object.keys((responses["200"] as { content?: object } | undefined)?.content ?? {});
        expect([operationId, types.length]).toEqual([operationId, expect.toSatisfy((count) => count <= 1)]);
      }
    const list = things.paths["/v1/commitments"]?.get;
    expect(list?.["x-other-media-types"]).toContain("text/csv");
    expect(JSON.stringify(list?.parameters)).not.toContain('"format"');
  });

  it("has no default in a body, which generators take for a member that must be given", () => {
    expect(JSON.stringify(things.components.schemas)).not.toContain('"default":');
    expect(things.components.schemas.NewMilestone?.properties).toMatchObject({
      weight: { description: expect.stringContaining("`1` when left out.") },
    });
  });

  it("has names of at most 40 characters, none of which is that of a file that generators write", () => {
    const names = Object.values(things.components).flatMap((parts) => Object.keys(parts));
    expect(names.filter((name) => name.length > 40 || /^index$/i.test(name))).toEqual([]);
  });
});
