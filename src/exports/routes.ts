import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { includable } from "../commitments/embed.ts";
import { commitmentFilters } from "../commitments/filters.ts";
import type { Body } from "../http/caching/conditional.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { isTranslated, speak, translated } from "../http/request/language.ts";
import { moment } from "../http/time-travel.ts";
import { answerStatistics, countAsAsked, seriesAsAsked, seriesQuery, statsQuery } from "../stats/routes.ts";
import { flag, many } from "../validation/parameters.ts";
import { exportContent, exportHeaders, sendExport } from "./answer.ts";
import { xlsxType } from "./formats/workbook.ts";
import { statisticsCsv, statisticsXlsx } from "./statistics.ts";

const asked = { ...commitmentFilters, ...moment };
const query = z.strictObject(asked);
const labels = flag.default(false).meta({
  description:
    "A column of labels beside each column of codes, in the language that `lang` or `Accept-Language` chooses: `status`, `statusLabel`.",
});
const xlsxQuery = z.strictObject({ ...asked, labels, ...translated });
const csvQuery = z.strictObject({
  ...asked,
  labels,
  bom: flag
    .default(false)
    .meta({ description: "Begin with a byte order mark, by which older spreadsheets know UTF-8." }),
  ...translated,
});
const ndjsonQuery = z.strictObject({
  ...asked,
  include: many(z.enum(includable)).optional().meta({ description: "Embed these parts; all when left out." }),
});
const geojsonQuery = z.strictObject({
  ...asked,
  unlocated: flag
    .default(false)
    .meta({ description: "Also commitments without a location, as features without geometry." }),
});
const description =
  "The whole list in the order of ids, streamed: one state of the record, whatever is written meanwhile.";

/** The schema of a route that exports in one format. */
function exportsAs<Q>(
  type: keyof typeof exportContent,
  { id, summary, query }: { id: string; summary: string; query: Q },
) {
  const answers = { 200: { content: { [type]: exportContent[type] } } };
  const headers = isTranslated(query) ? ([...exportHeaders, "Content-Language"] as const) : exportHeaders;
  return { schema: operation({ id, tag: "exports", access: "read", summary, description, query, answers, headers }) };
}

/** The schema of a route that gives statistics as a spreadsheet. */
function countsAs<Q>(
  type: "text/csv" | typeof xlsxType,
  { id, summary, query }: { id: string; summary: string; query: Q },
) {
  const rows = z.string().meta({
    description: "A row a group, or a period.",
    ...(type === xlsxType && { format: "binary" }),
  });
  const answers = { 200: { content: { [type]: rows } } };
  const description =
    "The members of the answer in JSON as columns, those within others by their path: `scores.all.n`.";
  const headers = ["ETag", "Content-Language"] as const;
  return {
    schema: operation({ id, tag: "statistics", access: "read", summary, description, query, answers, headers }),
  };
}

/** Makes a spreadsheet of what was counted. `first`: its columns where there is no row. */
type WriteRows = (rows: readonly Record<string, unknown>[], first: readonly string[]) => Buffer | Promise<Buffer>;

function answerGroups(req: FastifyRequest, reply: FastifyReply, write: WriteRows): Promise<Body> {
  const query = req.query as z.output<typeof statsQuery>;
  return answerStatistics(req, reply, async (ctx) =>
    write((await countAsAsked(ctx, query)).data, ["key", "label", "count"]),
  );
}

function answerPeriods(req: FastifyRequest, reply: FastifyReply, write: WriteRows): Promise<Body> {
  const query = req.query as z.output<typeof seriesQuery>;
  return answerStatistics(req, reply, async (ctx) =>
    write((await seriesAsAsked(ctx, query)).data, ["period", "on", "total"]),
  );
}

export const exportRoutes: Routes = async (app) => {
  app.get(
    "/v1/stats.csv",
    countsAs("text/csv", { id: "exportStats", summary: "Counts of commitments as a spreadsheet", query: statsQuery }),
    (req, reply) => answerGroups(req, reply.type("text/csv; charset=utf-8"), statisticsCsv),
  );

  app.get(
    "/v1/stats.xlsx",
    countsAs(xlsxType, {
      id: "exportStatsXlsx",
      summary: "Counts of commitments as an Excel workbook",
      query: statsQuery,
    }),
    (req, reply) => answerGroups(req, reply.type(xlsxType), statisticsXlsx),
  );

  app.get(
    "/v1/stats/series.csv",
    countsAs("text/csv", {
      id: "exportStatsSeries",
      summary: "Counts of commitments over time as a spreadsheet",
      query: seriesQuery,
    }),
    (req, reply) => answerPeriods(req, reply.type("text/csv; charset=utf-8"), statisticsCsv),
  );

  app.get(
    "/v1/stats/series.xlsx",
    countsAs(xlsxType, {
      id: "exportSeriesXlsx",
      summary: "Counts of commitments over time as an Excel workbook",
      query: seriesQuery,
    }),
    (req, reply) => answerPeriods(req, reply.type(xlsxType), statisticsXlsx),
  );

  app.get(
    "/v1/commitments.ndjson",
    exportsAs("application/x-ndjson", {
      id: "exportNdjson",
      summary: "Commitments in the interchange format: one on each line, with all that it rests on",
      query: ndjsonQuery,
    }),
    async (req, reply) => {
      const { include, on } = req.query;
      return sendExport(req, reply, "ndjson", { filters: req.query, on, include });
    },
  );

  app.get(
    "/v1/commitments.csv",
    exportsAs("text/csv", { id: "exportCsv", summary: "Commitments as a spreadsheet (RFC 4180)", query: csvQuery }),
    async (req, reply) => {
      const { on, bom, labels, lang } = req.query;
      const language = labels ? speak(req, reply, lang) : undefined;
      return sendExport(req, reply, "csv", { filters: req.query, on, bom, labels: language });
    },
  );

  app.get(
    "/v1/commitments.xlsx",
    exportsAs(xlsxType, { id: "exportXlsx", summary: "Commitments as an Excel workbook (ECMA-376)", query: xlsxQuery }),
    async (req, reply) => {
      const { on, labels, lang } = req.query;
      const language = labels ? speak(req, reply, lang) : undefined;
      return sendExport(req, reply, "xlsx", { filters: req.query, on, labels: language });
    },
  );

  app.get(
    "/v1/commitments.geojson",
    exportsAs("application/geo+json", {
      id: "exportGeojson",
      summary: "Commitments on a map (GeoJSON, RFC 7946)",
      query: geojsonQuery,
    }),
    async (req, reply) => {
      const { unlocated, on } = req.query;
      return sendExport(req, reply, "geojson", { filters: req.query, on, unlocated });
    },
  );

  app.get(
    "/v1/commitments.jsonld",
    exportsAs("application/ld+json", {
      id: "exportJsonld",
      summary: "Commitments as linked data: schema.org Claims with Web Annotations (JSON-LD 1.1)",
      query,
    }),
    async (req, reply) => sendExport(req, reply, "jsonld", { filters: req.query, on: req.query.on }),
  );

  app.get(
    "/v1/commitments.iati.xml",
    exportsAs("application/xml", { id: "exportIati", summary: "Commitments as IATI activities, version 2.03", query }),
    async (req, reply) => sendExport(req, reply, "iati", { filters: req.query, on: req.query.on }),
  );

  app.get(
    "/v1/timeline.ics",
    exportsAs("text/calendar", {
      id: "exportCalendar",
      summary: "Due dates of commitments and their milestones as a calendar (RFC 5545)",
      query,
    }),
    async (req, reply) => sendExport(req, reply, "ics", { filters: req.query, on: req.query.on }),
  );
};
