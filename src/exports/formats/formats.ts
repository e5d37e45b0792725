import { type Include, includable } from "../../commitments/embed.ts";
import { AppError } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import { csvRow } from "../exchange/cells.ts";
import { cellsOf, columnsFor } from "../exchange/columns.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import { type Asked, type Dataset, linesOf, openDataset } from "./dataset.ts";
import type { Format, Setting } from "./format.ts";
import { writeGeojson } from "./geojson.ts";
import { writeIati } from "./iati.ts";
import { writeIcal } from "./ical.ts";
import { writeJsonld } from "./jsonld.ts";
import { mostRows, xlsxType } from "./workbook.ts";
import { writeXlsx } from "./xlsx.ts";

/** Every format of commitments, by the name that `?format=` takes. */
export const formats = {
  csv: {
    type: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    parts: ["quotes", "sources"],
    write: writeCsv,
  },
  xlsx: { type: xlsxType, extension: "xlsx", parts: ["quotes", "sources"], write: writeXlsx, mostRows: mostRows - 1 },
  ndjson: { type: "application/x-ndjson", extension: "ndjson", parts: includable, write: writeNdjson },
  geojson: { type: "application/geo+json", extension: "geojson", parts: [], write: writeGeojson },
  jsonld: {
    type: "application/ld+json",
    extension: "jsonld",
    parts: ["quotes", "sources", "parties", "assessments"],
    write: writeJsonld,
  },
  iati: {
    type: "application/xml; charset=utf-8",
    extension: "iati.xml",
    parts: includable,
    write: writeIati,
  },
  ics: { type: "text/calendar; charset=utf-8", extension: "ics", parts: ["milestones"], write: writeIcal },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export const formatNames = Object.keys(formats) as [FormatName, ...FormatName[]];

/** How to export. `include`: the parts of the interchange format, all when left out. */
export interface How extends Asked, Omit<Setting, "dataset"> {
  include?: readonly Include[] | undefined;
}

/** An export: what it is of, and its text or bytes in pieces, which are made as they are asked for. */
export interface Export {
  dataset: Dataset;
  pieces: () => AsyncIterable<string | Uint8Array>;
}

/**
 * An export of commitments, in constant memory: the pieces of its text are made as they are read, of one unchanging
 * state.
 * @throws AppError invalid_request for a party or source that does not exist, and for more than the format can hold
 */
export async function exportCommitments(ctx: Context, name: FormatName, how: How): Promise<Export> {
  const { filters, only, on, include, ...setting } = how;
  const dataset = await openDataset(ctx, { ...(filters && { filters }), ...(only !== undefined && { only }), on });
  const { parts, write, mostRows: most = Number.POSITIVE_INFINITY }: Format = formats[name];
  if (dataset.count > most) {
    const detail = `A sheet of Excel has room for ${most} commitments, and ${dataset.count} match: narrow them by filters, or take CSV.`;
    throw new AppError("invalid_request", detail);
  }
  const named: readonly Include[] = setting.labels ? [...parts, "parties"] : parts;
  const pieces = () => write(linesOf(dataset, include ?? named), { ...setting, dataset });
  return { dataset, pieces };
}

const byteOrderMark = "\uFEFF";

/** The spreadsheet layout as CSV (RFC 4180): a header, then one commitment on each row. */
async function* writeCsv(
  lines: AsyncIterable<ExchangeLine>,
  { base, bom = false, labels }: Pick<Setting, "base" | "bom" | "labels">,
): AsyncGenerator<string> {
  const columns = columnsFor(labels);
  yield (bom ? byteOrderMark : "") + csvRow(columns.map(({ name }) => name));
  for await (const line of lines) yield csvRow(cellsOf(line, base, columns));
}

/** The interchange format: newline-delimited JSON, one commitment on each line. */
async function* writeNdjson(lines: AsyncIterable<ExchangeLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
