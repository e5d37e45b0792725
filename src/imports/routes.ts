import { once } from "node:events";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { AppError } from "../errors/errors.ts";
import { csvRow } from "../exports/exchange/cells.ts";
import { guestOf, streamTo, untilClosed } from "../http/bodies/download.ts";
import { bytesOf, isStreamed, streamBodies, whileWorking } from "../http/bodies/upload.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { keepWith, onceFor, replay } from "../http/idempotency/keys.ts";
import { liftDeadline } from "../http/limits/deadline.ts";
import { keepPace, type Pace } from "../http/limits/pace.ts";
import { type Places, sharePlaces } from "../http/limits/places.ts";
import { metricsOf } from "../http/metrics/measure.ts";
import { bodyTypeOf } from "../http/request/body-type.ts";
import { configOf, contextOf } from "../http/request/context.ts";
import { preferredType } from "../http/request/negotiate.ts";
import type { KeptAnswer } from "../store/port/idempotency.ts";
import { flag } from "../validation/parameters.ts";
import { type ImportFormat, importFormatNames, importFormats, itemsOf, rowsOf } from "./formats.ts";
import { codesOf, defaults, ImportMode, ImportReport, LineReport, Organisations } from "./lines/model.ts";
import { openReport } from "./report-file.ts";
import { importLines } from "./service.ts";
import { readSheet, Sheet } from "./sheets/read-sheet.ts";
import { exampleRow, templateColumns } from "./sheets/template.ts";
import { type Spooled, spool, tooLarge } from "./temporary-file.ts";
import { takeTurns } from "./turns.ts";

const tag = "imports";
const json = "application/json";
const ndjson = "application/x-ndjson";
const types = importFormatNames.flatMap((name) => [...importFormats[name].types]);

const sheetTypes = [...importFormats.csv.types, ...importFormats.xlsx.types];

const query = z.strictObject({
  dryRun: flag
    .default(false)
    .meta({ description: "Do the same, then take it back: the report is exact, and nothing is written." }),
  mode: ImportMode.optional().meta({
    description:
      "Left out: a line with an `id`, as exports have it, may be new or known; one without is a new commitment.",
  }),
  ignoreUnknown: flag.default(false).meta({
    description: "Pass over columns, and members of a line, that are not known; of IATI, related activities.",
  }),
  ...defaults,
  organisations: Organisations,
});
const templateQuery = z.strictObject({
  example: flag.default(false).meta({ description: "With a row that shows how cells are filled." }),
});

export const importRoutes: Routes = async (app) => {
  const inTurn = takeTurns();
  const places = openPlaces(configOf({ server: app }));
  metricsOf(app).places(() => [{ place: "imports", ...places.load() }]);
  streamBodies(app, types);

  app.post(
    "/v1/import",
    {
      schema: operation({
        id: "importCommitments",
        tag,
        access: "write",
        summary: "Import commitments from NDJSON, CSV, an Excel workbook or IATI, all of them or nothing",
        description:
          "Lines are those of an export: what is known is changed where it differs, what is new is added, and nothing is deleted. " +
          "CSV may be separated by commas, semicolons or tabs, and be UTF-8, UTF-16 or of the `charset` of its media type; of a workbook the first sheet is read. " +
          "XML is of IATI activities, version 2.0x; what these do not say, such as the firmness of a promise, is given by `default...`. " +
          "With `Accept: application/x-ndjson` a report on each line is sent as it is judged, and the summary last; the status is " +
          "200 then, whatever the summary says.",
        query,
        body: z.unknown(),
        consumes: types,
        anyCharset: [...importFormats.csv.types, ...importFormats.iati.types],
        answers: { 200: { content: { [json]: ImportReport, [ndjson]: z.union([LineReport, ImportReport]) } } },
        problems: ["import_underway", "import_refused", "malformed_csv", "malformed_xlsx", "malformed_xml"],
      }),
    },
    async (req, reply) => {
      liftDeadline(req);
      const over = untilClosed(reply);
      const { slowClientMs } = configOf(req);
      const place = { pace: keepPace(slowClientMs) };
      await places.take({ ...guestOf(req, reply), isSlow: () => place.pace.isBehind() }, over);
      const file = await receive(req, place.pace);
      place.pace = keepPace(slowClientMs);
      const judge: Judge = (told) =>
        whileWorking(req, () =>
          inTurn(over, () => judged(req, { file, over, told, dryRun: req.query.dryRun })),
        ).finally(file.close);
      const asLines = preferredType(req.headers.accept, [json, ndjson]) === ndjson;
      return asLines ? answerLines(reply, judge, { pace: place.pace, over }) : answerWhole(reply, await judge());
    },
  );

  app.post(
    "/v1/import/sheet",
    {
      schema: operation({
        id: "readSheet",
        tag,
        access: "write",
        summary: "Read the cells of a CSV file or an Excel workbook as an import reads them; nothing is written",
        description:
          "Whatever separates them and whichever charset they are in. So a sheet can be shown beside the faults of its dry run, mended, and sent again as CSV.",
        body: z.unknown(),
        consumes: sheetTypes,
        anyCharset: importFormats.csv.types,
        answers: { 200: Sheet },
        problems: ["import_underway", "malformed_csv", "malformed_xlsx"],
      }),
    },
    async (req, reply) => {
      const { type, charset } = bodyTypeOf(req.headers);
      const over = untilClosed(reply);
      const pace = keepPace(configOf(req).slowClientMs);
      await places.take({ ...guestOf(req, reply), isSlow: () => pace.isBehind() }, over);
      const file = await receive(req, pace);
      const format = formatOf(type) === "xlsx" ? "xlsx" : "csv";
      const reading = { charset: charset || undefined, signal: over };
      return readSheet(rowsOf(format, file.read(), reading)).finally(file.close);
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
        description: "Its header names every column; `example=true` adds a filled-in row.",
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

function openPlaces({ maxImports: inAll, slowClientMs }: Config): Places {
  return sharePlaces({
    ...{ inAll, each: 1, slowClientMs },
    full: `${inAll} imports are under way, which is as many as go on at once.`,
    tooMany: () => new AppError("import_underway", "An import of yours is under way: each caller makes one at a time."),
  });
}

/** @throws AppError too_large, request_timeout, insufficient_storage */
async function receive(req: FastifyRequest, pace: Pace): Promise<Spooled> {
  const { importLimitBytes } = configOf(req);
  if (!isStreamed(req)) throw new AppError("invalid_request", "A body is required: the lines to import.");
  if (Number(req.headers["content-length"] ?? 0) > importLimitBytes) throw tooLarge(importLimitBytes);
  return spool(bytesOf(req, pace), importLimitBytes);
}

interface Job {
  file: Spooled;
  over: AbortSignal;
  told: Told | undefined;
  dryRun: boolean;
}
type Told = (report: LineReport) => Promise<void>;
/** What came of an import: its report, or the answer that the same request was given before. */
type Judged = { report: ImportReport } | { kept: KeptAnswer };
type Judge = (told?: Told) => Promise<Judged>;

async function judged(req: FastifyRequest, { file, over, told, dryRun }: Job): Promise<Judged> {
  const ctx = contextOf(req);
  const once = onceFor(req, file.sha256);
  const kept = once && (await replay(req, once));
  if (kept) return { kept };
  const { dryRun: _, mode, ignoreUnknown, organisations, ...defaults } = req.query as z.output<typeof query>;
  const { type, charset } = bodyTypeOf(req.headers);
  const reading = { charset: charset || undefined, ignoreUnknown, organisations: codesOf(organisations), signal: over };
  const report = await importLines(ctx, itemsOf(formatOf(type), file.read, reading), {
    ...{ dryRun, mode, defaults, signal: over },
    ...(told && { told }),
    sealed: keepWith(ctx, once),
  });
  return { report };
}

/** Answers line by line while the work goes on, which never waits for the reader. */
async function answerLines(
  reply: FastifyReply,
  judge: Judge,
  { pace, over }: { pace: Pace; over: AbortSignal },
): Promise<FastifyReply> {
  const lines = openReport();
  const started = Promise.withResolvers<null>();
  const write = (report: LineReport | ImportReport) => lines.append(`${JSON.stringify(report)}\n`);
  const work = judge(async (report) => {
    await write(report);
    started.resolve(null);
  });
  const written = work
    .then((result) => ("report" in result ? write(result.report) : undefined))
    .then(() => lines.end(), lines.end);
  const read = over.aborted ? null : once(over, "abort");
  void Promise.all([written, read]).then(lines.close);
  const first = await Promise.race([started.promise, work]);
  if (first && "kept" in first) return answerAgain(reply.type(ndjson), { ...first.kept, body: `${first.kept.body}\n` });
  return reply.type(ndjson).send(streamTo(reply, lines.read(), { pace }));
}

function answerWhole(reply: FastifyReply, result: Judged): FastifyReply {
  return "kept" in result ? answerAgain(reply.type(json), result.kept) : sendReport(reply, result.report);
}

function answerAgain(reply: FastifyReply, { status, body }: KeptAnswer): FastifyReply {
  return reply.code(status).header("idempotency-replayed", "true").send(body);
}

function sendReport(reply: FastifyReply, report: ImportReport): FastifyReply {
  if (report.committed || report.dryRun) return reply.type(json).send(JSON.stringify(report));
  const { errors, changeSet: _, ...counts } = report;
  const detail = `${report.failed} of ${report.lines} lines cannot be imported; nothing was written.`;
  throw new AppError("import_refused", detail, { errors, errorsOmitted: counts.errorsOmitted, extra: counts });
}

function formatOf(type: string): ImportFormat {
  const isOf = (name: ImportFormat) => (importFormats[name].types as readonly string[]).includes(type);
  return importFormatNames.find(isOf) ?? "ndjson";
}
