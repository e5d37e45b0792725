import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages } from "../../src/dates/due-words/languages/all.ts";
import { symbols, units } from "../../src/dates/due-words/languages/language.ts";
import { resolveDue } from "../../src/dates/due-words/read.ts";
import { cases } from "../helpers/cases.ts";
import { allPhrases } from "./phrases/all.ts";
import { usuallySaid } from "./phrases/phrases.ts";

describe("due words of every language", () => {
  it("have a table of phrases each", () => {
    expect(allPhrases.map(({ language }) => language).toSorted()).toEqual(
      [...new Set(languages.map(({ tag }) => tag))].toSorted(),
    );
    expect(allPhrases.filter(({ phrases }) => phrases.length < 25)).toEqual([]);
  });

  describe.each(allPhrases)("$name", ({ language, phrases }) => {
    const rows = phrases.map(([text, edtf, said = usuallySaid, ...parties]) => ({ text, edtf, said, parties }));
    it.each(rows)("reads $text as $edtf", ({ text, edtf, said, parties }) => {
      expect(resolveDue({ text }, said, { language, parties }).edtf).toBe(edtf);
    });

    it("reads the same or nothing where nobody says which language it is", () => {
      const wrong = phrases.filter(([text, edtf, said = usuallySaid, ...parties]) => {
        const guessed = resolveDue({ text }, said, { parties }).edtf;
        return guessed !== null && guessed !== edtf;
      });
      expect(wrong).toEqual([]);
    });
  });

  it("are understood without their language in nineteen of twenty cases", () => {
    const dated = allPhrases.flatMap(({ phrases }) => phrases.filter(([, edtf]) => edtf !== null));
    const missed = dated.filter(
      ([text, , said = usuallySaid, ...parties]) => resolveDue({ text }, said, { parties }).edtf === null,
    );
    expect(missed.length / dated.length).toBeLessThan(0.05);
  });
});

describe("the table of every language", () => {
  const rows = languages.flatMap(({ name, words }) =>
    words.flatMap(([meaning, phrases]) => meaning.split(" ").map((symbol) => ({ name, symbol, phrases }))),
  );
  const names: readonly string[] = symbols;

  it("has symbols that the grammar knows, and phrases for each", () => {
    const strange = rows.filter(({ symbol }) => !names.includes(symbol.split(":")[0] ?? ""));
    expect(strange).toEqual([]);
    expect(rows.filter(({ phrases }) => phrases.split("|").some((phrase) => phrase.trim() === ""))).toEqual([]);
  });

  it("has values that the grammar knows", () => {
    const values: Readonly<Record<string, RegExp>> = {
      unit: new RegExp(`^(?:${units.join("|")})$`),
      rel: new RegExp(`^(?:${units.join("|")}):[0-3]$`),
      part: /^(?:start|early|mid|late|end)$/,
      month: /^(?:[1-9]|1[0-2])$/,
      season: /^[1-4]$/,
      quarter: /^[1-4]$/,
      half: /^[12]$/,
      ord: /^(?:-1|[1-9]|[12][0-9]|3[01])$/,
      y: /^20[0-6][0-9]$/,
      wd: /^[1-7]$/,
      from: /^(?:weak)?$/,
      base: /^(?:weak)?$/,
      pbase: /^(?:weak)?$/,
      n: /^[1-9][0-9]{0,2}$/,
      decades: /^(?:before)?$/,
    };
    const strange = rows.filter(({ symbol }) => {
      const [name = "", ...value] = symbol.split(":");
      return !(values[name] ?? /^$/).test(value.join(":"));
    });
    expect(strange).toEqual([]);
  });

  it("has twelve months and four seasons", () => {
    for (const { name, words } of languages) {
      const has = (symbol: string) => words.some(([meaning]) => meaning.split(" ").includes(symbol));
      const missing = [...Array(12).keys()].filter((n) => !has(`month:${n + 1}`));
      expect([name, words.some(([meaning]) => meaning === "mo") ? [] : missing]).toEqual([name, []]);
      expect([name, [1, 2, 3, 4].filter((n) => !has(`season:${n}`))]).toEqual([name, []]);
    }
  });
});

describe("a reading", () => {
  const known = allPhrases.flatMap(({ language, phrases }) =>
    phrases.map(([text, , said = usuallySaid, ...parties]) => ({ text, said, language, parties })),
  );
  const phrase = fc.constantFrom(...known);
  const letters = (texts: readonly string[]) => [...texts.join("").replace(/[^\p{L}\p{N}]/gu, "")].toSorted().join("");
  const around = fc.constantFrom(
    "",
    "the agreement ",
    "соглашение ",
    "2000 km ",
    "（协定）",
    "е\u0301 ",
    "\u00ad",
    "«",
    "12 ",
  );

  it("has each letter and digit of the text once, as read or as unread", () => {
    fc.assert(
      fc.property(phrase, around, around, fc.boolean(), (each, before, after, isTold) => {
        const text = `${before}${each.text} ${after}`;
        const reader = isTold ? { language: each.language, parties: each.parties } : {};
        const { reading, edtf } = resolveDue({ text }, each.said, reader);
        const [read, unread] = [reading?.read ?? [], reading?.unread ?? []];
        expect(letters([...read, ...unread])).toBe(letters([text]));
        expect([...read, ...unread].every((piece) => text.includes(piece))).toBe(true);
        expect(read.length > 0).toBe(edtf !== null);
      }),
      { numRuns: cases(400) },
    );
  });

  it("quotes what was read as it was written", () => {
    expect(resolveDue({ text: "We plan, D’ICI À 2030, to sign" }, usuallySaid, { language: "fr" }).reading).toEqual({
      read: ["D’ICI À 2030"],
      unread: ["We plan", "to sign"],
      rule: "deadline",
    });
  });

  it.each([
    ["by 2030", "deadline"],
    ["before 2030", "before"],
    ["in 2030", "within"],
    ["from 2030", "start"],
    ["between 2025 and 2027", "interval"],
    ["within five years", "duration"],
    ["before the 2026 summit", "event"],
    ["soon", "vague"],
    ["in 2026, if ratified", "condition"],
    ["every year until 2030", "recurrence"],
    ["by 2025 and by 2030", "several_times"],
    ["in FY 2030", "fiscal_year_unknown"],
    ["on 31 February 2025", "no_such_date"],
    ["last year", "past"],
    ["at the next session", "unread_words"],
  ])("of %j says by which rule: %s", (text, rule) => {
    expect(resolveDue({ text }, usuallySaid, { language: "en" }).reading?.rule).toBe(rule);
  });

  it("of a season says that the hemisphere of those who promise is not one", () => {
    const parties = ["AUS", "FRA"];
    expect(resolveDue({ text: "in spring 2026" }, usuallySaid, { parties }).reading?.rule).toBe("season_unknown");
  });

  it("of a language without a table is none, whatever its numbers", () => {
    expect(resolveDue({ text: "2030年までに" }, usuallySaid, { language: "ko" }).edtf).toBeNull();
    expect(resolveDue({ text: "до 2030 года" }, usuallySaid, { language: "en" }).edtf).toBeNull();
    expect(resolveDue({ text: "в 2030 году" }, usuallySaid, { language: "ru-KG" }).edtf).toBe("2030");
  });
});
