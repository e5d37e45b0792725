import type { Named } from "./cues.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import type { Word } from "./words.ts";

/** A party by all that it is called. */
export interface NamedParty {
  code: string;
  names: readonly string[];
}

/** Of names in scripts that decline, so many letters at the end may be others. */
const declining = /^[\p{sc=Cyrl}\s-]+$/u;

/** What finds parties by their names. Names of one or two letters, and codes, are no words of a text. */
export function namesOf(parties: readonly NamedParty[]): Phrases<string> {
  const phrases = phrasesOf<string>();
  for (const { code, names } of parties)
    for (const name of new Set(names)) if (isWord(name)) phrases.add(formsOf(name), code);
  return phrases;
}

const isWord = (name: string) => (/[\p{sc=Han}]/u.test(name) ? [...name].length >= 2 : [...name].length >= 3);

function formsOf(name: string): string {
  const plain = name.replace(/[*|]|\(.*?\)/g, " ").trim();
  if (!declining.test(plain)) return `${plain}|${plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "")}`;
  const words = plain.split(/\s+/);
  // "России", and "российский", but in Kyrgyz no "киргизүү" for "Киргизия", nor "китеп" for "Китай".
  const adjectives = words.map((word) => word.replace(/ия$/u, "ск*"));
  return `${words.map(stemOf).join(" ")}|${adjectives.map(stemOf).join(" ")}`;
}

function stemOf(word: string): string {
  if (word.length < 4 || word.endsWith("*")) return word;
  const most = /ия$/u.test(word) || word.length < 6 ? 1 : 2;
  return `${word.replace(new RegExp(`[аеёийоуыьэюя]{1,${most}}$`, "u"), "")}*`;
}

/** Parties that are named, the longest names first; none stands within another. */
export function partiesIn(words: readonly Word[], names: Phrases<string>): Named[] {
  const found: Named[] = [];
  for (let at = 0; at < words.length; ) {
    const [longest] = names.at(words, at).toSorted((a, b) => b.to - a.to);
    if (longest) found.push({ code: longest.value, from: longest.from, to: longest.to });
    at = longest?.to ?? at + 1;
  }
  return found;
}
