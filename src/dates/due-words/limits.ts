import { addDuration } from "../calendar.ts";
import type { Bounds } from "../edtf.ts";
import { ANY, before, dated, mark, phrase, type Rule, span, UNKNOWN, unspaced, upTo } from "./marks.ts";

const THE = "(?:the )?";
const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const NUMBER = `\\d{1,3}|${NUMBERS.join("|")}`;
/** "Within a year of signing" does not start with the statement, and "in two years and a half" is more than two. */
const COUNTED =
  "(day|week|month|year)s?" +
  `(?! (?:(?:of|after|following|since|before|later|ago|(?:and|or|to) (?:a|half|${NUMBER}))\\b|from (?!now|today)))`;

/** From the statement's first day to that long after its last. */
const within: Rule[1] = ([, count = "", unit], said) =>
  windowAfter(said, NUMBERS.indexOf(count) + 1 || Number(count), unit);

function windowAfter(said: Bounds, count: number, unit = "day"): string {
  if (said.earliest === null || said.latest === null) return UNKNOWN;
  const last = addDuration(said.latest, {
    years: unit === "year" ? count : 0,
    months: unit === "month" ? count : 0,
    days: unit === "day" ? count : unit === "week" ? count * 7 : 0,
  });
  return last === null ? UNKNOWN : mark(`${said.earliest}/${last}`, "r");
}

const plain: Rule[1] = ([, edtf = "", flags = ""]) => dated(edtf, flags);
const roughly: Rule[1] = ([, edtf = "", flags = ""]) => dated(edtf, `${flags}v`);
const until: Rule[1] = ([, edtf = "", flags = ""]) => upTo(edtf, flags);
const unknown: Rule[1] = () => UNKNOWN;
const fromTo: Rule[1] = ([, a = "", aFlags = "", b = "", bFlags = ""]) =>
  span({ edtf: a, flags: aFlags }, { edtf: b, flags: bFlags });

/** "Early 2025" stays 2025: how early nobody said, and 2025~ would put the year itself in doubt. */
const ROUGH_PARTS: readonly Rule[] = [
  phrase(`${THE}(?:early|late|later|mid|middle)[- ](?:in |of )?${THE}${ANY}`, roughly),
  phrase(`${THE}(?:(?:end|close|beginning|start|course|rest|remainder|turn) of|end)[- ]${THE}${ANY}`, roughly),
  phrase(`(?:начал[аеу]|середин[аеы]|конц[ауе]) ${ANY}`, roughly),
  phrase(`(?:around|circa|approximately|roughly) ${THE}${ANY}`, ([, edtf = "", flags]) => mark(edtf, `${flags}a`)),
];

const INTERVALS: readonly Rule[] = [
  phrase(`(?:between|между) ${THE}${ANY} (?:and|и) ${THE}${ANY}`, fromTo),
  phrase(`(?:(?:from|с) )?${THE}${ANY} (?:to|until|till|through|up to|по) ${THE}${ANY}`, fromTo),
  phrase(`${ANY} ?[-–—至到] ?${ANY}`, fromTo),
  phrase(`(?:in|within)(?: the (?:next|coming))? (${NUMBER}) ${COUNTED}`, within),
  phrase(`(?:over|during|for) the (?:next|coming) (${NUMBER}) ${COUNTED}`, within),
  phrase(`within a ${COUNTED}`, ([, unit], said) => windowAfter(said, 1, unit)),
];

const DEADLINES: readonly Rule[] = [
  phrase(
    `(?:by|until|till|through|up to|(?:no|not) later than|on or before|between now and|from now (?:until|till|to)|` +
      `к|не поз(?:же|днее)) ${THE}${ANY}(?:,? at the latest)?`,
    until,
  ),
  phrase(`(?:in |on |during )?${THE}${ANY},? at the latest`, until),
  phrase(
    `(?:before|prior to|ahead of) ${THE}${ANY}( (?:is out|is over|ends|expires|runs out))?`,
    ([, edtf = "", flags = "", over]) => (over ? upTo(edtf, flags) : before(edtf, flags)),
  ),
  unspaced(`[到至]?${ANY}年?[底末]之?前`, until),
];

/** "До 2025 года" and 2025年前 are read both as "by" and as "before", so that they are not decided here. */
const UNDECIDED: readonly Rule[] = [
  phrase(`до ${ANY}`, ([, edtf = "", flags = ""]) => (flags.includes("v") ? upTo(edtf, flags) : UNKNOWN)),
  unspaced(`${ANY}年?[底末初]?(?:[之以]?[前后]|以来|起|开始)`, unknown),
  phrase(
    "(?:after|since|following|beyond|past|post|pre|from|earlier|to|between|than|about|against|as of|as early as|as soon as|" +
      `not|с|со|после|от)[- ](?:in |of )?${THE}${ANY}`,
    unknown,
  ),
  phrase(`(?:this|next|first|second|third|early|mid|late|этом) (?:or|and|или|и) ${THE}${ANY}`, unknown),
  phrase(
    `${ANY},? (?:onwards?|at the earliest|(?:and|or) (?:the )?(?:next|following|later|beyond|after|early|late))`,
    unknown,
  ),
  phrase(`${ANY},? (?:and )?\\d{1,3} (?:day|week|month)s?`, unknown),
];

const REST: readonly Rule[] = [
  unspaced(`[到至]${ANY}(?:年?[底末])?`, until),
  phrase(`(?:in|during|throughout|within|for|on|в|за) ${THE}${ANY}`, plain),
];

/**
 * Rules for the words that bound a promise by a time: within, by, before, from - to. They work on the marks that the
 * rules for times left.
 */
export const LIMITS: readonly Rule[] = [...ROUGH_PARTS, ...INTERVALS, ...DEADLINES, ...UNDECIDED, ...REST];
