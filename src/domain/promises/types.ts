import type { CueLanguage } from "./languages/language.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import type { Word } from "./words.ts";

const compiled = new WeakMap<CueLanguage, Phrases<string>>();

function lexiconOf(language: CueLanguage): Phrases<string> {
  const phrases = compiled.get(language) ?? phrasesOf<string>();
  if (!compiled.has(language)) for (const [type, words] of Object.entries(language.types)) phrases.add(words, type);
  compiled.set(language, phrases);
  return phrases;
}

/** The type of commitment of which a sentence has the most words; null where it has none, or as many of two. */
export function typeOf(words: readonly Word[], language: CueLanguage): string | null {
  const phrases = lexiconOf(language);
  const counts = new Map<string, number>();
  for (let at = 0; at < words.length; at++)
    for (const { value } of phrases.at(words, at)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best, next] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best === undefined || best[1] === next?.[1] ? null : best[0];
}
