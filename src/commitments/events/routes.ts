import { z } from "zod";
import { EventKind, EventType } from "../../domain/codelists/codelists.ts";
import { Event, EventPatch, NewEvent } from "../../domain/event.ts";
import { ofEvent, withLabels } from "../../domain/labelled.ts";
import { writtenOf } from "../../domain/warning.ts";
import { mergePatchTypes } from "../../http/bodies/json.ts";
import { createdBody, entityBody, expectedVersion, sendNothing } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerRecords, counting, listOf, paging } from "../../http/lists.ts";
import { contextOf } from "../../http/request/context.ts";
import { speak, translated } from "../../http/request/language.ts";
import { moment } from "../../http/time-travel.ts";
import { byDate, findPart } from "../../records/aggregate.ts";
import { find } from "../../records/records.ts";
import { withWarnings } from "../../records/warnings.ts";
import type { Filter } from "../../store/port/query.ts";
import { Id, Key, PartyRef } from "../../validation/fields.ts";
import { many, manyOrNot } from "../../validation/parameters.ts";
import { EventLabelled } from "./model.ts";
import { deleteEvent, patchEvent, recordEvent, restoreEvent } from "./service.ts";

const tag = "events";
const params = z.strictObject({ id: Key });
const one = z.strictObject({ id: Key, eventId: Id });
const EventWritten = writtenOf(Event, "EventWritten", "An event as answered to whoever wrote it.");
const EventList = listOf(EventLabelled, "EventList");
const query = z.strictObject({
  type: manyOrNot(EventType).optional(),
  kind: manyOrNot(EventKind).optional(),
  party: manyOrNot(PartyRef).optional().meta({ description: "Acts of this party alone, or with others." }),
  include: many(z.enum(["labels"]))
    .optional()
    .meta({ description: "`labels`: its codes and its date in words." }),
  ...translated,
  ...moment,
  ...paging,
  ...counting,
});
const momentQuery = z.strictObject(moment);
const writing = [
  "not_found",
  "conflict",
  "invalid_move",
  "quote_not_found",
  "quote_ambiguous",
  "unprocessable",
] as const;

export const eventRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/events",
    {
      schema: operation({
        id: "listEvents",
        tag,
        access: "read",
        summary: "List the events of a commitment, in the order of time",
        description: "Superseded events are among them, marked by the event that supersedes them.",
        params,
        query,
        answers: { 200: EventList },
        headers: ["ETag", "Link", "Content-Language"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const commitment = await find(contextOf(req), "commitment", req.params.id);
      const filters: Filter[] = [{ field: "commitmentId", in: [commitment.id] }];
      for (const field of ["type", "kind"] as const) {
        const chosen = req.query[field];
        if (chosen) filters.push({ field, in: chosen.values, not: chosen.not });
      }
      const { party } = req.query;
      if (party) filters.push({ link: "party", rel: ["actor"], to: party.values, not: party.not });
      const { include, lang } = req.query;
      const language = include && speak(req, reply, lang);
      return answerRecords(req, reply, {
        kind: "event",
        query: req.query,
        filters,
        sort: byDate,
        view: (rows) => (language ? rows.map((event) => withLabels(event, ofEvent, language)) : rows),
      });
    },
  );

  app.post(
    "/v1/commitments/:id/events",
    {
      schema: operation({
        id: "recordEvent",
        tag,
        access: "write",
        summary: "Record what happened; status and due date follow from it",
        params,
        body: NewEvent,
        answers: { 201: EventWritten },
        headers: ["ETag", "Location"],
        problems: writing,
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const event = await recordEvent(ctx, req.params.id, req.body);
      const written = withWarnings(event, ctx);
      return createdBody(req, reply, written, `/v1/commitments/${event.commitmentId}/events/${event.id}`);
    },
  );

  app.get(
    "/v1/commitments/:id/events/:eventId",
    {
      schema: operation({
        id: "getEvent",
        tag,
        access: "read",
        summary: "Read an event",
        description: "A dated entry of the timeline, with its evidence.",
        params: one,
        query: momentQuery,
        answers: { 200: Event },
        headers: ["ETag"],
        problems: ["not_found"],
      }),
    },
    async (req, reply) =>
      entityBody(
        req,
        reply,
        await findPart(contextOf(req), "event", { commitment: req.params.id, id: req.params.eventId }),
      ),
  );

  app.patch(
    "/v1/commitments/:id/events/:eventId",
    {
      schema: operation({
        id: "patchEvent",
        tag,
        access: "write",
        summary: "Correct an event",
        params: one,
        body: EventPatch,
        consumes: mergePatchTypes,
        answers: { 200: EventWritten },
        headers: ["ETag"],
        problems: ["precondition_failed", ...writing],
      }),
    },
    async (req, reply) => {
      const ctx = contextOf(req);
      const event = await patchEvent(ctx, req.params, req.body, expectedVersion(req));
      return entityBody(req, reply, withWarnings(event, ctx));
    },
  );

  app.delete(
    "/v1/commitments/:id/events/:eventId",
    {
      schema: operation({
        id: "deleteEvent",
        tag,
        access: "write",
        summary: "Take an event off the timeline",
        params: one,
        answers: { 204: null },
        problems: ["not_found", "in_use", "conflict", "unprocessable", "precondition_failed"],
      }),
    },
    async (req, reply) => {
      await deleteEvent(contextOf(req), req.params, expectedVersion(req));
      return sendNothing(reply);
    },
  );

  app.post(
    "/v1/commitments/:id/events/:eventId/restore",
    {
      schema: operation({
        id: "restoreEvent",
        tag,
        access: "write",
        summary: "Put a deleted event back on the timeline",
        params: one,
        answers: { 200: Event },
        headers: ["ETag"],
        problems: ["not_deleted", ...writing],
      }),
    },
    async (req, reply) => entityBody(req, reply, await restoreEvent(contextOf(req), req.params)),
  );
};
