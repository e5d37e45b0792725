/**
 * The words of a text as search sees them, alike for what is searched and what is asked, on every engine. Scripts that
 * are written without spaces, and Hangul, are cut into overlapping pairs of characters, as by Lucene's CJKBigramFilter.
 */

/** A word, folded; `start` and `end` (exclusive) count code points of the text. */
export interface Token {
  word: string;
  start: number;
  end: number;
  /** The last character of a run without spaces, which begins no pair. */
  isTail?: true;
}

/** More of a word is not looked at. */
const longestWord = 64;

/** Letters that fold to their lower case and no more, as most are: they are read in runs, for speed. */
const plain = /^(?:[A-Za-z0-9]+|[А-Яа-яҢңҮүӨө]+)$/;
const clusters =
  /(?:[A-Za-z0-9]+|[А-Яа-яҢңҮүӨө]+)(?!\p{M})|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|\P{M}\p{M}*|\p{M}+/gsu;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
/** Modifier letters such as the apostrophe of Uzbek (oʻ) part words, as other apostrophes do. */
const modifier = /[\u02b0-\u02ff]/;
const spaceless =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const ignorable = /^(?!\u200b)\p{Default_Ignorable_Code_Point}+$/u;
const accents = /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{Script=Hebrew}])\p{Mn}/gu;
const letters: Readonly<Record<string, string>> = {
  ...{ ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ς: "σ", ـ: "" },
};

/**
 * Folds compatibility forms, case and accents. й and ў stay letters of their own: who reads them does not take them for
 * и and у with an accent. ё is folded, since it is written е as often as not.
 */
function foldCluster(cluster: string): string {
  const apart = cluster.normalize("NFKD").toLowerCase().normalize("NFKD");
  const kept = apart.replaceAll("\u0438\u0306", "\u0439").replaceAll("\u0443\u0306", "\u045e");
  return kept
    .replace(accents, "")
    .normalize("NFC")
    .replace(/[ıłøđßæœςـ]/g, (letter) => letters[letter] ?? letter);
}

type Part = { char: string; kind: "word" | "spaceless" | "between" };

function partsOf(cluster: string): Part[] {
  if (ignorable.test(cluster)) return [];
  return Array.from(foldCluster(cluster), (char) => {
    if (!wordPart.test(char) || modifier.test(char)) return { char, kind: "between" };
    return { char, kind: spaceless.test(char) ? "spaceless" : "word" };
  });
}

/** The words of a text, in order. */
export function tokenise(text: string): Token[] {
  const known = new Map<string, Part[]>();
  const tokens: Token[] = [];
  let word = { text: "", size: 0, start: 0, end: 0 };
  let run: Token[] = [];
  let at = 0;
  const grow = (part: string, size: number, start: number) => {
    if (word.size === 0) word.start = start;
    word.text += part;
    word.size += size;
    word.end = at;
  };
  const endWord = () => {
    const { text: whole, size, start, end } = word;
    const kept = size > longestWord ? Array.from(whole).slice(0, longestWord).join("") : whole;
    if (size > 0) tokens.push({ word: kept, start, end });
    word = { text: "", size: 0, start: 0, end: 0 };
  };
  const endRun = () => {
    tokens.push(...pairs(run));
    run = [];
  };
  for (const [cluster] of text.matchAll(clusters)) {
    const start = at;
    const isPlain = plain.test(cluster);
    at += isPlain || cluster.length === 1 ? cluster.length : Array.from(cluster).length;
    if (isPlain && cluster.length > 1) {
      endRun();
      grow(cluster.toLowerCase(), cluster.length, start);
      continue;
    }
    const parts = known.get(cluster) ?? partsOf(cluster);
    known.set(cluster, parts);
    for (const { char, kind } of parts) {
      if (kind !== "word") endWord();
      if (kind !== "spaceless") endRun();
      if (kind === "word") grow(char, 1, start);
      if (kind === "spaceless") run.push({ word: char, start, end: at });
    }
  }
  endWord();
  endRun();
  return tokens;
}

/** One token for each character: it and the next. */
function pairs(run: readonly Token[]): Token[] {
  return run.map((own, n) => {
    const next = run[n + 1];
    return next ? { word: own.word + next.word, start: own.start, end: next.end } : { ...own, isTail: true };
  });
}
