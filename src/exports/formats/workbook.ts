import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import type { ZipInputFile } from "fflate";
import { escapeXml } from "./xml.ts";

/**
 * Excel workbooks (ECMA-376, Office Open XML: a ZIP of a few XML parts), made while they are sent, in constant memory.
 * Texts are cells of the type `inlineStr`, which no program takes for a formula, whatever they begin with.
 */

/** A text, a number, or an empty cell. */
export type Cell = string | number | null;

export interface Sheet {
  name: string;
  /** The first row, which stays in sight. */
  head: readonly string[];
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a sheet and a cell can hold (Excel specifications and limits): rows, the first included, and UTF-16 units. */
export const mostRows = 1_048_576;
const mostUnits = 32_767;

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const documentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** All parts have one date, so that the same data gives the same bytes. */
const mtime = new Date(1980, 0, 1);
/** Less than half the time of the usual level, for a twentieth more bytes. */
const level = 4;

/** The bytes of a workbook in pieces. An error on the way leaves it without its end. */
export async function* writeWorkbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const { strToU8, Zip, ZipPassThrough } = await import("fflate");
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    if (bytes.length > 0) ready.push(bytes);
  });
  for (const [name, text] of fixedParts(sheets)) {
    const part = Object.assign(new ZipPassThrough(name), { mtime });
    zip.add(part);
    part.push(strToU8(text), true);
  }
  for (const [n, sheet] of sheets.entries()) {
    const part: ZipInputFile = { filename: partOf(n), mtime, compression: deflateMethod, size: 0, crc: 0 };
    zip.add(part);
    for await (const bytes of deflated(part, sheetXml(sheet))) {
      part.ondata?.(null, bytes, false);
      yield* ready.splice(0);
    }
    part.ondata?.(null, new Uint8Array(), true);
  }
  zip.end();
  yield* ready.splice(0);
}

/** Of ZIP (APPNOTE.TXT 4.4.5). */
const deflateMethod = 8;
const chunkLength = 65_536;

/**
 * The compressed bytes of a text, whose size and checksum are noted in its part. Node.js compresses aside of the thread
 * that answers requests, in a third of the time that JavaScript takes.
 */
async function* deflated(part: ZipInputFile, texts: AsyncIterable<string>): AsyncGenerator<Buffer<ArrayBuffer>> {
  async function* counted() {
    let waiting = "";
    for await (const text of texts) {
      waiting += text;
      if (waiting.length < chunkLength) continue;
      yield note(waiting);
      waiting = "";
    }
    yield note(waiting);
  }
  const note = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    part.size += bytes.length;
    part.crc = crc32(bytes, part.crc);
    return bytes;
  };
  const deflate = createDeflateRaw({ level });
  // A failure of the source ends the compression with it, which whoever reads is told.
  void pipeline(Readable.from(counted()), deflate).catch(() => {});
  yield* deflate as AsyncIterable<Buffer<ArrayBuffer>>;
}

const partOf = (n: number): string => `xl/worksheets/sheet${n + 1}.xml`;

function fixedParts(sheets: readonly Sheet[]): [string, string][] {
  const each = (write: (sheet: Sheet, n: number) => string) => sheets.map(write).join("");
  const types = each((_, n) => `<Override PartName="/${partOf(n)}" ContentType="${documentType}.worksheet+xml"/>`);
  const named = each(({ name }, n) => `<sheet name="${escapeXml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`);
  const related = each(
    (_, n) => `<Relationship Id="rId${n + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  );
  return [
    [
      "[Content_Types].xml",
      `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${documentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${documentType}.styles+xml"/>${types}</Types>`,
    ],
    [
      "_rels/.rels",
      `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ["xl/workbook.xml", `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${named}</sheets></workbook>`],
    [
      "xl/_rels/workbook.xml.rels",
      `${xml}<Relationships xmlns="${packages}/relationships">${related}<Relationship Id="rIdStyles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ["xl/styles.xml", `${xml}${styles}`],
  ];
}

/** Two styles of cells: plain, and bold for the first row. */
const font = (more: string): string => `<font>${more}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
const styles = `<styleSheet xmlns="${main}"><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

async function* sheetXml({ head, rows }: Sheet): AsyncGenerator<string> {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><sheetData>${rowXml(1, head, ' s="1"')}`;
  let last = 1;
  for await (const row of rows) {
    last += 1;
    yield rowXml(last, row);
  }
  yield `</sheetData><autoFilter ref="A1:${columnOf(head.length - 1)}${last}"/></worksheet>`;
}

function rowXml(number: number, cells: readonly Cell[], style = ""): string {
  const written = cells.map((cell, n) => {
    if (cell === null || cell === "") return "";
    const at = `r="${columnOf(n)}${number}"${style}`;
    if (typeof cell === "number") return Number.isFinite(cell) ? `<c ${at}><v>${cell}</v></c>` : "";
    return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cellText(cell))}</t></is></c>`;
  });
  return `<row r="${number}">${written.join("")}</row>`;
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnOf(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  return n < 26 ? letter : `${columnOf(Math.floor(n / 26) - 1)}${letter}`;
}

/** A text as a cell can hold it: cut with an ellipsis; `_x000D_` is no line break (ECMA-376 part 1, 22.9.2.19). */
function cellText(text: string): string {
  const held = text.length > mostUnits ? `${text.slice(0, mostUnits - 1).replace(/[\ud800-\udbff]$/, "")}\u2026` : text;
  return held.replaceAll(/_(?=x[\da-f]{4}_)/gi, "_x005F_");
}
