import { describe, expect, it } from "vitest";
import { locate } from "../../../src/domain/anchoring/locate.ts";
import { nearest } from "../../../src/domain/anchoring/nearest.ts";
import { indexText } from "../../../src/domain/anchoring/text.ts";

/** Reproducible words, so that no test depends on chance. */
function* syllables(seed: number): Generator<string, never> {
  const parts = ["ka", "mi", "ro", "te", "su", "lan", "dor", "ven", "pi", "gul"];
  for (let state = seed; ; ) {
    let word = "";
    for (let left = 3; left > 0; left--) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      word += parts[(state >> 16) % parts.length];
    }
    yield word;
  }
}

function prose(words: number, seed = 1): string[] {
  const source = syllables(seed);
  return Array.from({ length: words }, () => source.next().value);
}

describe("nearest", () => {
  it("finds a long passage again with a tenth of its words changed, in a text of a million characters", () => {
    const words = prose(150_000);
    const text = indexText(words.join(" "));
    const others = prose(150_000, 99);
    for (const length of [5, 30, 300, 550]) {
      const at = 70_000;
      const passage = words.slice(at, at + length);
      const reworded = passage.map((word, i) => (i % 10 === 5 ? (others[i] as string) : word)).join(" ");
      const found = nearest(text, reworded);
      expect(found?.text).toBe(passage.join(" "));
      expect(found?.start).toBe(words.slice(0, at).join(" ").length + 1);
    }
  });

  it.each([
    ["one letter", "a".repeat(1_000_000), `${"a".repeat(2500)}b${"a".repeat(2499)}`],
    ["one letter, short words", "a".repeat(1_000_000), `${"a".repeat(200)}b${"c".repeat(55)}`],
    ["a period", "ab".repeat(500_000), "abb".repeat(1600)],
    ["forms that expand", "\uFDFA".repeat(1_000_000), "\uFDFA\uFDFB".repeat(2000)],
    ["nothing but spaces", " ".repeat(1_000_000), "a b ".repeat(1000)],
  ])("comes to an end on a million of %s", (_, text, words) => {
    expect(nearest(text, words)?.similarity ?? 0).toBeLessThanOrEqual(1);
  });
});

it("words in other typography are found in the longest text, in a time that does not grow with its square", () => {
  const text = `${"Rails, roads — and “rivers” of co-operation.\n".repeat(44_000)}We’ll open a road–link.`;
  expect(locate(text, { exact: "we'll open a road - link" })).toMatchObject({ matched: "folded" });
  expect(locate(text, { exact: 'rails, roads - and "rivers" of cooperation' })).toMatchObject({ reason: "missing" });
}, 10_000);
