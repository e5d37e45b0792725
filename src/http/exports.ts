import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { CommitmentFilters } from "../commitments/query.ts";
import { AppError } from "../errors.ts";
import { ExchangeLine } from "../exchange/model.ts";
import type { Dataset } from "../exports/dataset.ts";
import type { Format } from "../exports/format.ts";
import { exportCommitments, type FormatName, formatNames, formats, type How } from "../exports/formats.ts";
import { preferredType } from "./accept.ts";
import { contextOf } from "./context.ts";
import { type Download, sendDownload } from "./download.ts";
import { digest } from "./etag.ts";
import { baseUrl } from "./url.ts";
import { version } from "./version.ts";

/** Exports as answers: which one a request asks for, and its headers. */

const bare = (type: string): string => type.split(";")[0] ?? type;
/** The media type of each format, as `Accept` names it. */
export const mediaTypes = formatNames.map((name) => [name, bare(formats[name].type)] as const);

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
export const exportContent: Readonly<Record<string, z.ZodType>> = {
  "text/csv": z.string(),
  "application/x-ndjson": ExchangeLine,
};

/** `?format=`, for routes that give JSON as well. */
export const chosenFormat = {
  format: z
    .enum(["json", ...formatNames])
    .optional()
    .meta({ description: "The format, instead of by `Accept`. All but `json` are whole exports, not pages." }),
};

interface Chosen extends CommitmentFilters {
  format?: "json" | FormatName | undefined;
}

/** Parameters of pages and of JSON, which exports do not take. */
const ofPages = ["limit", "cursor", "sort", "count", "fields"] as const;

/** The format that a request asks for, by `?format=` or else by `Accept`; null: JSON. @throws AppError invalid_request */
export function formatOf(request: FastifyRequest, { format }: Chosen): FormatName | null {
  const type = preferredType(request.headers.accept, ["application/json", ...mediaTypes.map(([, name]) => name)]);
  const accepted = mediaTypes.find(([, offered]) => offered === type)?.[0] ?? "json";
  const chosen = format ?? accepted;
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

/** Answers with an export of commitments. */
export async function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  name: FormatName,
  how: Omit<How, "base">,
): Promise<FastifyReply> {
  const { dataset, pieces } = await exportCommitments(contextOf(request), name, { ...how, base: baseUrl(request) });
  return sendDownload(request, reply, { ...describe(request, formats[name], dataset), pieces });
}

/** The tag of an export follows the ledger, the day, the address asked for and the version of the software. */
export function describe(
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
