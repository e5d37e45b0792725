import { parentPort, workerData } from "node:worker_threads";
import { Unzip, UnzipInflate } from "fflate";
import { readSheet } from "read-excel-file/node";

/** A row's texts, and the places of cells that the sheet holds as dates, or as errors such as `#REF!`. */
export interface ReadRow {
  cells: string[];
  dates: number[];
  errors: number[];
}
export type Read = { rows: ReadRow[] } | { fault: "too_long" | "unreadable" };

const pieceBytes = 16_384;
const { file, mostUnpacked } = workerData as { file: Uint8Array; mostUnpacked: number };

async function read(): Promise<Read> {
  try {
    const { size, texts } = unpacked();
    if (size > mostUnpacked) return { fault: "too_long" };
    const errors = errorsIn(texts);
    const rows = await readSheet(Buffer.from(file), 1);
    return { rows: rows.map((row, n) => ({ ...textsOf(row), errors: errors.get(n + 1) ?? [] })) };
  } catch {
    return { fault: "unreadable" };
  }
}

/**
 * How many bytes it unpacks to, as far as the limit: what a file says may not be so. Of the parts that say where a cell
 * is, also their texts.
 */
function unpacked(): { size: number; texts: Map<string, string> } {
  const state = { size: 0, texts: new Map<string, string>() };
  const unzip = new Unzip((entry) => {
    const isKept = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(entry.name);
    const decoder = new TextDecoder();
    entry.ondata = (error, data, isLast) => {
      if (error) throw error;
      state.size += data.length;
      if (!isKept || state.size > mostUnpacked) return;
      const text = decoder.decode(data, { stream: !isLast });
      state.texts.set(entry.name, `${state.texts.get(entry.name) ?? ""}${text}`);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < file.length && state.size <= mostUnpacked; from += pieceBytes)
    unzip.push(file.subarray(from, from + pieceBytes), from + pieceBytes >= file.length);
  return state;
}

/** The places of the cells of each row of the first sheet that hold an error (ECMA-376 part 1, 18.18.11: `e`). */
function errorsIn(texts: ReadonlyMap<string, string>): Map<number, number[]> {
  const [sheet = ""] = tagsIn(texts.get("xl/workbook.xml"), "sheet");
  const id = /\br:id="([^"]+)"/.exec(sheet)?.[1] ?? "";
  const relations = tagsIn(texts.get("xl/_rels/workbook.xml.rels"), "Relationship");
  const relation = relations.find((tag) => tag.includes(`Id="${id}"`)) ?? "";
  const target = /\bTarget="\/?(?:xl\/)?([^"]+)"/.exec(relation)?.[1] ?? "";
  const errors = new Map<number, number[]>();
  for (const tag of tagsIn(texts.get(`xl/${target}`), "c")) {
    const [, column, row] = /\bt="e"/.test(tag) ? (/\br="([A-Z]+)(\d+)"/.exec(tag) ?? []) : [];
    if (column === undefined) continue;
    const places = errors.get(Number(row)) ?? [];
    places.push(placeOf(column));
    errors.set(Number(row), places);
  }
  return errors;
}

/** The start tags of a name. What is sent may have tags without an end: each character is looked at once. */
function tagsIn(xml: string | undefined, name: string): string[] {
  return xml?.match(new RegExp(`<${name}\\b[^<>]*>`, "g")) ?? [];
}

/** A is 0, Z is 25, AA is 26. */
const placeOf = (column: string): number =>
  Array.from(column, (letter) => letter.charCodeAt(0) - 64).reduce((sum, digit) => sum * 26 + digit, 0) - 1;

/** Dates are written as EDTF has them, without a time of day where there is none. */
function textsOf(row: readonly unknown[]): Pick<ReadRow, "cells" | "dates"> {
  const dates = row.flatMap((cell, n) => (cell instanceof Date ? [n] : []));
  return { cells: row.map(textOf), dates };
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, "");
  return cell === null || cell === undefined ? "" : String(cell);
}

/**
 * The library reads a sheet in pieces, halves them where one took long, and begins what has no end anew with each: such
 * a sheet would take minutes. By a clock that stands still the pieces only grow, and the work with the length.
 */
Date.now = () => 0;
parentPort?.postMessage(await read());
