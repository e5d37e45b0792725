import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { Key, MadeKey, NewKey } from "../domain/key.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { listOf, paging } from "../http/lists.ts";
import { contextOf, cursorsOf, primaryOf } from "../http/request/context.ts";
import { readPosition } from "../http/request/cursor.ts";
import { baseUrl } from "../http/request/url.ts";
import type { Context } from "../records/context.ts";
import { Id } from "../validation/fields.ts";
import { createKey, findKey, listKeys, revokeKey } from "./service.ts";

const tag = "keys";
const access = "admin";
const params = z.strictObject({ id: Id });
const query = z.strictObject(paging);
const Place = z.tuple([Id]);
const KeyList = listOf(Key, "ApiKeyList");

/** Keys are read from the primary database alone: what a list shows as revoked is. */
function keysOf(req: FastifyRequest): Context {
  const { store, now } = primaryOf(req);
  return { ...contextOf(req), store, now };
}

export const keyRoutes: Routes = async (app) => {
  app.addHook("onSend", async (_req, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get(
    "/v1/keys",
    {
      schema: operation({
        id: "listKeys",
        tag,
        access,
        summary: "List keys in the order of their making, the revoked ones too",
        query,
        answers: { 200: KeyList },
        problems: ["invalid_cursor"],
      }),
    },
    async (req) => {
      const { limit, cursor } = req.query;
      const cursors = cursorsOf(req);
      const after = cursor === undefined ? {} : { after: readPosition(Place, cursors.decode(cursor, tag))[0] };
      const { rows, next } = await listKeys(keysOf(req), { limit, ...after });
      return { data: rows, page: { limit, next: next && cursors.encode(next, tag), count: null } };
    },
  );

  app.post(
    "/v1/keys",
    {
      schema: operation({
        id: "createKey",
        tag,
        access,
        summary: "Make a key",
        description: "The text of the key, `key`, is in this answer and nowhere else: it cannot be shown again.",
        body: NewKey,
        answers: { 201: MadeKey },
        headers: ["Location"],
        problems: ["already_exists", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const key = await createKey(keysOf(req), req.body);
      return reply
        .code(201)
        .header("location", `${baseUrl(req)}/v1/keys/${key.id}`)
        .send(key);
    },
  );

  app.get(
    "/v1/keys/:id",
    {
      schema: operation({
        id: "getKey",
        tag,
        access,
        summary: "Read what is known of a key",
        params,
        answers: { 200: Key },
        problems: ["not_found"],
      }),
    },
    async (req, reply) => reply.send(await findKey(keysOf(req), req.params.id)),
  );

  app.delete(
    "/v1/keys/:id",
    {
      schema: operation({
        id: "revokeKey",
        tag,
        access,
        summary: "Revoke a key for good, from the next request on",
        description: "Revoking it again does nothing. What it wrote stays, under its name.",
        params,
        answers: { 204: null },
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      await revokeKey(keysOf(req), req.params.id);
      return reply.code(204).send();
    },
  );
};
