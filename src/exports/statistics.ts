import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { csvRow, guardText } from "./exchange/cells.ts";
import { type Cell, writeWorkbook } from "./formats/workbook.ts";

type Row = Readonly<Record<string, unknown>>;
interface Table {
  head: readonly string[];
  rows: Cell[][];
}

/**
 * Statistics as a table: a column for each member, those within members by their path (`scores.all.n`), named as in
 * JSON; nothing is known where a cell is empty. `first`: the columns where there is no row.
 */
function tableOf(rows: readonly Row[], first: readonly string[]): Table {
  const flat = rows.map((row) => new Map(cellsOf(row)));
  const found = [...new Set(flat.flatMap((cells) => [...cells.keys()]))];
  const isWhole = (name: string) => !found.some((other) => other.startsWith(`${name}.`));
  const head = found.length === 0 ? first : found.filter(isWhole);
  return { head, rows: flat.map((cells) => head.map((name) => cellOf(cells.get(name)))) };
}

function cellsOf(value: object, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === "object" && part !== null ? cellsOf(part, `${path}${name}.`) : [[`${path}${name}`, part]],
  );
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === "number" ? value : String(value);
}

/** Such a table as CSV (RFC 4180). */
export function statisticsCsv(given: readonly Row[], first: readonly string[]): Buffer {
  const { head, rows } = tableOf(given, first);
  const text = (cell: Cell) => (typeof cell === "string" ? guardText(cell) : String(cell ?? ""));
  return Buffer.from([[...head], ...rows.map((cells) => cells.map(text))].map(csvRow).join(""));
}

/** Such a table as an Excel workbook. */
export function statisticsXlsx(given: readonly Row[], first: readonly string[]): Promise<Buffer> {
  return buffer(Readable.from(writeWorkbook([{ name: "Statistics", ...tableOf(given, first) }])));
}
