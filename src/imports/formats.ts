import { parseJson } from "../validation/json.ts";
import { csvItems } from "./csv.ts";
import { linesOf } from "./lines.ts";
import { type Part, reader } from "./merge.ts";
import { ImportLine } from "./model.ts";
import type { ImportItem } from "./service.ts";

const readLine = reader(ImportLine);

/** The lines of an NDJSON file. */
async function* ndjsonItems(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportItem> {
  for await (const found of linesOf(bytes)) {
    const read = () => {
      if ("error" in found) throw found.error;
      return readLine(parseJson(found.text)) as Part;
    };
    yield { line: found.line, read };
  }
}

/** What can be imported, with the media types that stand for it; the first is the one that exports have. */
export const importFormats = {
  ndjson: { types: ["application/x-ndjson", "application/ndjson", "application/jsonl"], items: ndjsonItems },
  csv: { types: ["text/csv"], items: csvItems },
} as const satisfies Record<string, { types: readonly string[]; items: Items }>;

type Items = (bytes: AsyncIterable<Buffer>) => AsyncIterable<ImportItem>;
export type ImportFormat = keyof typeof importFormats;
export const importFormatNames = Object.keys(importFormats) as ImportFormat[];

/** The lines of a file, from its start each time it is asked. */
export function itemsOf(format: ImportFormat, read: () => AsyncIterable<Buffer>): () => AsyncIterable<ImportItem> {
  return () => importFormats[format].items(read());
}
