import type { CueLanguage } from "./languages/language.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import { isTime } from "./times.ts";
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
const naming =
  /(?:(?!\p{sc=Han})\p{L}\p{M}*-?|[/:.-]|№\s?|[§#]|(?<!\p{L})(?:no\.?|articles?|art\.|paragraphs?|para\.|section|chapter|page|annex|resolution|стать\p{L}*|пункт\p{L}*|artículos?|párrafo|المادة|берене)\s)$/iu;
/** The other day of two: "9-10 September", "22 and 23 July". */
const dayThrough = /^\s?(?:[-–—]|and|et|y|и|至|و|жана)\s?\d{1,2}(?!\d)/u;
const isYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2100;

/** Numbers of a sentence, given its words. */
export function quantitiesIn(text: string, words: readonly Word[], language: CueLanguage): Quantity[] {
  const found: Measured[] = [];
  for (const { 0: given, index } of text.matchAll(digits)) {
    const value = numberOf(given, language.decimal);
    if (value === null) continue;
    const measured = measure({ text, value, start: index, end: index + given.length }, words, language);
    if (measured !== null) found.push(measured);
  }
  return found
    .map((own, n) => asRange(own, found[n + 1], text))
    .map(({ power, value, ...rest }) => ({
      value: Number((value * 10 ** power).toPrecision(12)),
      ...rest,
    }));
}

interface Measured extends Quantity {
  power: number;
}

function measure(
  { text, value, start, end: digitsEnd }: { text: string; value: number; start: number; end: number },
  words: readonly Word[],
  language: CueLanguage,
): Measured | null {
  const { units, magnitudes } = lexiconOf(language);
  const before = text.slice(Math.max(0, start - 16), start);
  const sign = /[$€£¥]\s?$/u.exec(before)?.[0] ?? "";
  if (sign === "" && naming.test(before)) return null;
  let [end, power] = [digitsEnd, 0];
  let next = words.findIndex((word) => word.start >= end);
  while (next >= 0 && next < words.length) {
    const [magnitude] = magnitudes.at(words, next).toSorted((a, b) => b.to - a.to);
    if (magnitude === undefined) break;
    power += magnitude.value;
    next = magnitude.to;
    end = words[next - 1]?.end ?? end;
  }
  if (next >= 0 && isTime(words, next, language)) return null;
  const through = dayThrough.exec(text.slice(digitsEnd))?.[0].length ?? 0;
  const month = through === 0 ? -1 : words.findIndex((word) => word.start >= digitsEnd + through);
  if (month >= 0 && isTime(words, month, language)) return null;
  const unit = next < 0 ? undefined : units.at(words, next).toSorted((a, b) => b.to - a.to)[0];
  if (unit) end = words[unit.to - 1]?.end ?? end;
  const code = unit?.value ?? signs[sign.trim()] ?? null;
  if (code === null && power === 0 && (isYear(value) || isName(text, start, end))) return null;
  return { value, power, unit: code, start: start - sign.length, end };
}

/** "2 to 3 million tonnes": the first has the unit of the second. */
function asRange(own: Measured, next: Measured | undefined, text: string): Measured {
  if (next === undefined || own.unit !== null || own.power > 0) return own;
  const isRange = /^\s?(?:to|and|or|-|–|—|до|à|a|y|o|и|至|到|～|إلى)\s?$/u.test(text.slice(own.end, next.start));
  return isRange ? { ...own, power: next.power, unit: next.unit } : own;
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
