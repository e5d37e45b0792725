import { createHash } from "node:crypto";
import { AppError } from "../../errors/errors.ts";
import { type Folded, fold } from "./fold.ts";
import { foldTypography, type Typeset } from "./typography.ts";

/**
 * Name and version of `normalizeText`. A change of its rules is a new version, since every stored hash and offset rests
 * on it.
 */
export const NORMALIZER = "nfc-lf/1";

/** A text beyond this many code points is refused. */
export const maxTextLength = 2_000_000;

/** A text with quick conversion between offsets in Unicode code points and in UTF-16 code units. */
export interface IndexedText {
  /** The normalised text. */
  text: string;
  /** Code points. */
  length: number;
  /** The UTF-16 offset of a code-point offset; clamped to the text. */
  toUnits: (point: number) => number;
  /** The code-point offset of a UTF-16 offset that lies between two code points. */
  toPoints: (unit: number) => number;
  /** The words between two code-point offsets, end exclusive. */
  slice: (start: number, end: number) => string;
  /** The text as UTF-16 units; made when first asked for. */
  units: () => Uint16Array;
  /** The text folded for likeness; made when first asked for. */
  folded: () => Folded;
  /** The text without its typography; made when first asked for. */
  typeset: () => Typeset;
}

/**
 * Unicode NFC (https://unicode.org/reports/tr15/), and LF for CRLF and CR. Substrings of a normalised text are
 * normalised. For selectors; a whole text goes through `normalizeText`. Throws `unprocessable` for more than 30
 * combining marks in a row, the limit of the Stream-Safe Text Format (ibid.): sorting them is quadratic, 100 kB takes
 * seconds.
 */
export function normalizeWords(words: string): string {
  if (/(?:^|\P{M})\p{M}{31}/u.test(words)) {
    throw new AppError("unprocessable", "The text has more than 30 combining marks in a row.");
  }
  return words.normalize("NFC").replace(/\r\n?/g, "\n");
}

/** Words, normalised, without the white space around them, which is none of them; their position is moved alike. */
export function trimWords<W extends { exact: string; start?: number | null; end?: number | null }>(words: W): W {
  const given = normalizeWords(words.exact);
  const exact = given.trim();
  const left = countPoints(given.slice(0, given.length - given.trimStart().length));
  const right = countPoints(given.slice(given.trimEnd().length));
  const { start, end } = words;
  return {
    ...words,
    exact,
    ...(typeof start === "number" && { start: start + left }),
    ...(typeof end === "number" && { end: end - right }),
  };
}

/**
 * The text that is hashed, stored and counted: `normalizeWords` without leading U+FEFF, which is the signature of an
 * encoding (RFC 3629, section 6) and no part of the words. Nothing else changes. Idempotent. Expects no lone
 * surrogates.
 */
export function normalizeText(text: string): string {
  return normalizeWords(text).replace(/^\uFEFF+/, "");
}

/** SHA-256 (hex, of the UTF-8 of the normalised text) and length (code points of the normalised text). */
export function describeText(text: string): { sha256: string; length: number } {
  const normal = normalizeText(text);
  return { sha256: createHash("sha256").update(normal, "utf8").digest("hex"), length: countPoints(normal) };
}

/** Unicode code points of a string. */
export function countPoints(text: string): number {
  let count = 0;
  for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) count++;
  return count;
}

/** Normalises a text and indexes it once; then every conversion walks at most 256 code points. */
export function indexText(source: string): IndexedText {
  const text = normalizeText(source);
  const checkpoints: number[] = [];
  let length = 0;
  for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) {
    if (length % 256 === 0) checkpoints.push(unit);
    length++;
  }
  const toUnits = (point: number): number => {
    if (point <= 0) return 0;
    if (point >= length) return text.length;
    let unit = checkpoints[point >> 8] as number;
    for (let left = point & 255; left > 0; left--) unit += widthAt(text, unit);
    return unit;
  };
  const toPoints = (unit: number): number => {
    const block = lastAtMost(checkpoints, unit);
    let point = block << 8;
    for (let at = checkpoints[block] ?? 0; at < unit && at < text.length; at += widthAt(text, at)) point++;
    return point;
  };
  const slice = (start: number, end: number): string => text.slice(toUnits(start), toUnits(end));
  let units: Uint16Array | undefined;
  let folded: Folded | undefined;
  let typeset: Typeset | undefined;
  return {
    text,
    length,
    toUnits,
    toPoints,
    slice,
    units: () => (units ??= unitsOf(text)),
    folded: () => (folded ??= fold(text)),
    typeset: () => (typeset ??= foldTypography(text)),
  };
}

/** UTF-16 code units. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

function widthAt(text: string, unit: number): 1 | 2 {
  return (text.codePointAt(unit) as number) > 0xffff ? 2 : 1;
}

/** Index of the last of the ascending numbers that is at most `limit`; 0 when none is. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
