import type { Time } from "./windows.ts";

/** A word or phrase with its symbol, or what a rule made of several. Offsets are those of the text as given. */
export interface Token {
  symbol: string;
  value: string;
  start: number;
  end: number;
  isTight: boolean;
  time?: Time;
  /** The kind of window, once a limit has been read. */
  rule?: string;
  /** A word in the plural. */
  isPlural?: boolean;
  /** Words that follow cannot belong to it: "2030 yılına kadar", "the end of 2025". */
  isClosed?: boolean;
}

/** What the rules make, beside the symbols of languages, and the signs. */
const made = [
  "y",
  "t",
  "d",
  "nd",
  "l",
  "amt",
  "word",
  "dash",
  "slash",
  "dot",
  "comma",
  "open",
  "close",
  "mark",
  "apos",
];

const characters = new Map<string, string>();

/** One character for each symbol, so that a pattern of symbols is a regular expression. */
function characterOf(symbol: string): string {
  const known = characters.get(symbol);
  if (known !== undefined) return known;
  const character = String.fromCharCode(0x4e00 + characters.size);
  characters.set(symbol, character);
  return character;
}
for (const symbol of made) characterOf(symbol);

/** Symbols in a pattern are words; `~` stands for any articles and genitives. All else is as in regular expressions. */
export function pattern(words: string): RegExp {
  const source = words
    .replaceAll("~", "(?:of|art)*")
    .replace(/[a-z]+/g, (symbol) => characterOf(symbol))
    .replace(/\s+/g, "");
  return new RegExp(source, "g");
}

/** Tokens, every match of the pattern in them replaced by what `make` gives for it (null: left as it is). */
export function reduce(
  tokens: readonly Token[],
  expression: RegExp,
  make: (matched: Token[]) => Token | readonly Token[] | null,
): Token[] {
  const symbols = tokens.map(({ symbol }) => characterOf(symbol)).join("");
  const reduced: Token[] = [];
  let next = 0;
  for (const { 0: match, index } of symbols.matchAll(expression)) {
    if (match === "") continue;
    const matched = tokens.slice(index, index + match.length);
    const token = make(matched);
    if (token === null) continue;
    reduced.push(...tokens.slice(next, index), ...(Array.isArray(token) ? token : [token]));
    next = index + match.length;
  }
  return [...reduced, ...tokens.slice(next)];
}

/** One token for all of these. */
export function joined(tokens: readonly Token[], symbol: string, more: Partial<Token> = {}): Token {
  const [first, last] = [tokens[0], tokens.at(-1)];
  const place = { start: first?.start ?? 0, end: last?.end ?? 0, isTight: first?.isTight ?? false };
  return { symbol, value: "", ...place, ...more };
}

export const ofSymbol = (tokens: readonly Token[], ...symbols: string[]): Token[] =>
  tokens.filter(({ symbol }) => symbols.includes(symbol));
