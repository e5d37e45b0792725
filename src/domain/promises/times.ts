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
/** Reading takes some tenths of a millisecond, so clauses without a word of time are not read, and no long ones. */
const longest = 300;
const mostClauses = 12;

interface How {
  language: CueLanguage;
  statedOn: string;
  reader: Reader;
}

export function dueIn(text: string, words: readonly Word[], how: How): DueWords[] {
  const lexicon = lexiconOf(how.language);
  const vague: DueWords[] = [];
  const times: number[] = [];
  for (let at = 0; at < words.length; at++) {
    const { text: word, start } = words[at] as Word;
    const found = lexicon.at(words, at);
    if (year.test(word) || found.some(({ value }) => value === "time")) times.push(start);
    const [phrase] = found.filter(({ value }) => value === "vague").toSorted((a, b) => b.to - a.to);
    if (phrase) vague.push(read(text, start, words[phrase.to - 1]?.end ?? start, how));
  }
  const timed = clausesOf(text).filter(([start, end]) => times.some((time) => start <= time && time < end));
  const dated = timed.slice(0, mostClauses).flatMap(([start, end]) => datedWords(text, start, end, how) ?? []);
  return [
    ...dated,
    ...vague.filter((one, n) => ![...dated, ...vague.slice(0, n)].some((other) => overlap(one, other))),
  ];
}

type Place = { start: number; end: number };
const overlap = (one: Place, other: Place) => one.start < other.end && other.start < one.end;

function read(text: string, start: number, end: number, { statedOn, reader }: How): DueWords {
  const words = text.slice(start, end);
  return { ...resolveDue({ text: words }, statedOn, reader), text: words, start, end };
}

/** The words of a clause that a date was read from; where they are apart, what stands between may change it. */
function datedWords(text: string, start: number, end: number, how: How): DueWords | null {
  const { reading, ...found } = read(text, start, end, how);
  const [first, ...others] = reading?.read ?? [];
  if (reading == null || found.edtf === null || first === undefined) return null;
  const from = text.indexOf(first, start);
  const last = others.at(-1) ?? first;
  const to = text.indexOf(last, others.length === 0 ? from : from + first.length) + last.length;
  const words = { ...found, text: text.slice(from, to), start: from, end: to };
  if (others.length === 0) return { ...words, reading: { ...reading, unread: [] } };
  const alone = read(text, from, to, how);
  return alone.edtf === found.edtf ? alone : { ...found, reading };
}

/** A comma before a number parts no clause: "13 May, 2027", "1,5". */
const clause = /(?:[^,;:，；：、،؛—–]|[,،](?=\s?[0-9]))+/gu;

function clausesOf(text: string): [start: number, end: number][] {
  const parts = [...text.matchAll(clause)].map(({ 0: part, index }): [number, number] => [index, index + part.length]);
  return parts.filter(([start, end]) => end - start <= longest);
}
