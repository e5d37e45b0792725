import { z } from "zod";
import { NewMeasurement, Target, TargetProgress } from "../../domain/target.ts";
import { expectedVersion } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerList, listOf, paging } from "../../http/lists.ts";
import { contextOf, headOf } from "../../http/request/context.ts";
import { baseUrl } from "../../http/request/url.ts";
import { moment } from "../../http/time-travel.ts";
import { Id, Key } from "../../validation/fields.ts";
import { readTargets, recordMeasurement } from "./service.ts";

const tag = "milestones";
const TargetList = listOf(TargetProgress, "TargetList");

export const targetRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/targets",
    {
      schema: operation({
        id: "listTargets",
        tag,
        access: "read",
        summary: "How far each target is, by the latest measurement",
        description:
          "In the order in which the commitment has them; progress is from the baseline to the value that was promised.",
        params: z.strictObject({ id: Key }),
        query: z.strictObject({ ...moment, ...paging }),
        answers: { 200: TargetList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      await headOf(req);
      const { commitment, of } = await readTargets(ctx, req.params.id);
      const { limit } = req.query;
      return answerList<TargetProgress, TargetProgress>(req, reply, req.query, {
        binding: ["targets", commitment.id],
        read: async ({ after }) => {
          const start = after === undefined ? 0 : Number(after[0]);
          return { rows: of.slice(start, start + limit), next: of.length > start + limit ? [start + limit] : null };
        },
        view: (rows) => rows,
      });
    },
  );

  app.post(
    "/v1/commitments/:id/targets/:targetId/measurements",
    {
      schema: operation({
        id: "recordMeasurement",
        tag,
        access: "write",
        summary: "Record what was measured of a target; progress follows from it",
        description: "Answers the target. To correct or take back a measurement, PATCH `targets` of the commitment.",
        params: z.strictObject({ id: Key, targetId: Id }),
        body: NewMeasurement,
        answers: { 201: Target },
        headers: ["Location"],
        problems: [
          "not_found",
          "precondition_failed",
          "conflict",
          "quote_not_found",
          "quote_ambiguous",
          "unprocessable",
        ],
      }),
    },
    async (req, reply) => {
      const asked = { input: req.body, expected: expectedVersion(req) };
      const { slug, target } = await recordMeasurement(contextOf(req), req.params, asked);
      const location = `${baseUrl(req)}/v1/commitments/${slug}/targets`;
      return reply.code(201).header("location", location).send(target);
    },
  );
};
