import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type CommitmentFilters, commitmentFilters, toFilters } from "../commitments/filters.ts";
import { Edtf, plainDate } from "../dates/edtf.ts";
import { stageOf } from "../domain/amount.ts";
import type { EventType } from "../domain/codelists/codelists.ts";
import { type Body, computedBody } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { contextOf, headOf } from "../http/request/context.ts";
import { speak, translated } from "../http/request/language.ts";
import { moment, recordTime } from "../http/time-travel.ts";
import type { Language } from "../languages/languages.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";
import { flag, integer, many } from "../validation/parameters.ts";
import { codedDimensions, Dimension } from "./dimensions.ts";
import { countFacets } from "./facets.ts";
import { AmountStats, Facets, intervals, Overview, Stats, StatsSeries, seriesDimensions } from "./model.ts";
import { overviewOf } from "./overview.ts";
import { selectionOf } from "./selection.ts";
import { countOverTime, mostPoints } from "./series.ts";
import { countCommitments } from "./service.ts";

const tag = "statistics";
const measures = ["overdue", "slippage", "scores"] as const;
const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

/** What statistics are asked by, in whatever form they are answered. */
export const statsQuery = z.strictObject({
  ...commitmentFilters,
  by: many(Dimension, { max: 2 })
    .refine(isUnique, { error: "`by` names the same dimension twice.", params: { code: "repeated" } })
    .optional()
    .meta({ description: "One or two dimensions; all commitments are one group when left out." }),
  fields: many(z.enum(["count", ...measures]))
    .default(["count", ...measures])
    .meta({
      description:
        "What each group says beside its key and its count. All of it when left out; each measure takes its time where there are many commitments.",
    }),
  zeros: flag.default(false).meta({
    description: `Groups without any commitment too, of the code lists: ${codedDimensions.join(", ")}.`,
    default: false,
  }),
  limit: integer({ min: 1, max: 200 }).default(100).meta({ description: "Groups, 1 to 200: the largest." }),
  sort: z.enum(["count", "code"]).default("count").meta({
    description:
      "`count`: the largest groups first. `code`: the same groups in the order of their code lists, of years and of other keys; those of none last.",
  }),
  ...moment,
  ...translated,
});

/** Each dimension of facets, and the filter by which one of its values is chosen. */
const chosenBy: Partial<Record<Dimension, readonly (keyof CommitmentFilters)[]>> = {
  statedYear: ["statedFrom", "statedTo"],
  dueYear: ["deadlineFrom", "deadlineTo"],
};

const facetsQuery = z.strictObject({
  ...commitmentFilters,
  by: many(Dimension, { max: 10 })
    .refine(isUnique, { error: "`by` names the same dimension twice.", params: { code: "repeated" } })
    .default(["status", "timeliness", "type"])
    .meta({ description: "The dimensions, up to ten." }),
  limit: integer({ min: 1, max: 200 }).default(20).meta({ description: "Values of each, 1 to 200: the commonest." }),
  ...moment,
  ...translated,
});

const overviewQuery = z.strictObject({
  ...commitmentFilters,
  limit: integer({ min: 1, max: 20 }).default(5).meta({ description: "Rows of each list, 1 to 20." }),
  ...moment,
  ...translated,
});

export const seriesQuery = z.strictObject({
  ...commitmentFilters,
  by: z.enum(seriesDimensions).default("status"),
  interval: z.enum(intervals).default("month"),
  from: Edtf.optional().meta({
    description: `The series begins with the period of this day; when left out, of the first statement. At most ${mostPoints} points.`,
  }),
  to: Edtf.optional().meta({
    description: "It ends with the period of this day, which may be to come; today's when left out.",
  }),
  ...recordTime,
  ...translated,
});

export const statsRoutes: Routes = async (app) => {
  app.get(
    "/v1/stats",
    {
      schema: operation({
        id: "getStats",
        tag,
        access: "read",
        summary: "Count commitments by one or two dimensions",
        description:
          "With every filter of the list. Groups of parties, sectors and tags overlap: `total` is how many commitments there are.",
        query: statsQuery,
        answers: { 200: Stats },
        headers: ["ETag", "Content-Language"],
      }),
    },
    (req, reply) => answerStatistics(req, reply, (ctx) => countAsAsked(ctx, req.query)),
  );

  app.get(
    "/v1/stats/facets",
    {
      schema: operation({
        id: "getStatsFacets",
        tag,
        access: "read",
        summary: "Count commitments by several dimensions, for lists to be narrowed by",
        description:
          "Each dimension is counted with every filter but its own, so that its counts say what the list would hold if another value were chosen. " +
          "statedYear has the filters statedFrom and statedTo, dueYear deadlineFrom and deadlineTo.",
        query: facetsQuery,
        answers: { 200: Facets },
        headers: ["ETag", "Content-Language"],
      }),
    },
    (req, reply) =>
      answerStatistics(req, reply, (ctx) => {
        const { by, limit } = req.query;
        const ownOf = (dimension: Dimension) => chosenBy[dimension] ?? [dimension as keyof CommitmentFilters];
        const isChosen = (dimension: Dimension) => ownOf(dimension).some((name) => req.query[name] !== undefined);
        const selectionBut = (dimension: Dimension | null) => {
          const own = dimension === null ? [] : ownOf(dimension);
          return selectionOf(ctx, { ...req.query, ...Object.fromEntries(own.map((name) => [name, undefined])) });
        };
        return countFacets(ctx, { by, isChosen, selectionBut, limit });
      }),
  );

  app.get(
    "/v1/stats/overview",
    {
      schema: operation({
        id: "getStatsOverview",
        tag,
        access: "read",
        summary: "How commitments stand, at a glance",
        description:
          "In one answer what a front page shows: counts by status, timeliness and party, what is due next, what is overdue, and what happened lately.",
        query: overviewQuery,
        answers: { 200: Overview },
        headers: ["ETag", "Content-Language"],
      }),
    },
    (req, reply) =>
      answerStatistics(req, reply, async (ctx) =>
        overviewOf(ctx, { filters: await toFilters(ctx, req.query), limit: req.query.limit }),
      ),
  );

  app.get(
    "/v1/stats/amounts",
    {
      schema: operation({
        id: "getAmountStats",
        tag,
        access: "read",
        summary: "Sum the money that events tell of",
        description:
          "What was pledged, committed and disbursed by events of the commitments that match, for each currency by itself.",
        query: z.strictObject({
          ...commitmentFilters,
          by: z.enum(["year"]).optional().meta({ description: "For each year of the events by itself." }),
          ...moment,
        }),
        answers: { 200: AmountStats },
        headers: ["ETag"],
      }),
    },
    (req, reply) =>
      answerCounted(req, reply, async (ctx) =>
        sumAmounts(ctx, await toFilters(ctx, req.query), req.query.by === "year"),
      ),
  );

  app.get(
    "/v1/stats/series",
    {
      schema: operation({
        id: "getStatsSeries",
        tag,
        access: "read",
        summary: "Count commitments over time",
        description:
          "The stock of each code at the end of each period, what was stated in it, and what is due in it. Filters choose commitments as they are today, or at `asOf`.",
        query: seriesQuery,
        answers: { 200: StatsSeries },
        headers: ["ETag", "Content-Language"],
      }),
    },
    (req, reply) => answerStatistics(req, reply, (ctx) => seriesAsAsked(ctx, req.query)),
  );
};

/** More rows than there are currencies, stages and years of any record. */
const mostSums = 5000;

async function sumAmounts(ctx: Context, filters: readonly Filter[], byYear: boolean): Promise<AmountStats> {
  const found = await ctx.store.amounts({ filters, byYear, limit: mostSums });
  const data = found.flatMap(({ type, hundredths, ...row }) => {
    const stage = stageOf[type as EventType];
    return stage === undefined ? [] : [{ stage, ...row, total: Number(hundredths) / 100 }];
  });
  return { data, day: plainDate(ctx.now()) };
}

export async function countAsAsked(ctx: Context, query: z.output<typeof statsQuery>): Promise<Stats> {
  const { by = [], fields, zeros, limit, sort } = query;
  const asked = measures.filter((measure) => fields.includes(measure));
  return countCommitments(ctx, { ...(await selectionOf(ctx, query)), by, measures: asked, zeros, limit, sort });
}

export async function seriesAsAsked(ctx: Context, query: z.output<typeof seriesQuery>): Promise<StatsSeries> {
  return countOverTime(ctx, { ...query, ...(await selectionOf(ctx, query)) });
}

/** Answers with statistics whose groups have labels. */
export function answerStatistics(
  req: FastifyRequest,
  reply: FastifyReply,
  count: (ctx: Context) => Promise<object>,
): Promise<Body> {
  speak(req, reply, (req.query as { lang?: Language }).lang);
  return answerCounted(req, reply, count);
}

/** The ledger's head is read first, so that the ETag never claims more than the counts show. */
async function answerCounted(
  req: FastifyRequest,
  reply: FastifyReply,
  count: (ctx: Context) => Promise<object>,
): Promise<Body> {
  const ctx = contextOf(req);
  const head = await headOf(req);
  return computedBody(req, reply, await count(ctx), { headSeq: head.seq, day: plainDate(ctx.now()) });
}
