import { pipeline, Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { AppError, type Fault } from "../errors/errors.ts";
import { mostFaults, shorten } from "../errors/fault-list.ts";
import { splitPairs, splitValues, unguardText } from "../exports/exchange/cells.ts";
import { columns } from "../exports/exchange/columns.ts";
import { unknownName } from "../validation/faults.ts";
import { textFault } from "../validation/text.ts";
import { longestLine } from "./lines.ts";
import { type Part, reader } from "./merge.ts";
import { ImportLine } from "./model.ts";
import type { ImportItem } from "./service.ts";

/** Reads the spreadsheet layout that exchange/columns.ts writes. An empty cell says nothing: what is recorded stays. */

const names = columns.map(({ name }) => name);
const known = new Set(names);
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
  let before = { lines: 0, empty_lines: 0 };
  for await (const { record, info } of rowsOf(bytes)) {
    const line = before.lines + 1 + info.empty_lines - before.empty_lines;
    before = { ...info };
    if (header === null) {
      header = readHeader(record);
      continue;
    }
    yield { line, read: rowReader(header, record), columnOf };
  }
  if (header === null)
    throw refusal([{ pointer: "", code: "required", detail: "The first row must name the columns." }]);
}

async function* rowsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  pipeline(Readable.from(decoded(bytes)), parser, () => {});
  try {
    for await (const row of parser) yield row as Row;
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  }
}

/** @throws AppError malformed_csv where the bytes are not UTF-8 */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let read = 0;
  for await (const chunk of bytes) {
    yield decode(decoder, chunk, read);
    read += chunk.length;
  }
  yield decode(decoder, undefined, read);
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, read: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new AppError("malformed_csv", `The file is not UTF-8: look after byte ${read}.`);
  }
}

function unreadable({ message }: CsvError): AppError {
  return new AppError("malformed_csv", `The rows cannot be told apart: ${message}.`);
}

/** @throws AppError invalid_request naming the columns that are not known, or are there twice */
function readHeader(record: readonly string[]): string[] {
  const unknown = record.filter((name) => !known.has(name));
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of record) (seen.has(name) && known.has(name) ? twice : seen).add(name);
  const faults = [
    ...unknown.slice(0, mostFaults).map((name): Fault => {
      const detail = `There is no column \`${shorten(name, 60)}\`.`;
      const more = unknownName(detail, name, { keys: unknown, allowed: names });
      return { pointer: "", code: "unknown_column", ...more };
    }),
    ...[...twice].map((name): Fault => {
      return { pointer: "", code: "repeated", detail: `The column \`${name}\` is there twice.` };
    }),
  ];
  if (faults.length > 0) throw refusal(faults, Math.max(0, unknown.length - mostFaults));
  return [...record];
}

function refusal(errors: readonly Fault[], errorsOmitted = 0): AppError {
  return new AppError("invalid_request", errors[0]?.detail ?? "", { errors, errorsOmitted });
}

/** Reads the cells of a row as a line of an import. The function throws AppError where they do not fit. */
function rowReader(header: readonly string[], record: readonly string[]): () => Part {
  return () => {
    if (record.length !== header.length) {
      const detail = `The row has ${record.length} cells, and the header ${header.length}.`;
      throw refusal([{ pointer: "", code: "wrong_number_of_cells", detail }]);
    }
    const cells: Cells = new Map();
    for (const [n, name] of header.entries()) {
      const cell = record[n] ?? "";
      if (cell === "" || !writable.has(name)) continue;
      const fault = textFault(cell);
      if (fault) throw refusal([{ pointer: pointerOf(name), ...fault }]);
      cells.set(name, unguardText(cell));
    }
    return readLine(partOf(cells)) as Part;
  };
}

type Cells = Map<string, string>;

/** Columns that hold one member as it is. */
const plain = ["slug", "title", "summary", "type", "firmness", "status", "statusSince", "statedOn"];

function partOf(cells: Cells): object {
  const [due, originalDue] = [dueOf(cells, "due"), dueOf(cells, "originalDue")];
  const parties = pairs(cells.get("parties"), (party, role) => ({ party, role }));
  const sectors = pairs(cells.get("sectors"), (vocabulary, code) => ({ vocabulary, code }));
  const tags = cells.get("tags");
  const location = locationOf(cells);
  const quotes = quoteColumns.flatMap(({ source, exact }) => {
    const [sourceId, words] = [cells.get(source), cells.get(exact)];
    return sourceId === undefined && words === undefined ? [] : [{ sourceId, exact: words }];
  });
  return {
    ...Object.fromEntries(plain.flatMap((name) => (cells.has(name) ? [[name, cells.get(name)]] : []))),
    ...(due && { due }),
    ...(originalDue && { originalDue }),
    ...(parties && { parties }),
    ...(sectors && { sectors }),
    ...(tags !== undefined && { tags: splitValues(tags) }),
    ...(location && { location }),
    ...(quotes.length > 0 && { quotes }),
  };
}

function dueOf(cells: Cells, name: string): object | undefined {
  const [text, edtf] = [cells.get(`${name}Text`), cells.get(`${name}Edtf`)];
  return (text ?? edtf) === undefined ? undefined : { text: text ?? null, edtf: edtf ?? null };
}

const pairs = <T>(cell: string | undefined, of: (first: string, second: string) => T): T[] | undefined =>
  cell === undefined ? undefined : splitPairs(cell).map(([first, second]) => of(first, second));

function locationOf(cells: Cells): object | undefined {
  const [latitude, longitude] = [cells.get("latitude"), cells.get("longitude")];
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude === undefined || longitude === undefined)
    throw refusal([
      {
        pointer: pointerTo(latitude === undefined ? 1 : 0),
        code: "required",
        detail: "Give both `latitude` and `longitude`.",
      },
    ]);
  return { type: "Point", coordinates: [numberIn(longitude, 0), numberIn(latitude, 1)] };
}

const pointerTo = (place: 0 | 1): string => `/location/coordinates/${place}`;

function numberIn(cell: string, place: 0 | 1): number {
  const number = Number(cell);
  if (/^-?\d/.test(cell) && Number.isFinite(number)) return number;
  const detail = `"${shorten(cell, 60)}" is no number. Write degrees with a decimal point.`;
  throw refusal([{ pointer: pointerTo(place), code: "invalid_type", detail }]);
}

const quoteColumns = [...writable].flatMap((name) => {
  const [, n] = /^quote(\d*)Exact$/.exec(name) ?? [];
  return n === undefined ? [] : [{ source: `quote${n}Source`, exact: name }];
});

const byPointer: readonly (readonly [RegExp, string])[] = [
  [/^\/due\/edtf/, "dueEdtf"],
  [/^\/due/, "dueText"],
  [/^\/originalDue\/edtf/, "originalDueEdtf"],
  [/^\/originalDue/, "originalDueText"],
  [/^\/location\/coordinates\/0/, "longitude"],
  [/^\/location/, "latitude"],
  [/^\/statusChangedOn/, "statusSince"],
];

/** The column that a member of the line came from. */
function columnOf(pointer: string): string | undefined {
  const [, nth, member] = /^\/quotes\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
  if (nth !== undefined) {
    const { source, exact } = quoteColumns[Number(nth)] ?? {};
    return member === "sourceId" ? source : exact;
  }
  const [, name] = byPointer.find(([form]) => form.test(pointer)) ?? [];
  return name ?? names.find((column) => pointer === `/${column}` || pointer.startsWith(`/${column}/`));
}

function pointerOf(column: string): string {
  return plain.includes(column) || ["parties", "tags", "sectors"].includes(column) ? `/${column}` : "";
}
