import type { Commitment } from "../commitment.ts";
import type { Party } from "../party.ts";
import type { Quote } from "../quote.ts";
import { tokenise } from "./tokens.ts";

/** What is searched of a record: its words in three fields, each as words with one space between. */
export interface Document {
  title: string;
  labels: string;
  body: string;
}

/** Stands where no phrase may go on; private use, so that no text has these as words. */
export const gap = "\ue000";
/** Begins each word of a party's name: those are looked up apart, and what they give are codes. */
const ofName = "\ue001";
const ofReference = "\ue002";

/** A word of the names of parties. */
export const nameWord = (word: string): string => ofName + word;

/**
 * The word by which a commitment's document names a party. The letters of its code are ASCII, whose case the engines
 * would fold: private characters stand for them.
 */
export function partyWord(code: string): string {
  return ofReference + Array.from(code, (char) => String.fromCodePoint(0xe100 + char.charCodeAt(0))).join("");
}

/** What PostgreSQL keeps of one text: positions up to 16 383, 256 of each word, 1 MB (manual, section 12.11). */
const most = { words: 16_000, ofOne: 250, bytes: 400_000 };

/** The words of a commitment. Its parties are in it by their codes, so that a name can change without it. */
export function commitmentDocument(
  { title, summary, tags, parties }: Pick<Commitment, "title" | "summary" | "tags" | "parties">,
  quotes: readonly Pick<Quote, "exact" | "translation">[],
): Document {
  const add = bounded();
  const codes = [...new Set(parties.map(({ party }) => party))];
  return {
    title: add([() => wordsOf(title)]),
    labels: add([...codes.map((code) => () => [partyWord(code)]), ...tags.map((tag) => () => wordsOf(tag))]),
    body: add(
      [summary, ...quotes.flatMap(({ exact, translation }) => [exact, translation])].map((text) => () => wordsOf(text)),
    ),
  };
}

/** The names of a party in every language, and its code. */
export function partyDocument({ name, names, code }: Pick<Party, "name" | "names" | "code">): Document {
  const add = bounded();
  const all = [
    ...new Set([
      code,
      name,
      ...Object.keys(names)
        .sort()
        .map((language) => names[language] ?? ""),
    ]),
  ];
  return { title: add(all.map((text) => () => wordsOf(text).map(nameWord))), labels: "", body: "" };
}

function wordsOf(text: string | null): string[] {
  return text === null ? [] : tokenise(text).map(({ word }) => word);
}

/** Joins texts of one document, within what both engines can hold of it; what comes after is not read. */
function bounded(): (texts: readonly (() => string[])[]) => string {
  const times = new Map<string, number>();
  const used = { words: 0, bytes: 0 };
  return (texts) => {
    const kept: string[] = [];
    used.words += 1;
    for (const read of texts) {
      if (used.words > most.words || used.bytes > most.bytes) break;
      const text = read();
      if (kept.length > 0 && text.length > 0) kept.push(gap);
      for (const word of text) {
        used.words += 1;
        used.bytes += Buffer.byteLength(word);
        if (used.words > most.words || used.bytes > most.bytes) return kept.join(" ");
        const nth = (times.get(word) ?? 0) + 1;
        times.set(word, nth);
        kept.push(nth > most.ofOne ? gap : word);
      }
      used.words += 1;
    }
    return kept.join(" ");
  };
}
