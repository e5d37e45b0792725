import type { Bounds } from "../edtf.ts";
import type { FiscalYear, Hemisphere } from "./countries.ts";
import type { Language } from "./languages/language.ts";
import { joined, ofSymbol, pattern, reduce, type Token } from "./pattern.ts";
import { type Reason, type Time, untold } from "./windows.ts";

/** Rules of due words: what they are made of, and what they have in common. */

/** What words are read against. */
export interface Surroundings {
  language: Language;
  said: Bounds;
  hemisphere: Hemisphere;
  fiscalYear: FiscalYear | null;
}

/** A pattern of symbols, and what it becomes. */
export type Rule = readonly [RegExp, (matched: Token[], around: Surroundings) => Token | readonly Token[] | null];

export const rule = (words: string, make: Rule[1]): Rule => [pattern(words), make];

export const applied = (rules: readonly Rule[], tokens: readonly Token[], around: Surroundings): Token[] =>
  rules.reduce<Token[]>(
    (all, [expression, make]) => reduce(all, expression, (each) => make(each, around)),
    [...tokens],
  );

export const timeToken = (tokens: readonly Token[], found: Time, more: Partial<Token> = {}): Token =>
  joined(tokens, "t", { ...more, time: found });

export const valueIn = (tokens: readonly Token[], ...symbols: string[]): string =>
  ofSymbol(tokens, ...symbols)[0]?.value ?? "";
export const numberIn = (tokens: readonly Token[], ...symbols: string[]): number =>
  Number(valueIn(tokens, ...symbols) || 0);
export const timeOf = (tokens: readonly Token[]): Time => ofSymbol(tokens, "t")[0]?.time ?? untold("unread_words");

/** The year that a time is, with whether it is reckoned from the statement; null for any other time. */
export function yearOf(tokens: readonly Token[]): { year: string; flags: { isRelative: boolean } } | null {
  const { edtf, part, isRelative = false } = timeOf(tokens);
  return edtf !== null && /^\d{4}$/.test(edtf) && part === undefined ? { year: edtf, flags: { isRelative } } : null;
}

export const untoldToken = (tokens: readonly Token[], reason: Reason = "unread_words"): Token =>
  timeToken(tokens, untold(reason));
