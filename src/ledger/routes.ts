import { z } from "zod";
import { listBody } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { answerList, listOf, paging } from "../http/lists.ts";
import { contextOf } from "../http/request/context.ts";
import { readPosition } from "../http/request/cursor.ts";
import { Key } from "../validation/fields.ts";
import { integer, many } from "../validation/parameters.ts";
import { changesSince } from "./changes.ts";
import { Changes, RecordKind, Revision } from "./model.ts";
import { commitmentIdOf, history } from "./service.ts";

const tag = "ledger";
const params = z.strictObject({ id: Key });
const query = z.strictObject(paging);
const changesQuery = z.strictObject({
  since: integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
    .default(0)
    .meta({ description: "Lines after this number: `page.next` of the page before, or else its `head.seq`." }),
  limit: paging.limit,
  kind: many(RecordKind).optional().meta({ description: "Lines of these kinds of record alone." }),
  commitment: Key.optional().meta({
    description:
      "Lines of one commitment alone, with its events, milestones, assessments and the relations that go out from it.",
  }),
});
const Place = z.tuple([z.int().min(1)]);
const History = listOf(Revision, "History");

export const ledgerRoutes: Routes = async (app) => {
  app.get(
    "/v1/changes",
    {
      schema: operation({
        id: "listChanges",
        tag,
        access: "read",
        summary: "The ledger as a feed: every change since a line, deletions included",
        description: `Lines come in the order in which they were committed, each with the hash of the line before it: whoever
follows the feed can recompute the chain (docs/ledger.md says how). A page does not cut a write in two, unless the write is
longer than the page; with \`kind\` it may be short, or empty, before the end. Follow \`page.next\` while there is one; after that,
ask again with \`since\` = \`head.seq\`.`,
        query: changesQuery,
        answers: { 200: Changes },
        headers: ["ETag", "Link"],
      }),
    },
    async (req, reply) => {
      const { kind: kinds = [], commitment, ...page } = req.query;
      const changes = await changesSince(contextOf(req), { ...page, kinds, ...(commitment && { commitment }) });
      return listBody(req, reply, changes, { headSeq: changes.head.seq, parameter: "since" });
    },
  );

  app.get(
    "/v1/commitments/:id/history",
    {
      schema: operation({
        id: "getHistory",
        tag,
        access: "read",
        summary: "The revisions of a commitment, newest first, each with what it changed",
        description: "A deleted commitment keeps its history.",
        params,
        query,
        answers: { 200: History },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const id = await commitmentIdOf(ctx, req.params.id);
      return answerList(req, reply, req.query, {
        binding: ["history", id],
        read: ({ after }) =>
          history(ctx, id, { limit: req.query.limit, ...(after && { before: readPosition(Place, after)[0] }) }),
        view: (rows) => rows,
      });
    },
  );
};
