import { describe, expect, it } from "vitest";
import { openReport } from "../../src/imports/report-file.ts";

async function read(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}
const line = (n: number) => `${n} ${"é".repeat(200)}\n`;

describe("a report", () => {
  it("is written whole though nobody reads it, and can be read afterwards", async () => {
    const report = openReport();
    for (let n = 0; n < 3000; n++) await report.append(line(n));
    report.end();
    expect(await read(report.read())).toBe(Array.from({ length: 3000 }, (_, n) => line(n)).join(""));
    await report.close();
  });

  it("is read as it is written, down to the last short line", async () => {
    const report = openReport();
    const chunks = report.read()[Symbol.asyncIterator]();
    for (const text of ["one", "two"]) {
      const next = chunks.next();
      await report.append(text);
      expect(String((await next).value)).toBe(text);
    }
    report.end();
    expect((await chunks.next()).done).toBe(true);
    await report.close();
  });

  it("that breaks off fails for who reads it", async () => {
    const report = openReport();
    await report.append("one");
    report.end(new Error("broken"));
    await expect(read(report.read())).rejects.toThrow("broken");
    await report.close();
  });
});
