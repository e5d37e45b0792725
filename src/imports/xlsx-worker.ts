import { parentPort, workerData } from "node:worker_threads";
import { Unzip, UnzipInflate } from "fflate";
import { readSheet } from "read-excel-file/node";

/** A row's texts, and the places of cells that the sheet holds as dates. */
export interface ReadRow {
  cells: string[];
  dates: number[];
}
export type Read = { rows: ReadRow[] } | { fault: "too_long" | "unreadable" };

const pieceBytes = 16_384;
const { file, mostUnpacked } = workerData as { file: Uint8Array; mostUnpacked: number };

async function read(): Promise<Read> {
  try {
    if (unpackedSize() > mostUnpacked) return { fault: "too_long" };
    return { rows: (await readSheet(Buffer.from(file), 1)).map(textsOf) };
  } catch {
    return { fault: "unreadable" };
  }
}

/** How many bytes it unpacks to, counted without keeping them, as far as the limit: what a file says may not be so. */
function unpackedSize(): number {
  const state = { size: 0 };
  const unzip = new Unzip((entry) => {
    entry.ondata = (error, data) => {
      if (error) throw error;
      state.size += data.length;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < file.length && state.size <= mostUnpacked; from += pieceBytes)
    unzip.push(file.subarray(from, from + pieceBytes), from + pieceBytes >= file.length);
  return state.size;
}

/** Dates are written as EDTF has them, without a time of day where there is none. */
function textsOf(row: readonly unknown[]): ReadRow {
  const dates = row.flatMap((cell, n) => (cell instanceof Date ? [n] : []));
  return { cells: row.map(textOf), dates };
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, "");
  return cell === null || cell === undefined ? "" : String(cell);
}

parentPort?.postMessage(await read());
