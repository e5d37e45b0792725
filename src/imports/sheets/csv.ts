import { pipeline, Readable } from "node:stream";
import type { Info } from "csv-parse";
import { AppError } from "../../errors/errors.ts";
import { decoded } from "../lines/decode.ts";
import { longestLine } from "../lines/text-lines.ts";
import { columnNamed, type SheetRow } from "./sheet.ts";

/**
 * The rows of a CSV file (RFC 4180): separated by commas, semicolons or tabs, as spreadsheets of different languages
 * write it; a first line `sep=;` says which.
 * @throws AppError malformed_csv where they cannot be told apart
 */
export async function* csvRows(bytes: AsyncIterable<Buffer>, charset?: string): AsyncGenerator<SheetRow> {
  const { text, delimiter, skipped } = await begin(decoded(bytes, charset));
  let before = { lines: 0, empty_lines: 0 };
  for await (const { record, info } of recordsOf(text, delimiter)) {
    const line = skipped + before.lines + 1 + info.empty_lines - before.empty_lines;
    before = { ...info };
    yield { line, row: skipped + info.records + info.empty_lines, cells: record };
  }
}

interface Begun {
  text: AsyncIterable<string>;
  delimiter: string;
  /** Lines before the header. */
  skipped: number;
}

/** What stands between the cells, by the first line. */
async function begin(pieces: AsyncGenerator<string>): Promise<Begun> {
  let start = "";
  while (!/[\r\n]/.test(start.trimStart()) && start.length < longestLine) {
    const { value, done } = await pieces.next();
    if (done) break;
    start += value;
  }
  const [said, delimiter] = /^sep=(.)(?:\r\n|\r|\n)/.exec(start) ?? [];
  const rest = async function* () {
    yield said === undefined ? start : start.slice(said.length);
    yield* pieces;
  };
  return { text: rest(), delimiter: delimiter ?? separatorIn(start), skipped: said === undefined ? 0 : 1 };
}

const separators = [",", ";", "\t"];

/** The separator by which most columns of a header are known ones. */
function separatorIn(start: string): string {
  const [header = ""] = start.trimStart().split(/[\r\n]/, 1);
  const known = (separator: string) =>
    header.split(separator).filter((name) => columnNamed(name.replaceAll('"', "")) !== undefined).length;
  return separators.reduce((best, separator) => (known(separator) > known(best) ? separator : best));
}

interface Parsed {
  record: string[];
  info: Info;
}

async function* recordsOf(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Parsed> {
  const { CsvError, parse } = await import("csv-parse");
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  pipeline(Readable.from(text), parser, () => {});
  try {
    for await (const row of parser) yield row as Parsed;
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  }
}

function unreadable({ message }: Error): AppError {
  return new AppError("malformed_csv", `The rows cannot be told apart: ${message}.`);
}
