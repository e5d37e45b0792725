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
      { numRuns: 500 },
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
      { numRuns: 1000 },
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
      { numRuns: 1000 },
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
      { numRuns: 300 },
    );
  });

  it("follows a quote by the code points put before it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("z", "é", "中", "😀"), minLength: 1, maxLength: 80 }),
        (inserted) => {
          const by = countPoints(inserted);
          for (const quote of quotes) {
            const moved = { anchor: "moved", start: quote.start + by, end: quote.end + by };
            expect(reanchor(`${inserted}\n${article}`.replace("\n", ""), quote)).toMatchObject(moved);
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

  it("stays where the words still stand when only their context changed", () => {
    const quote = { exact: "to open", prefix: "agreed ", suffix: " a port", start: 5, end: 12 };
    const after = { anchor: "exact", start: 5, end: 12, prefix: "hope ", suffix: " it; to open" };
    expect(reanchor("hope to open it; to open", quote)).toEqual(after);
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
