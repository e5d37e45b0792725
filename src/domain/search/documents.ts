import type { Commitment } from "../commitment.ts";
import type { Event } from "../event.ts";
import type { Milestone } from "../milestone.ts";
import { type Party, partyNames } from "../party.ts";
import type { Quote } from "../quote.ts";
import type { Source } from "../source.ts";
import { tokenise } from "./tokens.ts";

/** What is searched of a record: its words in three fields, each as words with one space between. */
export interface Document {
  title: string;
  labels: string;
  body: string;
}

/** Stands where no phrase may go on; private use, so that no text has these as words. */
export const gap = "\ue000";
/** Records with words of their own. */
export type Searched = "commitment" | "party" | "source" | "quote";
/**
 * Begins each word of what is no commitment's: in one index over all, nobody goes through the words of another kind.
 */
const marks: Record<Searched, string> = { commitment: "", party: "\ue001", source: "\ue003", quote: "\ue004" };
const ofReference = "\ue002";

/** A word as the documents of a kind have it. */
export const wordOf = (kind: Searched, word: string): string => marks[kind] + word;

/**
 * The word by which a commitment's document names a party. The letters of its code are ASCII, whose case the engines
 * would fold: private characters stand for them.
 */
export function partyWord(code: string): string {
  return ofReference + Array.from(code, (char) => String.fromCodePoint(0xe100 + char.charCodeAt(0))).join("");
}

/** What PostgreSQL keeps of one text: positions up to 16 383, 256 of each word, 1 MB (manual, section 12.11). */
export const most = { words: 16_000, ofOne: 250, bytes: 400_000 };

/** What is read of an event, or of a milestone. */
export type Part = Pick<Event, "id" | "title" | "evidence"> &
  Partial<Pick<Event, "description"> & Pick<Milestone, "test">>;
/** The fields that the words of a commitment come from: its own, and those of an event or a milestone. */
export const searchedOfCommitment = ["title", "summary", "tags", "parties", "conditions", "targets", "quotes"] as const;
export const searchedOfPart = ["title", "description", "test", "evidence"] as const;
type Words = Pick<Quote, "exact" | "translation"> & Partial<Pick<Quote, "display">>;

/** The quotes that a commitment rests on, and those that its events and milestones show, each once. */
export function quotesOf({ quotes }: Pick<Commitment, "quotes">, parts: readonly Part[]): string[] {
  const shown = inOrder(parts).flatMap(({ evidence }) => evidence.flatMap(({ quoteId }) => quoteId ?? []));
  return [...new Set([...quotes, ...shown])];
}

/** As they were recorded, however they were read. */
const inOrder = (parts: readonly Part[]): Part[] => parts.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The texts of an event or of a milestone that are searched. */
export function textsOfPart({ title, description, test }: Part): string[] {
  return [title, description, test].flatMap((text) => text ?? []);
}

type Terms = Pick<Commitment, "conditions" | "targets">;

/** What a promise waits for, and what is measured of it; records from before there were these have none. */
export function termsOf({ conditions = [], targets = [] }: Partial<Terms>): string[] {
  return [...conditions.map(({ text }) => text), ...targets.map(({ indicator }) => indicator)];
}

/**
 * The words of a commitment, with those of its timeline in the order in which it was recorded. Its parties are in it by
 * their codes, so that a name can change without it.
 */
export function commitmentDocument(
  commitment: Pick<Commitment, "title" | "summary" | "tags" | "parties"> & Partial<Terms>,
  { quotes, parts = [] }: { quotes: readonly Words[]; parts?: readonly Part[] },
): Document {
  const { title, summary, tags, parties } = commitment;
  const add = bounded("commitment");
  const codes = [...new Set(parties.map(({ party }) => party))];
  const timeline = inOrder(parts).flatMap(textsOfPart);
  return {
    title: add([() => wordsOf(title)]),
    labels: add([...codes.map((code) => () => [partyWord(code)]), ...tags.map((tag) => () => wordsOf(tag))]),
    body: add(
      [summary, ...quotes.flatMap(textsOfQuote), ...timeline, ...termsOf(commitment)].map(
        (text) => () => wordsOf(text),
      ),
    ),
  };
}

/** A party's code and all its names; apart from these, its two-letter code, which is a word of many languages. */
export function partyDocument(party: Pick<Party, "name" | "names" | "aliases" | "code" | "isoAlpha2">): Document {
  const add = bounded("party");
  const names = [...new Set([party.code, ...partyNames(party)])];
  return {
    title: add(names.map((text) => () => wordsOf(text))),
    labels: add([() => wordsOf(party.isoAlpha2)]),
    body: "",
  };
}

export function sourceDocument(source: Pick<Source, "title" | "publisher" | "author" | "slug">): Document {
  const add = bounded("source");
  const { title, publisher, author, slug } = source;
  return {
    title: add([() => wordsOf(title)]),
    labels: add([publisher, author, slug].map((text) => () => wordsOf(text))),
    body: "",
  };
}

export function quoteDocument(quote: Words): Document {
  const add = bounded("quote");
  return { title: "", labels: "", body: add(textsOfQuote(quote).map((text) => () => wordsOf(text))) };
}

/** The words as recorded, as an edition would print them where that differs, and their translation. */
function textsOfQuote({ exact, display = null, translation }: Words): (string | null)[] {
  return display === null ? [exact, translation] : [exact, display, translation];
}

function wordsOf(text: string | null): string[] {
  return text === null ? [] : tokenise(text).map(({ word }) => word);
}

/** Joins texts of one document, within what both engines can hold of it; what comes after is not read. */
function bounded(kind: Searched): (texts: readonly (() => string[])[]) => string {
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
        used.bytes += Buffer.byteLength(word) + marks[kind].length * 3;
        if (used.words > most.words || used.bytes > most.bytes) return kept.join(" ");
        const nth = (times.get(word) ?? 0) + 1;
        times.set(word, nth);
        kept.push(nth > most.ofOne ? gap : wordOf(kind, word));
      }
      used.words += 1;
    }
    return kept.join(" ");
  };
}
