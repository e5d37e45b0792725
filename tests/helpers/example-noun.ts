import { z } from "zod";
import { AppError } from "../../src/errors/errors.ts";
import { mergePatchTypes, textLimitBytes } from "../../src/http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, listBody, sendNothing } from "../../src/http/caching/conditional.ts";
import { operation, type Routes } from "../../src/http/contract/operation.ts";
import { contextOf } from "../../src/http/request/context.ts";
import { flag, integer, many, manyOrNot } from "../../src/validation/parameters.ts";

const Color = z.enum(["red", "green", "blue"]).meta({ id: "TestColor", description: "A colour." });
const Thing = z
  .object({ id: z.string(), name: z.string(), color: Color, text: z.string(), version: z.int() })
  .meta({ id: "TestThing", examples: [{ id: "1", name: "a", color: "red", text: "", version: 1 }] });
type Thing = z.infer<typeof Thing>;
const ThingInput = z
  .strictObject({
    name: z.string().min(1).max(40),
    color: Color,
    text: z.string().default(""),
    due: z.union([z.strictObject({ edtf: z.string() }), z.strictObject({ text: z.string() })]).exactOptional(),
  })
  .meta({ id: "TestThingInput1", description: "A thing to be." });
const ThingPatch = z
  .strictObject({ name: z.string().min(1).exactOptional(), color: Color.exactOptional() })
  .meta({ id: "TestThingPatch" });
const ThingList = z.object({
  data: z.array(Thing),
  page: z.object({ limit: z.int(), next: z.string().nullable() }),
  asked: z.object({ colors: z.array(z.string()), not: z.boolean(), ids: z.array(z.string()), deleted: z.boolean() }),
});
const ThingParams = z.object({ id: z.string().describe("id of the thing") });
const ThingQuery = z.strictObject({
  color: manyOrNot(Color).optional(),
  ids: many(z.string().min(1)).optional(),
  deleted: flag.optional(),
  limit: integer({ min: 1, max: 200 }).default(50),
  q: z.string().max(100).optional(),
  cursor: z.string().optional(),
});

/** A noun kept in memory, that shows every manner of the HTTP layer; it is not part of the service. */
export const thingRoutes: Routes = async (app) => {
  const things = new Map<string, Thing>();
  const get = (id: string) => {
    const thing = things.get(id);
    if (!thing) throw new AppError("not_found", `There is no thing ${id}.`);
    return thing;
  };
  const tag = "service";

  app.get(
    "/v1/things",
    {
      schema: operation({
        id: "listThings",
        tag,
        access: "read",
        summary: "Things",
        query: ThingQuery,
        answers: { 200: ThingList },
        headers: ["ETag", "Link"],
        problems: ["invalid_cursor"],
      }),
    },
    async (request, reply) => {
      const { color, ids = [], deleted = false, limit } = request.query;
      const asked = { colors: color?.values ?? [], not: color?.not ?? false, ids, deleted };
      const list = { data: [...things.values()].slice(0, limit), page: { limit, next: "c2" }, asked };
      return listBody(request, reply, list, { headSeq: things.size, day: "2026-11-23" });
    },
  );

  app.post(
    "/v1/things",
    {
      schema: operation({
        id: "createThing",
        tag,
        access: "write",
        summary: "Make a thing",
        body: ThingInput,
        answers: { 201: Thing },
        headers: ["ETag", "Location"],
      }),
    },
    async (request, reply) => {
      const { name, color, text } = request.body;
      const thing = { id: contextOf(request).newId(), name, color, text, version: 1 };
      things.set(thing.id, thing);
      return createdBody(request, reply, thing, `/v1/things/${thing.id}`);
    },
  );

  app.get(
    "/v1/things/:id",
    {
      schema: operation({
        id: "getThing",
        tag,
        access: "read",
        summary: "A thing",
        params: ThingParams,
        answers: { 200: Thing },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (request, reply) => entityBody(request, reply, get(request.params.id)),
  );

  app.patch(
    "/v1/things/:id",
    {
      schema: operation({
        id: "patchThing",
        tag,
        access: "write",
        summary: "Change a thing",
        params: ThingParams,
        body: ThingPatch,
        consumes: mergePatchTypes,
        answers: { 200: Thing },
        headers: ["ETag"],
        problems: ["not_found", "precondition_failed"],
      }),
    },
    async (request, reply) => {
      const thing = get(request.params.id);
      const versions = expectedVersion(request);
      if (versions && !versions.includes(thing.version)) {
        throw new AppError("precondition_failed", "Changed since.", { extra: { currentVersion: thing.version } });
      }
      const patched = { ...thing, ...request.body, version: thing.version + 1 };
      things.set(thing.id, patched);
      return entityBody(request, reply, patched);
    },
  );

  app.delete(
    "/v1/things/:id",
    {
      schema: operation({
        id: "deleteThing",
        tag,
        access: "write",
        summary: "Delete a thing",
        params: ThingParams,
        answers: { 204: null },
        problems: ["not_found"],
      }),
    },
    async (request, reply) => {
      things.delete(get(request.params.id).id);
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/texts",
    {
      bodyLimit: textLimitBytes,
      schema: operation({
        id: "postText",
        tag,
        access: "write",
        summary: "Measure a text",
        body: z.strictObject({ text: z.string() }),
        consumes: ["application/json", "text/plain"],
        answers: { 200: z.object({ length: z.int() }) },
      }),
    },
    async (request) => ({ length: [...request.body.text].length }),
  );

  app.get(
    "/v1/faulty",
    { schema: operation({ id: "fail", tag, access: "read", summary: "Fails", answers: { 200: z.object({}) } }) },
    async () => {
      throw new Error("SQLITE_ERROR: secret detail");
    },
  );
};
