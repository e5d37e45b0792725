import { version } from "../../config/version.ts";
import { columnsFor, valuesOf } from "../exchange/columns.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Setting } from "./format.ts";
import { type Cell, writeWorkbook } from "./workbook.ts";

/**
 * The spreadsheet layout as an Excel workbook: the sheet that an import reads, and one that says what the file is of.
 */
export function writeXlsx(lines: AsyncIterable<ExchangeLine>, setting: Setting): AsyncIterable<Uint8Array> {
  const columns = columnsFor(setting.labels);
  async function* rows() {
    for await (const line of lines) yield valuesOf(line, setting.base, columns);
  }
  const commitments = { name: "Commitments", head: columns.map(({ name }) => name), rows: rows() };
  return writeWorkbook([commitments, { name: "About", head: ["what", "value"], rows: about(setting) }]);
}

function about({ base, labels, dataset: { head, day, count } }: Setting): Cell[][] {
  return [
    ["address", `${base}/v1/commitments`],
    ["commitments", count],
    ["day", day],
    ["ledgerSeq", head.seq],
    ["ledgerHash", head.hash],
    ["recordedAt", head.at],
    ["version", version],
    ...columnsFor(labels).map(({ name, description }) => [`column ${name}`, description]),
  ];
}
