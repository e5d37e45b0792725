import { csvItems } from "./csv.ts";
import { ndjsonItems } from "./ndjson.ts";
import type { ImportItem } from "./service.ts";

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
