import { type Nearest, nearest } from "./nearest.ts";
import { type IndexedText, indexText, normalizeWords } from "./text.ts";

/**
 * TextQuoteSelector and TextPositionSelector of the W3C Web Annotation model in one
 * (https://www.w3.org/TR/annotation-model/#text-quote-selector). Offsets are Unicode code points, end exclusive.
 * An empty or null `prefix` or `suffix` says nothing of the words around.
 */
export interface Selector {
  exact: string;
  prefix?: string | null;
  suffix?: string | null;
  start?: number | null;
  end?: number | null;
}

/** Where words stand, and up to `CONTEXT_LENGTH` code points on either side of them. */
interface Place {
  start: number;
  end: number;
  prefix: string;
  suffix: string;
}

/**
 * Found: the one place that the selector means, its words and context as the text has them; `positionDiffers` when the
 * selector gave a `start` or `end` other than the true one.
 * Not found: `missing`, the words do not occur (`nearest` is a proposal); `context_mismatch`, they occur, but nowhere
 * between that prefix and suffix; `ambiguous`, several places are left. `places` holds the first `MAX_PLACES` of
 * `count`.
 */
export type Location =
  | ({ found: true; exact: string; positionDiffers: boolean } & Place)
  | { found: false; reason: "missing"; nearest: Nearest | null }
  | { found: false; reason: "ambiguous" | "context_mismatch"; count: number; places: Place[] };

/** What became of a quote in another text of its source. `nearest` is there only when `changed`. */
export interface Reanchored {
  anchor: "exact" | "moved" | "ambiguous" | "changed" | "missing";
  start: number | null;
  end: number | null;
  prefix: string | null;
  suffix: string | null;
  nearest?: Nearest;
  /** False where no similar passage was looked for. */
  compared?: false;
}

/** Code points of context kept on each side, as Hypothesis does. */
export const CONTEXT_LENGTH = 32;

/** Places listed at most; the rest are counted. */
export const MAX_PLACES = 20;

/** The similarity from which a passage counts as the quote, reworded. Below it the words are missing. */
export const CHANGED_SIMILARITY = 0.6;

/**
 * Finds the place that a selector means. Words, prefix and suffix are compared exactly, after NFC and LF normalisation;
 * occurrences may overlap. Several are narrowed by prefix and suffix (whole, adjacent), then by `start`, which decides
 * only between several: a single occurrence is found even when `start` is wrong, and `positionDiffers` says so.
 * Empty words are `missing`.
 */
export function locate(source: string | IndexedText, selector: Selector): Location {
  const text = typeof source === "string" ? indexText(source) : source;
  const words = readWords(selector);
  const { exact } = words;
  const found = (at: number): Location => {
    const place = placeAt(text, at, exact);
    return { found: true, exact, positionDiffers: differs(selector, place), ...place };
  };
  const claimed = claimedUnit(text, selector);
  if (standsAt(text, words, claimed)) return found(claimed);
  const inContext = occurrences(text.text, words);
  const [first] = inContext;
  if (first !== undefined && inContext.length === 1) return found(first);
  if (first !== undefined) return { found: false, reason: "ambiguous", ...listPlaces(text, inContext, exact) };
  const anywhere = occurrences(text.text, bare(exact));
  if (anywhere.length > 0) return { found: false, reason: "context_mismatch", ...listPlaces(text, anywhere, exact) };
  return { found: false, reason: "missing", nearest: nearest(text, exact) };
}

/**
 * Finds a recorded quote again in another text of its source. `exact`: at its `start`, or it had none and there is one
 * place for it; `moved`: at another single place. Of several occurrences the one with its whole prefix and suffix is
 * meant, even when the same words happen to stand at `start`. Both give position and context as they now are.
 * `ambiguous`, `changed` (similarity >= `CHANGED_SIMILARITY`) and `missing` leave the selector as it was: similar words
 * propose only. Where `compares` is false nobody looks for those, which take long: then it is `missing`, and says so.
 */
export function reanchor(
  source: string | IndexedText,
  quote: Selector,
  { compares = true }: { compares?: boolean } = {},
): Reanchored {
  const text = typeof source === "string" ? indexText(source) : source;
  const words = readWords(quote);
  const claimed = claimedUnit(text, quote);
  const settle = (at: number): Reanchored => {
    const anchor = at === claimed || (quote.start ?? null) === null ? "exact" : "moved";
    return { anchor, ...placeAt(text, at, words.exact) };
  };
  if (standsAt(text, words, claimed)) return settle(claimed);
  const inContext = occurrences(text.text, words);
  if (inContext.length === 1) return settle(inContext[0] as number);
  if (standsAt(text, bare(words.exact), claimed)) return settle(claimed);
  const anywhere = occurrences(text.text, bare(words.exact));
  if (anywhere.length === 1) return settle(anywhere[0] as number);

  const { start = null, end = null, prefix = null, suffix = null } = quote;
  const asItWas = { start, end, prefix, suffix };
  if (anywhere.length > 1) return { anchor: "ambiguous", ...asItWas };
  if (!compares) return { anchor: "missing", ...asItWas, compared: false };
  const similar = nearest(text, words.exact);
  if (similar === null || similar.similarity < CHANGED_SIMILARITY) return { anchor: "missing", ...asItWas };
  return { anchor: "changed", ...asItWas, nearest: similar };
}

interface Words {
  exact: string;
  prefix: string;
  suffix: string;
}

function readWords(selector: Selector): Words {
  const read = (words: string | null | undefined): string => normalizeWords(words ?? "");
  return { exact: read(selector.exact), prefix: read(selector.prefix), suffix: read(selector.suffix) };
}

function bare(exact: string): Words {
  return { exact, prefix: "", suffix: "" };
}

/** The UTF-16 offset of the selector's `start`; -1 when it has none within the text. */
function claimedUnit(text: IndexedText, { start }: Selector): number {
  return Number.isInteger(start) && Number(start) >= 0 && Number(start) <= text.length
    ? text.toUnits(Number(start))
    : -1;
}

function standsAt({ text }: IndexedText, { exact, prefix, suffix }: Words, at: number): boolean {
  return exact !== "" && at >= prefix.length && text.startsWith(prefix + exact + suffix, at - prefix.length);
}

/**
 * UTF-16 offsets of `exact` wherever it stands between prefix and suffix, overlaps included. Knuth-Morris-Pratt
 * (SIAM J. Comput. 6(2), 1977): repeated indexOf is quadratic on texts such as "aaaa".
 */
function occurrences(text: string, { exact, prefix, suffix }: Words): number[] {
  const whole = prefix + exact + suffix;
  const hits: number[] = [];
  if (exact === "" || whole.length > text.length) return hits;
  const borders = bordersOf(whole);
  for (let at = 0, matched = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && whole.charCodeAt(matched) !== unit) matched = borders[matched] as number;
    if (whole.charCodeAt(matched) === unit) matched++;
    if (matched < whole.length) continue;
    hits.push(at + 1 - whole.length + prefix.length);
    matched = borders[matched] as number;
  }
  return hits;
}

/** For each length of a prefix of `words`: how long its longest proper border is (both its prefix and its suffix). */
function bordersOf(words: string): Int32Array {
  const borders = new Int32Array(words.length + 1);
  for (let at = 1, border = 0; at < words.length; at++) {
    const unit = words.charCodeAt(at);
    while (border > 0 && words.charCodeAt(border) !== unit) border = borders[border] as number;
    if (words.charCodeAt(border) === unit) border++;
    borders[at + 1] = border;
  }
  return borders;
}

function listPlaces(text: IndexedText, hits: number[], exact: string): { count: number; places: Place[] } {
  return { count: hits.length, places: hits.slice(0, MAX_PLACES).map((at) => placeAt(text, at, exact)) };
}

function placeAt(text: IndexedText, at: number, exact: string): Place {
  const start = text.toPoints(at);
  const end = text.toPoints(at + exact.length);
  const before = Array.from(text.slice(start - CONTEXT_LENGTH, start));
  const after = Array.from(text.slice(end, end + CONTEXT_LENGTH + 1));
  let from = 0;
  while (start > CONTEXT_LENGTH && joins(before[from])) from++;
  let to = Math.min(after.length, CONTEXT_LENGTH);
  while (to > 0 && joins(after[to])) to--;
  return { start, end, prefix: before.slice(from).join(""), suffix: after.slice(0, to).join("") };
}

/** Whether a code point belongs to the one before it: a mark, a zero-width joiner, a skin tone. */
function joins(point: string | undefined): boolean {
  return point !== undefined && /[\p{M}\p{Emoji_Modifier}\u200D]/u.test(point);
}

function differs({ start, end }: Selector, place: Place): boolean {
  return (start ?? place.start) !== place.start || (end ?? place.end) !== place.end;
}
