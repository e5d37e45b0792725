import { describe, expect, it } from "vitest";
import { cueLanguages } from "../../src/domain/promises/languages/all.ts";
import { cueKinds } from "../../src/domain/promises/languages/language.ts";
import { sentencesIn } from "./labelled.ts";

const read = (language: string, text: string) => sentencesIn({ text, language, statedOn: "2026-03-01", parties: [] });
const cuesOf = (language: string, text: string) => read(language, text)[0]?.cues.map(({ cue }) => cue) ?? [];

/** What fires, by hand, in one sentence of each language: cues, firmness, due words, numbers. */
const examples: readonly [string, string, string[], string | null][] = [
  ["en", "We will not build it.", ["will", "actor"], "pledge"],
  ["en", "He was told the will of the people.", ["past"], null],
  ["en", "We hope that they will come.", ["hope", "will", "actor"], "hope"],
  ["en", "It rained in May 2024 over the two hills.", [], null],
  ["ru", "Мы обязуемся открыть мост.", ["commit", "actor"], "pledge"],
  ["ru", "Стороны намерены сотрудничать дальше вместе.", ["intend", "actor"], "intend"],
  ["ru", "Мы знаем об этом очень давно.", [], null],
  ["zh", "我们承诺修建铁路。", ["commit", "actor"], "pledge"],
  ["zh", "这是一个重要会议。", ["stance"], null],
  ["fr", "Nous construirons un pont.", ["we_will", "actor"], "pledge"],
  ["fr", "Nous considérons cela avec soin.", [], null],
  ["es", "Construiremos un puente nuevo.", ["we_will", "actor"], "pledge"],
  ["es", "Los dos países acordaron cooperar siempre.", ["agree_to", "actor"], "political_agreement"],
  ["ar", "سنبني جسرا جديدا كبيرا.", ["we_will", "actor"], "pledge"],
  ["ar", "هذه سنة طويلة جدا.", [], null],
  ["ky", "Биз жаңы көпүрө курабыз.", ["we_will", "actor"], "pledge"],
  ["ky", "Өкмөт мектеп ачууга милдеттенди.", ["commit", "actor"], "pledge"],
];

describe("cues", () => {
  it.each(examples)("in %s: %s", (language, text, cues, firmness) => {
    const [found] = read(language, text);
    const verbsAndOthers = found?.cues.filter(({ kind }) => kind !== "form").map(({ cue }) => cue);
    expect([verbsAndOthers, found?.firmness]).toEqual([cues, firmness]);
  });

  it.each(cueLanguages.map((language) => [language.name, language] as const))(
    "of %s are sound",
    (_name, { cues, types }) => {
      expect(new Set(cues.map(({ cue }) => cue)).size).toBe(cues.length);
      for (const { cue, kind, weight, words } of cues) {
        expect(cueKinds, cue).toContain(kind);
        const lowers = ["past", "reported", "hypothetical", "negation", "courtesy", "appeal", "stance"].includes(kind);
        expect(weight < 0, cue).toBe(lowers);
        expect(Math.abs(weight), cue).toBeLessThanOrEqual(2.5);
        expect(
          words.split("|").some((phrase) => phrase.trim() === ""),
          cue,
        ).toBe(false);
      }
      expect(Object.keys(types).length).toBeGreaterThan(10);
    },
  );

  it("of an opening count for the items of its list, and no further", () => {
    const found = read("en", "By 2030 we will:\n- open ten schools;\n- plant trees.\n\nTrees are green and tall.");
    expect(found.map(({ opening, cues }) => [opening?.start ?? null, cues.some(({ cue }) => cue === "will")])).toEqual([
      [null, true],
      [0, true],
      [0, true],
      [null, false],
    ]);
  });

  it("say who acts, and that it is who speaks", () => {
    const told = (parties: string[]) =>
      sentencesIn({ text: "Norway will open a road.", language: "en", statedOn: "2026", parties })[0]?.cues.map(
        ({ cue }) => cue,
      );
    expect(told([])).toEqual(["will", "actor"]);
    expect(told(["NOR"])).toEqual(["will", "actor", "speaker"]);
  });

  it("hold at the ends of words alone", () => {
    expect(cuesOf("en", "Goodwill shalls willing ruin.")).not.toContain("will");
    expect(cuesOf("fr", "Le front était calme hier soir.")).toEqual(["past"]);
  });
});
