import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate } from "../../../src/domain/anchoring/locate.ts";
import { normalizeText } from "../../../src/domain/anchoring/text.ts";
import { foldTypography } from "../../../src/domain/anchoring/typography.ts";
import { cases } from "../../helpers/cases.ts";

/** Whether words are found in a text, taken as folded, in that text's own wording. */
function takes(text: string, exact: string): string | null {
  const found = locate(text, { exact });
  return found.found ? found.exact : null;
}

describe("typography makes no difference:", () => {
  it.each([
    ["no-break space", "poverty rates to 7 per cent", "poverty rates to 7\u00a0per cent"],
    ["line break", "we will open\nthe center", "we will open the center"],
    ["page break", "We will sign\fthe deal", "We will sign the deal"],
    ["page break in the words", "We will sign the deal", "We will sign\fthe deal"],
    ["straight quotation marks", "said “we will”", 'said "we will"'],
    ["apostrophe", "Uzbekistan’s aim", "Uzbekistan's aim"],
    ["guillemets", "dit « nous irons »", 'dit "nous irons"'],
    ["corner brackets", "他说：「我们将」", "他说：“我们将”"],
    ["Uzbek letter apostrophe", "Oʻzbekiston yoʻli", "O'zbekiston yo’li"],
    ["dash", "in 2027–2028 – or later", "in 2027-2028 — or later"],
    ["full-width dash", "中国－中亚峰会", "中国—中亚峰会"],
    ["spaces around a dash", "roads — and rails", "roads—and rails"],
    ["doubled dash", "roads—and rails", "roads--and rails"],
    ["soft hyphens", "an agree\u00adment on trade", "an agreement on trade"],
    ["soft hyphens in the words", "an agreement on trade", "an agree\u00adment on trade"],
    ["soft hyphen at the end of a line", "an agree\u00ad\nment on trade", "an agreement on trade"],
    ["hyphen at the end of a line", "an agree-\nment on trade", "an agreement on trade"],
    ["hyphenation in the words", "an agreement on trade", "an agree-\n  ment on trade"],
    ["hyphen kept at the end of a line", "non-\nfossil fuels", "non-fossil fuels"],
    ["ligatures", "the ﬁrst oﬃce", "the first office"],
    ["case of the first letter", "Our aim is peace", "our aim is peace"],
    ["case behind a quotation mark", "“our aim is peace”", '"Our aim is peace"'],
    ["full-width comma and digits", "至２０３０年，我们将", "至2030年,我们将"],
    ["space after a comma", "roads，rails", "roads, rails"],
    ["lines of Chinese joined", "双方将早日\n启动铁路建设", "双方将早日启动铁路建设"],
    ["space between scripts", "到 2030 年", "到2030年"],
    ["space before a sign", "50 % en 2030 : oui", "50% en 2030: oui"],
    ["ellipsis of the source", "we will… perhaps", "we will... perhaps"],
    ["invisible characters", "we\u200b will \ufeffopen", "we will open"],
  ])("%s", (_what, words, given) => {
    const text = `Before. ${words}; after.`;
    expect(takes(text, given)).toBe(words);
    expect(locate(text, { exact: given })).toMatchObject({ matched: "folded", start: 8, end: 8 + words.length });
  });
});

describe("what is no typography makes a difference:", () => {
  it.each([
    ["a digit", "by 2030", "by 2035"],
    ["a letter", "we will sign", "we will sigh"],
    ["a superscript", "10² km", "102 km"],
    ["a footnote's figure", "unconditional9 pledge", "unconditional pledge"],
    ["a footnote's figure, raised", "unconditional⁹ pledge", "unconditional pledge"],
    ["a fraction", "½ of it", "1/2 of it"],
    ["an accent", "cafe open", "café open"],
    ["case within the words", "the Plan is", "the plan is"],
    ["a list and a number", "1, 200 roads", "1,200 roads"],
    ["a space between words", "every day it", "everyday it"],
    ["a hyphen within a line", "to re-sign it", "to resign it"],
    ["a missing hyphen", "to resign it", "to re-sign it"],
    ["punctuation", "Bishkek+25. in Kyrgyzstan", "Bishkek+25, in Kyrgyzstan"],
    ["a minute and a second", "at 5' north", 'at 5" north'],
    ["a part of a ligature", "the oﬃce", "the of"],
    ["a mark on the last letter", "we build q\u0323 now", "We build q"],
  ])("%s", (_what, words, given) => {
    expect(takes(`Before. ${words}; after.`, given)).toBeNull();
  });
});

/** Letters, digits and marks, presentation forms taken apart, the first letter in lower case. */
function letters(words: string): string {
  const points = Array.from(words).map((point) =>
    /[\uff01-\uff5e\ufb00-\ufb06]/u.test(point) ? point.normalize("NFKC") : point,
  );
  const kept = points.join("").replace(/[^\p{L}\p{N}\p{M}]|[\u02b9\u02bb\u02bc]/gu, "");
  return `${kept.slice(0, 1).toLowerCase()}${kept.slice(1)}`;
}

const noisy = fc.string({
  unit: fc.constantFrom(
    ...[
      "a",
      "b",
      "A",
      "ﬁ",
      "f",
      "i",
      "1",
      "2",
      "２",
      "²",
      "中",
      "文",
      "，",
      ",",
      ".",
      "’",
      "'",
      "“",
      '"',
      "-",
      "–",
      "—",
    ],
    ...["\u00ad", "-\n", " ", "\u00a0", "\n", "\f", "e\u0323", "\u200b", "«", "»", "…", "(", ")", "%", ":"],
  ),
  minLength: 1,
  maxLength: 40,
});

describe("folding", () => {
  it("never anchors words that differ in a letter or a digit, and always stores the text's own", () => {
    fc.assert(
      fc.property(noisy, noisy, fc.nat(40), (raw, words, at) => {
        const text = normalizeText(`${raw.slice(0, at)}${words.toUpperCase()}${raw.slice(at)}${raw}`);
        const given = raw.slice(at, at + 12);
        for (const exact of [words, given]) {
          const found = locate(text, { exact });
          if (!found.found || found.passages !== undefined) continue;
          expect(letters(found.exact)).toBe(letters(exact.normalize("NFC").replace(/\r\n?/g, "\n")));
          expect(Array.from(text).slice(found.start, found.end).join("")).toBe(found.exact);
        }
      }),
      { numRuns: cases(2000) },
    );
  });

  it("is the same of what it has folded", () => {
    fc.assert(
      fc.property(noisy, (text) => {
        const { codes } = foldTypography(text);
        const again = foldTypography(String.fromCodePoint(...codes));
        expect([...again.codes].filter((code) => code !== 0x2d)).toEqual([...codes].filter((code) => code !== 0x2d));
      }),
      { numRuns: cases(500) },
    );
  });

  it("knows of each code which characters it comes from", () => {
    fc.assert(
      fc.property(noisy, (text) => {
        const { codes, starts, ends } = foldTypography(text);
        const length = Array.from(text).length;
        for (let at = 0; at < codes.length; at++) {
          expect(starts[at]).toBeLessThan(ends[at] as number);
          expect(starts[at]).toBeGreaterThanOrEqual(at === 0 ? 0 : (starts[at - 1] as number));
        }
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(length);
      }),
    );
  });
});
