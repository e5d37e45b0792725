import { describe, expect, it } from "vitest";
import { languageOf } from "../../src/domain/promises/detect.ts";
import type { CueLanguage } from "../../src/domain/promises/languages/language.ts";
import { quantitiesIn } from "../../src/domain/promises/numbers.ts";
import { sentencesOf } from "../../src/domain/promises/sentences.ts";
import { dueIn } from "../../src/domain/promises/times.ts";
import { wordsOf } from "../../src/domain/promises/words.ts";

const of = (tag: string) => languageOf(tag) as CueLanguage;
const parted = (text: string, tag = "en") => sentencesOf(text, of(tag)).map(({ start, end }) => text.slice(start, end));

describe("sentences", () => {
  it.each([
    [
      "en",
      "I thank Mr. A. Shahid. We met the U.S. delegation.",
      ["I thank Mr. A. Shahid.", "We met the U.S. delegation."],
    ],
    [
      "en",
      "OSLO, Dec. 21 - It snowed. The Franco-U.S. Council met.",
      ["OSLO, Dec. 21 - It snowed.", "The Franco-U.S. Council met."],
    ],
    ["ru", "В 2025 г. мы открыли мост. Это хорошо.", ["В 2025 г. мы открыли мост.", "Это хорошо."]],
    ["fr", "L'art. 3 s'applique. M. Dupont le sait.", ["L'art. 3 s'applique.", "M. Dupont le sait."]],
    ["zh", "我们将合作。双方同意！", ["我们将合作。", "双方同意！"]],
    ["ar", "سنبني جسرا. هل تصدق؟", ["سنبني جسرا.", "هل تصدق؟"]],
  ])("in %s end where they end: %s", (tag, text, sentences) => {
    expect(parted(text, tag)).toEqual(sentences);
  });

  it("go on over lines that were broken by width, and over the foot of a page", () => {
    const text =
      "We will build a road from the capital to the sea\nand open it before winter, if the weather\n\nPage 2\n\nallows.";
    expect(parted(text)).toEqual([text.trim()]);
  });

  it("of lists are one an item, with the mark left out", () => {
    const text = "We will:\n(a) open schools;\n(b) plant trees.\n1.\nSing.";
    expect(parted(text)).toEqual(["We will:", "open schools;", "plant trees.", "Sing."]);
  });

  it("of a list within a list hang on what opens theirs", () => {
    const openingsOf = (text: string) =>
      sentencesOf(text, of("en")).map(({ opening }) => opening && text.slice(opening.start, opening.end));
    const open = "1. We will do this:";
    expect(openingsOf(`We agree:\n${open}\n(a) sing;\n(b) dance.\n2. to rest.`)).toEqual([
      null,
      "We agree:",
      "We will do this:",
      "We will do this:",
      "We agree:",
    ]);
    expect(openingsOf("We agree:\nI - To sing\n1. The choir is old.\nII - To dance")).toEqual([
      null,
      "We agree:",
      null,
      "We agree:",
    ]);
  });

  it("of paragraphs that are numbered within a line have their number", () => {
    expect(parted("We met in Rome. 2. We will meet again.")).toEqual(["We met in Rome.", "2. We will meet again."]);
  });

  it("of headings are not joined with what follows", () => {
    expect(parted("Our plan\n\nWe will sing.\nTrade\n\nIt grew.")).toEqual([
      "Our plan",
      "We will sing.",
      "Trade",
      "It grew.",
    ]);
  });

  it("are none in a text without letters", () => {
    expect(parted("\n\n* * *\n--\n")).toEqual([]);
  });
});

describe("numbers", () => {
  const read = (text: string, tag = "en") =>
    quantitiesIn(text, wordsOf(text), of(tag)).map(({ value, unit, start, end }) => [
      text.slice(start, end),
      value,
      unit,
    ]);

  it.each([
    ["en", "cut by 45 percent", [["45 percent", 45, "%"]]],
    [
      "en",
      "US$ 1.5 billion for 500 students",
      [
        ["$ 1.5 billion", 1_500_000_000, "USD"],
        ["500", 500, null],
      ],
    ],
    [
      "en",
      "2.5 to 3 billion tonnes",
      [
        ["2.5", 2_500_000_000, "t"],
        ["3 billion tonnes", 3_000_000_000, "t"],
      ],
    ],
    [
      "en",
      "on 9-10 September 2023, and 22 and 23 July; 3 and 4 boats",
      [
        ["3", 3, null],
        ["4", 4, null],
      ],
    ],
    ["en", "in 2030, under Article 9, on 13 May, within 24 hours, COVID-19", []],
    ["ru", "1,5 млрд долларов", [["1,5 млрд долларов", 1_500_000_000, "USD"]]],
    ["fr", "3 000 hectares", [["3 000 hectares", 3000, "har"]]],
    ["es", "40 millones de euros", [["40 millones de euros", 40_000_000, "EUR"]]],
    ["zh", "增加60亿立方米", [["60亿立方米", 6_000_000_000, "m3"]]],
    ["ar", "٤٠ مليون دولار", [["٤٠ مليون دولار", 40_000_000, "USD"]]],
    ["ky", "2 миллиард сом", [["2 миллиард сом", 2_000_000_000, "KGS"]]],
  ])("in %s: %s", (tag, text, numbers) => {
    expect(read(text, tag)).toEqual(numbers);
  });
});

describe("due words", () => {
  const read = (text: string, tag = "en") =>
    dueIn(text, wordsOf(text), { language: of(tag), statedOn: "2026-03-01", reader: { language: tag } }).map((due) => [
      text.slice(due.start, due.end),
      due.edtf,
    ]);

  it.each([
    [
      "en",
      "We will build a road by 2027, and a school soon.",
      [
        ["by 2027", "../2027"],
        ["soon", null],
      ],
    ],
    ["en", "It will be open on 2 March 2028.", [["on 2 March 2028", "2028-03-02"]]],
    ["en", "We have a plan.", []],
    ["zh", "我们将在2027年底前建成大桥。", [["在2027年底前", "../2027"]]],
  ])("in %s: %s", (tag, text, due) => {
    expect(read(text, tag)).toEqual(due);
  });
});

describe("what never ends", () => {
  it.each([
    ["words", "We will by 2027 ".repeat(10_000)],
    ["clauses", "will open it, ".repeat(10_000)],
    ["one word", "a".repeat(100_000)],
    ["titles", "Mr. ".repeat(30_000)],
    ["letters of two units", "𐐀".repeat(50_000)],
  ])("is read in pieces, and nothing of it is left out: %s", (_kind, text) => {
    const pieces = parted(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(2100);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    expect(pieces.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });
});
