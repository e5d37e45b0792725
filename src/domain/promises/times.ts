import { type Due, type Reader, resolveDue } from "../../dates/due-words/read.ts";
import type { CueLanguage } from "./languages/language.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import type { Word } from "./words.ts";

/** Due words of a sentence, with their reading; `start` and `end` are UTF-16 offsets. */
export type DueWords = Due & { text: string; start: number; end: number };

const compiled = new WeakMap<CueLanguage, Phrases<"time" | "vague">>();

function lexiconOf(language: CueLanguage): Phrases<"time" | "vague"> {
  const phrases = compiled.get(language) ?? phrasesOf<"time" | "vague">();
  if (!compiled.has(language)) {
    phrases.add(language.times, "time");
    phrases.add(language.vague, "vague");
    compiled.set(language, phrases);
  }
  return phrases;
}

/** Whether words of time begin here. */
export const isTime = (words: readonly Word[], at: number, language: CueLanguage): boolean =>
  lexiconOf(language).at(words, at).length > 0;

const year = /^(?:19|20)\d\d$/;
/** Reading takes some tenths of a millisecond, so a sentence without a word of time is not read, and long ones in part. */
const longest = 400;

export function dueIn(
  text: string,
  words: readonly Word[],
  how: { language: CueLanguage; statedOn: string; reader: Reader },
): DueWords[] {
  const lexicon = lexiconOf(how.language);
  const vague: DueWords[] = [];
  let hasTime = false;
  for (let at = 0; at < words.length; at++) {
    const found = lexicon.at(words, at);
    hasTime ||= year.test(words[at]?.text ?? "") || found.some(({ value }) => value === "time");
    const [phrase] = found.filter(({ value }) => value === "vague").toSorted((a, b) => b.to - a.to);
    if (phrase) vague.push(read(text, words[phrase.from]?.start ?? 0, words[phrase.to - 1]?.end ?? 0, how));
  }
  if (!hasTime) return vague;
  const whole = text.length <= longest ? dated(text, 0, text.length, how) : null;
  const parts = whole ? [whole] : clausesOf(text).flatMap(([start, end]) => dated(text, start, end, how) ?? []);
  return [...parts, ...vague.filter(({ start, end }) => !parts.some((part) => part.start < end && start < part.end))];
}

type How = Parameters<typeof dueIn>[2];

function read(text: string, start: number, end: number, { statedOn, reader }: How): DueWords {
  const words = text.slice(start, end);
  return { ...resolveDue({ text: words }, statedOn, reader), text: words, start, end };
}

/** The words that a date was read from, which alone must give the same. */
function dated(text: string, start: number, end: number, how: How): DueWords | null {
  const found = read(text, start, end, how);
  const [first] = found.reading?.read ?? [];
  if (found.edtf === null || first === undefined) return null;
  const last = found.reading?.read.at(-1) ?? first;
  const from = text.indexOf(first, start);
  const to = text.indexOf(last, from) + last.length;
  const alone = read(text, from, to, how);
  return alone.edtf === found.edtf ? alone : found;
}

function clausesOf(text: string): [number, number][] {
  const parts = [...text.matchAll(/[^,;:，；：、،؛—–]+/gu)].map(({ 0: part, index }): [number, number] => [
    index,
    index + part.length,
  ]);
  return parts
    .filter(([start, end]) => end - start <= longest && /[\p{L}\p{N}]/u.test(text.slice(start, end)))
    .slice(0, 20);
}
