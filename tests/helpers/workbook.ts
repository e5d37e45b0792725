import { strToU8, zipSync } from "fflate";

/** Workbooks of one sheet, as Excel writes them. */

export const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const cell = (value: string | number, style = 0) =>
  typeof value === "number" ? `<c s="${style}"><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const sheet = (rows: string[][]) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, n) =>
        `<row r="${n + 1}">${cells.map((one, m) => one.replace("<c ", `<c r="${"ABCDEFGH"[m]}${n + 1}" `)).join("")}</row>`,
    )
    .join("")}</sheetData></worksheet>`;
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** The least that a workbook is: its first style is general, its second a date (ECMA-376 part 1, 18.8.30). */
export const workbook = (rows: string[][]) =>
  Buffer.from(
    zipSync({
      "xl/workbook.xml": strToU8(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="Promises" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
      ),
      "xl/styles.xml": strToU8(
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      ),
      "xl/worksheets/sheet1.xml": strToU8(sheet(rows)),
    }),
  );
export const texts = (cells: string[]) => cells.map((one) => cell(one));
