import { z } from "zod";
import { AssessmentView, NewAssessment } from "../../domain/assessment.ts";
import { AssessmentOrigin, Fulfilment } from "../../domain/codelists/codelists.ts";
import { createdBody, entityBody } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging } from "../../http/lists.ts";
import { contextOf } from "../../http/request/context.ts";
import { moment } from "../../http/time-travel.ts";
import { byDate } from "../../records/aggregate.ts";
import { find } from "../../records/records.ts";
import type { Filter } from "../../store/port/query.ts";
import { Id, Key } from "../../validation/fields.ts";
import { manyOrNot } from "../../validation/parameters.ts";
import { getAssessment, recordAssessment, viewAssessments } from "./service.ts";

const tag = "assessments";
const params = z.strictObject({ id: Key });
const one = z.strictObject({ id: Key, assessmentId: Id });
const AssessmentList = listOf(AssessmentView, "AssessmentList");
const query = z.strictObject({
  fulfilment: manyOrNot(Fulfilment).optional(),
  origin: manyOrNot(AssessmentOrigin).optional(),
  ...moment,
  ...paging,
  ...counting,
});
const momentQuery = z.strictObject(moment);

export const assessmentRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/assessments",
    {
      schema: operation({
        id: "listAssessments",
        tag,
        access: "read",
        summary: "List the assessments of a commitment, in the order of time",
        description: "All of them: `supersededBy` names what took the place of one, null is in force.",
        params,
        query,
        answers: { 200: AssessmentList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await find(ctx, "commitment", req.params.id);
      const filters: Filter[] = [{ field: "commitmentId", in: [commitment.id] }];
      for (const field of ["fulfilment", "origin"] as const) {
        const chosen = req.query[field];
        if (chosen) filters.push({ field, in: chosen.values, not: chosen.not });
      }
      return answerRecords(req, reply, {
        kind: "assessment",
        query: req.query,
        filters,
        sort: byDate,
        view: (rows) => viewAssessments(ctx, rows),
      });
    },
  );

  app.post(
    "/v1/commitments/:id/assessments",
    {
      schema: operation({
        id: "recordAssessment",
        tag,
        access: "write",
        summary: "Record a judgement of fulfilment",
        description: "An assessment is never edited or deleted: a correction is another one that `supersedes` it.",
        params,
        body: NewAssessment,
        answers: { 201: AssessmentView },
        headers: ["ETag", "Location"],
        problems: [
          "not_found",
          "conflict",
          "already_superseded",
          "quote_not_found",
          "quote_ambiguous",
          "unprocessable",
        ],
      }),
    },
    async (req, reply) => {
      const assessment = await recordAssessment(contextOf(req), req.params.id, req.body);
      const path = `/v1/commitments/${assessment.commitmentId}/assessments/${assessment.id}`;
      return createdBody(req, reply, assessment, path);
    },
  );

  app.get(
    "/v1/commitments/:id/assessments/:assessmentId",
    {
      schema: operation({
        id: "getAssessment",
        tag,
        access: "read",
        summary: "Read an assessment",
        description: "A dated judgement of fulfilment, with its evidence.",
        params: one,
        query: momentQuery,
        answers: { 200: AssessmentView },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const assessment = await getAssessment(contextOf(req), req.params);
      const { supersededBy } = assessment;
      return entityBody(req, reply, assessment, supersededBy === null ? {} : { variant: supersededBy });
    },
  );
};
