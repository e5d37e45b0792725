import { fold, type Word } from "./words.ts";

/**
 * Many phrases looked for at once, word by word, so that the time taken grows with the text and not with the phrases.
 */

interface Node<V> {
  words: Map<string, Node<V>>;
  /** By the beginning and by the end of a word. */
  beginnings: Map<string, Node<V>>;
  endings: Map<string, Node<V>>;
  /** Behind up to `gap` words. */
  gap?: Node<V>;
  values: V[];
  /** Letters of the longest of those beginnings and endings. */
  longest: number;
}

export interface Match<V> {
  value: V;
  /** Indexes of words, end exclusive. */
  from: number;
  to: number;
}

export interface Phrases<V> {
  add: (phrases: string, value: V) => void;
  at: (words: readonly Word[], from: number) => Match<V>[];
}

const longestGap = 4;
const isSign = (text: string) => /^[^\p{L}\p{N}]$/u.test(text);
const part = /\.\.|\*?(?:[\p{sc=Han}]|[\p{L}\p{M}\p{N}]+(?:(?<![\p{sc=Han}])\*)?|[^\s*'’])/gu;

const node = <V>(): Node<V> => ({
  words: new Map(),
  beginnings: new Map(),
  endings: new Map(),
  values: [],
  longest: 0,
});

export function phrasesOf<V>(): Phrases<V> {
  const root = node<V>();

  function add(phrases: string, value: V): void {
    for (const phrase of phrases.split("|")) {
      let at = root;
      for (const [each] of splitHan(phrase).matchAll(part)) at = below(at, each);
      if (at !== root && !at.values.includes(value)) at.values.push(value);
    }
  }

  function at(words: readonly Word[], from: number): Match<V>[] {
    const found: Match<V>[] = [];
    walk(root, from);
    return found;

    function walk(here: Node<V>, to: number): void {
      for (const value of here.values) found.push({ value, from, to });
      const word = words[to]?.text;
      if (word === undefined) return;
      for (const next of nextOf(here, word)) walk(next, to + 1);
      if (here.gap === undefined) return;
      for (let skipped = 0; skipped <= longestGap; skipped++) {
        const behind = words[to + skipped]?.text;
        if (behind === undefined) return;
        for (const next of nextOf(here.gap, behind)) walk(next, to + skipped + 1);
        if (isSign(behind)) return;
      }
    }
  }

  return { add, at };
}

const splitHan = (phrase: string) => phrase.replace(/\p{sc=Han}/gu, " $& ");

function below<V>(at: Node<V>, each: string): Node<V> {
  if (each === "..") {
    at.gap ??= node();
    return at.gap;
  }
  const isEnding = each.startsWith("*");
  const isBeginning = each.endsWith("*") && each.length > 1;
  const text = fold(each.replaceAll("*", ""));
  const among = isEnding ? at.endings : isBeginning ? at.beginnings : at.words;
  const next = among.get(text) ?? node<V>();
  among.set(text, next);
  if (among !== at.words) at.longest = Math.max(at.longest, text.length);
  return next;
}

function* nextOf<V>({ words, beginnings, endings, longest }: Node<V>, word: string): Generator<Node<V>> {
  const whole = words.get(word);
  if (whole) yield whole;
  if (beginnings.size > 0)
    for (let length = 1; length <= Math.min(word.length, longest); length++) {
      const next = beginnings.get(word.slice(0, length));
      if (next) yield next;
    }
  if (endings.size > 0)
    for (let start = Math.max(1, word.length - longest); start < word.length; start++) {
      const next = endings.get(word.slice(start));
      if (next) yield next;
    }
}
