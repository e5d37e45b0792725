import { type Context, indexesOf, readContext, type Span } from "./occurrences.ts";
import { countPoints, type IndexedText, normalizeWords, unitsOf } from "./text.ts";
import { foldTypography } from "./typography.ts";

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

/** A selector's words and those around them, normalised; without a context, none. */
export interface Words {
  exact: string;
  prefix: string;
  suffix: string;
}

export function readWords(selector: Selector): Words {
  const read = (words: string | null | undefined): string => normalizeWords(words ?? "");
  return { exact: read(selector.exact), prefix: read(selector.prefix), suffix: read(selector.suffix) };
}

export function contextsOf({ prefix, suffix }: Words): Context[] {
  return [readContext(foldTypography(prefix), -1), readContext(foldTypography(suffix), 1)];
}

/** The UTF-16 offset of the selector's `start`; -1 when it has none within the text. */
export function claimedUnit(text: IndexedText, { start }: Selector): number {
  return Number.isInteger(start) && Number(start) >= 0 && Number(start) <= text.length
    ? text.toUnits(Number(start))
    : -1;
}

export function standsAt({ text }: IndexedText, { exact, prefix, suffix }: Words, at: number): boolean {
  return exact !== "" && at >= prefix.length && text.startsWith(prefix + exact + suffix, at - prefix.length);
}

/** Where the words stand to the letter, overlaps included; `inContext`: between prefix and suffix. */
export function occurrences(
  text: IndexedText,
  { exact, prefix, suffix }: Words,
): { anywhere: readonly Span[]; inContext: readonly Span[] } {
  const length = countPoints(exact);
  let [unit, start] = [0, 0];
  const inContext: Span[] = [];
  const anywhere = indexesOf(unitsOf(exact), text.units()).map((hit) => {
    start = hit - unit > 256 ? text.toPoints(hit) : start + countPoints(text.text.slice(unit, hit));
    unit = hit;
    const span = { start, end: start + length };
    const isBetween = text.text.startsWith(suffix, hit + exact.length) && endsAt(text.text, prefix, hit);
    if (isBetween) inContext.push(span);
    return span;
  });
  return { anywhere, inContext };
}

function endsAt(text: string, words: string, at: number): boolean {
  return at >= words.length && text.startsWith(words, at - words.length);
}

/** The code points of words at a UTF-16 offset. */
export function spanAt(text: IndexedText, at: number, { exact }: Words): Span {
  const start = text.toPoints(at);
  return { start, end: start + countPoints(exact) };
}
