import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHANGED_SIMILARITY,
  CONTEXT_LENGTH,
  locate,
  MAX_PLACES,
  reanchor,
} from "../../../src/domain/anchoring/locate.ts";
import { countPoints, normalizeText } from "../../../src/domain/anchoring/text.ts";
import { cases } from "../../helpers/cases.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
  fc.string({ unit: fc.constantFrom("a", "e\u0301", "中", "😀", "\u0323", " ", "\r\n"), minLength: 1, maxLength: 300 }),
);
const partOf = fc.tuple(
  anyText,
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

/** A normalised text as code points, and a non-empty part of it. */
function cut([raw, a, b]: [string, number, number]) {
  const points = Array.from(normalizeText(raw));
  const start = Math.floor(Math.min(a, b) * Math.max(0, points.length - 1));
  const end = Math.max(start + 1, Math.ceil(Math.max(a, b) * points.length));
  return { text: points.join(""), points, start, end, exact: points.slice(start, end).join("") };
}

/** Starts of all occurrences by comparing at every code point. */
function bruteForce(text: string, exact: string): number[] {
  const points = Array.from(text);
  const wanted = Array.from(exact);
  return points.flatMap((_, at) => (wanted.every((point, i) => points[at + i] === point) ? [at] : []));
}

describe("locate", () => {
  it("finds any part of any text at its code points, and fills in the words around", () => {
    fc.assert(
      fc.property(partOf, (sample) => {
        const { text, points, start, end, exact } = cut(sample);
        fc.pre(exact !== "");
        const found = locate(text, { exact, start });
        expect(found).toMatchObject({ found: true, start, end, exact, positionDiffers: false });
        if (!found.found) return;
        expect(points.slice(found.start, found.end).join("")).toBe(exact);
        expect(points.slice(0, start).join("").endsWith(found.prefix)).toBe(true);
        expect(points.slice(end).join("").startsWith(found.suffix)).toBe(true);
        expect(Math.max(countPoints(found.prefix), countPoints(found.suffix))).toBeLessThanOrEqual(CONTEXT_LENGTH);
      }),
      { numRuns: cases(500) },
    );
  });

  it("agrees with comparing at every position, overlaps included", () => {
    const small = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 40 });
    const words = fc.string({ unit: fc.constantFrom("a", "b", "😀"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(small, words, (text, exact) => {
        const starts = bruteForce(text, exact);
        const found = locate(text, { exact });
        if (found.found) expect([found.start]).toEqual(starts);
        else if (found.reason === "missing") expect(starts).toEqual([]);
        else {
          expect(found.places.map((place) => place.start)).toEqual(starts.slice(0, MAX_PLACES));
          expect(found.count).toBe(starts.length);
        }
      }),
      { numRuns: cases(1000) },
    );
  });

  it("narrows by whole adjacent prefix and suffix as comparing at every position does", () => {
    const small = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 30 });
    const words = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(small, fc.tuple(words, words, words), (text, [prefix, exact, suffix]) => {
        const starts = bruteForce(text, prefix + exact + suffix).map((at) => at + prefix.length);
        const found = locate(text, { exact, prefix, suffix });
        if (starts.length === 1) expect(found).toMatchObject({ found: true, start: starts[0] });
        else if (starts.length > 1) expect(found).toMatchObject({ reason: "ambiguous", count: starts.length });
        else expect(found).toMatchObject({ reason: text.includes(exact) ? "context_mismatch" : "missing" });
      }),
      { numRuns: cases(1000) },
    );
  });

  it.each([
    [
      "normalises the selector as the text",
      "Le cafe\u0301\r\nouvre",
      { exact: "caf\u00E9\rouvre" },
      { start: 3, end: 13 },
    ],
    ["counts astral characters once", "😀😀 will open", { exact: "will" }, { start: 3, end: 7, prefix: "😀😀 " }],
    ["reads Chinese", "双方将早日启动铁路建设。", { exact: "早日启动" }, { start: 3, end: 7, suffix: "铁路建设。" }],
    [
      "lets the prefix decide",
      "to open; to sign; to open",
      { exact: "to open", prefix: "sign; " },
      { start: 18, end: 25 },
    ],
    ["lets the suffix decide", "we hope, we plan", { exact: "we", suffix: " plan" }, { start: 9, end: 11 }],
    ["lets the start decide between several", "aaa", { exact: "aa", start: 1 }, { start: 1, end: 3 }],
    ["takes an empty context as none", "we plan", { exact: "plan", prefix: "", suffix: null }, { start: 3, end: 7 }],
  ])("%s", (_, text, selector, place) => {
    expect(locate(text, selector)).toMatchObject({ found: true, positionDiffers: false, ...place });
  });

  it("says so when the only place is not the one claimed", () => {
    expect(locate("we plan", { exact: "plan", start: 4 })).toMatchObject({
      found: true,
      start: 3,
      positionDiffers: true,
    });
    expect(locate("we plan", { exact: "plan", start: 3, end: 8 })).toMatchObject({ start: 3, positionDiffers: true });
    expect(locate("we plan", { exact: "we", start: -1 })).toMatchObject({ start: 0, positionDiffers: true });
    expect(locate("we plan", { exact: "plan", start: 3, end: 7 })).toMatchObject({ positionDiffers: false });
  });

  it("never lets a wrong start decide between several", () => {
    expect(locate("aaa", { exact: "aa", start: 2 })).toMatchObject({ found: false, reason: "ambiguous", count: 2 });
  });

  it("tells words that stand elsewhere from words that are missing", () => {
    const place = { start: 3, end: 7, prefix: "we ", suffix: "" };
    const refusal = { found: false, reason: "context_mismatch", count: 1, places: [place] };
    expect(locate("we plan", { exact: "plan", prefix: "they " })).toEqual(refusal);
    expect(locate("we plan", { exact: "plan", prefix: "they ", start: 3 })).toEqual(refusal);
    expect(locate("we plan", { exact: "hope to", prefix: "we " })).toMatchObject({ reason: "missing", nearest: null });
    expect(locate("", { exact: "plan" })).toEqual({ found: false, reason: "missing", nearest: null });
    expect(locate("we plan", { exact: "" })).toEqual({ found: false, reason: "missing", nearest: null });
  });

  it("does not find words that differ in case, quotes or spaces, but proposes them", () => {
    const text = "They said “we  Plan to open it”.";
    const found = locate(text, { exact: '"we plan to open it"' });
    const passage = { start: 10, end: 31, text: "“we  Plan to open it”", similarity: 1 };
    expect(found).toEqual({ found: false, reason: "missing", nearest: passage });
  });

  it("compares prefix and suffix without their typography too, wherever the words stand", () => {
    const text = "“We hope”, said one –\nwe hope, said “another”.";
    expect(locate(text, { exact: "we hope", prefix: "said one - " })).toMatchObject({ start: 22, matched: "verbatim" });
    expect(locate(text, { exact: "We\u00a0hope", suffix: '", said one' })).toMatchObject({
      start: 1,
      matched: "folded",
    });
    expect(locate(text, { exact: "We\u00a0hope" })).toMatchObject({ reason: "ambiguous", count: 2 });
    expect(locate(text, { exact: "We\u00a0hope", start: 22 })).toMatchObject({ start: 22, positionDiffers: false });
    const refused = locate(text, { exact: "We\u00a0hope", prefix: "they said " });
    expect(refused).toMatchObject({ reason: "context_mismatch", count: 2 });
  });

  it("takes an end that was counted in other typography", () => {
    const text = "we will co-\noperate now";
    expect(locate(text, { exact: "will cooperate", start: 3, end: 17 })).toMatchObject({
      positionDiffers: false,
      end: 19,
    });
    expect(locate(text, { exact: "will cooperate", start: 3, end: 18 })).toMatchObject({ positionDiffers: true });
  });

  describe("with an ellipsis", () => {
    const text =
      "Our aim is to reduce poverty rates to 7 per cent by 2030. We open a road, and a “rail” link, by 2027. Done by 2030.";

    it.each(["…", "...", " [...] ", "[…]", " (…)", ". . .", " ....... "])(
      "%s joins two passages in their order",
      (dots) => {
        const found = locate(text, { exact: `our aim is to reduce poverty${dots}by 2030` });
        const exact = "Our aim is to reduce poverty rates to 7 per cent by 2030";
        const passages = ["Our aim is to reduce poverty", "by 2030"];
        expect(found).toMatchObject({ found: true, exact, start: 0, end: exact.length, passages, matched: "folded" });
      },
    );

    it.each([
      ["leaves out the words at its ends", "… a road, and …", { exact: "a road, and" }],
      ["joins three", 'open … a "rail" … 2027', { exact: "open a road, and a “rail” link, by 2027" }],
      [
        "reads an ellipsis of the source as it is",
        "we wait … for it",
        { exact: "we wait … for it", matched: "verbatim" },
      ],
      ["goes beyond a sentence where none has both", "7 per cent … 2027", { exact: text.slice(38, 100) }],
    ])("%s", (_what, exact, expected) => {
      expect(locate(`${text} Now we wait … for it.`, { exact })).toMatchObject({ found: true, ...expected });
    });

    it.each([
      ["in another order", "by 2030 … our aim is", "missing"],
      ["of which one is not there", "our aim … by 2050", "missing"],
      ["that stand far apart", "our aim … the end", "missing"],
      ["of which one stands twice within reach", "open a road … by", "ambiguous"],
      ["of nothing but signs", "“ … ”", "missing"],
    ])("passages %s are not joined", (_what, exact, reason) => {
      const long = `${text} Open a road by day and by night.${" Nothing.".repeat(700)} That is the end.`;
      expect(locate(long, { exact })).toMatchObject({ found: false, reason });
    });
  });

  describe("where the nearest is accepted", () => {
    const text =
      "We will reduce the emissions intensity of our economy by 45 percent9 by 2030. We will open a road to the north.";
    const given = "We will reduce the emissions intensity of our economy by 45 percent by 2030.";

    it("takes the only passage that is nearly the same", () => {
      const exact = text.slice(0, 77);
      expect(locate(text, { exact: given })).toMatchObject({ reason: "missing", nearest: { text: exact } });
      const found = locate(text, { exact: given }, { acceptsNearest: true });
      expect(found).toMatchObject({ found: true, matched: "nearest", exact, start: 0, end: 77 });
    });

    it("takes none of two", () => {
      const twice = `${text} ${text.replace("45", "46")}`;
      const found = locate(twice, { exact: given }, { acceptsNearest: true });
      expect(found).toMatchObject({ reason: "ambiguous", count: 2, places: [{ start: 0 }, { start: 112 }] });
    });

    it("takes none that is less similar", () => {
      const found = locate(
        text,
        { exact: "We shall reduce emissions intensity by 45 percent by 2030." },
        { acceptsNearest: true },
      );
      expect(found).toMatchObject({ reason: "missing", nearest: { start: 0 } });
    });

    it("takes the only place of the words, whatever stands around them", () => {
      const selector = { exact: "open a road", prefix: "They hope to " };
      expect(locate(text, selector)).toMatchObject({ reason: "context_mismatch" });
      expect(locate(text, selector, { acceptsNearest: true })).toMatchObject({ found: true, matched: "verbatim" });
    });
  });

  it("cuts the context between graphemes", () => {
    const found = locate(`${"x\u0323".repeat(40)}y!${"q\u0323".repeat(40)}`, { exact: "y!" });
    expect(found).toMatchObject({ prefix: "x\u0323".repeat(16), suffix: "q\u0323".repeat(16) });
    const odd = locate(`a${"x\u0323".repeat(20)}b!cd${"q\u0323".repeat(20)}`, { exact: "!" });
    expect(odd).toMatchObject({ prefix: `${"x\u0323".repeat(15)}b`, suffix: `cd${"q\u0323".repeat(15)}` });
  });

  it("lists the first places of many and counts them all", () => {
    const found = locate("a".repeat(1_000_000), { exact: "a".repeat(5000) });
    expect(found).toMatchObject({ reason: "ambiguous", count: 995_001 });
    if (!found.found && found.reason === "ambiguous") expect(found.places).toHaveLength(MAX_PLACES);
  });
});

describe("reanchor", () => {
  const sentences = [
    "The two sides agreed to open the northern border post next year.",
    "A joint working group will prepare the customs treaty by autumn.",
    "Both governments intend to waive visas for holders of service passports.",
    "双方同意早日启动铁路建设，并深化能源合作。",
    "Scholarships for forty students 😀 are to be funded from the new account.",
  ];
  const article = sentences.join("\n");
  const quotes = sentences.map((exact) => {
    const found = locate(article, { exact });
    if (!found.found) throw new Error(exact);
    return found;
  });

  it("is exact for every part of an unchanged text", () => {
    fc.assert(
      fc.property(partOf, (sample) => {
        const { text, start, exact } = cut(sample);
        fc.pre(exact !== "");
        const quote = locate(text, { exact, start });
        if (!quote.found) throw new Error("not found");
        const { end, prefix, suffix } = quote;
        expect(reanchor(text, quote)).toEqual({ anchor: "exact", start, end, prefix, suffix });
      }),
      { numRuns: cases(300) },
    );
  });

  it("follows a quote by the code points put before it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("z", "é", "中", "😀"), minLength: 1, maxLength: 80 }),
        (inserted) => {
          const by = countPoints(inserted) + 1;
          for (const quote of quotes) {
            const moved = { anchor: "moved", start: quote.start + by, end: quote.end + by };
            expect(reanchor(`${inserted}\n${article}`, quote)).toMatchObject(moved);
          }
        },
      ),
    );
  });

  it("calls one reworded quote changed, leaves it as it was, and proposes the right passage", () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.integer({ min: 1, max: 8 }),
        fc.stringMatching(/^[a-z]{1,9}$/),
        (which, word, other) => {
          const quote = quotes[which] as (typeof quotes)[number];
          const words = quote.exact.split(" ");
          fc.pre(words[word] !== other && word < words.length - 1);
          const reworded = words.with(word, other).join(" ");
          const { start, end, prefix, suffix } = quote;
          const after = reanchor(`Note. ${article.replace(quote.exact, reworded)}`, quote);
          expect(after).toMatchObject({ anchor: "changed", start, end, prefix, suffix });
          expect(after.nearest).toMatchObject({ start: start + 6, text: reworded });
          expect(after.nearest?.similarity).toBeGreaterThanOrEqual(CHANGED_SIMILARITY);
        },
      ),
    );
  });

  it("calls a deleted quote missing and leaves it as it was", () => {
    for (const quote of quotes) {
      const { start, end, prefix, suffix } = quote;
      const after = reanchor(article.replace(quote.exact, ""), quote);
      expect(after).toEqual({ anchor: "missing", start, end, prefix, suffix });
    }
  });

  it("tells the quote from the same words elsewhere by its whole context", () => {
    const quote = { exact: "to open", prefix: "agreed ", suffix: " a port", start: 5, end: 12 };
    const text = "hope to open it; agreed to open a port";
    expect(reanchor(text, quote)).toMatchObject({
      anchor: "moved",
      start: 24,
      end: 31,
      prefix: "hope to open it; agreed ",
    });
  });

  it("stays where the words still stand when their context changed on one side", () => {
    const quote = { exact: "to open", prefix: "agreed ", suffix: " it; to open", start: 5, end: 12 };
    const after = { anchor: "exact", start: 5, end: 12, prefix: "hope ", suffix: " it; to open" };
    expect(reanchor("hope to open it; to open", quote)).toEqual(after);
  });

  const road = "shall complete the road by the end of 2025";
  const kyrgyz = `Article 1. Kyrgyzstan ${road}.`;
  const uzbek = `Article 2. Uzbekistan ${road}.`;
  const quoteIn = (text: string, prefix: string) => {
    const found = locate(text, { exact: road, prefix });
    if (!found.found) throw new Error("not found");
    return found;
  };

  it.each([
    ["elsewhere", `Treaty. ${uzbek}`],
    ["at the very position", uzbek],
    ["with a third party's sentence", `${uzbek} Article 3. Kazakhstan agrees.`],
  ])("never takes the same words said by another: its twin %s is proposed", (_where, text) => {
    const { start, end, prefix, suffix } = quoteIn(`${kyrgyz} ${uzbek}`, "Kyrgyzstan ");
    const after = reanchor(text, { exact: road, prefix, suffix, start, end });
    const at = text.indexOf(road);
    expect(after).toEqual({
      anchor: "changed",
      ...{ start, end, prefix, suffix },
      nearest: { start: at, end: at + road.length, text: road, similarity: 1 },
    });
  });

  it("does not take punctuation for a context that agrees", () => {
    const quote = quoteIn(`${kyrgyz} ${uzbek}`, "Uzbekistan ");
    expect(quote.suffix).toBe(".");
    expect(reanchor(kyrgyz, quote).anchor).toBe("changed");
  });

  it("follows the words where two words on one side are still the same", () => {
    const quote = quoteIn(`Preamble. ${kyrgyz}`, "Kyrgyzstan ");
    const after = reanchor(`Preamble, amended. In Article 1. Kyrgyzstan ${road}, if funded.`, quote);
    expect(after).toMatchObject({ anchor: "moved", start: 44 });
  });

  it("follows words that the text sets in another typography, and has them as they are set now", () => {
    const before = "It will be in 2027-2028, “if elected” - a co-operation.";
    const found = locate(before, { exact: "in 2027-2028, “if elected” - a co-operation" });
    if (!found.found) throw new Error("not found");
    const after = reanchor('It will be in 2027\u20132028,\n"if elected" \u2014 a co-\noperation.', found);
    const exact = 'in 2027\u20132028,\n"if elected" \u2014 a co-\noperation';
    expect(after).toMatchObject({ anchor: "exact", start: 11, end: 11 + exact.length, exact });
    expect(reanchor("It will be in 2027\u20132029, if elected - a co-operation.", found).anchor).toBe("changed");
  });

  it("is ambiguous when several places are left and nothing decides", () => {
    const quote = { exact: "to open", prefix: "agreed ", suffix: null, start: 3 };
    const after = { anchor: "ambiguous", start: 3, end: null, prefix: "agreed ", suffix: null };
    expect(reanchor("hope to open it; to open", quote)).toEqual(after);
  });

  it("anchors a quote that never had a position where its words stand", () => {
    expect(reanchor("we plan", { exact: "plan" })).toEqual({
      anchor: "exact",
      start: 3,
      end: 7,
      prefix: "we ",
      suffix: "",
    });
    expect(reanchor("we plan, we plan", { exact: "plan" })).toMatchObject({ anchor: "ambiguous", start: null });
  });
});
