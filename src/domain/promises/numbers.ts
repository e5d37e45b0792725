import type { CueLanguage } from "./languages/language.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import type { Word } from "./words.ts";

/** A number that counts or measures, by UTF-16 offsets; one that names (a year, an article, an item) is none. */
export interface Quantity {
  value: number;
  /** UCUM or ISO 4217; null: it counts something. */
  unit: string | null;
  start: number;
  end: number;
}

interface Lexicon {
  units: Phrases<string>;
  magnitudes: Phrases<number>;
}
const compiled = new WeakMap<CueLanguage, Lexicon>();

function lexiconOf(language: CueLanguage): Lexicon {
  const known = compiled.get(language);
  if (known) return known;
  const lexicon = { units: phrasesOf<string>(), magnitudes: phrasesOf<number>() };
  for (const [unit, words] of Object.entries(language.units)) lexicon.units.add(words, unit);
  for (const [word, power] of Object.entries(language.magnitudes)) lexicon.magnitudes.add(word, power);
  compiled.set(language, lexicon);
  return lexicon;
}

const digits =
  /[0-9\u0660-\u0669\u06f0-\u06f9]{1,15}(?:[.,\u066b\u066c'\u00a0\u202f ][0-9\u0660-\u0669\u06f0-\u06f9]{1,3}){0,5}/g;
const signs: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP", "¥": "CNY" };
/** What a number names rather than counts. */
const naming = /(?:\p{L}\p{M}*-?|[/:.-]|№|\bno\.?\s|[§#])$/iu;
const isYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2100;

/** Numbers of a sentence, given its words; `start` and `end` of these count from where `text` begins. */
export function quantitiesIn(text: string, words: readonly Word[], language: CueLanguage): Quantity[] {
  const { units, magnitudes } = lexiconOf(language);
  const found: Quantity[] = [];
  for (const { 0: given, index } of text.matchAll(digits)) {
    const value = numberOf(given, language.decimal);
    const before = text.slice(Math.max(0, index - 8), index);
    const sign = signs[before.trimEnd().at(-1) ?? ""];
    if (value === null || (sign === undefined && naming.test(before))) continue;
    let end = index + given.length;
    let next = words.findIndex(({ start }) => start >= end);
    let power = 0;
    while (next >= 0 && next < words.length) {
      const [magnitude] = magnitudes.at(words, next);
      if (magnitude === undefined || /\p{L}/u.test(text.slice(end, words[next]?.start))) break;
      power += magnitude.value;
      next = magnitude.to;
      end = words[next - 1]?.end ?? end;
    }
    const unit = next < 0 ? undefined : units.at(words, next).toSorted((a, b) => b.to - a.to)[0];
    if (unit) end = words[unit.to - 1]?.end ?? end;
    const code = unit?.value ?? sign ?? null;
    if (code === null && power === 0 && (isYear(value) || isName(text, index, end))) continue;
    const start = sign === undefined ? index : text.lastIndexOf(before.trimEnd().at(-1) ?? "", index);
    found.push({ value: Number((value * 10 ** power).toPrecision(12)), unit: code, start, end });
  }
  return found;
}

/** A number that stands alone, or in a date or a title: "13 May", "(2)", "Article 9", "COVID-19". */
function isName(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 24);
  const before = text.slice(Math.max(0, start - 16), start);
  if (/\p{Lu}\p{Ll}+\s$/u.test(before) || /[(«"“[]$/.test(before)) return true;
  return (
    !/^\s*(?:-\w+\s|\+\s*)?\p{L}/u.test(behind) ||
    /^\s+\p{Lu}\p{Ll}/u.test(behind) ||
    /^(?:st|nd|rd|th|-е|-го|-й)\b/u.test(behind)
  );
}

const zeros = [0x660, 0x6f0];

/** "1.250,5" and "1,250.5" as numbers; null where the signs between make none. */
function numberOf(given: string, decimal: "." | ","): number | null {
  const plain = given
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
      const zero =
        zeros.find((first) => (digit.codePointAt(0) ?? 0) >= first && (digit.codePointAt(0) ?? 0) < first + 10) ?? 0;
      return String((digit.codePointAt(0) ?? 0) - zero);
    })
    .replaceAll("\u066b", decimal)
    .replaceAll("\u066c", decimal === "." ? "," : ".");
  const other = decimal === "." ? "," : ".";
  const parts = plain.split(decimal);
  const whole = (parts[0] ?? "").split(new RegExp(`[${other}'\\u00a0\\u202f ]`));
  if (parts.length > 2) return grouped(plain.split(decimal));
  if (whole.length > 1 && grouped(whole) === null)
    return parts.length === 1 && whole.length === 2 ? Number(whole.join(".")) : null;
  return Number(`${whole.join("")}${parts[1] === undefined ? "" : `.${parts[1].trim()}`}`);
}

function grouped(parts: readonly string[]): number | null {
  return parts.slice(1).every((part) => part.length === 3) ? Number(parts.join("")) : null;
}
