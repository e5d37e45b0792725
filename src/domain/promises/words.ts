/** The words of a text as cues are matched against them: folded, with their places; signs are words, too. */
export interface Word {
  text: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
}

const pattern =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+|[^\s'’ʼ‘`]/gu;
const known = new Map<string, string>();
const mostKnown = 20_000;

const arabic = /\p{sc=Arab}/u;

/** Without case; Arabic letters without points, variants, and the "and" that is written with the next word. */
export function fold(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const lower = word.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  const folded = arabic.test(lower) ? foldArabic(lower) : lower;
  if (known.size >= mostKnown) known.clear();
  known.set(word, folded);
  return folded;
}

const foldArabic = (word: string) =>
  word
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/\u0671/g, "\u0627")
    .replace(/[\u0649\u06cc]/g, "\u064a")
    .replace(/\u06a9/g, "\u0643")
    .replace(/\u0629/g, "\u0647")
    .replace(/^\u0648(?=.{3})/, "");

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(pattern))
    words.push({ text: fold(found), start: index, end: index + found.length });
  return words;
}
