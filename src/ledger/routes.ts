import { z } from "zod";
import { Key } from "../fields.ts";
import { contextOf } from "../http/context.ts";
import { answerList, listOf, paging } from "../http/lists.ts";
import { operation } from "../http/operation.ts";
import type { Routes } from "../http/plugin.ts";
import { Revision } from "./model.ts";
import { commitmentIdOf, history } from "./service.ts";

const tag = "ledger";
const params = z.strictObject({ id: Key });
const query = z.strictObject(paging);
const History = listOf(Revision, "History");

export const ledgerRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/history",
    {
      schema: operation({
        id: "getHistory",
        tag,
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
        read: ({ after }) => history(ctx, id, { limit: req.query.limit, ...(after && { before: Number(after[0]) }) }),
        view: (rows) => rows,
      });
    },
  );
};
