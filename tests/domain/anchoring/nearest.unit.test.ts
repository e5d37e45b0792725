import fc from "fast-check";
import { distance as levenshtein } from "fastest-levenshtein";
import { describe, expect, it } from "vitest";
import { MAX_QUOTE_LENGTH, MIN_SIMILARITY, nearest } from "../../../src/domain/anchoring/nearest.ts";
import { indexText } from "../../../src/domain/anchoring/text.ts";
import { cases } from "../../helpers/cases.ts";

/** Least Levenshtein distance of the words to any part of the text, by the full table (Sellers 1980). */
function bruteForce(text: string, words: string): number {
  const wanted = Array.from(words);
  let column = wanted.map((_, i) => i + 1);
  let best = wanted.length;
  for (const point of text) {
    let diagonal = 0;
    let above = 0;
    column = column.map((left, i) => {
      const value = Math.min(diagonal + (wanted[i] === point ? 0 : 1), left + 1, above + 1);
      [diagonal, above] = [left, value];
      return value;
    });
    best = Math.min(best, above);
  }
  return best;
}

describe("nearest", () => {
  it.each([
    [
      "a slip of the scanner",
      "the railway wi1l be bullt by 2027.",
      "railway will be built",
      "railway wi1l be bullt",
      4,
    ],
    ["a line break and a dash", "a long\n–  term plan", "long - term plan", "long\n–  term plan", 2],
    [
      "a softened promise",
      "We will strive to build the railway.",
      "We will build the railway",
      "We will strive to build the railway",
      0,
    ],
    ["whole words", "They prepare an agreement.", "prepare the agreement", "prepare an agreement", 5],
    ["Chinese without spaces", "双方将早日启动中吉乌铁路建设。", "早日开工中吉乌铁路", "早日启动中吉乌铁路", 3],
    ["astral characters by code points", "😀😀 we 😀 wil open", "we 😀 will open", "we 😀 wil open", 3],
    ["typographic ligatures", "the ﬁnal oﬀer", "the final offer", "the ﬁnal oﬀer", 0],
  ])("proposes %s, verbatim", (_, text, words, passage, start) => {
    const found = nearest(text, words);
    expect(found).toMatchObject({ start, end: start + Array.from(passage).length, text: passage });
  });

  it("measures 1 - distance / length of the longer", () => {
    expect(nearest("we plan to open", "we plen to open")?.similarity).toBeCloseTo(1 - 1 / 15);
    expect(nearest("the treaty and more", "the tree and more")?.similarity).toBeCloseTo(1 - 3 / 19);
  });

  it.each([
    ["empty words", "text", ""],
    ["white space", "text", " \n "],
    ["an empty text", "", "words"],
    ["words unlike any", "双方同意", "railway"],
    ["words too long to compare", "a".repeat(6000), "b".repeat(MAX_QUOTE_LENGTH + 1)],
  ])("proposes nothing for %s", (_, text, words) => {
    expect(nearest(text, words)).toBeNull();
  });

  it("always answers with a part of the text, by its offsets", () => {
    const any = fc.string({ unit: "binary", maxLength: 120 });
    fc.assert(
      fc.property(any, any, fc.nat(100), (text, words, from) => {
        const index = indexText(text);
        const found = nearest(index, index.slice(from, from + 20) + words.slice(0, 5));
        if (found === null) return;
        expect(found.text).toBe(Array.from(index.text).slice(found.start, found.end).join(""));
        expect(found.end).toBeGreaterThan(found.start);
        expect(found.similarity).toBeGreaterThanOrEqual(MIN_SIMILARITY);
        expect(found.similarity).toBeLessThanOrEqual(1);
      }),
      { numRuns: cases(500) },
    );
  });

  it("is within a tenth of the least distance there is, across 32-row blocks too", () => {
    const han = fc.constantFrom("一", "二", "三");
    const text = fc.string({ unit: han, minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(text, fc.string({ unit: han, minLength: 1, maxLength: 100 }), (source, words) => {
        const bound = 1 - bruteForce(source, words) / words.length;
        const found = nearest(source, words);
        if (bound >= MIN_SIMILARITY + 0.1) expect(found?.similarity).toBeGreaterThanOrEqual(bound - 0.1);
        if (found === null) return;
        const longer = Math.max(words.length, found.text.length);
        expect(found.similarity).toBeCloseTo(1 - levenshtein(words, found.text) / longer);
      }),
      { numRuns: cases(500) },
    );
  });
});
