import { type Folded, fold, SPACE } from "./fold.ts";
import { type IndexedText, indexText, normalizeWords } from "./text.ts";

/** A passage like the words sought: verbatim, by code points, end exclusive. */
export interface Nearest {
  start: number;
  end: number;
  text: string;
  /**
   * Similarity from 0 to 1: 1 - Levenshtein distance / length of the longer text, both folded. 1 means that only case,
   * spacing or typography differ.
   */
  similarity: number;
}

/** From this similarity on, a passage may be taken for the words where the caller says so. */
export const ACCEPTED_SIMILARITY = 0.95;

/** Nothing less similar is proposed. */
export const MIN_SIMILARITY = 0.5;

/** Code points. Nothing is proposed for longer words: the work grows with their square. */
export const MAX_QUOTE_LENGTH = 5000;

/** Up to this length the whole text is compared, so the least distance is certain; above it, its likeliest windows. */
const SCAN_LENGTH = 256;
const SHINGLE_LENGTH = 5;
const SHINGLE_SLOTS = 1 << 20;
const WINDOWS = 3;

/**
 * The passage of a text most similar to the words, or null when none reaches `MIN_SIMILARITY`. Only a proposal: both
 * are folded first (`fold`), and the passage is cut at the edges of words. `except`: code points that no passage holds.
 */
export function nearest(
  source: string | IndexedText,
  exact: string,
  except?: { start: number; end: number },
): Nearest | null {
  const text = typeof source === "string" ? indexText(source) : source;
  const words = fold(normalizeWords(exact).trim()).codes;
  if (words.length === 0 || words.length > MAX_QUOTE_LENGTH) return null;
  const folded = except === undefined ? text.folded() : blanked(text.folded(), except);
  const spans = windowsFor(words, folded.codes).map((window) => bestSpan(words, folded.codes, window));
  const best = spans.reduce<Span | null>((a, b) => (a === null || b.similarity > a.similarity ? b : a), null);
  if (best === null || best.similarity < MIN_SIMILARITY) return null;
  const { from, to, similarity } = best;
  const start = folded.origins[from] as number;
  const end = (folded.origins[to - 1] as number) + 1;
  return { start, end, text: text.slice(start, end), similarity };
}

/** No code of any text. */
const blank = -1;

function blanked({ codes, origins }: Folded, { start, end }: { start: number; end: number }): Folded {
  return {
    codes: codes.map((code, n) => ((origins[n] as number) >= start && (origins[n] as number) < end ? blank : code)),
    origins,
  };
}

/** Positions in folded codes, end exclusive. */
interface Window {
  from: number;
  to: number;
}

interface Span extends Window {
  similarity: number;
}

function windowsFor(words: Int32Array, codes: Int32Array): Window[] {
  const isSmall = words.length <= SCAN_LENGTH || codes.length <= (WINDOWS + 1) * words.length;
  return isSmall ? [{ from: 0, to: codes.length }] : likeliestWindows(words, codes);
}

/** The windows that share most shingles with the words, each weighed by 1 / its occurrences: rare ones decide. */
function likeliestWindows(words: Int32Array, codes: Int32Array): Window[] {
  const size = words.length;
  const sought = new Uint8Array(SHINGLE_SLOTS);
  for (const slot of shingleSlots(words)) sought[slot] = 1;
  const slots = shingleSlots(codes);
  const counts = new Uint32Array(SHINGLE_SLOTS);
  for (const slot of slots) counts[slot] = (counts[slot] as number) + (sought[slot] as number);
  const votes = new Float64Array(codes.length + 1);
  for (let at = 0; at < codes.length; at++) {
    const count = counts[slots[at] ?? -1] ?? 0;
    votes[at + 1] = (votes[at] as number) + (count > 0 ? 1 / count : 0);
  }
  const picked: number[] = [];
  while (picked.length < WINDOWS) {
    let best = -1;
    let most = 0;
    for (let at = 0; at + size <= codes.length; at++) {
      const vote = (votes[at + size] as number) - (votes[at] as number);
      if (vote > most && picked.every((other) => Math.abs(other - at) >= size)) [best, most] = [at, vote];
    }
    if (best < 0) break;
    picked.push(best);
  }
  const margin = size >> 1;
  return picked.map((at) => ({ from: Math.max(0, at - margin), to: Math.min(codes.length, at + size + margin) }));
}

/** For each shingle, a hash of its codes below `SHINGLE_SLOTS`. */
function shingleSlots(codes: Int32Array): Int32Array {
  const slots = new Int32Array(Math.max(0, codes.length - SHINGLE_LENGTH + 1));
  for (let at = 0; at < slots.length; at++) {
    let hash = 0;
    for (let next = at; next < at + SHINGLE_LENGTH; next++)
      hash = Math.imul(hash ^ (codes[next] as number), 0x9e3779b1);
    slots[at] = hash >>> 12;
  }
  return slots;
}

/**
 * The span of a window most like the words. A scan finds the end with the least distance. From there the start is
 * chosen for the highest similarity, and then the end for that start, so that a passage with words inserted is not cut
 * off at its beginning.
 */
function bestSpan(words: Int32Array, codes: Int32Array, window: Window): Span {
  const ends = distances(words, codes.subarray(window.from, window.to), "within");
  const least = ends.reduce((a, b) => Math.min(a, b), words.length);
  const end = window.from + Math.max(0, ends.indexOf(least)) + 1;
  const before = codes.subarray(Math.max(window.from, end - 2 * words.length), end);
  const from = end - mostSimilar(words.toReversed(), before.toReversed()).length;
  const after = codes.subarray(from, Math.min(window.to, from + 2 * words.length));
  const { length, similarity } = mostSimilar(words, after);
  return { from, to: from + length, similarity };
}

/**
 * How many of the first codes are most like the words; the longer of two equal lengths. Prefers the edge of a word, and
 * an end like that of the words: else "we will build" would match no more of "we will strive to build" than "ve to
 * build". What is nearly the same needs no such sign, and loses no word to it.
 */
function mostSimilar(words: Int32Array, codes: Int32Array): { length: number; similarity: number } {
  let best = { length: 0, similarity: 0, score: 0 };
  for (const [at, distance] of distances(words, codes, "whole").entries()) {
    const length = at + 1;
    const similarity = 1 - distance / Math.max(words.length, length);
    const edge = isEdge(codes, length) ? EDGE_BONUS : 0;
    const isAlike = similarity >= ACCEPTED_SIMILARITY || endsAlike(words, codes.subarray(0, length));
    const score = similarity + edge + (isAlike ? LIKENESS_BONUS : 0);
    if (score >= best.score) best = { length, similarity, score };
  }
  return best;
}

const EDGE_BONUS = 0.2;
const LIKENESS_BONUS = 0.05;

function endsAlike(words: Int32Array, codes: Int32Array): boolean {
  const ending = codes.subarray(-2);
  return words.subarray(-2).every((code, at) => code === ending[at]);
}

/** Whether the first codes end with neither half a word nor white space. */
function isEdge(codes: Int32Array, length: number): boolean {
  return codes[length - 1] !== SPACE && !(isLetter(codes[length - 1]) && isLetter(codes[length]));
}

/** Letters, digits and marks of scripts that put spaces between words. */
function isLetter(code: number | undefined): boolean {
  if (code === undefined || code === blank) return false;
  const char = String.fromCodePoint(code);
  return (
    /[\p{L}\p{N}\p{M}]/u.test(char) &&
    !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(char)
  );
}

/**
 * For each position of the codes, the Levenshtein distance of the words to what ends there: to all the codes so far
 * ("whole") or to the best span ("within"). Myers' bit vectors in blocks (J. ACM 46(3), 1999; Hyyro 2003), 32 rows
 * each.
 */
function distances(words: Int32Array, codes: Int32Array, fit: "whole" | "within"): Int32Array {
  const blocks = Math.ceil(words.length / 32);
  const matches = matchMasks(words, blocks);
  const none = new Int32Array(blocks);
  const ups = new Int32Array(blocks).fill(-1);
  const downs = new Int32Array(blocks);
  const lastRow = (words.length - 1) & 31;
  const scores = new Int32Array(codes.length);
  let score = words.length;
  for (let at = 0; at < codes.length; at++) {
    const match = matches.get(codes[at] as number) ?? none;
    let carry = fit === "whole" ? 1 : 0;
    for (let block = 0; block < blocks; block++) {
      const up = ups[block] as number;
      const down = downs[block] as number;
      const same = match[block] as number;
      const diagonal = same | down;
      const entering = carry < 0 ? same | 1 : same;
      const across = (((entering & up) + up) ^ up) | entering;
      const rise = down | ~(across | up);
      const fall = up & across;
      const row = block === blocks - 1 ? lastRow : 31;
      const rises = (rise << 1) | (carry > 0 ? 1 : 0);
      const falls = (fall << 1) | (carry < 0 ? 1 : 0);
      carry = ((rise >>> row) & 1) - ((fall >>> row) & 1);
      ups[block] = falls | ~(diagonal | rises);
      downs[block] = rises & diagonal;
    }
    score += carry;
    scores[at] = score;
  }
  return scores;
}

/** For each code of the words, the rows at which it stands, a bit each. */
function matchMasks(words: Int32Array, blocks: number): Map<number, Int32Array> {
  const masks = new Map<number, Int32Array>();
  for (const [row, code] of words.entries()) {
    const mask = masks.get(code) ?? new Int32Array(blocks);
    mask[row >> 5] = (mask[row >> 5] as number) | (1 << (row & 31));
    masks.set(code, mask);
  }
  return masks;
}
