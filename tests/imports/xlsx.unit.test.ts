import { expect, it } from "vitest";
import { xlsxRows } from "../../src/imports/sheets/xlsx.ts";

async function* file() {
  yield Buffer.from("PK not a workbook");
}

it("the reading of a workbook ends when its caller has gone", async () => {
  const caller = new AbortController();
  const rows = xlsxRows(file(), caller.signal);
  const first = rows.next();
  caller.abort(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  await expect(xlsxRows(file()).next()).rejects.toMatchObject({ code: "malformed_xlsx" });
});
