import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Edtf } from "../../dates/edtf.ts";
import type { Commitment } from "../../domain/commitment.ts";
import { ofTimelineEntry, withLabels } from "../../domain/labelled.ts";
import type { Body } from "../../http/caching/conditional.ts";
import { operation, type Routes } from "../../http/contract/operation.ts";
import { answerList, bound, listOf, paging } from "../../http/lists.ts";
import { contextOf, headOf } from "../../http/request/context.ts";
import { speak, translated } from "../../http/request/language.ts";
import { moment } from "../../http/time-travel.ts";
import { find } from "../../records/records.ts";
import type { Entry, Filter, TimelineQuery } from "../../store/port/query.ts";
import { Key } from "../../validation/fields.ts";
import { many } from "../../validation/parameters.ts";
import { commitmentFilters, rangeOf, toFilters } from "../filters.ts";
import { EntryKind, TimelineEntry } from "./model.ts";
import { showEntries } from "./service.ts";

const tag = "timeline";
const params = z.strictObject({ id: Key });
const Timeline = listOf(TimelineEntry, "Timeline");
const asked = {
  from: Edtf.optional().meta({ description: "From this day on: the entry's bounds overlap." }),
  to: Edtf.optional().meta({ description: "Up to this day: the entry's bounds overlap." }),
  entry: many(EntryKind).optional(),
  order: z
    .enum(["asc", "desc"])
    .default("asc")
    .meta({ description: "Oldest or newest first; what has no date comes last." }),
  include: many(z.enum(["labels"]))
    .optional()
    .meta({ description: "`labels`: its codes and its date in words." }),
  ...translated,
  ...moment,
  ...paging,
};
const query = z.strictObject(asked);
const acrossQuery = z.strictObject({ ...commitmentFilters, ...asked });
type Asked = z.output<typeof query>;

export const timelineRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments/:id/timeline",
    {
      schema: operation({
        id: "getTimeline",
        tag,
        access: "read",
        summary: "The timeline of a commitment: everything dated, in one order",
        description:
          "Events, milestones, the due window and its changes, and assessments in one shape, each with bounds to draw it by.",
        params,
        query,
        answers: { 200: Timeline },
        headers: ["ETag", "Link", "Content-Language"],
        problems: ["not_found", "invalid_cursor"],
      }),
    },
    async (req, reply) => {
      const commitment = await find(contextOf(req), "commitment", req.params.id);
      return answer(req, reply, req.query, { commitment });
    },
  );

  app.get(
    "/v1/timeline",
    {
      schema: operation({
        id: "getTimelines",
        tag,
        access: "read",
        summary: "The timelines of all commitments that match, in one order",
        description: "Takes every filter of the list of commitments, and `from` and `to` for the dates of the entries.",
        query: acrossQuery,
        answers: { 200: Timeline },
        headers: ["ETag", "Link", "Content-Language"],
        problems: ["invalid_cursor"],
      }),
    },
    async (req, reply) => {
      await headOf(req);
      return answer(req, reply, req.query, { filters: await toFilters(contextOf(req), req.query) });
    },
  );
};

function answer(
  req: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  which: { commitment: Commitment } | { filters: Filter[] },
): Promise<Body> {
  const ctx = contextOf(req);
  const { entry, order, limit, include, lang } = asked;
  const language = include && speak(req, reply, lang);
  const only = "commitment" in which ? which.commitment : undefined;
  const base: TimelineQuery = {
    ...("commitment" in which ? { commitmentId: which.commitment.id } : which),
    ...rangeOf(asked),
    ...(entry && { entries: entry }),
    descending: order === "desc",
    limit,
  };
  return answerList<Entry, TimelineEntry>(req, reply, asked, {
    binding: [{ ...base, filters: bound(base.filters), limit: undefined }],
    read: (after) => ctx.store.timeline({ ...base, ...after }),
    view: async (entries) => {
      const shown = await showEntries(ctx, entries, only);
      return language ? shown.map((each) => withLabels(each, ofTimelineEntry, language)) : shown;
    },
  });
}
