import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties } from "../helpers/http-bodies.ts";
import { cell, texts, workbook, xlsx } from "../helpers/workbook.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const send = (file: Buffer) => t.request.post("/v1/import?dryRun=true").set("content-type", xlsx).send(file);
const header = ["slug", "title", "type", "firmness", "statedOn", "parties"];
const row = ["a", "Open a road", "infrastructure", "pledge", "2023", "KGZ:promisor; CHN:promisee"];

describe("an Excel workbook", () => {
  it.each(["<c ", '<c t="e"', "<!", "<!--<!--"])(
    "in which %s has no end is refused, and keeps nobody waiting",
    async (text) => {
      const endless = [[...texts(header), text.repeat(500_000)]];
      expect((await send(workbook(endless)).expect(400)).body.code).toBe("malformed_xlsx");
    },
  );

  it("with one very long cell keeps nobody waiting", async () => {
    const rows = [[...texts(header), cell("summary")], texts([...row, "long ".repeat(4_000_000)])];
    const { body } = await send(workbook(rows));
    expect(body.errors).toMatchObject([{ row: 2, column: "summary" }]);
  });

  it("that is none, or unpacks to more than it may, is refused", async () => {
    const { body } = await send(Buffer.from("PK not a workbook")).expect(400);
    expect(body.code).toBe("malformed_xlsx");
    const bomb = Buffer.from(zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(100_000_000) }, { level: 9 }));
    expect(bomb.length).toBeLessThan(200_000);
    const { body: large } = await send(bomb).expect(413);
    expect(large.detail).toContain("save the sheet as CSV");
  });
});
