import { parseJson } from "../validation/json.ts";
import { iatiItems } from "./iati/items.ts";
import type { ImportItem } from "./lines/item.ts";
import { type Part, reader } from "./lines/merge.ts";
import { ImportLine } from "./lines/model.ts";
import { linesOf } from "./lines/text-lines.ts";
import { csvRows } from "./sheets/csv.ts";
import { type SheetRow, sheetItems } from "./sheets/sheet.ts";
import { xlsxRows } from "./sheets/xlsx.ts";

/** How a file is to be read. */
export interface Reading {
  /** Of a CSV or XML file that does not say so itself: a label of the Encoding Standard. */
  charset?: string | undefined;
  /** Whether columns and members that are not known are passed over. */
  ignoreUnknown?: boolean;
  /** Of an IATI file: the codes of parties, by the identifier or name of an organisation. */
  organisations?: ReadonlyMap<string, string>;
  /** Ends the reading of a workbook that nobody waits for any more. */
  signal?: AbortSignal;
}

const readLine = reader(ImportLine);
const members = Object.keys(ImportLine.shape);

/** The lines of an NDJSON file. */
async function* ndjsonItems(bytes: AsyncIterable<Buffer>, { ignoreUnknown }: Reading): AsyncGenerator<ImportItem> {
  for await (const found of linesOf(bytes)) {
    const read = () => {
      if ("error" in found) throw found.error;
      const given = parseJson(found.text);
      return readLine(ignoreUnknown ? knownOf(given) : given) as Part;
    };
    yield { line: found.line, read };
  }
}

function knownOf(given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => members.includes(name)));
}

/** What can be imported, with the media types that stand for it; the first is the one that exports have. */
export const importFormats = {
  ndjson: { types: ["application/x-ndjson", "application/ndjson", "application/jsonl"], items: ndjsonItems },
  csv: { types: ["text/csv"], items: (bytes, reading) => sheetItems(csvRows(bytes, reading.charset), reading) },
  xlsx: {
    types: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    items: (bytes, reading) => sheetItems(xlsxRows(bytes, reading.signal), reading),
  },
  iati: { types: ["application/xml", "text/xml"], items: iatiItems },
} as const satisfies Record<string, { types: readonly string[]; items: Items }>;

type Items = (bytes: AsyncIterable<Buffer>, reading: Reading) => AsyncIterable<ImportItem>;
export type ImportFormat = keyof typeof importFormats;
export const importFormatNames = Object.keys(importFormats) as ImportFormat[];

/** The rows of a sheet as they stand in the file, its header too. */
export function rowsOf(
  format: "csv" | "xlsx",
  bytes: AsyncIterable<Buffer>,
  { charset, signal }: Reading = {},
): AsyncIterable<SheetRow> {
  return format === "csv" ? csvRows(bytes, charset) : xlsxRows(bytes, signal);
}

/** The lines of a file, from its start each time it is asked. */
export function itemsOf(
  format: ImportFormat,
  read: () => AsyncIterable<Buffer>,
  reading: Reading = {},
): () => AsyncIterable<ImportItem> {
  return () => importFormats[format].items(read(), reading);
}
