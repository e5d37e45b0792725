import { AppError, type Fault } from "../../errors/errors.ts";
import { mostFaults, shorten } from "../../errors/fault-list.ts";
import { splitPairs, splitValues, unguardText } from "../../exports/exchange/cells.ts";
import { labelledColumns } from "../../exports/exchange/columns.ts";
import { defaultLanguage } from "../../languages/languages.ts";
import { unknownName } from "../../validation/faults.ts";
import { normalizeBreaks, textFault } from "../../validation/text.ts";
import type { ImportItem } from "../lines/item.ts";
import { type Part, reader } from "../lines/merge.ts";
import { ImportLine } from "../lines/model.ts";

/**
 * Reads the spreadsheet layout that exchange/columns.ts writes, whatever file it came in. An empty cell says nothing:
 * what is recorded stays.
 */

/** A row: on which line of a text file it begins, its number in the sheet, both from 1, and the texts of its cells. */
export interface SheetRow {
  line: number;
  row: number;
  cells: readonly string[];
  /** The places of cells that the sheet holds as dates, not as words. */
  dates?: readonly number[];
  /** The places of cells that hold an error such as `#REF!` instead of a value. */
  errors?: readonly number[];
}

const columns = labelledColumns(defaultLanguage);
const names = columns.map(({ name }) => name);
const writable = new Set(columns.flatMap(({ name, isWritable }) => (isWritable ? [name] : [])));
const readLine = reader(ImportLine);

/** Names as people write them: `Status since` is `statusSince`. */
const folded = (name: string) => name.toLowerCase().replace(/[\s_-]/g, "");
const byFoldedName = new Map(names.map((name) => [folded(name), name]));

/** The column that is meant by a name. */
export function columnNamed(name: string): string | undefined {
  return byFoldedName.get(folded(name));
}

/**
 * The lines of a sheet, whose first row names its columns, in any order. Rows without a value are passed over, and so
 * are columns without a name and a value; with `ignoreUnknown` those that are not known, too.
 * @throws AppError invalid_request for a header with other columns
 */
export async function* sheetItems(
  rows: AsyncIterable<SheetRow>,
  { ignoreUnknown = false } = {},
): AsyncGenerator<ImportItem> {
  let header: Header | null = null;
  for await (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === "") && !row.errors?.length) continue;
    if (header === null) header = readHeader(row.cells, ignoreUnknown);
    else yield { line: row.line, row: row.row, read: rowReader(header, row), columnOf };
  }
  if (header === null)
    throw refusal([{ pointer: "", code: "required", detail: "The first row must name the columns." }]);
}

/** The column that stands at each place: null for one without a name; undefined for one that is passed over. */
type Header = readonly (string | null | undefined)[];

/** @throws AppError invalid_request naming the columns that are not known, or are there twice */
function readHeader(cells: readonly string[], ignoreUnknown: boolean): Header {
  const header = cells.map((cell) => (cell.trim() === "" ? null : columnNamed(cell)));
  const unknown = ignoreUnknown ? [] : cells.filter((_, n) => header[n] === undefined);
  const twice = new Set(header.filter((name, n) => name && header.indexOf(name) !== n));
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
  return header;
}

function refusal(errors: readonly Fault[], errorsOmitted = 0): AppError {
  return new AppError("invalid_request", errors[0]?.detail ?? "", { errors, errorsOmitted });
}

/** Reads the cells of a row as a line of an import. The function throws AppError where they do not fit. */
function rowReader(header: Header, { cells, dates = [], errors = [] }: SheetRow): () => Part {
  return () => {
    const isCut = cells.length < header.length;
    if (isCut || cells.slice(header.length).some((cell) => cell !== "")) {
      const detail = `The row has ${cells.length} cells, and the header ${header.length}.`;
      throw refusal([{ pointer: "", code: "wrong_number_of_cells", detail }]);
    }
    const given: Cells = new Map();
    for (const [n, name] of header.entries()) {
      const cell = normalizeBreaks(cells[n] ?? "");
      if (errors.includes(n) && name && writable.has(name)) throw refusal([broken(name)]);
      if (cell === "" || name === undefined) continue;
      if (name === null) throw refusal([nameless(n, cell)]);
      if (!writable.has(name)) continue;
      const fault =
        name.endsWith("Text") && dates.includes(n)
          ? notWords(name, cell)
          : textFault(cell, isExact(name) ? "document" : "field");
      if (fault) throw refusal([{ pointer: pointerOf(name), ...fault }]);
      given.set(name, unguardText(cell));
    }
    return readLine(partOf(given)) as Part;
  };
}

const broken = (name: string): Fault => ({
  pointer: pointerOf(name),
  code: "cell_error",
  detail: `\`${name}\` holds an error of the sheet, such as #REF! or #N/A: mend its formula, or write the value.`,
});

/** What is wrong with cells that their texts do not say: errors, and dates where words are due. */
export function cellFaults(columns: Header, { cells, dates = [], errors = [] }: SheetRow) {
  return columns.flatMap((column, n) => {
    if (!column || !writable.has(column)) return [];
    const isDate = column.endsWith("Text") && dates.includes(n);
    if (!isDate && !errors.includes(n)) return [];
    const { code, detail } = isDate ? notWords(column, cells[n] ?? "") : broken(column);
    return [{ column, code, detail }];
  });
}

const nameless = (n: number, cell: string): Fault => ({
  pointer: "",
  code: "unknown_column",
  detail: `Cell ${n + 1} holds "${shorten(cell, 60)}", and its column has no name.`,
});

/** A spreadsheet makes a day of "May 2025", and nobody can tell afterwards what was written. */
const notWords = (name: string, cell: string) => ({
  code: "not_words",
  detail: `\`${name}\` is a date in the sheet (${cell}), which may not be what was said: format the column as text and write the words, or write the date into \`${name.replace("Text", "Edtf")}\`.`,
});

/** Words of a source may hold what fields may not: a page's end, say. */
const isExact = (name: string): boolean => quoteColumns.some(({ exact }) => exact === name);

type Cells = Map<string, string>;

/** Columns that hold one member as it is. */
const plain = [
  ...["id", "slug", "title", "summary", "type", "firmness", "status", "statusSince", "statedOn"],
  ...["reviewedOn", "nextReviewOn", "testability"],
];

function partOf(cells: Cells): object {
  const [due, originalDue] = [dueOf(cells, "due"), dueOf(cells, "originalDue")];
  const parties = pairs("parties", cells, (party, role) => ({ party, role }));
  const sectors = pairs("sectors", cells, (vocabulary, code) => ({ vocabulary, code }));
  const tags = cells.get("tags");
  const location = locationOf(cells);
  const quotes = quoteColumns.flatMap(({ source, exact }, n) => {
    const [sourceId, words] = [cells.get(source), cells.get(exact)];
    if (sourceId === undefined && words === undefined) return [];
    if (sourceId === undefined || words === undefined) throw refusal([half(n, source, exact, sourceId === undefined)]);
    return [{ sourceId, exact: words }];
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

function half(n: number, source: string, exact: string, lacksSource: boolean): Fault {
  const [missing, given] = lacksSource ? [source, exact] : [exact, source];
  const pointer = `/quotes/${n}/${lacksSource ? "sourceId" : "exact"}`;
  return { pointer, code: "required", detail: `\`${missing}\` is required with \`${given}\`.` };
}

const example = { parties: "KGZ:promisor; CHN:promisee", sectors: "OECD-DAC:21030; OECD-DAC:33120" };

/** @throws AppError invalid_request for a pair without its second half, or where commas stand for semicolons */
function pairs<T>(column: keyof typeof example, cells: Cells, of: (first: string, second: string) => T) {
  const cell = cells.get(column);
  if (cell === undefined) return undefined;
  return splitPairs(cell).map(([first, second], n) => {
    if (second !== "" && !/,.*:/.test(second)) return of(first, second);
    const what = second === "" ? `\`${shorten(first, 60)}\` is one half of a pair.` : "Pairs are divided by `;`.";
    const detail = `${what} Write \`${example[column]}\`.`;
    throw refusal([{ pointer: `/${column}/${n}`, code: "invalid_format", detail }]);
  });
}

const axes = [
  { column: "longitude", most: 180 },
  { column: "latitude", most: 90 },
] as const;

function locationOf(cells: Cells): object | undefined {
  if (!axes.some(({ column }) => cells.has(column))) return undefined;
  const faults = axes.flatMap(({ column, most }, place): Fault[] => {
    const cell = cells.get(column);
    const fault = cell === undefined ? both : degreesFault(column, cell, most);
    return fault === null ? [] : [{ pointer: `/location/coordinates/${place}`, ...fault }];
  });
  if (faults.length > 0) throw refusal(faults);
  return { type: "Point", coordinates: axes.map(({ column }) => Number(cells.get(column))) };
}

const both = { code: "required", detail: "Give both `latitude` and `longitude`." };

function degreesFault(column: string, cell: string, most: number): { code: string; detail: string } | null {
  const number = Number(cell);
  if (!/^-?\d/.test(cell) || !Number.isFinite(number)) {
    const detail = `"${shorten(cell, 60)}" is no number. Write degrees with a decimal point.`;
    return { code: "invalid_type", detail };
  }
  if (Math.abs(number) <= most) return null;
  return { code: "out_of_range", detail: `\`${column}\` must be from -${most} to ${most} degrees.` };
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
  if (column.endsWith("Text")) return `/${column.replace("Text", "/text")}`;
  return plain.includes(column) || ["parties", "tags", "sectors"].includes(column) ? `/${column}` : "";
}
