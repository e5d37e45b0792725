import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties } from "../helpers/http-bodies.ts";
import { cell, texts, workbook, xlsx } from "../helpers/workbook.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const send = (file: string | Buffer, { type = "text/csv", query = "" } = {}) =>
  t.request.post(`/v1/import?dryRun=true${query}`).set("content-type", type).send(file);
const header = ["slug", "title", "type", "firmness", "statedOn", "parties"];
const row = ["a", "Открыть дорогу", "infrastructure", "pledge", "2023", "KGZ:promisor; CHN:promisee"];
const quoted = (separator: string) => (cell: string) => (cell.includes(separator) ? `"${cell}"` : cell);
const csv = (separator: string, end: string, rows = [header, row]) =>
  rows.map((cells) => cells.map(quoted(separator)).join(separator) + end).join("");

describe("a sheet is read as spreadsheets write it", () => {
  it.each([
    ["semicolons", csv(";", "\r\n")],
    ["tabs", csv("\t", "\n")],
    ["carriage returns", csv(",", "\r")],
    ["a line that names the separator", `sep=;\r\n${csv(";", "\r\n")}`],
    ["names in other letters", csv(",", "\n", [["Slug", "TITLE", "Type", "Firmness", "Stated on", "parties"], row])],
    ["empty rows, and columns without a name", csv(",", "\n", [[...header, ""], [...row, ""], Array(7).fill("")])],
    ["cells too many, but empty", csv(",", "\n", [header, [...row, "", ""]])],
  ])("with %s", async (_name, file) => {
    expect((await send(file).expect(200)).body).toMatchObject({ lines: 1, created: 1, errors: [] });
  });

  it.each([
    ["UTF-16, little end first", Buffer.from(`\ufeff${csv("\t", "\r\n")}`, "utf16le"), "text/csv"],
    ["UTF-16, big end first", Buffer.from(`\ufeff${csv(",", "\n")}`, "utf16le").swap16(), "text/csv"],
    ["UTF-8 with a mark", `\ufeff${csv(",", "\n")}`, "text/csv"],
    ["windows-1251, if it is named", windows1251(csv(";", "\r\n")), "text/csv; charset=windows-1251"],
  ])("in %s", async (_name, file, type) => {
    expect((await send(file, { type }).expect(200)).body).toMatchObject({ created: 1, errors: [] });
  });

  it("in another charset that is not named it is refused, with the byte and what to do", async () => {
    const file = windows1251(csv(",", "\n"));
    const { body } = await send(file).expect(400);
    expect(body).toMatchObject({ code: "malformed_csv" });
    expect(body.detail).toContain(`byte ${file.indexOf(0xce)} cannot be read`);
    expect(body.detail).toContain("charset=windows-1251");
    const { body: unknown } = await send(file, { type: "text/csv; charset=klingon" }).expect(400);
    expect(unknown.detail).toContain('The charset "klingon" is not known');
  });

  it("says in which row of the sheet a fault is, whatever lines its cells have", async () => {
    const file = csv(",", "\n", [
      [...header, "summary"],
      [...row, '"two\nlines"'],
      [],
      ["b", "B", "x", "pledge", "2023", "KGZ:promisor", ""],
    ]);
    const { body } = await send(file.replaceAll('""', '"'));
    expect(body.errors).toMatchObject([{ line: 5, row: 4, column: "type" }]);
  });

  it("what a column without a name holds is a fault, and so is an unknown column, unless it is to be passed over", async () => {
    const { body } = await send(
      csv(",", "\n", [
        [...header, ""],
        [...row, "x"],
      ]),
    );
    expect(body.errors).toMatchObject([{ row: 2, code: "unknown_column" }]);
    const notes = csv(",", "\n", [
      [...header, "Notes"],
      [...row, "x"],
    ]);
    expect((await send(notes)).body.detail).toContain("There is no column `Notes`");
    expect((await send(notes, { query: "&ignoreUnknown=true" })).body).toMatchObject({ created: 1, errors: [] });
    const line = JSON.stringify({ title: "T", notes: "x" });
    const type = "application/x-ndjson";
    expect((await send(line, { type, query: "&ignoreUnknown=true" })).body.errors[0].pointer).not.toContain("notes");
  });

  it.each([
    ["parties", "KGZ", /`KGZ` is one half of a pair.*`KGZ:promisor; CHN:promisee`/],
    ["parties", "KGZ:promisor, CHN:promisee", /divided by `;`/],
    ["quoteExact", "We will.", /`quoteSource` is required with `quoteExact`/],
    ["latitude", "95", /Give both/],
  ])("%s: %s is refused with words that help", async (column, cell, words) => {
    const place = header.indexOf(column);
    const rows =
      place < 0
        ? [
            [...header, column],
            [...row, cell],
          ]
        : [header, row.with(place, cell)];
    const { body } = await send(csv("\t", "\n", rows));
    expect(body.errors.map(({ detail }: { detail: string }) => detail).join()).toMatch(words);
  });

  it("both coordinates are told of when both are wrong", async () => {
    const rows = [
      [...header, "latitude", "longitude"],
      [...row, "95", "east"],
    ];
    const { body } = await send(csv("\t", "\n", rows));
    expect(body.errors.map(({ column }: { column: string }) => column)).toEqual(["longitude", "latitude"]);
  });
});

describe("an Excel workbook", () => {
  const may2025 = 45_778;

  it("is read from its first sheet: numbers and days as dates are written, rows by their number", async () => {
    const rows = [
      texts(header),
      texts(row).with(4, cell(2023)),
      texts(row).with(0, cell("b")).with(4, cell(may2025, 1)),
      texts(["c", "C", "x"]),
    ];
    const { body } = await send(workbook(rows), { type: xlsx });
    expect([body.lines, body.created]).toEqual([3, 2]);
    expect(body.errors.map(({ row: n, column }: Record<string, unknown>) => [n, column])).toContainEqual([4, "type"]);
  });

  it("a day where words are due is a fault: Excel may have made it of them", async () => {
    const rows = [
      [...texts(header), cell("dueText")],
      [...texts(row), cell(may2025, 1)],
    ];
    const { body } = await send(workbook(rows), { type: xlsx });
    expect(body.errors).toMatchObject([{ row: 2, column: "dueText", code: "not_words" }]);
  });

  it("a cell that holds an error of the sheet is a fault, not an empty one", async () => {
    const error = '<c t="e"><v>#REF!</v></c>';
    const rows = [
      [...texts(header), cell("summary")],
      [...texts(row), error],
    ];
    const { body } = await send(workbook(rows), { type: xlsx });
    expect(body.errors).toMatchObject([{ row: 2, column: "summary", code: "cell_error" }]);
  });
});

/** The bytes of a text of Russian, in https://encoding.spec.whatwg.org/index-windows-1251.txt */
function windows1251(text: string): Buffer {
  const code = (letter: string) => {
    const point = letter.codePointAt(0) ?? 0;
    return point < 0x80 ? point : point - 0x0410 + 0xc0;
  };
  return Buffer.from([...text].map(code));
}

describe("the cells of a sheet", () => {
  const shown = (file: string | Buffer, type = "text/csv") =>
    t.request.post("/v1/import/sheet").set("content-type", type).send(file);

  it.each([
    ["semicolons", csv(";", "\r\n"), "text/csv"],
    ["UTF-16", Buffer.from(`\ufeff${csv("\t", "\r\n")}`, "utf16le"), "text/csv"],
    ["windows-1251, if it is named", windows1251(csv(";", "\r\n")), "text/csv; charset=windows-1251"],
  ])("are told as an import reads them: %s", async (_name, file, type) => {
    const { body } = await shown(file, type).expect(200);
    expect(body.columns).toEqual(header.map((name) => ({ name, column: name })));
    expect(body.rows).toEqual([{ row: 2, cells: row }]);
  });

  it("have the columns that are meant, and the rows of the sheet, without those that are empty", async () => {
    const { body } = await shown("Stated on,Mood,\n,,\n2023,good,x\n").expect(200);
    expect(body.columns).toEqual([
      { name: "Stated on", column: "statedOn" },
      { name: "Mood", column: null },
      { name: "", column: null },
    ]);
    expect(body.rows).toEqual([{ row: 3, cells: ["2023", "good", "x"] }]);
    expect((await shown("").expect(200)).body).toEqual({ columns: [], rows: [] });
  });

  it("are refused where they cannot be told apart, are too many, or asked for by whoever may not import", async () => {
    expect((await shown('a,"b').expect(400)).body.code).toBe("malformed_csv");
    expect((await shown("no workbook", xlsx).expect(400)).body.code).toBe("malformed_xlsx");
    expect((await shown(`title\n${"x\n".repeat(5001)}`).expect(413)).body.code).toBe("too_large");
    await shown("{}", "application/x-ndjson").expect(415);
    const reader = await t.keys("reader");
    await shown("title\n").set("authorization", `Bearer ${reader}`).expect(403);
  });
});
