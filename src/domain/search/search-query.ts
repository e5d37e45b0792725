import { tokenise } from "./tokens.ts";

/** A word or a phrase that is looked for: words in a row, the last of which may be a beginning. */
export interface Term {
  words: string[];
  isPrefix: boolean;
  /** The parties whose names have it, by their codes. */
  parties?: readonly string[];
  /** Looked for in this field of a document alone. */
  field?: Field;
}
export type Field = "title" | "labels";

/** What a full-text query asks for: all of these, none of those. With neither it sets no condition. */
export interface Search {
  all: Term[];
  none: Term[];
}

/** The quotation marks that begin and end a phrase. */
const marks = '"“”„«»';
const unit = new RegExp(`(-?)(?:[${marks}]([^${marks}]*)[${marks}]?|([^\\s${marks}]+))`, "gu");

/**
 * Reads a query: words, `"phrases"`, `rail*`, `-word`, `-"phrase"`. Every text is a query: what is no word, such as a
 * hyphen on its own, is left out. Several words without a space between them, such as border-port, are a phrase.
 */
export function parseSearch(q: string): Search {
  const search: Search = { all: [], none: [] };
  const seen = new Set<string>();
  for (const [, minus, phrase, bare] of q.matchAll(unit)) {
    const term = termOf(phrase ?? bare ?? "", { isPrefix: phrase === undefined && (bare ?? "").endsWith("*") });
    const place = JSON.stringify([minus, term]);
    if (term === null || seen.has(place)) continue;
    seen.add(place);
    search[minus === "-" ? "none" : "all"].push(term);
  }
  return search;
}

/**
 * A character that ends a run without spaces is searched as the beginning of a pair, or left out if it was the end of a
 * pair already.
 */
function termOf(text: string, { isPrefix }: { isPrefix: boolean }): Term | null {
  const tokens = tokenise(text);
  const last = tokens.at(-1);
  if (!last) return null;
  const before = tokens.at(-2);
  const isPaired = last.isTail === true && before !== undefined && before.end === last.end && before.start < last.start;
  const words = (isPaired ? tokens.slice(0, -1) : tokens).map(({ word }) => word);
  return { words, isPrefix: isPaired ? false : isPrefix || last.isTail === true };
}
