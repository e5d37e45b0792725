import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, reanchor } from "../../../src/domain/anchoring/locate.ts";

/** Copying by hand and by program: a text is made up, a passage copied, and it must be found where it stands. */

const syllables = ["ka", "mi", "ro", "te", "su", "lan", "dor", "ven", "pi", "gul"];
const word = fc.array(fc.constantFrom(...syllables), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(""));
const token = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 1, arbitrary: fc.nat(2050).map(String) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `${a}-${b}`) },
  { weight: 1, arbitrary: word.map((one) => `“${one}”`) },
  { weight: 1, arbitrary: word.map((one) => `${one}’s`) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `${a} – ${b}`) },
  { weight: 1, arbitrary: word.map((one) => `${one},`) },
  { weight: 1, arbitrary: word.map((one) => `${one}9.`) },
);
const article = fc.array(token, { minLength: 60, maxLength: 120 });

/** Lines of a column, as a PDF has them, words divided at their ends. */
function inLines(words: string): string {
  return words
    .split(" ")
    .map((one, n) =>
      n % 5 !== 4 ? one : /^[a-z]{8,}$/.test(one) ? `${one.slice(0, 4)}-\n${one.slice(4)}` : `\n${one}`,
    )
    .join(" ");
}

const copies: Record<string, (words: string) => string> = {
  "with its lines joined": (words) => words.replace(/-\n/g, "").replace(/\s+/g, " "),
  "with its lines broken": inLines,
  "with straight quotation marks": (words) => words.replace(/[“”]/g, '"').replace(/’/g, "'"),
  "with other dashes": (words) => words.replace(/–/g, "—").replace(/-(?!\n)/g, "\u2010"),
  "with no-break spaces": (words) => words.replace(/ /g, "\u00a0"),
  "with soft hyphens": (words) => words.replace(/([a-z]{4})([a-z]{3})/g, "$1\u00ad$2"),
  "with its full stops and figures of notes as they are": (words) => ` ${words}\n`.trim(),
  "from the middle of a sentence": (words) => words.replace(/^[a-z]/, (first) => first.toUpperCase()),
};

describe.each([
  ["set in one line", (words: string) => words],
  ["set in lines", inLines],
])("a passage of a text %s", (_how, set) => {
  it.each(Object.entries(copies))("is found where it stands when copied %s", (_kind, copy) => {
    fc.assert(
      fc.property(article, fc.nat(50), fc.integer({ min: 6, max: 30 }), (tokens, from, length) => {
        const before = tokens.slice(0, from).join(" ");
        const words = tokens.slice(from, from + length).join(" ");
        const text = [before, words, tokens.slice(from + length).join(" ")].map(set).join("\n");
        const start = set(before).length + 1;
        const exact = set(words).trim();
        const found = locate(text, { exact: copy(set(words)).trim() });
        const at = start + set(words).indexOf(exact);
        expect(found).toMatchObject({ found: true, exact, start: at, end: at + exact.length });
      }),
      { numRuns: 40 },
    );
  });

  it.each(Object.entries(copies))("is not found with a letter or digit changed when copied %s", (_kind, copy) => {
    fc.assert(
      fc.property(article, fc.nat(50), fc.nat(1000), (tokens, from, pick) => {
        const words = tokens.slice(from, from + 12).join(" ");
        const places = [...words.matchAll(/[a-z0-9]/g)].map(({ index }) => index).filter((index) => index > 0);
        const at = places[pick % places.length] as number;
        const other = /\d/.test(words[at] as string) ? (Number(words[at]) + 1) % 10 : "x";
        const changed = `${words.slice(0, at)}${other}${words.slice(at + 1)}`;
        expect(locate(set(tokens.join(" ")), { exact: copy(set(changed)).trim() }).found).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

it("a quote is where it was, to the code point, in a text that is set anew", () => {
  fc.assert(
    fc.property(article, fc.nat(50), (tokens, from) => {
      const text = tokens.join(" ");
      const exact = tokens.slice(from, from + 10).join(" ");
      const quote = locate(text, { exact, start: tokens.slice(0, from).join(" ").length + (from > 0 ? 1 : 0) });
      if (!quote.found) throw new Error("not found");
      const anew = inLines(text).replace(/[“”]/g, '"').replace(/–/g, "—");
      const after = reanchor(anew, quote);
      expect(["exact", "moved"]).toContain(after.anchor);
      const words = anew.slice(Number(after.start), Number(after.end));
      expect(words).toBe(after.exact ?? exact);
      expect(words.replace(/[^a-z0-9]/g, "")).toBe(exact.replace(/[^a-z0-9]/g, ""));
    }),
    { numRuns: 100 },
  );
});
