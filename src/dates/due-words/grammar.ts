import { type Kind, limit } from "./limits.ts";
import { ofSymbol, type Token } from "./pattern.ts";
import { applied, type Surroundings } from "./rule.ts";
import { TIMES } from "./times.ts";
import type { Reason, Time } from "./windows.ts";

/** What one language makes of a text. */
export interface Understanding {
  /** The time that the text names; null where it names none, or not exactly one. */
  found: { time: Time & { edtf: string }; kind: Kind } | null;
  /** Why it stays undated. */
  reason: Reason | null;
  /** Places of the words that were read (UTF-16 offsets): none without a time. */
  places: readonly { start: number; end: number }[];
}

/** What is left beside a time, and makes another of it. */
const ALTERING: Readonly<Record<string, Reason>> = {
  cond: "condition",
  recur: "recurrence",
  neg: "unread_words",
  other: "unread_words",
  unit: "unread_words",
  month: "unread_words",
  season: "unread_words",
  part: "unread_words",
  half: "unread_words",
  quarter: "unread_words",
  fiscal: "fiscal_year_unknown",
  d: "unread_words",
  nd: "unread_words",
  next: "unread_words",
  past: "unread_words",
  before: "unread_words",
  after: "unread_words",
  within: "unread_words",
  about: "unread_words",
  pabout: "unread_words",
  pby: "unread_words",
  pbefore: "unread_words",
  pfrom: "unread_words",
  pafter: "unread_words",
  pwithin: "unread_words",
  sooner: "unread_words",
  wd: "unread_words",
  base: "unread_words",
  pbase: "unread_words",
  pbetween: "unread_words",
  mo: "unread_words",
  y: "unread_words",
};

const lengthOf = (tokens: readonly Token[]) => tokens.reduce((sum, { start, end }) => sum + end - start, 0);

const UNKNOWN = /^(?:word|mark|dash|slash|dot|comma|open|close|apos)$/;

/** How much of a text is in the table of a language: UTF-16 units. */
export function knownOf(lexed: readonly Token[]): number {
  return lengthOf(distinct(lexed.filter(({ symbol }) => !UNKNOWN.test(symbol))));
}

/** What a language makes of a text in its symbols. */
export function understand(lexed: readonly Token[], around: Surroundings): Understanding {
  const tokens = limit(applied(TIMES, lexed, around), around);
  const times = ofSymbol(tokens, "l");
  const reason = reasonAgainst(tokens, times, around);
  const [first] = times;
  if (reason !== null || first?.time?.edtf == null)
    return { found: null, reason: reason ?? "unread_words", places: [] };
  const isRelative = times.every(({ time }) => time?.isRelative);
  const isAbout = times.some(({ time }) => time?.isAbout);
  const kind = first.rule === "bare" ? "within" : (first.rule as Kind);
  return { found: { time: { edtf: first.time.edtf, isRelative, isAbout }, kind }, reason: null, places: times };
}

/** Tokens without those of the same place: a word may stand for several symbols. */
const distinct = (tokens: readonly Token[]) => tokens.filter(({ start }, n) => tokens[n - 1]?.start !== start);

function reasonAgainst(tokens: readonly Token[], times: readonly Token[], around: Surroundings): Reason | null {
  const altering = tokens.map(({ symbol }) => ALTERING[symbol]).filter((reason) => reason !== undefined);
  const [first, ...others] = times;
  const special = altering.find((reason) => reason !== "unread_words");
  if (first === undefined) return special ?? altering[0] ?? (isVague(tokens) ? "vague" : "unread_words");
  const untold = times.find(({ time }) => time?.edtf === null);
  if (special !== undefined) return special;
  if (untold?.time) return untold.time.reason ?? "unread_words";
  if (altering.length > 0 || hasNumberAfterLimit(tokens)) return "unread_words";
  if (others.some(({ time }) => time?.edtf !== first.time?.edtf)) return "several_times";
  const isSafe = times.every((token) => {
    const at = tokens.indexOf(token);
    const [before, after] = [tokens.slice(0, at), tokens.slice(at + 1)].map((each) => each.filter(isNoQuote));
    return standsAlone(token, { before: before ?? [], after: after ?? [] }, around);
  });
  return isSafe ? null : tokens.some(({ symbol }) => symbol === "event") ? "event" : "unread_words";
}

/** "By the 15th", "until at least 2030": a limit was left over, and what stands after it is not what it limits. */
const hasNumberAfterLimit = (tokens: readonly Token[]) =>
  tokens.some(({ symbol }, n) => {
    if (symbol !== "by" && symbol !== "till") return false;
    const [next] = tokens.slice(n + 1).filter((each) => each.symbol !== "art");
    const [time] = tokens.slice(n + 1).filter((each) => each.symbol !== "art" && each.symbol !== "common");
    return next?.symbol === "n" || next?.symbol === "ord" || time?.rule === "bare";
  });

/** The year of "the “2030” agenda" is followed by a noun. */
const isNoQuote = ({ symbol, value }: Token) => symbol !== "mark" || !/^["“”«»„‟「」『』《》〈〉]$/.test(value);

/** Words that are known to name no day: "soon". */
const isVague = (tokens: readonly Token[]) =>
  tokens.some(({ symbol }) => symbol === "vague") &&
  !tokens.some(({ symbol }) => /^(?:event|n|or|word)$/.test(symbol) && symbol !== "word");

const ENDING = /^(?:mark|comma|dot|open|close|common|in|art|and|amt|to|by|neg|from|between|for|l|vague|cur|qty)$/;

/** Whether what stands around a time belongs to something else, and so leaves its meaning. */
function standsAlone(
  token: Token,
  { before, after }: { before: Token[]; after: Token[] },
  around: Surroundings,
): boolean {
  return isFreeAfter(token, after, around) && isFreeBefore(token, before, around);
}

function isFreeAfter(token: Token, after: readonly Token[], { language }: Surroundings): boolean {
  const next = after[0];
  if (next === undefined) return true;
  if (next.symbol === "l") return true;
  if (token.rule === "duration" && !/^(?:mark|comma|dot|open|close|common|in|art|to|for|amt)$/.test(next.symbol))
    return false;
  // "Treinta de junio de dos mil veinticinco": a year in words that the table does not have.
  const isYearless = token.time?.isRelative && /\d{4}-\d\d/.test(token.time.edtf ?? "");
  if (isYearless && /^(?:amt|n)$/.test(after.find(({ symbol }) => !/^(?:of|art)$/.test(symbol))?.symbol ?? ""))
    return false;
  if (next.symbol === "for" && token.rule === "bare" && language.yearBeforeNoun) return false;
  if (ENDING.test(next.symbol)) return true;
  if (next.symbol === "dash") return !next.isTight;
  if (next.symbol !== "word") return false;
  const { edtf = "", isRelative = false } = token.time ?? {};
  const isYear = /^\d{4}$/.test(edtf ?? "");
  if (isRelative && isYear && language.script !== "Hani") return true;
  if (language.yearBeforeNoun) return token.isClosed === true && token.rule !== "bare";
  return token.isClosed === true || (token.rule !== "bare" && !(isYear && token.rule === "within"));
}

/**
 * "No later than the umpteenth of June next year", "by noon local time on 8 November 2024": a limit, and words that are
 * not in the table between it and the time that it may be meant for.
 */
function isLimitedFromAfar(token: Token, before: readonly Token[]): boolean {
  const isBetween = ({ symbol }: Token) => /^(?:word|art|of|comma)$/.test(symbol);
  const at = before.findLastIndex((each) => !isBetween(each));
  const limit = before[at];
  const between = before.slice(at + 1).filter(({ symbol }) => symbol === "word");
  const isNear = between.length > 0 && between.length <= 3;
  // "To be opened by the President in 2025" is within it, "after the vote in 2025" need not be.
  const limits = token.value === "in" ? /^(?:from|after|within)$/ : /^(?:by|till|before|from|after|within)$/;
  return isNear && limit !== undefined && limits.test(limit.symbol);
}

/** "From signature, within two years": words that a start is said with, and no time that they start. */
const isStartLeft = ({ symbol, value }: Token) => (symbol === "from" || symbol === "after") && value !== "weak";

/** "Yürürlüğe girmesinden iki yıl sonra": two years after something else than the statement. */
function hasAnchor(last: Token, { language }: Surroundings): boolean {
  const { anchorEndings } = language;
  if (anchorEndings === undefined) return false;
  return last.symbol === "of" || (last.symbol === "word" && new RegExp(`(?:${anchorEndings})$`).test(last.value));
}

function isFreeBefore(token: Token, before: readonly Token[], around: Surroundings): boolean {
  const last = before.findLast(({ symbol }) => symbol !== "art");
  if (last === undefined) return true;
  // What is left of a numeral: "umpty-five days", "one hundred and twenty days".
  const isCut = last.symbol === "dash" ? last.isTight : last.symbol === "and" && before.at(-2)?.symbol === "n";
  if (token.rule === "duration" && isCut) return false;
  if (last.symbol === "or" || last.symbol === "n" || last.symbol === "ord" || last.symbol === "neg") return false;
  // "Postponed from 2025 to 2027" has two times.
  if (token.rule === "interval" && token.value !== "between") return last.symbol !== "word";
  if (token.rule === "duration" && (hasAnchor(last, around) || before.some(isStartLeft))) return false;
  if (token.rule !== "bare" && token.rule !== "within") return true;
  const isRelativeYear = token.time?.isRelative && /^\d{4}$/.test(token.time.edtf ?? "");
  if (!isRelativeYear && isLimitedFromAfar(token, before)) return false;
  if (token.rule !== "bare") return true;
  // "Resolution 2254 (2015)", "決議第1325号(2000年)".
  const isSign = before.at(-2)?.symbol === "word" && around.language.script === "Hani";
  if (last.symbol === "open" && before.at(isSign ? -3 : -2)?.symbol === "n") return false;
  if (token.time?.isRelative) return last.symbol !== "of" && last.symbol !== "event";
  return /^(?:mark|comma|dot|open|close|common|l)$/.test(last.symbol);
}
