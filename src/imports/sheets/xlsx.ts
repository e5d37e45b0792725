import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AppError } from "../../errors/errors.ts";
import type { SheetRow } from "./sheet.ts";
import type { Read } from "./xlsx-worker.ts";

/** A sheet is read whole, so it may not be as long as a CSV file; both in bytes, packed and unpacked. */
export const longestSheet = { packed: 8 * 1024 * 1024, unpacked: 64 * 1024 * 1024 };
/** The longest that may be sent takes a few seconds. */
const mostMs = 30_000;
const memory = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

/**
 * The rows of the first sheet of an Excel workbook (ECMA-376, Office Open XML). It is read in a thread of its own, with
 * memory of its own: what is sent may be made to grow. It ends with the signal: nobody waits for it any more.
 * @throws AppError too_large, malformed_xlsx; the signal's reason
 */
export async function* xlsxRows(bytes: AsyncIterable<Buffer>, signal?: AbortSignal): AsyncGenerator<SheetRow> {
  const { rows } = await read(await whole(bytes), signal);
  for (const [n, { cells, dates, errors }] of rows.entries()) yield { line: n + 1, row: n + 1, cells, dates, errors };
}

/** @throws AppError too_large */
async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > longestSheet.packed) throw tooLong();
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

function tooLong(): AppError {
  const { packed, unpacked } = longestSheet;
  const detail = `An Excel workbook may have at most ${packed} bytes, and ${unpacked} unpacked: save the sheet as CSV UTF-8.`;
  return new AppError("too_large", detail);
}

async function read(file: Buffer, over?: AbortSignal): Promise<Extract<Read, { rows: unknown }>> {
  const data = { file, mostUnpacked: longestSheet.unpacked };
  const signal = AbortSignal.any([AbortSignal.timeout(mostMs), ...(over ? [over] : [])]);
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), { workerData: data, resourceLimits: memory });
  const answered = once(worker, "message", { signal }) as Promise<[Read]>;
  const failed = once(worker, "exit").then((): [Read] => [{ fault: "too_long" }]);
  const [told] = await Promise.race([answered, failed]).catch((): [Read] => [{ fault: "too_long" }]);
  await worker.terminate();
  over?.throwIfAborted();
  if ("rows" in told) return told;
  if (told.fault === "too_long") throw tooLong();
  throw new AppError("malformed_xlsx", "The file is no Excel workbook (.xlsx) that can be read.");
}
