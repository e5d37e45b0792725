import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Exporter } from "../commitments/exporter.ts";
import { version } from "../config/version.ts";
import { AppError } from "../errors/errors.ts";
import { type Download, sendDownload } from "../http/bodies/download.ts";
import { digest } from "../http/caching/conditional.ts";
import { configOf, contextOf } from "../http/request/context.ts";
import { preferredType } from "../http/request/negotiate.ts";
import { baseUrl } from "../http/request/url.ts";
import { ExchangeLine } from "./exchange/model.ts";
import type { Dataset } from "./formats/dataset.ts";
import { type Format, reporterOf } from "./formats/format.ts";
import { exportCommitments, type FormatName, formatNames, formats, type How } from "./formats/formats.ts";
import { xlsxType } from "./formats/workbook.ts";
import { FeatureCollection, LinkedData } from "./model.ts";

/** Exports as answers: which one a request asks for, and its headers. */

const bare = (type: string): string => type.split(";")[0] ?? type;
/** Browsers say that they take XML, even before JSON, and mean pages: it is for who asks for it by name. */
const byName = [bare(formats.iati.type)];
/** The formats that `Accept` chooses from, by media type. */
const byType = new Map(formatNames.map((name) => [bare(formats[name].type), name] as const));
const acceptable = ["application/json", ...[...byType.keys()].filter((type) => !byName.includes(type))];

/** The headers of an export. */
export const exportHeaders = [
  "ETag",
  "Content-Disposition",
  "Servanda-Seq",
  "Servanda-Hash",
  "Servanda-Count",
  "Servanda-Version",
] as const;

/** What each media type holds, for the contract. */
export const exportContent = {
  "text/csv": z.string().describe("The spreadsheet layout (RFC 4180)."),
  [xlsxType]: z.string().meta({ description: "The spreadsheet layout, as an Excel workbook.", format: "binary" }),
  "application/x-ndjson": ExchangeLine,
  "application/geo+json": FeatureCollection,
  "application/ld+json": LinkedData,
  "application/xml": z.string().describe("IATI activities, version 2.03."),
  "text/calendar": z.string().describe("iCalendar (RFC 5545)."),
} as const;

/** Parameters of pages and of JSON, which exports do not take. */
const ofPages = ["limit", "cursor", "sort", "count", "fields"] as const;

/**
 * The format that a request asks for, by `?format=` or else by `Accept`; null: JSON.
 * @throws AppError invalid_request
 */
function formatOf(request: FastifyRequest, named: FormatName | "json" | undefined): FormatName | null {
  const chosen = named ?? byType.get(preferredType(request.headers.accept, acceptable) ?? "") ?? "json";
  if (chosen === "json") return null;
  const given = new Set(new URL(request.url, "http://localhost").searchParams.keys());
  const misplaced = [...ofPages, ...(chosen === "ndjson" ? [] : ["include"])].filter((parameter) =>
    given.has(parameter),
  );
  if (misplaced.length > 0) throw notOfExports(chosen, misplaced);
  return chosen;
}

function notOfExports(format: FormatName, misplaced: readonly string[]): AppError {
  const errors = misplaced.map((parameter) => {
    const detail = `\`${parameter}\` has no meaning for ${format}: an export is whole, and in the order of ids.`;
    return { parameter, code: "not_for_exports", detail };
  });
  return new AppError("invalid_request", errors[0]?.detail ?? "", { errors });
}

/** The formats of the routes that give commitments as JSON as well. */
export const exporter: Exporter = {
  content: exportContent,
  byName,
  headers: exportHeaders,
  formats: formatNames,
  chosen: (request, reply, named) => {
    const format = formatOf(request, named as FormatName | "json" | undefined);
    if (format === null) return null;
    return ({ include, ...toExport }) =>
      sendExport(request, reply, format, { ...toExport, ...(include && { include }) });
  },
};

/** Answers with an export of commitments. */
export async function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  name: FormatName,
  how: Omit<How, "base" | "reporter">,
): Promise<FastifyReply> {
  const setting = { ...how, base: baseUrl(request), reporter: reporterOf(configOf(request)) };
  const { dataset, pieces } = await exportCommitments(contextOf(request), name, setting);
  return sendDownload(request, reply, { ...describe(request, formats[name], dataset), pieces });
}

/** The tag of an export follows the ledger, the day, the address asked for and the version of the software. */
function describe(
  request: FastifyRequest,
  { type, extension }: Pick<Format, "type" | "extension">,
  { head, day, count }: Dataset,
): Omit<Download, "pieces"> {
  const variant = digest(JSON.stringify([type, baseUrl(request), request.url, version]));
  return {
    tag: `"x${head.seq}-${day.replaceAll("-", "")}-${variant}"`,
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="commitments-${day}.${extension}"`,
      "servanda-seq": String(head.seq),
      "servanda-hash": head.hash,
      "servanda-count": String(count),
      "servanda-version": version,
    },
  };
}
