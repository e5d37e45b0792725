import { z } from "zod";
import { plainDate } from "../../dates/edtf.ts";
import { MilestonePatch, MilestoneView, NewMilestone } from "../../domain/milestone.ts";
import { writtenOf } from "../../domain/warning.ts";
import { mergePatchTypes } from "../../http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, sendNothing } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging } from "../../http/lists.ts";
import { contextOf } from "../../http/request/context.ts";
import { moment } from "../../http/time-travel.ts";
import { findPart } from "../../records/aggregate.ts";
import { find } from "../../records/records.ts";
import { withWarnings } from "../../records/warnings.ts";
import { Id, Key } from "../../validation/fields.ts";
import { createMilestone, deleteMilestone, patchMilestone, viewMilestone } from "./service.ts";

const tag = "milestones";
const params = z.strictObject({ id: Key });
const one = z.strictObject({ id: Key, milestoneId: Id });
const MilestoneWritten = writtenOf(MilestoneView, "MilestoneWritten", "A milestone as answered to whoever wrote it.");
const MilestoneList = listOf(MilestoneView, "MilestoneList");
const query = z.strictObject({ ...moment, ...paging, ...counting });
const momentQuery = z.strictObject(moment);
const writing = ["not_found", "conflict", "quote_not_found", "quote_ambiguous", "unprocessable"] as const;

export const milestoneRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/milestones",
    {
      schema: operation({
        id: "listMilestones",
        tag,
        access: "read",
        summary: "List the milestones of a commitment",
        description: "The criteria by which completion can be checked, each with its state and due date.",
        params,
        query,
        answers: { 200: MilestoneList },
        headers: ["ETag", "Link"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const commitment = await find(ctx, "commitment", req.params.id);
      const day = plainDate(ctx.now());
      const filters = [{ field: "commitmentId", in: [commitment.id] }];
      return answerRecords(req, reply, {
        kind: "milestone",
        query: req.query,
        filters,
        sort: [],
        view: (rows) => rows.map((row) => viewMilestone(row, day)),
      });
    },
  );

  app.post(
    "/v1/commitments/:id/milestones",
    {
      schema: operation({
        id: "createMilestone",
        tag,
        access: "write",
        summary: "Add a milestone",
        params,
        body: NewMilestone,
        answers: { 201: MilestoneWritten },
        headers: ["ETag", "Location"],
        problems: writing,
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const milestone = await createMilestone(ctx, req.params.id, req.body);
      const path = `/v1/commitments/${milestone.commitmentId}/milestones/${milestone.id}`;
      return createdBody(req, reply, withWarnings(viewMilestone(milestone, plainDate(ctx.now())), ctx), path);
    },
  );

  app.get(
    "/v1/commitments/:id/milestones/:milestoneId",
    {
      schema: operation({
        id: "getMilestone",
        tag,
        access: "read",
        summary: "Read a milestone",
        description: "One criterion, with its state and due date.",
        params: one,
        query: momentQuery,
        answers: { 200: MilestoneView },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const day = plainDate(ctx.now());
      return entityBody(
        req,
        reply,
        viewMilestone(await findPart(ctx, "milestone", { commitment: req.params.id, id: req.params.milestoneId }), day),
        { day },
      );
    },
  );

  app.patch(
    "/v1/commitments/:id/milestones/:milestoneId",
    {
      schema: operation({
        id: "patchMilestone",
        tag,
        access: "write",
        summary: "Change a milestone",
        params: one,
        body: MilestonePatch,
        consumes: mergePatchTypes,
        answers: { 200: MilestoneWritten },
        headers: ["ETag"],
        problems: ["precondition_failed", ...writing],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const day = plainDate(ctx.now());
      return entityBody(
        req,
        reply,
        withWarnings(viewMilestone(await patchMilestone(ctx, req.params, req.body, expectedVersion(req)), day), ctx),
        { day },
      );
    },
  );

  app.delete(
    "/v1/commitments/:id/milestones/:milestoneId",
    {
      schema: operation({
        id: "deleteMilestone",
        tag,
        access: "write",
        summary: "Delete a milestone",
        params: one,
        answers: { 204: null },
        problems: ["not_found", "conflict", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteMilestone(contextOf(req), req.params, expectedVersion(req));
      return sendNothing(reply);
    },
  );
};
