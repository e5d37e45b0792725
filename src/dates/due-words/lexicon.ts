import type { Language } from "./languages/language.ts";
import type { Token } from "./pattern.ts";
import { type Piece, piecesOf } from "./tokens.ts";

const SIGNS: Readonly<Record<string, string>> = {
  "-": "dash",
  "/": "slash",
  ".": "dot",
  ",": "comma",
  "،": "comma",
  "、": "comma",
  "(": "open",
  ")": "close",
  "'": "apos",
};
const HAN_DIGITS = "〇一二三四五六七八九";

interface Lexicon {
  /** Whether a word that is in no phrase is a verb of a condition. */
  isCondition: (word: string) => boolean;
  plurals: ReadonlySet<string>;
  phrases: ReadonlyMap<string, readonly string[]>;
  /** Pieces in the longest phrase. */
  longest: number;
}

const keyOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join(" ");

function compile(language: Language): Lexicon {
  const phrases = new Map<string, readonly string[]>();
  let longest = 1;
  for (const [symbols, words] of language.words) {
    for (const phrase of words.split("|")) {
      const pieces = piecesOf(phrase);
      longest = Math.max(longest, pieces.length);
      if (!phrases.has(keyOf(pieces))) phrases.set(keyOf(pieces), symbols.split(" "));
    }
  }
  const ending = new RegExp(`(?:${language.conditionalEndings ?? "$^"})$`);
  const plurals = new Set((language.plurals ?? "").split("|").map((word) => keyOf(piecesOf(word))));
  return { phrases, longest, plurals, isCondition: (word) => ending.test(word) };
}

const compiled = new WeakMap<Language, Lexicon>();

function lexiconOf(language: Language): Lexicon {
  const lexicon = compiled.get(language) ?? compile(language);
  compiled.set(language, lexicon);
  return lexicon;
}

/** The text in symbols of one language: the longest phrase first; words that it does not have are `word`. */
export function tokensOf(pieces: readonly Piece[], language: Language): Token[] {
  const lexicon = lexiconOf(language);
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length; ) {
    const found = longestAt(pieces, at, lexicon);
    if (found !== null) {
      tokens.push(...found.tokens);
      at += found.length;
      continue;
    }
    const number = language.script === "Hani" ? hanNumber(pieces, at) : null;
    if (number !== null) {
      tokens.push(number.token);
      at += number.length;
      continue;
    }
    const token = single(pieces[at] as Piece, tokens.at(-1));
    tokens.push(token.symbol === "word" && lexicon.isCondition(token.value) ? { ...token, symbol: "cond" } : token);
    at += 1;
  }
  return tokens;
}

function longestAt(pieces: readonly Piece[], at: number, { phrases, longest, plurals }: Lexicon) {
  for (let length = Math.min(longest, pieces.length - at); length > 0; length -= 1) {
    const matched = pieces.slice(at, at + length);
    const symbols = phrases.get(keyOf(matched));
    if (symbols === undefined || isCut(matched, pieces[at - 1], pieces[at + length])) continue;
    const [start, end] = [matched[0]?.start ?? 0, matched.at(-1)?.end ?? 0];
    const isTight = matched[0]?.isTight ?? false;
    const isPlural = plurals.has(keyOf(matched));
    const tokens = symbols.map((symbol) => {
      const [name = "", value = ""] = split(symbol);
      return { symbol: name, value, start, end, isTight, isPlural };
    });
    return { tokens, length };
  }
  return null;
}

const split = (symbol: string): [string, string] => {
  const colon = symbol.indexOf(":");
  return colon < 0 ? [symbol, ""] : [symbol.slice(0, colon), symbol.slice(colon + 1)];
};

/** A phrase that begins or ends with digits is not within a longer number. */
function isCut(matched: readonly Piece[], before: Piece | undefined, after: Piece | undefined): boolean {
  const isNumber = (piece: Piece | undefined) => piece !== undefined && /^[0-9]/.test(piece.text);
  const isPoint = (piece: Piece | undefined) => piece?.text === "." || piece?.text === ",";
  if (isNumber(matched.at(-1)) && isPoint(after) && after?.isTight) return matched.length > 1;
  return isNumber(matched[0]) && isPoint(before);
}

/** 〇 to 九十九, or four digits for a year. */
function hanNumber(pieces: readonly Piece[], at: number): { token: Token; length: number } | null {
  let digits = "";
  while (digits.length < 5) {
    const text = pieces[at + digits.length]?.text ?? "";
    if (!/^[〇零○一二两兩三四五六七八九十]$/.test(text)) break;
    digits += text.replace(/[零○]/, "〇").replace(/[两兩]/, "二");
  }
  const first = pieces[at];
  const last = pieces[at + digits.length - 1];
  if (digits === "" || first === undefined || last === undefined) return null;
  const value = hanValue(digits);
  const place = { start: first.start, end: last.end, isTight: first.isTight };
  const symbol = value === null ? "other" : isYear(value) ? "y" : "n";
  return { token: { symbol, value: value ?? digits, ...place }, length: digits.length };
}

function hanValue(digits: string): string | null {
  const value = (sign: string) => HAN_DIGITS.indexOf(sign);
  if (/^[^十]{4}$/.test(digits)) return Array.from(digits, value).join("");
  if (/^[^十〇]$/.test(digits)) return String(value(digits));
  const [, tens, ones] = /^([二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(digits) ?? [];
  if (tens === undefined || ones === undefined) return null;
  return String((tens === "" ? 1 : value(tens)) * 10 + (ones === "" ? 0 : value(ones)));
}

const isYear = (text: string) => /^(?:19|20|21)\d\d$/.test(text);

function single(piece: Piece, before: Token | undefined): Token {
  const { text, start, end, isTight } = piece;
  const of = (symbol: string): Token => ({ symbol, value: text, start, end, isTight });
  if (/^[0-9]/.test(text)) {
    if (isTight && before?.symbol === "word" && isLetters(before)) return of("word");
    return of(isYear(text) ? "y" : text.length <= 4 ? "n" : "amt");
  }
  const sign = SIGNS[text];
  if (sign !== undefined) return of(sign);
  return of(/^[\p{L}\p{N}]/u.test(text) ? "word" : "mark");
}

/** A word of a script with spaces: digits that touch it are part of a name or a measure ("COP30", "2000km"). */
export const isLetters = ({ value }: Token): boolean => /^(?![\u3005-\u9fff])[\p{L}]/u.test(value);
