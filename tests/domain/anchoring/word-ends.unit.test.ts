import { describe, expect, it } from "vitest";
import { locate, reanchor } from "../../../src/domain/anchoring/locate.ts";
import { cutEnds } from "../../../src/domain/anchoring/word-ends.ts";

describe("cutEnds", () => {
  it.each([
    ["We are un", "able to pay", ".", true, false],
    ["to 1", "7 per cent", "", true, false],
    ["to 1.", "7 per cent", "", true, false],
    ["by -", "7 per cent", "", true, false],
    ["\u2212", "7 per cent", "", true, false],
    ["We pledge ", "5", "0 million", false, true],
    ["We pledge ", "5", ".5 million", false, true],
    ["", "lawful", "ly", false, true],
    ["We pledge ", "5", ". Then", false, false],
    ["in 2024-", "25 percent", "", false, false],
    ["(", "able to pay", ")", false, false],
    ["non-", "able to pay", "-er", false, false],
    ["\u6211\u4eec", "\u5c06\u5efa\u8bbe", "\u9053\u8def", false, false],
    ["", "", "", false, false],
  ])("tells whether %j %j %j are cut", (before, words, after, start, end) => {
    expect(cutEnds(before, words, after)).toEqual({ start, end });
  });
});

/** A quote as recorded from one text, in another. */
function anew(text: string, exact: string, newer: string) {
  const found = locate(text, { exact });
  if (!found.found) throw new Error("not found");
  const { prefix, suffix, start, end } = found;
  return reanchor(newer, { exact, prefix, suffix, start, end });
}

describe("reanchor", () => {
  it.each([
    ["They agreed to build it. Other words.", "agreed to build it", "They disagreed to build it. Other words."],
    ["It is lawful to do so. We will do so.", "lawful to do so.", "It is unlawful to do so. We will do so."],
    ["We pledge 5 million by 2030", "5 million by 2030", "We pledge 5 million by 20305 or never"],
    ["We pledge 5", "We pledge 5", "We pledge 50 million"],
    ["Growth of 10 percent", "10 percent", "Growth of -10 percent"],
  ])("takes no part of a longer word or number for the words: %j", (text, exact, newer) => {
    expect(anew(text, exact, newer)).toMatchObject({ anchor: "changed", nearest: { text: exact, similarity: 1 } });
  });

  it("takes the place where the words are whole, whichever way they are set", () => {
    const text = "They agreed to build it.";
    const newer = "They disagreed to build it. They then agreed to build it.";
    expect(anew(text, "agreed to build it", newer)).toMatchObject({ anchor: "changed", nearest: { start: 38 } });
    const folded = "Once they disagreed to build it. They agreed to\nbuild it.";
    expect(anew(text, "agreed to build it", folded)).toMatchObject({ anchor: "moved", start: 38 });
  });

  it("leaves words that were recorded as part of a longer one where they are", () => {
    expect(anew("We are unable to pay.", "able to pay", "Now we are unable to pay.")).toMatchObject({
      anchor: "moved",
    });
  });
});
