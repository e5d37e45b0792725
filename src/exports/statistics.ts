import { csvRow, guardText } from "./exchange/cells.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * Statistics as a spreadsheet: a column for each member, those within members by their path (`scores.all.n`), named as
 * in JSON; nothing is known where a cell is empty. `first`: the columns where there is no row.
 */
export function statisticsCsv(rows: readonly Row[], first: readonly string[]): string {
  const flat = rows.map((row) => new Map(cellsOf(row)));
  const found = [...new Set(flat.flatMap((cells) => [...cells.keys()]))];
  const isWhole = (name: string) => !found.some((other) => other.startsWith(`${name}.`));
  const columns = found.length === 0 ? first : found.filter(isWhole);
  return [columns, ...flat.map((cells) => columns.map((name) => textOf(cells.get(name))))].map(csvRow).join("");
}

function cellsOf(value: object, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === "object" && part !== null ? cellsOf(part, `${path}${name}.`) : [[`${path}${name}`, part]],
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? guardText(value) : String(value);
}
