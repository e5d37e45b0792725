import { cueLanguages } from "./languages/all.ts";
import type { CueLanguage } from "./languages/language.ts";
import { fold, wordsOf } from "./words.ts";

/** So much of a text tells its language. */
const enough = 20_000;
const scripts: Readonly<Record<CueLanguage["script"], RegExp>> = {
  Latn: /\p{sc=Latn}/gu,
  Cyrl: /\p{sc=Cyrl}/gu,
  Arab: /\p{sc=Arab}/gu,
  Hani: /\p{sc=Han}/gu,
};
/** A Chinese character stands for a word, or half of one. */
const lettersOf: Readonly<Record<CueLanguage["script"], number>> = { Latn: 1, Cyrl: 1, Arab: 1, Hani: 3 };

/** The language of this tag: "en-GB" is English. */
export function languageOf(tag: string): CueLanguage | null {
  const [primary = ""] = tag.toLowerCase().split("-");
  return cueLanguages.find((language) => language.tag === primary) ?? null;
}

/**
 * The language of a text, by its script and its most frequent words; null where these are of none, or of two alike.
 */
export function detectLanguage(text: string): CueLanguage | null {
  const part = text.slice(0, enough);
  const sizes = Object.entries(scripts).map(([script, letters]) => ({
    script,
    size: (part.match(letters)?.length ?? 0) * lettersOf[script as CueLanguage["script"]],
  }));
  const main = sizes.toSorted((a, b) => b.size - a.size)[0];
  if (main === undefined || main.size === 0) return null;
  const candidates = cueLanguages.filter(({ script }) => script === main.script);
  if (candidates.length === 1 && main.script === "Hani") return candidates[0] ?? null;
  const words = wordsOf(part).map((word) => word.text);
  const counts = candidates.map((language) => ({ language, count: countOf(words, language) }));
  const [best, next] = counts.toSorted((a, b) => b.count - a.count);
  if (best === undefined || best.count === 0 || best.count === next?.count) return null;
  return best.language;
}

function countOf(words: readonly string[], { common }: CueLanguage): number {
  const frequent = new Set(common.split("|").map(fold));
  return words.filter((word) => frequent.has(word)).length;
}
