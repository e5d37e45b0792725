import { z } from "zod";
import { RelationType } from "../../domain/codelists/codelists.ts";
import { Direction, NewRelation, RelationView, RelationWritten } from "../../domain/relation.ts";
import { entityBody, expectedVersion, sendNothing } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging } from "../../http/lists.ts";
import { contextOf } from "../../http/request/context.ts";
import { baseUrl, pathOf } from "../../http/request/url.ts";
import { moment } from "../../http/time-travel.ts";
import { find } from "../../records/records.ts";
import { withWarnings } from "../../records/warnings.ts";
import type { Filter } from "../../store/port/query.ts";
import { Id, Key } from "../../validation/fields.ts";
import { manyOrNot } from "../../validation/parameters.ts";
import { deleteRelation, getRelation, relate, viewRelations } from "./service.ts";

const tag = "relations";
const params = z.strictObject({ id: Key });
const one = z.strictObject({ id: Key, relationId: Id });
const RelationList = listOf(RelationView, "RelationList");
const query = z.strictObject({
  type: manyOrNot(RelationType).optional(),
  direction: Direction.optional(),
  ...moment,
  ...paging,
  ...counting,
});
const momentQuery = z.strictObject(moment);
const ends = { outgoing: "from", incoming: "to" } as const;

/** The commitment at the other end changes without the relation. */
const variation = ({ direction, other }: RelationView) => ({ variant: JSON.stringify([direction, other]) });

export const relationRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/relations",
    {
      schema: operation({
        id: "listRelations",
        tag,
        access: "read",
        summary: "List the relations of a commitment, in both directions",
        description: "`direction` says on which side of each the commitment stands.",
        params,
        query,
        answers: { 200: RelationList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const { id } = await find(ctx, "commitment", req.params.id);
      const { type, direction } = req.query;
      const filters: Filter[] = [{ link: "commitment", to: [id] }];
      if (type) filters.push({ field: "type", in: type.values, not: type.not });
      if (direction) filters.push({ field: ends[direction], in: [id] });
      return answerRecords(req, reply, {
        kind: "relation",
        query: req.query,
        filters,
        sort: [],
        view: (rows) => viewRelations(ctx, id, rows),
      });
    },
  );

  app.post(
    "/v1/commitments/:id/relations",
    {
      schema: operation({
        id: "createRelation",
        tag,
        access: "write",
        summary: "Relate a commitment to another; both get a new version",
        description:
          "With `supersedes`, the other one ends: an event `superseded` is recorded on it, dated as this one was stated. Where " +
          "that cannot be, `warnings` says why, and its status stays.",
        params,
        body: NewRelation,
        answers: { 201: RelationWritten },
        headers: ["ETag", "Location"],
        problems: ["not_found", "already_exists", "relation_cycle", "conflict", "unprocessable"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const relation = await relate(ctx, req.params.id, req.body);
      return entityBody(
        req,
        reply.code(201).header("location", `${baseUrl(req)}${pathOf(req.url)}/${relation.id}`),
        withWarnings(relation, ctx),
        variation(relation),
      );
    },
  );

  app.get(
    "/v1/commitments/:id/relations/:relationId",
    {
      schema: operation({
        id: "getRelation",
        tag,
        access: "read",
        summary: "Read a relation",
        description: "As seen from this commitment.",
        params: one,
        query: momentQuery,
        answers: { 200: RelationView },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const relation = await getRelation(contextOf(req), req.params);
      return entityBody(req, reply, relation, variation(relation));
    },
  );

  app.delete(
    "/v1/commitments/:id/relations/:relationId",
    {
      schema: operation({
        id: "deleteRelation",
        tag,
        access: "write",
        summary: "Take a relation away; both commitments get a new version",
        params: one,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteRelation(contextOf(req), req.params, expectedVersion(req));
      return sendNothing(reply);
    },
  );
};
