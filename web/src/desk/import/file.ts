import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import { type ActivitiesFile, textOfActivities } from "./activity-file.ts";
import { type Edit, linesWith, textInLine } from "./lines.ts";

/** A file that is to be imported, as it is mended: cells of a sheet, lines of NDJSON, or activities of IATI. */
export type ImportFile = SheetFile | LinesFile | ActivitiesFile;

export interface SheetFile {
  kind: "sheet";
  name: string;
  columns: Schemas["Sheet"]["columns"];
  rows: Schemas["Sheet"]["rows"];
}

export interface LinesFile {
  kind: "lines";
  name: string;
  lines: readonly string[];
}

const rowsOf = (file: ImportFile): readonly unknown[] =>
  file.kind === "sheet" ? file.rows : file.kind === "lines" ? file.lines : file.activities;

export const rowCount = (file: ImportFile): number => rowsOf(file).length;

/** What a row is, in a word. */
export const rowNoun = ({ kind }: ImportFile): string =>
  ({ sheet: "row", lines: "line", activities: "activity" })[kind];

/** What a row is called: that of the sheet, the line of the file, or the activity. */
export const rowNumber = (file: ImportFile, row: number): number =>
  file.kind === "sheet" ? (file.rows[row]?.row ?? 0) : row + 1;

/** Where a column stands; -1 where the sheet has none of that name. */
const placeOf = ({ columns }: SheetFile, name: string) => columns.findIndex(({ column }) => column === name);

/** The text at a place: of a cell by its column, of a member by its pointer, or an activity as a whole. */
export function textAt(file: ImportFile, row: number, name: string): string {
  if (file.kind === "lines") return textInLine(file.lines[row] ?? "", name);
  if (file.kind === "activities") return file.activities[row] ?? "";
  return file.rows[row]?.cells[placeOf(file, name)] ?? "";
}

/** The same file with other texts; a column that it lacks is added. */
export function withTexts(file: ImportFile, edits: readonly Edit[]): ImportFile {
  if (file.kind === "lines") return { ...file, lines: linesWith(file.lines, edits) };
  if (file.kind === "activities") {
    const activities = [...file.activities];
    for (const { row, text } of edits) activities[row] = text;
    return { ...file, activities };
  }
  const missing = [...new Set(edits.map(({ name }) => name))].filter((name) => placeOf(file, name) < 0);
  const columns = [...file.columns, ...missing.map((name) => ({ name, column: name }))];
  const rows = [...file.rows];
  for (const { row, name, text } of edits) {
    const before = rows[row];
    if (!before) continue;
    const at = columns.findIndex(({ column }) => column === name);
    const cells = Array.from(
      { length: Math.max(columns.length, before.cells.length) },
      (_, n) => before.cells[n] ?? "",
    );
    const { faults = [], ...others } = before;
    const left = faults.filter(({ column }) => column !== name);
    rows[row] = { ...others, cells: cells.with(at, text), ...(left.length > 0 && { faults: left }) };
  }
  return { ...file, columns, rows };
}

/** Columns whose meaning nobody knows are passed over, those without a name are not: their cells may be shifted. */
const isSent = ({ name, column }: SheetFile["columns"][number]) => column !== null || name.trim() === "";

export function bodyOf(file: ImportFile): { body: string; type: string } {
  if (file.kind === "lines") return { body: `${file.lines.join("\n")}\n`, type: "application/x-ndjson" };
  if (file.kind === "activities") return { body: textOfActivities(file), type: "application/xml" };
  const { columns, rows } = file;
  const csv = [columns.map(({ name, column }) => column ?? name), ...rows.map(({ cells }) => cells)].map((cells) =>
    columns.flatMap((column, n) => (isSent(column) ? [quoted(cells[n] ?? "")] : [])).join(","),
  );
  return { body: `${csv.join("\r\n")}\r\n`, type: "text/csv" };
}

/** An empty first cell is quoted, too: else a sheet of one column loses the row, and the numbers after it. */
const quoted = (cell: string) =>
  cell === "" || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A sheet whose rows are longer than its header gets columns without a name for what stands there. */
export function sheetFile(name: string, { columns, rows }: Schemas["Sheet"]): SheetFile {
  const width = Math.max(columns.length, ...rows.map(({ cells }) => cells.findLastIndex((cell) => cell !== "") + 1));
  const nameless = Array.from({ length: width - columns.length }, () => ({ name: "", column: null }));
  const isUsed = (n: number) => rows.some(({ cells }) => (cells[n] ?? "") !== "");
  const all = [...columns, ...nameless];
  const kept = all.map((column, n) => column.name.trim() !== "" || isUsed(n));
  return {
    ...{ kind: "sheet", name },
    columns: all.filter((_, n) => kept[n]),
    rows: rows.map((row) => ({ ...row, cells: all.map((_, n) => row.cells[n] ?? "").filter((_, n) => kept[n]) })),
  };
}
