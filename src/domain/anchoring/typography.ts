import { SPACE } from "./fold.ts";

/**
 * A text without what typesetting, scanning and copying change: the same letters, digits and punctuation, each with the
 * code points that it comes from. `starts` and `ends` (exclusive) are code-point offsets; the codes of one ligature
 * have one start. A hyphen between two letters is no code: `hyphens` has the codes before which one stands, ascending,
 * and `atLineEnd` says of each whether a line ends after it, so that nobody knows whether it belongs to the word.
 */
export interface Typeset {
  codes: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  hyphens: Int32Array;
  atLineEnd: Uint8Array;
}

/** U+002D, which every dash becomes. */
export const HYPHEN = 0x2d;

/**
 * Folds typography away: white space to one space, or to none where writing puts none (beside Chinese and Japanese
 * characters, before `;` and `%`, around dashes, within guillemets); quotation marks, apostrophes and dashes to one
 * form; ligatures, the ellipsis, presentation forms and full-width forms to the letters and signs that they stand for
 * (NFKC of those alone: a superscript stays one); soft hyphens and what else is invisible to nothing. Letters keep
 * their case, and no letter and no digit becomes another one.
 */
export function foldTypography(text: string): Typeset {
  const known = new Map<number, Char>();
  const codes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const hyphens: number[] = [];
  const atLineEnd: number[] = [];
  const emit = (code: number, start: number, end: number) => {
    codes.push(code);
    starts.push(start);
    ends.push(end);
  };
  let last = nothing;
  let beforeLast = nothing;
  let gap: Gap = noGap;
  const bridge = (next: Char) => {
    const { dash } = gap;
    if (dash !== null && last.is.letter && next.is.letter) {
      hyphens.push(codes.length);
      const isBroken = dash.isBreakable && gap.hasBreak && !gap.hasSpaceBefore && !last.is.cjk && !next.is.cjk;
      atLineEnd.push(isBroken || dash.isSoft ? 1 : 0);
    } else if (dash !== null && !dash.isSoft) emit(HYPHEN, dash.start, dash.end);
    else if (gap.hasSpace && isSpaced(beforeLast, last, next)) emit(SPACE, gap.start, gap.end);
    gap = noGap;
  };
  for (let unit = 0, at = 0; unit < text.length; at++) {
    const point = text.codePointAt(unit) as number;
    unit += point > 0xffff ? 2 : 1;
    let char = known.get(point);
    if (char === undefined) {
      char = readChar(point);
      known.set(point, char);
    }
    if (char.is.invisible) continue;
    if (char.is.space || char.is.dash || char.is.soft) {
      gap = widen(gap, char, at);
      continue;
    }
    if (gap !== noGap) bridge(char);
    for (const code of char.codes) emit(code, at, at + 1);
    beforeLast = last;
    last = char;
  }
  if (gap.dash !== null && !gap.dash.isSoft) emit(HYPHEN, gap.dash.start, gap.dash.end);
  return {
    codes: new Int32Array(codes),
    starts: new Int32Array(starts),
    ends: new Int32Array(ends),
    hyphens: new Int32Array(hyphens),
    atLineEnd: new Uint8Array(atLineEnd),
  };
}

/** What stands between two characters: white space, and perhaps dashes. Offsets are code points. */
interface Gap {
  start: number;
  end: number;
  hasSpace: boolean;
  hasBreak: boolean;
  hasSpaceBefore: boolean;
  /** `isSoft`: soft hyphens at the end of a line alone; `isBreakable`: one sign that words are divided with. */
  dash: { start: number; end: number; isSoft: boolean; isBreakable: boolean } | null;
}
const noGap: Gap = { start: 0, end: 0, hasSpace: false, hasBreak: false, hasSpaceBefore: false, dash: null };

/** A soft hyphen is one that may be there or not; after white space it divides no word. */
function widen(gap: Gap, { is }: Char, at: number): Gap {
  const start = gap === noGap ? at : gap.start;
  const wider = { ...gap, start, end: at + 1 };
  if (is.space) {
    const dash = gap.dash;
    return { ...wider, dash, hasSpace: true, hasBreak: gap.hasBreak || (dash !== null && is.break) };
  }
  const { dash } = gap;
  const hasSpaceBefore = dash === null ? gap.hasSpace : gap.hasSpaceBefore;
  if (is.soft) {
    if (dash !== null || gap.hasSpace) return { ...wider, end: gap === noGap ? at : gap.end };
    return { ...wider, hasSpaceBefore, dash: { start: at, end: at + 1, isSoft: true, isBreakable: true } };
  }
  if (dash === null || dash.isSoft)
    return { ...wider, hasSpaceBefore, dash: { start: at, end: at + 1, isSoft: false, isBreakable: is.breakable } };
  return { ...wider, hasSpaceBefore, dash: { ...dash, end: at + 1, isBreakable: false } };
}

/** Whether white space between two characters is more than typography. */
function isSpaced(beforeLast: Char, last: Char, next: Char): boolean {
  if (last === nothing || last.is.cjk || next.is.cjk) return false;
  if (next.is.closing) return last.is.digit && next.is.point;
  if (last.is.opening) return last.is.separator && beforeLast.is.digit && next.is.digit;
  return true;
}

interface Char {
  codes: readonly number[];
  is: {
    invisible: boolean;
    soft: boolean;
    space: boolean;
    break: boolean;
    dash: boolean;
    breakable: boolean;
    letter: boolean;
    digit: boolean;
    /** Of a script without spaces, its punctuation and full-width forms included. */
    cjk: boolean;
    /** White space before it, or after it, is a matter of style ... */
    closing: boolean;
    opening: boolean;
    /** ... but not where it stands between two numbers, such as "1, 200" and "1,200". */
    separator: boolean;
    point: boolean;
  };
}

/** Longest NFKC form that a character is taken apart to: U+FDFA alone has 18 codes. */
const longestForm = 4;

function readChar(point: number): Char {
  const char = String.fromCodePoint(point);
  const sign = signs.get(char);
  const isSoft = point === 0xad;
  const form = sign ?? (isForm(point) ? char.normalize("NFKC") : char);
  const codes = Array.from(form, (each) => each.codePointAt(0) as number);
  const plain = codes.length <= longestForm ? codes : [point];
  const isLetter = sign === undefined && /[\p{L}\p{M}]/u.test(char);
  return {
    codes: plain,
    is: {
      invisible: !isSoft && /(?!\p{L})\p{Default_Ignorable_Code_Point}/u.test(char),
      soft: isSoft,
      space: /[\s\u0085]/u.test(char),
      break: /[\n\f\v\r\u0085\u2028\u2029]/u.test(char),
      dash: /[\p{Pd}\u2212\u2043]/u.test(char),
      breakable: /[-\u2010\u2011]/u.test(char),
      letter: isLetter,
      digit: /\p{N}/u.test(char),
      cjk: /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(char),
      closing: /[;:?!%)\]},.\u00bb\u2026]/u.test(char),
      opening: /[,;:([{\u00ab]/u.test(char),
      separator: /[,.:]/u.test(char),
      point: /[,.]/u.test(char),
    },
  };
}

/** Ligatures (U+0132, U+FB00 and on), Arabic presentation forms, full-width forms. */
function isForm(point: number): boolean {
  return (
    point === 0x132 ||
    point === 0x133 ||
    (point >= 0xfb00 && point <= 0xfb17) ||
    (point >= 0xfb50 && point <= 0xfdff) ||
    (point >= 0xfe70 && point <= 0xfefc) ||
    (point >= 0xff01 && point <= 0xff5e) ||
    (point >= 0xffe0 && point <= 0xffe6)
  );
}

/** Marks of quotation, the apostrophes that some scripts write as letters (Uzbek U+02BB) and the ellipsis. */
const signs: ReadonlyMap<string, string> = new Map([
  ...Array.from("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u300c\u300d\u301d\u301e\u301f\uff02", pair('"')),
  ...Array.from(
    "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a`\u00b4\u02bb\u02bc\u02b9\u300e\u300f\uff07",
    pair("'"),
  ),
  ["\u2026", "..."],
]);

function pair(to: string): (from: string) => readonly [string, string] {
  return (from) => [from, to];
}

/** What stands before the first character. */
const nothing: Char = readChar(0);
