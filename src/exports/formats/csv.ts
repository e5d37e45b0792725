import { csvRow } from "../exchange/cells.ts";
import { cellsOf, columns } from "../exchange/columns.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Setting } from "./format.ts";

const byteOrderMark = "\uFEFF";

/** The spreadsheet layout as CSV (RFC 4180): a header, then one commitment on each row. */
export async function* writeCsv(
  lines: AsyncIterable<ExchangeLine>,
  { base, bom = false }: Pick<Setting, "base" | "bom">,
): AsyncGenerator<string> {
  yield (bom ? byteOrderMark : "") + csvRow(columns.map(({ name }) => name));
  for await (const line of lines) yield csvRow(cellsOf(line, base));
}
