import { partyWord, type Searched, wordOf } from "./documents.ts";
import type { Field, Search, Term } from "./search-query.ts";

/** A condition on the words of a document, as plain data; each engine has its own way to write it. */
export type Match =
  | { words: readonly string[]; isPrefix: boolean; field?: Field }
  | { and: readonly Match[] }
  | { or: readonly Match[] }
  | { of: Match; but: Match };

/**
 * The documents that have every word asked for, whether or not they have excluded ones too; null when no word is asked
 * for: then all do.
 */
export function wanted({ all }: Search): Match | null {
  return all.length === 0 ? null : { and: all.map(anywhere) };
}

/** The documents with a word that is excluded; null where none is. */
export function unwanted({ none }: Search): Match | null {
  return none.length === 0 ? null : { or: none.map(anywhere) };
}

/** The same search among the documents of this kind. */
export function among(kind: Searched, { all, none }: Search): Search {
  const own = (term: Term): Term => ({ ...term, words: term.words.map((word) => wordOf(kind, word)) });
  return { all: all.map(own), none: none.map(own) };
}

/**
 * The documents that a search wants, best first: with all it asks for in the title, with some of it there, with some
 * among tags and parties, with all of it elsewhere. Each document is in one of these.
 */
export function tiers(search: Search): Match[] {
  const { all } = search;
  const whole = wanted(search);
  if (whole === null) return [];
  const inTitle = all.map((term) => inField(term, "title"));
  const better: Match[] = [{ and: inTitle }, { or: inTitle }, { or: all.map(labelled) }];
  const ranks = better.map((rank, n) => less({ and: [whole, rank] }, better.slice(0, n)));
  return [...ranks, less(whole, better)];
}

function less(of: Match, others: readonly Match[]): Match {
  return others.length === 0 ? of : { of, but: { or: others } };
}

const anywhere = (term: Term): Match => {
  const { words, isPrefix, field } = term;
  return orParties({ words, isPrefix, ...(field && { field }) }, term);
};
const labelled = (term: Term): Match => orParties(inField(term, "labels"), term);
const inField = ({ words, isPrefix }: Term, field: Field): Match => ({ words, isPrefix, field });

function orParties(match: Match, { parties = [] }: Term): Match {
  if (parties.length === 0) return match;
  return { or: [match, ...parties.map((code) => ({ words: [partyWord(code)], isPrefix: false }))] };
}

/** As a MATCH expression of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax); words have no quotes. */
export function toFts5(match: Match): string {
  if ("and" in match) return `(${match.and.map(toFts5).join(" AND ")})`;
  if ("or" in match) return `(${match.or.map(toFts5).join(" OR ")})`;
  if ("of" in match) return `(${toFts5(match.of)} NOT ${toFts5(match.but)})`;
  const field = match.field === undefined ? "" : `${match.field} : `;
  return `${field}"${match.words.join(" ")}"${match.isPrefix ? " *" : ""}`;
}

const weights = { title: "A", labels: "B" } as const;

/** As a tsquery of PostgreSQL (manual, section 8.11.2), to be cast: its parsers have no say. */
export function toTsquery(match: Match): string {
  if ("and" in match) return `(${match.and.map(toTsquery).join(" & ")})`;
  if ("or" in match) return `(${match.or.map(toTsquery).join(" | ")})`;
  if ("of" in match) return `(${toTsquery(match.of)} & !${toTsquery(match.but)})`;
  const weight = match.field === undefined ? "" : weights[match.field];
  const words = match.words.map((word, n) => {
    const marks = (match.isPrefix && n === match.words.length - 1 ? "*" : "") + weight;
    return `'${word}'${marks && `:${marks}`}`;
  });
  return `(${words.join(" <-> ")})`;
}
