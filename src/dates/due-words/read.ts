import { addDuration, parseDuration } from "../calendar.ts";
import { type Bounds, boundsOf } from "../edtf.ts";
import { commonFiscalYear, commonHemisphere } from "./countries.ts";
import { knownOf, type Understanding, understand } from "./grammar.ts";
import { languages } from "./languages/all.ts";
import type { Language } from "./languages/language.ts";
import { tokensOf } from "./lexicon.ts";
import { type Piece, piecesOf } from "./tokens.ts";
import { qualify, type Reason } from "./windows.ts";

/** explicit: words or client name it; relative: reckoned from statedOn; policy: by the operator's table; none. */
type DueBasis = "explicit" | "relative" | "policy" | "none";

/** How a date follows from words, or why they have none. */
export const readingRules = [
  ...(["within", "deadline", "before", "start", "interval", "duration", "event", "policy"] as const),
  ...(["vague", "condition", "recurrence", "several_times", "statement_too_vague", "season_unknown"] as const),
  ...(["fiscal_year_unknown", "no_such_date", "past", "unread_words"] as const),
] as const;
type ReadingRule = (typeof readingRules)[number];

/** Which words were read: pieces of the text as written. Each letter and digit of it is in one piece of one list. */
export interface Reading {
  read: string[];
  unread: string[];
  rule: ReadingRule;
}

/** When a promise is due: the words as given, their EDTF, its bounds, where the date comes from, how it was read. */
export interface Due extends Bounds {
  text: string | null;
  edtf: string | null;
  basis: DueBasis;
  /** Null without words. */
  reading: Reading | null;
}

/** What words are read with, beside the day they were said. */
export interface Reader {
  /** BCP 47; without one, that of the languages which knows most of the words. */
  language?: string | null | undefined;
  /** Codes of those who promise: their seasons and fiscal years. Without any, seasons are those of the north. */
  parties?: readonly string[] | undefined;
  /** The operator's {phrase: ISO 8601 duration}, which counts from the statement. */
  policy?: Readonly<Record<string, string>> | undefined;
}

type Dated = { edtf: string | null; basis: DueBasis; reading: Reading };

/** Longer texts are no due words, and are not looked into. */
const LONGEST = 500;

const scripts: Readonly<Record<Language["script"], RegExp>> = {
  Latn: /\p{sc=Latn}/u,
  Cyrl: /\p{sc=Cyrl}/u,
  Arab: /\p{sc=Arab}/u,
  Hani: /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u,
};

const KANA = /[\p{sc=Hira}\p{sc=Kana}]/u;

/** The languages that a text may be in: the one that is said, or all of its script. Kana are Japanese alone. */
export function languagesOf(text: string, tag?: string | null): readonly Language[] {
  if (tag != null) {
    const [primary = ""] = tag.toLowerCase().split("-");
    return languages.filter((language) => language.tag === primary && fits(language, text));
  }
  const untold = KANA.test(text) ? "zh" : "ja";
  return languages.filter((language) => language.tag !== untold && fits(language, text));
}

const fits = (language: Language, text: string) =>
  scripts[language.script].test(text) || !Object.values(scripts).some((script) => script.test(text));

/** A relative date is as uncertain as the statement's: "this year", said in 2023~, is 2023~. */
function qualifierOf(statedOn: string, isApproximate: boolean): string {
  const doubts = statedOn.match(/[~?%]/g) ?? [];
  const isAbout = isApproximate || doubts.some((doubt) => doubt !== "?");
  const isUncertain = doubts.some((doubt) => doubt !== "~");
  return isAbout && isUncertain ? "%" : isAbout ? "~" : isUncertain ? "?" : "";
}

/**
 * The reading of the language that knows most of the words. Languages that know as many must all read the same, and
 * nothing may be left over: the text may well be in another language, whose "unless" they do not know.
 */
function understandBest(
  pieces: readonly Piece[],
  candidates: readonly Language[],
  around: Around,
): Understanding | null {
  const lexed = candidates.map((language) => ({ language, tokens: tokensOf(pieces, language) }));
  const known = lexed.map(({ tokens }) => knownOf(tokens));
  const [best = null, ...others] = lexed
    .filter((_, n) => known[n] === Math.max(...known))
    .map(({ language, tokens }) => understand(tokens, { ...around, language }));
  if (best?.found == null || others.length === 0) return best;
  const isOne = others.every(({ found }) => found?.time.edtf === best.found?.time.edtf);
  const isWhole = unreadOf(pieces, best.places).length === 0;
  return isOne && isWhole ? best : { ...best, found: null, reason: "unread_words", places: [] };
}
type Around = Omit<Parameters<typeof understand>[1], "language">;

const isText = ({ text }: Piece) => /[\p{L}\p{N}]/u.test(text);
const unreadOf = (pieces: readonly Piece[], places: Understanding["places"]) =>
  pieces.filter((piece) => isText(piece) && !places.some(({ start, end }) => piece.start >= start && piece.end <= end));

function fromWords(text: string, statedOn: string, { language, parties }: Reader): Dated {
  const unread = (rule: ReadingRule) => ({
    edtf: null,
    basis: "none" as const,
    reading: { ...piecesRead(text, []), rule },
  });
  if (text.length > LONGEST) return unread("unread_words");
  const pieces = piecesOf(text);
  const understood = understandBest(pieces, languagesOf(text, language), {
    said: boundsOf(statedOn),
    hemisphere: parties === undefined || parties.length === 0 ? "north" : commonHemisphere(parties),
    fiscalYear: commonFiscalYear(parties ?? []),
  });
  if (understood?.found == null) return unread(ruleOf(understood?.reason ?? "unread_words"));
  const { time, kind } = understood.found;
  if (kind === "start" && isOver(time.edtf.split("/")[0] ?? "", statedOn)) return unread("past");
  const qualifier = qualifierOf(time.isRelative ? statedOn : "", time.isAbout ?? false);
  return {
    edtf: qualify(time.edtf, qualifier),
    basis: time.isRelative ? "relative" : "explicit",
    reading: { ...piecesRead(text, understood.places), rule: kind },
  };
}

/** "Since 2020" is no promise. */
const isOver = (date: string, statedOn: string) =>
  (boundsOf(date).latest ?? "9") < (boundsOf(statedOn).earliest ?? "0");

const ruleOf = (reason: Reason): ReadingRule => reason as ReadingRule;

/** The text parted into what was read and what was not, without the signs and spaces around either. */
function piecesRead(text: string, places: Understanding["places"]): { read: string[]; unread: string[] } {
  const [read, unread]: [string[], string[]] = [[], []];
  let at = 0;
  for (const { start, end } of places) {
    unread.push(text.slice(at, start));
    read.push(text.slice(start, end));
    at = end;
  }
  unread.push(text.slice(at));
  const trimmed = (parts: string[]) =>
    parts.map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%\p{M}]+$/gu, "")).filter((part) => part !== "");
  return { read: trimmed(read), unread: trimmed(unread) };
}

const normalise = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, "");

function fromPolicy(text: string, statedOn: string, policy: Readonly<Record<string, string>>): Dated | null {
  const phrase = normalise(text);
  const entry = Object.entries(policy).find(([key]) => normalise(key) === phrase);
  const duration = entry ? parseDuration(entry[1]) : null;
  const { earliest, latest } = boundsOf(statedOn);
  if (duration === null || earliest === null || latest === null) return null;
  const last = addDuration(latest, duration);
  if (last === null) return null;
  const edtf = qualify(`${earliest}/${last}`, qualifierOf(statedOn, false));
  return { edtf, basis: "policy", reading: { ...piecesRead(text, [{ start: 0, end: text.length }]), rule: "policy" } };
}

/**
 * Resolves due words against the day they were said. `edtf` given: explicit. Else the words are read by the tables of
 * their language as far as they name exactly one time, then looked up whole in the policy. Words that name no time, two
 * times, one that depends on something, or one that statedOn is too vague for stay undated (basis none): never guessed.
 * `text` is kept verbatim.
 * Throws RangeError when `edtf` or `statedOn` is not valid EDTF (validate with Edtf first); never on any text.
 */
export function resolveDue(
  input: { text?: string | null | undefined; edtf?: string | null | undefined },
  statedOn: string,
  reader: Reader = {},
): Due {
  const text = input.text ?? null;
  const words = text === null ? null : readDue(text, statedOn, reader);
  const reading = words?.reading ?? null;
  if (input.edtf != null) return { text, edtf: input.edtf, ...boundsOf(input.edtf), basis: "explicit", reading };
  const bounds = words?.edtf == null ? { earliest: null, latest: null } : boundsOf(words.edtf);
  return { text, edtf: words?.edtf ?? null, ...bounds, basis: words?.basis ?? "none", reading };
}

function readDue(text: string, statedOn: string, reader: Reader): Dated {
  const words = fromWords(text, statedOn, reader);
  return words.edtf === null ? (fromPolicy(text, statedOn, reader.policy ?? {}) ?? words) : words;
}
