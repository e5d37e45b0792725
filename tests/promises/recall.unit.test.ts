import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../src/domain/promises/detect.ts";
import { measure, othersTexts, ownTexts, sentencesIn } from "./labelled.ts";

const texts = ownTexts();

describe.each(texts.map((text) => [text.name, text] as const))("in the labelled text in %s", (_name, labelled) => {
  it("no promise is left untinted, and most of what is tinted is one", () => {
    const { promises, missed, precision, averagePrecision } = measure(labelled);
    expect(promises).toBe(labelled.labels.length);
    expect(missed).toEqual([]);
    expect(Math.min(precision, averagePrecision)).toBeGreaterThan(0.8);
  });

  it("the language is told from the words", () => {
    expect(detectLanguage(labelled.text)?.tag).toBe(labelled.language);
  });

  it("the same text is answered alike twice, each sentence with a place of its own", () => {
    const found = sentencesIn(labelled);
    expect(sentencesIn(labelled)).toEqual(found);
    for (const [n, { start, end }] of found.entries()) {
      expect(start).toBeLessThan(end);
      expect(start).toBeGreaterThanOrEqual(found[n - 1]?.end ?? 0);
    }
  });
});

it("the labels of others' texts say which text they are of, and quote no more than its first and last words", () => {
  expect(othersTexts([]).length).toBeGreaterThan(3);
  expect(othersTexts(["not one of them"]).every(({ text }) => text === null)).toBe(true);
});
