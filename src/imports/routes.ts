import { once } from "node:events";
import { PassThrough } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { csvRow } from "../exports/exchange/cells.ts";
import { awaitAnswer, bytesOf, isStreamed, streamBodies } from "../http/bodies/upload.ts";
import { operation } from "../http/contract/operation.ts";
import type { Routes } from "../http/contract/plugin.ts";
import { keepWith, onceFor, replay } from "../http/idempotency.ts";
import { configOf, contextOf } from "../http/request/context.ts";
import { preferredType } from "../http/request/negotiate.ts";
import type { Once } from "../store/port/idempotency.ts";
import { flag } from "../validation/parameters.ts";
import { type ImportFormat, importFormatNames, importFormats, itemsOf } from "./formats.ts";
import { ImportReport, LineReport } from "./model.ts";
import { importLines } from "./service.ts";
import { exampleRow, templateColumns } from "./template.ts";
import { type Spooled, spool, tooLarge } from "./temporary-file.ts";

const tag = "imports";
const json = "application/json";
const ndjson = "application/x-ndjson";
const types = importFormatNames.flatMap((name) => [...importFormats[name].types]);

const query = z.strictObject({
  dryRun: flag
    .default(false)
    .meta({ description: "Do the same, then take it back: the report is exact, and nothing is written." }),
});
const templateQuery = z.strictObject({
  example: flag.default(false).meta({ description: "With a row that shows how cells are filled." }),
});

export const importRoutes: Routes = async (app) => {
  const state = { isUnderway: false };
  streamBodies(app, types);

  app.post(
    "/v1/import",
    {
      schema: operation({
        id: "importCommitments",
        tag,
        access: "write",
        summary: "Import commitments from NDJSON or CSV, all of them or nothing",
        description:
          "Lines are those of an export: what is known is changed where it differs, what is new is added, and nothing is deleted. " +
          "With `Accept: application/x-ndjson` a report on each line is sent as it is judged, and the summary last; the status is " +
          "200 then, whatever the summary says.",
        query,
        body: z.unknown(),
        consumes: types,
        answers: { 200: { content: { [json]: ImportReport, [ndjson]: z.union([LineReport, ImportReport]) } } },
        problems: ["import_underway", "import_refused", "malformed_csv"],
      }),
    },
    async (req, reply) => {
      if (state.isUnderway)
        throw new AppError("import_underway", "An import is under way in this process: one is made at a time.");
      state.isUnderway = true;
      const signal = awaitAnswer(req, reply);
      const file = await receive(req).catch((error: unknown) => {
        state.isUnderway = false;
        throw error;
      });
      const done = async () => {
        state.isUnderway = false;
        await file.close();
      };
      return answer(req, reply, { file, signal, done, dryRun: req.query.dryRun });
    },
  );

  app.get(
    "/v1/import/template.csv",
    {
      schema: operation({
        id: "getImportTemplate",
        tag,
        access: "read",
        summary: "A spreadsheet to fill in: the columns that an import reads",
        query: templateQuery,
        answers: { 200: { content: { "text/csv": z.string() } } },
        headers: ["Content-Disposition"],
      }),
    },
    async (req, reply) => {
      const rows = [templateColumns, ...(req.query.example ? [exampleRow] : [])];
      return reply
        .type("text/csv; charset=utf-8; header=present")
        .header("content-disposition", 'attachment; filename="servanda-template.csv"')
        .send(rows.map(csvRow).join(""));
    },
  );
};

/** @throws AppError too_large, request_timeout, insufficient_storage */
async function receive(req: FastifyRequest): Promise<Spooled> {
  const { importLimitBytes } = configOf(req);
  if (!isStreamed(req)) throw new AppError("invalid_request", "A body is required: the lines to import.");
  if (Number(req.headers["content-length"] ?? 0) > importLimitBytes) throw tooLarge(importLimitBytes);
  return spool(bytesOf(req), importLimitBytes);
}

interface Job {
  file: Spooled;
  signal: AbortSignal;
  dryRun: boolean;
  done: () => Promise<void>;
}

/** Reports as one answer, or line by line while the work goes on. */
async function answer(req: FastifyRequest, reply: FastifyReply, { file, done, ...rest }: Job): Promise<FastifyReply> {
  const type = preferredType(req.headers.accept, [json, ndjson]) === ndjson ? ndjson : json;
  const ctx = contextOf(req);
  const held: { request?: Once | undefined } = {};
  try {
    held.request = onceFor(req, file.sha256);
    const kept = held.request && (await replay(req, held.request));
    if (kept) {
      await done();
      const text = type === json ? kept.body : `${kept.body}\n`;
      return reply.code(kept.status).header("idempotency-replayed", "true").type(type).send(text);
    }
  } catch (error) {
    await done();
    throw error;
  }
  const out = new PassThrough();
  const started = Promise.withResolvers<void>();
  // Whoever reads it may go at any time; that the work then ends is the signal's matter.
  out.on("error", () => {});
  const tell = async (report: LineReport | ImportReport) => {
    started.resolve();
    if (out.destroyed || out.write(`${JSON.stringify(report)}\n`)) return;
    await Promise.race([once(out, "drain", { signal: rest.signal }), once(out, "close")]);
  };
  const work = importLines(ctx, itemsOf(formatOf(req), file.read), {
    ...rest,
    ...(type === ndjson && { told: tell }),
    sealed: async (store, report) => {
      if (held.request) await keepWith(store, ctx.now(), held.request, JSON.stringify(report));
    },
  }).finally(done);
  if (type === json) return sendReport(reply, await work);
  work.then(
    async (report) => {
      await tell(report);
      out.end();
    },
    (error: Error) => out.destroy(error),
  );
  await Promise.race([started.promise, work]);
  return reply.type(ndjson).send(out);
}

function sendReport(reply: FastifyReply, report: ImportReport): FastifyReply {
  if (report.committed || report.dryRun) return reply.type(json).send(JSON.stringify(report));
  const { errors, ...counts } = report;
  const detail = `${report.failed} of ${report.lines} lines cannot be imported; nothing was written.`;
  throw new AppError("import_refused", detail, { errors, extra: counts });
}

function formatOf({ headers }: FastifyRequest): ImportFormat {
  const [type = ""] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const isOf = (name: ImportFormat) => (importFormats[name].types as readonly string[]).includes(type.trim());
  return importFormatNames.find(isOf) ?? "ndjson";
}
