/**
 * What a word means to the grammar. A symbol may carry a value after a colon: `month:10`, `unit:year`, `part:end`.
 *
 * - numbers: `n` (how many), `ord` (which one; -1 is the last), `qty` (what is counted and is no time), `cur` (money)
 * - times: `month`, `mo` and `da` (the signs after the number of a month and of a day), `unit`, `season` (1 to 4),
 *   `half`, `quarter`, `rel` (`year:1` is next year), `this`, `next`, `past`, `part`, `fiscal`, `decades` ("2030s";
 *   with the value `before` it stands before the number), `y` (a year in words, or of another count), `wd` (a day of
 *   the week, 1 is Monday, beside its date)
 * - limits before a time: `in`, `by`, `before`, `from`, `after`, `between`, `and`, `to`, `till` (by or to), `within`,
 *   `about`, `time` (of a time so far away); after a time: `pin`, `pby`, `pbefore`, `pfrom`, `pafter`, `pwithin`,
 *   `pabout`, `sooner` ("or sooner"), `pbetween`
 * - what a number is compared with, before and after its year: `base` ("compared with 2005"), `pbase` ("2005 levels");
 *   `weak` are words that mean other things too, as of `from`
 * - what keeps a text undated: `cond` (if, once), `recur` (every), `or`, `neg`, `other` (a time not in the grammar)
 * - the rest: `art` and `of` (articles and genitives, passed over), `event` (a summit), `vague` (soon), `for` (a year
 *   after it is that of a plan or a budget), `common` (words that may stand beside a time and leave its meaning)
 */
export const symbols = [
  ...["n", "ord", "qty", "cur", "month", "mo", "da", "unit", "season", "half", "quarter", "rel", "this", "next"],
  ...[
    "past",
    "part",
    "fiscal",
    "decades",
    "in",
    "by",
    "before",
    "from",
    "after",
    "between",
    "and",
    "to",
    "till",
    "within",
  ],
  ...["about", "time", "pin", "pby", "pbefore", "pfrom", "pafter", "pwithin", "sooner"],
  ...[
    "wd",
    "base",
    "pbase",
    "pbetween",
    "y",
    "pabout",
    "for",
    "cond",
    "recur",
    "or",
    "neg",
    "other",
    "art",
    "of",
    "event",
    "vague",
    "common",
  ],
] as const;

/**
 * Units of time, as values of `unit`. A `tenth` is a third of a month, as Russian and Chinese count them, a `fortnight`
 * the first or second half of one.
 */
export const units = [
  "day",
  "week",
  "tenth",
  "fortnight",
  "month",
  "quarter",
  "half",
  "year",
  "decade",
  "century",
] as const;

/** One language of due words: one file. */
export interface Language {
  /** BCP 47 primary subtag. */
  tag: string;
  /** English name. */
  name: string;
  script: "Latn" | "Cyrl" | "Arab" | "Hani";
  /** How numeric dates are written: "1.10.2025", "1/10/2025" with the day first; "2025/10/1" with the year first. */
  numeric?: { separators: string; yearFirst?: true };
  /** A bare year may stand before what it is of: "the 2024 summit". Words that follow it then need to be known. */
  yearBeforeNoun?: true;
  /** Its week is that of ISO 8601, from Monday: "next week" is read. */
  weeksFromMonday?: true;
  /** Units and "next" in the plural, parted by `|`: "the coming months" are not next month. */
  plurals?: string;
  /** Endings of verbs that mean "if": "onaylanırsa". Parted by `|`. */
  conditionalEndings?: string;
  /**
   * Endings of words that a duration behind them counts from: "girmesinden iki yıl sonra". Parted by `|`; `.` for any
   * word, where it has no ending: "协定生效两年后".
   */
  anchorEndings?: string;
  /** Symbols, parted by spaces, and the phrases that stand for them, parted by `|`. Longest phrases go first. */
  words: readonly (readonly [symbols: string, phrases: string])[];
}

/** Every stem with every ending: `inflected("month", ["ocak", "şubat"], {"": "", "ta": "pin"})`. */
export function inflected(
  symbol: string,
  stems: readonly string[],
  endings: Readonly<Record<string, string>>,
): [string, string][] {
  return stems.flatMap((stem, n) =>
    Object.entries(endings).map(([meaning, forms]): [string, string] => [
      `${symbol}:${n + 1} ${meaning}`.trim(),
      stem
        .split("|")
        .flatMap((each) => forms.split("|").map((form) => each + form))
        .join("|"),
    ]),
  );
}

/** Numerals in their order from 1: `counted("n", "one two three")`. */
export const counted = (symbol: string, words: string): [string, string][] =>
  words.split(" ").map((forms, n) => [`${symbol}:${n + 1}`, forms.replaceAll("_", " ")]);

/**
 * Years in words, as treaties write them: `yearsInWords("dos mil", numerals)`, where the numerals are those from 1 to
 * 60, and forms of one are parted by `|`. `join` stands between the thousands and the rest.
 */
export const yearsInWords = (thousands: string, numerals: readonly string[], join = " "): [string, string][] =>
  numerals.map((forms, n): [string, string] => [
    `y:${2001 + n}`,
    forms
      .split("|")
      .flatMap((form) => thousands.split("|").map((thousand) => thousand + join + form))
      .join("|"),
  ]);

/** Numerals from 1: the given ones, then tens with `make(ten, ones)`, ones from 1 to 9, while there are tens. */
export function numeralsOf(
  first: readonly string[],
  tens: readonly string[],
  make: (ten: string, one: string, ones: number) => string,
): string[] {
  return [...first, ...tens.flatMap((ten) => [ten, ...first.slice(0, 9).map((one, n) => make(ten, one, n + 1))])];
}
