import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstUnreadable } from "../../src/validation/text.ts";
import { brokenUtf8 } from "../helpers/broken-utf8.ts";
import { cases } from "../helpers/cases.ts";

/** Character by character, as far as there is one. */
function readablePart(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    const length = [1, 2, 3, 4].find((n) => at + n <= bytes.length && isUtf8(bytes.subarray(at, at + n)));
    if (length === undefined) return at;
    at += length;
  }
}

describe("the first byte that cannot be read is the one at which a character is missing or broken off", () => {
  it("in UTF-8", () => {
    fc.assert(
      fc.property(brokenUtf8, (bytes) => {
        expect(firstUnreadable(bytes)).toBe(readablePart(bytes));
      }),
      { numRuns: cases(500) },
    );
  });

  it.each([
    ["windows-1253", "61aa62", 1],
    ["utf-16le", "610000d86200", 2],
    ["shift_jis", "61828fff61", 3],
    ["windows-1251", "61cecf", 3],
  ])("in %s", (label, hex, index) => {
    expect(firstUnreadable(Buffer.from(hex, "hex"), label)).toBe(index);
  });

  it("far into a long text", () => {
    const text = Buffer.from("aä€".repeat(100_000));
    expect(firstUnreadable(Buffer.concat([text, Buffer.from("e282", "hex")]))).toBe(text.length);
  });
});
