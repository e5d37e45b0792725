import { z } from "zod";
import { includable } from "../commitments/answers.ts";
import { commitmentFilters } from "../commitments/query.ts";
import { ExchangeLine } from "../exchange/model.ts";
import { exportHeaders, sendExport } from "../http/exports.ts";
import { moment } from "../http/moment.ts";
import { operation } from "../http/operation.ts";
import type { Routes } from "../http/plugin.ts";
import { flag, many } from "../http/query.ts";

const tag = "exports";
const asked = { ...commitmentFilters, ...moment };
const csvQuery = z.strictObject({
  ...asked,
  bom: flag
    .default(false)
    .meta({ description: "Begin with a byte order mark, by which older spreadsheets know UTF-8." }),
});
const ndjsonQuery = z.strictObject({
  ...asked,
  include: many(z.enum(includable)).optional().meta({ description: "Embed these parts; all when left out." }),
});
const whole = "The whole list in the order of ids, streamed: one state of the record, whatever is written meanwhile.";

export const exportRoutes: Routes = async (app) => {
  app.get(
    "/v1/commitments.csv",
    {
      schema: operation({
        id: "exportCsv",
        tag,
        access: "read",
        summary: "Commitments as a spreadsheet (RFC 4180)",
        description: whole,
        query: csvQuery,
        answers: { 200: { content: { "text/csv": z.string() } } },
        headers: exportHeaders,
      }),
    },
    async (req, reply) => sendExport(req, reply, "csv", { filters: req.query, on: req.query.on, bom: req.query.bom }),
  );

  app.get(
    "/v1/commitments.ndjson",
    {
      schema: operation({
        id: "exportNdjson",
        tag,
        access: "read",
        summary: "Commitments in the interchange format: one on each line, with all that it rests on",
        description: whole,
        query: ndjsonQuery,
        answers: {
          200: { description: "One such object on each line.", content: { "application/x-ndjson": ExchangeLine } },
        },
        headers: exportHeaders,
      }),
    },
    async (req, reply) => {
      const { include, on } = req.query;
      return sendExport(req, reply, "ndjson", { filters: req.query, on, include });
    },
  );
};
