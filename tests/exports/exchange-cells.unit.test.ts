import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  csvRow,
  guardText,
  joinPairs,
  joinValues,
  splitPairs,
  splitValues,
  unguardText,
} from "../../src/exports/exchange/cells.ts";

const awkward = [
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\n",
  "'",
  '"',
  ",",
  ";",
  ":",
  "\\",
  " ",
  "a",
  "é",
  "🚂",
  "\u202e",
  "＝",
  "\u2028",
  "\u2029",
  "\u00ad",
  "\ufeff",
  "\u200b",
];
const text = fc.oneof(fc.string({ unit: fc.constantFrom(...awkward), maxLength: 8 }), fc.string({ unit: "grapheme" }));
const solid = text.filter((value) => value !== "");

describe("a text in a spreadsheet", () => {
  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["'=1", "''=1"],
    ["''", "'''"],
    ["'tis", "'tis"],
    ["a=1", "a=1"],
    ["\u2028=1", "'\u2028=1"],
    ["\u2029+1", "'\u2029+1"],
    ["\u00ad-1", "'\u00ad-1"],
    ["\ufeff@A1", "'\ufeff@A1"],
    [" \t\u200b=1", "' \t\u200b=1"],
    ["x;=1+1", "x;'=1+1"],
    ["x; \u00ad=1;;@A1;y", "x;' \u00ad=1;;'@A1;y"],
    ["x;'=1", "x;''=1"],
    ["one; two: -3", "one; two: -3"],
    ["", ""],
  ])("%j is written %j", (given, cell) => {
    expect(guardText(given)).toBe(cell);
    expect(unguardText(cell)).toBe(given);
  });

  it("never begins like a formula, and comes back exactly, whatever it holds", () => {
    fc.assert(
      fc.property(text, (given) => {
        const cell = guardText(given);
        expect(cell).not.toMatch(/(^|;)[\s\u00ad\u200b\ufeff]*[=+\-@＝]/);
        expect(cell).not.toMatch(/^[\t\r\n]/);
        expect(unguardText(cell)).toBe(given);
      }),
    );
  });

  it("rows come back from another program's parser, whatever they hold", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (cells) => {
        expect(parse(csvRow(cells), { record_delimiter: "\r\n", skip_empty_lines: false })).toEqual([cells]);
      }),
    );
  });
});

describe("several values in one cell", () => {
  it("read as one would write them by hand", () => {
    expect(
      joinPairs([
        ["KGZ", "promisor"],
        ["CHN", "promisee"],
      ]),
    ).toBe("KGZ:promisor; CHN:promisee");
    expect(splitPairs(" KGZ : promisor;CHN:promisee ; ")).toEqual([
      ["KGZ", "promisor"],
      ["CHN", "promisee"],
    ]);
    expect(splitPairs("KGZ")).toEqual([["KGZ", ""]]);
    expect(splitValues("")).toEqual([]);
  });

  it("come back exactly, whatever they hold", () => {
    fc.assert(
      fc.property(
        fc.array(solid, { maxLength: 4 }),
        fc.array(fc.tuple(solid, solid), { maxLength: 4 }),
        (values, pairs) => {
          expect(splitValues(joinValues(values))).toEqual(values);
          expect(splitPairs(joinPairs(pairs))).toEqual(pairs);
        },
      ),
    );
  });
});
