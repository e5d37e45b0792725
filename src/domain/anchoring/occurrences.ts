import { SPACE } from "./fold.ts";
import { HYPHEN, type Typeset } from "./typography.ts";

/** UTF-16 units of a text, or the codes of a folded one. */
type Codes = Uint16Array | Int32Array;

/**
 * The indexes at which the words stand, overlaps included. Knuth-Morris-Pratt (SIAM J. Comput. 6(2), 1977): repeated
 * indexOf is quadratic on texts such as "aaaa".
 */
export function indexesOf(words: Codes, text: Codes): number[] {
  const hits: number[] = [];
  if (words.length === 0 || words.length > text.length) return hits;
  const borders = bordersOf(words);
  const [first] = words;
  for (let at = 0, matched = 0; at < text.length; at++) {
    if (matched === 0) {
      while (at < text.length && text[at] !== first) at++;
      if (at === text.length) break;
    }
    const code = text[at];
    while (matched > 0 && words[matched] !== code) matched = borders[matched] as number;
    if (words[matched] === code) matched++;
    if (matched < words.length) continue;
    hits.push(at + 1 - words.length);
    matched = borders[matched] as number;
  }
  return hits;
}

/** For each length of a prefix of the words: how long its longest proper border is (both its prefix and its suffix). */
function bordersOf(words: Codes): Int32Array {
  const borders = new Int32Array(words.length + 1);
  for (let at = 1, border = 0; at < words.length; at++) {
    const code = words[at];
    while (border > 0 && words[border] !== code) border = borders[border] as number;
    if (words[border] === code) border++;
    borders[at + 1] = border;
  }
  return borders;
}

/** Code points, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Hyphens that are compared in one search; beyond it, what is left is not found. */
const mostHyphens = 5_000_000;

/**
 * Where a text has the words, typography aside: the same letters, digits and punctuation in the same order, but for the
 * case of the first letter, whole characters all of them. A hyphen at the end of a line may be there or not, any other
 * must be there. Words without a letter or digit stand nowhere.
 */
export function foldedSpans(words: Typeset, text: Typeset): Span[] {
  const first = words.codes.findIndex((code) => isLetterOrDigit(code));
  if (first < 0) return [];
  const other = otherCase(words.codes[first] as number);
  const head = other === null || first + 1 === words.codes.length ? 0 : first + 1;
  const budget = { left: mostHyphens };
  const spans: Span[] = [];
  for (const hit of indexesOf(words.codes.subarray(head), text.codes)) {
    const from = hit - head;
    if (from < 0 || !headAgrees(words, text, { from, head, other })) continue;
    if (!isWhole(text, from, from + words.codes.length)) continue;
    if (budget.left <= 0 || !hyphensAgree(words, text, from, budget)) continue;
    spans.push(spanOf(text, from, from + words.codes.length));
  }
  return spans;
}

function spanOf({ starts, ends }: Typeset, from: number, to: number): Span {
  return { start: starts[from] as number, end: ends[to - 1] as number };
}

interface Head {
  from: number;
  head: number;
  other: number | null;
}

/** Whether the text has the codes up to the first letter, which may be of the other case. */
function headAgrees(words: Typeset, text: Typeset, { from, head, other }: Head): boolean {
  for (let at = 0; at < head; at++) {
    const code = text.codes[from + at];
    if (code !== words.codes[at] && !(at === head - 1 && code === other)) return false;
  }
  return true;
}

/** Whether codes begin and end with whole characters: not within a ligature, not before a mark. */
function isWhole({ codes, starts, ends }: Typeset, from: number, to: number): boolean {
  if (from > 0 && starts[from - 1] === starts[from]) return false;
  if (to >= codes.length) return true;
  if (starts[to - 1] === starts[to]) return false;
  return !(starts[to] === ends[to - 1] && isMark(codes[to] as number));
}

/** None comes before U+0300. */
function isMark(code: number): boolean {
  return code >= 0x300 && /\p{M}/u.test(String.fromCodePoint(code));
}

/** Whether each hyphen within the words stands in both, or at the end of a line in one. */
function hyphensAgree(words: Typeset, text: Typeset, from: number, budget: { left: number }): boolean {
  const end = from + words.codes.length;
  let theirs = firstAtLeast(text.hyphens, from + 1);
  let ours = 0;
  for (;;) {
    budget.left -= 1;
    const their = text.hyphens[theirs] ?? end;
    const our = (words.hyphens[ours] ?? words.codes.length) + from;
    if (their >= end && our >= end) return true;
    if (their < our && text.atLineEnd[theirs] !== 1) return false;
    if (our < their && words.atLineEnd[ours] !== 1) return false;
    if (their <= our) theirs++;
    if (our <= their) ours++;
  }
}

/** Index of the first of the ascending numbers that is at least `least`; their count when none is. */
function firstAtLeast(ascending: Int32Array, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isLetterOrDigit(code: number): boolean {
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

/** The same letter in the other case; null where there is none of one code. */
function otherCase(code: number): number | null {
  const letter = String.fromCodePoint(code);
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  const other = lower === letter ? upper : lower;
  const isOne = other !== letter && Array.from(other).length === 1 && other.toLowerCase() === lower;
  return isOne ? (other.codePointAt(0) as number) : null;
}

/** The words on one side of a place, as they are compared with those around it in a text. */
export interface Context {
  side: -1 | 1;
  /** Folded, from the place outwards. */
  codes: Int32Array;
  /** Whether they say anything: they have a letter or digit. */
  isTelling: boolean;
}

/** Spaces and dashes next to the place, and where the context was cut, say nothing. */
export function readContext(words: Typeset, side: -1 | 1): Context {
  const outwards = side < 0 ? words.codes.toReversed() : words.codes;
  const from = outwards.findIndex((code) => !isEdge(code));
  const to = outwards.findLastIndex((code) => !isEdge(code)) + 1;
  const codes = outwards.subarray(Math.max(0, from), to);
  return { side, codes, isTelling: codes.some((code) => isLetterOrDigit(code)) };
}

const isEdge = (code: number | undefined): boolean => code === SPACE || code === HYPHEN;

/** Whether all of the context stands next to the place. */
export function agreesWholly(context: Context, text: Typeset, place: Span): boolean {
  return agreedCodes(context, text, place) === context.codes.length;
}

/** Whether all of it stands there, or the two words next to the place; of Chinese and Japanese, four characters. */
export function agreesNearby(context: Context, text: Typeset, place: Span): boolean {
  const { codes, side } = context;
  const agreed = agreedCodes(context, text, place);
  if (agreed === codes.length) return true;
  let words = 0;
  for (let at = 0; at < agreed; at++) {
    const code = codes[at] as number;
    if (isUnspaced(code)) words += 0.5;
    else if (isLetterOrDigit(code) && at + 1 < agreed && !isLetterOrDigit(codes[at + 1] as number)) words += 1;
  }
  const isWordEnd = (code: number | undefined) => code === undefined || !isLetterOrDigit(code);
  const last = codes[agreed - 1];
  const next = text.codes[edgeOf(text, place, side) + side * agreed];
  if (last !== undefined && !isWordEnd(last) && !isUnspaced(last) && isWordEnd(codes[agreed]) && isWordEnd(next))
    words += 1;
  return words >= 2;
}

function agreedCodes({ codes, side }: Context, text: Typeset, place: Span): number {
  const edge = edgeOf(text, place, side);
  let agreed = 0;
  while (agreed < codes.length && text.codes[edge + side * agreed] === codes[agreed]) agreed++;
  return agreed;
}

/** Index of the code next to a place on one side. */
function edgeOf(text: Typeset, { start, end }: Span, side: -1 | 1): number {
  let at = side < 0 ? firstAtLeast(text.starts, start) - 1 : firstAtLeast(text.starts, end);
  while (isEdge(text.codes[at])) at += side;
  return at;
}

function isUnspaced(code: number): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(String.fromCodePoint(code));
}
