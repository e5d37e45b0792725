import { once } from "node:events";
import { Readable } from "node:stream";
import { type Info, parse } from "csv-parse";
import { AppError, type Fault } from "../errors.ts";
import { splitPairs, splitValues, unguardText } from "../exchange/cells.ts";
import { columns, quotesShown } from "../exchange/columns.ts";
import { suggestion } from "../http/faults.ts";
import { textFault } from "../http/text.ts";
import { longestLine } from "./lines.ts";
import { ImportLine } from "./model.ts";
import { type Part, reader } from "./parts.ts";
import type { ImportItem } from "./service.ts";

/** Reading the spreadsheet layout, the way back of exchange/columns.ts. An empty cell says nothing: what is there stays. */

const names = columns.map(({ name }) => name);
const writable = new Set(columns.flatMap(({ name, isWritable }) => (isWritable ? [name] : [])));
const readLine = reader(ImportLine);

interface Row {
  record: string[];
  info: Info;
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8, separated by commas), whose header names its columns, in any order.
 * @throws AppError invalid_request for a header with other columns; malformed_csv where the rest cannot be told apart
 */
export async function* csvItems(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportItem> {
  let header: string[] | null = null;
  let before = 0;
  for await (const { record, info } of rowsOf(bytes)) {
    const line = before + 1;
    before = info.lines;
    if (header === null) {
      header = readHeader(record);
      continue;
    }
    const read = cellReader(header, record, line);
    yield { line, read, columnOf: (pointer) => columnOf(pointer, header ?? []) };
  }
  if (header === null) throw refusal([{ pointer: "", code: "required", detail: "The first row must name the columns." }]);
}

async function* rowsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  const feeding = feed(bytes, parser);
  try {
    for await (const row of parser) yield row as Row;
    await feeding;
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error);
  } finally {
    parser.destroy();
    await feeding.catch(() => {});
  }
}
