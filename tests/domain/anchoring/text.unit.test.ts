import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countPoints,
  describeText,
  indexText,
  normalizeText,
  normalizeWords,
} from "../../../src/domain/anchoring/text.ts";

const anyText = fc.string({ unit: "binary", maxLength: 2000 });

describe("normalizeText", () => {
  it.each([
    ["composes", "Cafe\u0301", "Caf\u00E9"],
    ["turns CRLF and CR to LF", "a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd"],
    ["drops leading byte order marks only", "\uFEFF\uFEFFa\uFEFFb", "a\uFEFFb"],
    ["keeps spaces, quotes, width and case", " \u00A0“Ａ”  ﬁ ", " \u00A0“Ａ”  ﬁ "],
  ])("%s", (_, text, normal) => {
    expect(normalizeText(text)).toBe(normal);
  });

  it("changes nothing the second time", () => {
    fc.assert(fc.property(anyText, (text) => normalizeText(normalizeText(text)) === normalizeText(text)));
  });

  it("leaves every part of a normalised text as it is", () => {
    fc.assert(
      fc.property(anyText, fc.nat(2000), fc.nat(2000), (text, from, to) => {
        const part = Array.from(normalizeText(text)).slice(from, to).join("");
        return normalizeWords(part) === part;
      }),
    );
  });

  it("refuses more combining marks in a row than Stream-Safe text has, before sorting them", () => {
    expect(() => normalizeText(`a${"\u0301\u0323".repeat(100_000)}`)).toThrow(/combining marks/);
    expect(() => normalizeText(`${"a".repeat(10)}${"\u0301\u0323".repeat(15)}b`)).not.toThrow();
  });
});

describe("describeText", () => {
  it("hashes the UTF-8 of the normalised text and counts code points", () => {
    const sha256 = createHash("sha256").update("\u00E9\n😀", "utf8").digest("hex");
    expect(describeText("\uFEFFe\u0301\r\n😀")).toEqual({ sha256, length: 3 });
    expect(describeText("").sha256).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("counts as Array.from does", () => {
    fc.assert(fc.property(anyText, (text) => countPoints(text) === Array.from(text).length));
  });
});

describe("indexText", () => {
  it("converts every offset both ways and slices as Array.from does", () => {
    const mixed = fc.string({ unit: fc.constantFrom("a", "é", "中", "😀", "𝒳", "\u0323", "\n"), maxLength: 1500 });
    fc.assert(
      fc.property(mixed, fc.nat(1500), fc.nat(1500), (text, a, b) => {
        const index = indexText(text);
        const points = Array.from(index.text);
        expect(index.length).toBe(points.length);
        const [start, end] = [Math.min(a, b, points.length), Math.min(Math.max(a, b), points.length)];
        expect(index.slice(start, end)).toBe(points.slice(start, end).join(""));
        expect(index.toPoints(index.toUnits(start))).toBe(start);
        expect(index.toUnits(start)).toBe(points.slice(0, start).join("").length);
      }),
    );
  });
});
