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

/**
 * Goes up with every change to what is made of a text, here or in documents.ts: a database whose words were written by
 * another version learns them anew when it is opened.
 */
export const wordsVersion = 2;

/** More of a word is not looked at. */
const longestWord = 64;

/** Letters that fold to their lower case and no more, as most are: they are read in runs, for speed. */
const plain = /^(?:[A-Za-z0-9]+|[А-Яа-яҢңҮүӨө]+)$/;
const clusters =
  /(?:[A-Za-z0-9]+|[А-Яа-яҢңҮүӨө]+)(?!\p{M})|[\u1100-\u1112\u3131-\u314e\uffa1-\uffbe][\u1161-\u1175\u314f-\u3163\uffc2-\uffdc][\u11a8-\u11c2]?|\P{M}\p{M}*|\p{M}+/gsu;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
/** Modifier letters such as the apostrophe of Uzbek (oʻ) part words, as other apostrophes do. */
const modifier = /[\u02b0-\u02ff]/;
const spaceless =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const ignorable = /^(?!\u200b)\p{Default_Ignorable_Code_Point}+$/u;
const accents = /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{Script=Hebrew}])\p{Mn}/gu;
/**
 * Letters that people write for one another. Of the Arabic script those that Lucene's ArabicNormalizer and
 * PersianNormalizer fold: alef maksura and Farsi yeh to yeh, keheh to kaf, teh marbuta and heh goal to heh; alef
 * with madda or hamza falls apart by itself.
 */
const letters: Readonly<Record<string, string>> = {
  ...{ ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ς: "σ", ـ: "" },
  ...{ "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a", "\u06a9": "\u0643" },
  ...{ "\u0629": "\u0647", "\u06c1": "\u0647" },
};
const foldedLetters = new RegExp(`[${Object.keys(letters).join("")}]`, "g");
const digit = /\p{Nd}/u;
const digits = /(?![0-9])\p{Nd}/gu;

/**
 * A digit of any script as one of 0 to 9, as Lucene's DecimalDigitFilter has it: those of a script stand in a row, from
 * 0 to 9 (Unicode Standard, section 4.6).
 */
function plainDigit(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  let before = 0;
  while (digit.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

/**
 * Folds compatibility forms, case and accents. й and ў stay letters of their own: who reads them does not take them for
 * и and у with an accent. ё is folded, since it is written е as often as not.
 */
function foldCluster(cluster: string): string {
  const apart = cluster.normalize("NFKD").toLowerCase().normalize("NFKD");
  const kept = apart
    .replaceAll("\u0438\u0306", "\u0439")
    .replaceAll("\u0443\u0306", "\u045e")
    .replaceAll("\u06d5\u0654", "\u0647");
  return kept
    .replace(accents, "")
    .normalize("NFC")
    .replace(foldedLetters, (letter) => letters[letter] ?? letter)
    .replace(digits, plainDigit);
}

type Part = { char: string; kind: "word" | "spaceless" | "between" };

function partsOf(cluster: string): Part[] {
  if (ignorable.test(cluster)) return [];
  return Array.from(foldCluster(cluster), (char) => {
    if (!wordPart.test(char) || modifier.test(char)) return { char, kind: "between" };
    return { char, kind: spaceless.test(char) ? "spaceless" : "word" };
  });
}

/** Between the letters of an abbreviation, and after `co`: one mark, and nothing else. */
interface Joint {
  mark: string;
  at: number;
}
const hyphen = /^[-\u2010]$/;
const isLetter = (word: string) => /^\p{L}$/u.test(word);

/**
 * Whether a word is written as one with the word before it: U.S. is US, as Lucene's ClassicFilter has it, and
 * co-operation is cooperation, which the United Nations and the OSCE write either way. `letters`: whether the word
 * before is letters with dots between.
 */
function isJoined(before: Token, own: Token, { joint, letters: areLetters }: { joint: Joint; letters: boolean }) {
  if (before.end !== joint.at || own.start !== joint.at + 1) return false;
  return joint.mark === "." ? areLetters && isLetter(own.word) : before.word === "co" && hyphen.test(joint.mark);
}

/** Texts of letters that fold to their lower case alone and of marks that part words, none of which may join two. */
const simple = /^[\0-\x7fА-Яа-яҢңҮүӨө«»“”„‘’–—]*$/;
const joining = /[A-Za-z0-9А-Яа-яҢңҮүӨө][-.][A-Za-z0-9А-Яа-яҢңҮүӨө]/;
const runs = /[A-Za-z0-9А-Яа-яҢңҮүӨө]+/g;

/** The words of a text, in order. */
export function tokenise(text: string): Token[] {
  if (simple.test(text) && !joining.test(text))
    return Array.from(text.matchAll(runs), ({ 0: run, index: start }) => ({
      word: shortened(run.toLowerCase(), run.length),
      start,
      end: start + run.length,
    }));
  const known = new Map<string, Part[]>();
  const tokens: Token[] = [];
  let word = { text: "", size: 0, start: 0, end: 0 };
  let joint: Joint = { mark: "", at: -1 };
  let letters = false;
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
    const kept = shortened(whole, size);
    word = { text: "", size: 0, start: 0, end: 0 };
    if (size === 0) return;
    const own = { word: kept, start, end };
    const before = tokens.at(-1);
    if (before && isJoined(before, own, { joint, letters })) {
      const both = before.word + kept;
      tokens[tokens.length - 1] = { word: shortened(both, both.length), start: before.start, end };
      letters &&= joint.mark === ".";
      return;
    }
    letters = isLetter(kept);
    tokens.push(own);
  };
  const endRun = () => {
    if (run.length > 0) letters = false;
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
      if (kind === "between") joint = { mark: parts.length === 1 ? char : "", at: start };
      if (kind === "word") grow(char, 1, start);
      if (kind === "spaceless") run.push({ word: char, start, end: at });
    }
  }
  endWord();
  endRun();
  return tokens;
}

function shortened(word: string, size: number): string {
  return size > longestWord ? Array.from(word).slice(0, longestWord).join("") : word;
}

/** One token for each character: it and the next. */
function pairs(run: readonly Token[]): Token[] {
  return run.map((own, n) => {
    const next = run[n + 1];
    return next ? { word: own.word + next.word, start: own.start, end: next.end } : { ...own, isTail: true };
  });
}
