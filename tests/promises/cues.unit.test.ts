import { describe, expect, it } from "vitest";
import { cueLanguages } from "../../src/domain/promises/languages/all.ts";
import { cueKinds } from "../../src/domain/promises/languages/language.ts";
import { namesOf, partiesIn } from "../../src/domain/promises/names.ts";
import { wordsOf } from "../../src/domain/promises/words.ts";
import { sentencesIn } from "./labelled.ts";

const read = (language: string, text: string) => sentencesIn({ text, language, statedOn: "2026-03-01", parties: [] });
const cuesOf = (language: string, text: string) => read(language, text)[0]?.cues.map(({ cue }) => cue) ?? [];

/** What fires, by hand, in one sentence of each language: cues, firmness, due words, numbers. */
const examples: readonly [string, string, string[], string | null][] = [
  ["en", "We will not build it.", ["will", "actor"], "pledge"],
  ["en", "He was told the will of the people.", ["past"], null],
  ["en", "We hope that they will come.", ["hope", "will", "actor"], "hope"],
  ["en", "It rained in May 2024 over the two hills.", ["past_form"], null],
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
  ["en", "Both ministers vowed to reopen the harbour.", ["commit", "actor"], "pledge"],
  ["en", "The ministers instructed their officials to draft rules.", ["instruct", "actor"], "political_agreement"],
  ["en", "All of you will recall that storm.", [], null],
  ["en", "Wolves to be protected by the end of 2030.", ["deadline", "time"], null],
  ["en", "We will open it by the end of 2030.", ["will", "actor", "time"], "pledge"],
  ["fr", "Nous sommes convenus de nous revoir.", ["agree_to", "actor"], "political_agreement"],
  ["fr", "Cela m'aura marqué pour toujours.", [], null],
  ["es", "El ministro aceptó la invitación de Lima.", ["agree_to"], "political_agreement"],
  ["es", "La solicitud llegó tarde ayer.", ["past_form"], null],
  ["ru", "Мы вновь подтверждаем это сегодня.", ["process", "stance", "actor"], "explore"],
  ["ru", "В мае там откроется новая школа.", ["will"], "pledge"],
  ["zh", "我们将始终支持他们。", ["will", "do", "actor"], "pledge"],
  ["ar", "عبر الوزيران عن عزم ثابت اليوم.", ["agree_to", "actor"], "political_agreement"],
  ["ky", "Тараптар достук, ишеним тууралуу сүйлөшөт.", ["will", "actor"], "pledge"],
  ["en", "This road will help farmers.", ["will", "effect"], "pledge"],
  ["en", "They agreed that the war must stop.", ["agree_view", "duty", "actor"], "hope"],
  ["en", "It was decided to open two schools.", ["agree_to"], "political_agreement"],
  ["en", "He said the state would open two schools.", ["said_would"], "intend"],
  ["en", "We must all do better than that.", ["duty"], "hope"],
  ["en", "For now Brussels is ready to pay.", ["offer", "name"], "intend"],
  ["fr", "Il a été décidé de rouvrir le port.", ["agree_to"], "political_agreement"],
  ["es", "Dijo que el Estado abriría dos escuelas.", ["said_would", "actor"], "intend"],
  ["ru", "Было решено вновь открыть два моста.", ["agree_to"], "political_agreement"],
  ["ru", "Завод позволит сделать всем больше.", ["effect", "may_will"], "pledge"],
  ["ar", "تعتزم الوزارة إنشاء مدرسة.", ["intend", "actor"], "intend"],
  ["ky", "Министр мектепти колдой тургандыктарын айтты.", ["intend", "actor"], "intend"],
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

  it("of an opening do not count for an item that says by itself who acts", () => {
    const found = read("en", "By 2030 we will:\n- open ten schools;\n- we met in the old town hall.");
    expect(found.map(({ cues }) => cues.some(({ cue }) => cue === "will"))).toEqual([true, true, false]);
  });

  it("of an infinitive are in no name", () => {
    expect(cuesOf("fr", "Le chef de la mission, Nasser, dort.")).not.toContain("to_do");
    expect(cuesOf("fr", "Le chef de la mission, aller, dort.")).toContain("to_do");
  });

  it("of a past count half before what was promised in it", () => {
    const weightOf = (text: string) => read("en", text)[0]?.cues.find(({ kind }) => kind === "past")?.weight;
    expect([weightOf("She had said that we will come."), weightOf("We will say what she had said.")]).toEqual([
      -0.55, -1.1,
    ]);
  });

  it("take no acronym in a script without capitals for a heading", () => {
    expect(cuesOf("zh", "我们将落实 SDG 的各项目标。")).not.toContain("heading");
  });

  it("name no party by the beginning of another word", () => {
    const parties = [
      { code: "CHN", names: ["Китай"] },
      { code: "KGZ", names: ["Киргизия"] },
    ];
    const named = (text: string) => partiesIn(wordsOf(text), namesOf(parties)).map(({ code }) => code);
    expect(named("жаңы китептерди киргизүү")).toEqual([]);
    expect(named("Китаем и Киргизией, в китайском и киргизском городах")).toEqual(["CHN", "KGZ", "CHN", "KGZ"]);
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
