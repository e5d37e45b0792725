import { isPlainDate } from "../calendar.ts";
import type { Bounds } from "../edtf.ts";
import { ANY, current, dated, ends, mark, phrase, type Rule, UNKNOWN, unspaced, upTo, YEAR } from "./marks.ts";

const DIGITS = "(?:19|20|21)\\d\\d";
const UNITS =
  "million|billion|thousand|km|kilomet\\p{L}+|miles?|met(?:re|er)s?|tons?|tonnes?|hectares?|mw|gw|kwh|people|persons|" +
  "students|places|percent|per cent|dollars|euros|yuan";

const MONTH_KEYS =
  "jan янв|feb фев|mar мар|apr апр|may май мая мае|jun июн|jul июл|aug авг|sep сен|oct окт|nov ноя|dec дек".split("|");
const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|" +
  "nov(?:ember)?|dec(?:ember)?)\\.?|январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|ию[нл][ьяе]|август[ае]?|" +
  "(?:сентя|октя|ноя|дека)бр[ьяе]";
const SEASONS = ["spring", "summer", "autumn", "winter"];
const SEASON = "spring|summer|autumn|fall|winter";
const ORDINALS = [/^(?:first|1st)/, /^(?:second|2nd)/, /^(?:third|3rd)/, /^(?:fourth|4th|last|final)/];
const ORDINAL = "first|second|third|fourth|last|final|1st|2nd|3rd|4th";

const LEAD = "((?:in|by|of|before|until|during|early|mid|late|end of)[ -])?";
const NTH = "(?:st|nd|rd|th)?";
const OTHER_DAY = `(\\d{1,2}${NTH}(?: ?[-–—/&,] ?| (?:and|or|to|until|и|или|по) ))?`;

const two = (value: number | string) => String(value).padStart(2, "0");
const monthNumber = (word = "") => two(MONTH_KEYS.findIndex((keys) => keys.includes(word.slice(0, 3))) + 1);
const seasonCode = (word = "") => SEASONS.indexOf(word.replace("fall", "autumn")) + 21;
const ordinal = (word = "") => ORDINALS.findIndex((pattern) => pattern.test(word)) + 1;
const monthsOf = (year: string, first: number, last: number) => `${year}-${two(first)}/${year}-${two(last)}`;

/** "We may this year", "prices fall this year": a verb, not a month or season, unless a word such as "in" says so. */
const isVerb = (lead: string, word: string, flags: string) =>
  lead === "" && flags.includes("r") && /^(?:may|march|fall|spring)$/.test(word);

const now =
  (precision: 4 | 7, later = 0): Rule[1] =>
  (_, said) =>
    mark(current(said, precision, later), "r");

/**
 * "This autumn" is in the statement's year, and unknown if it was over by then; in January, "this winter" began the
 * year before.
 */
function thisSeason(said: Bounds, word: string): string {
  const year = current(said, 4);
  if (year === null || said.earliest === null || said.latest === null) return UNKNOWN;
  const began = word === "winter" && said.latest.slice(5) < "03" ? Number(year) - 1 : Number(year);
  if (word === "winter" && began === Number(year) && said.earliest.slice(5) < "03") return UNKNOWN;
  const season = `${String(began).padStart(4, "0")}-${seasonCode(word)}`;
  return began >= 0 && said.earliest.slice(0, 7) <= ends(season)[1] ? mark(season, "r") : UNKNOWN;
}

const YEARS: readonly Rule[] = [
  phrase("(?:fiscal|financial|academic|school|budget|tax|marketing|lunar) year", () => UNKNOWN),
  phrase(`[$€£¥] ?${DIGITS}|${DIGITS} ?(?:${UNITS}|%)`, () => " "),
  phrase("(?<![-–/])\\d{4}-\\d\\d(?:-\\d\\d)?(?![-–/])", ([iso = ""]) =>
    mark(isPlainDate(iso.length === 7 ? `${iso}-01` : iso) ? iso : null),
  ),
  phrase(`(?<!\\d[-–/.,])(${DIGITS}) ?[-–—] ?(${DIGITS})(?![-–/.,]\\d)`, ([, a, b]) => mark(`${a}/${b}`, "b")),
  phrase(
    `(?<!\\d[-–/.,])((?:the )?year )?(${DIGITS})( ?(?:год[ауы]?|гг?\\.?))?(?![-–/.,]\\d)`,
    ([, named, year = "", suffix]) => mark(year, named || suffix ? "" : "b"),
  ),
  unspaced(`(?<!\\d)(${DIGITS}) ?年`, ([, year = ""]) => mark(year)),
  phrase("(?:this|(?:the )?current|(?:the )?present) (?:calendar )?year", now(4)),
  phrase("(?:этом|текущем|нынешнем) году|(?:этого|текущего|нынешнего) года", now(4)),
  phrase("(?<!the )next (?:calendar )?year|(?:следующ|будущ)(?:ем году|его года)", now(4, 1)),
  phrase("(?:this|(?:the )?current) month", now(7)),
  phrase("(?<!the )next month", now(7, 1)),
  phrase(
    "(end|close|half|quarter|middle|beginning|start|rest|remainder|course) of (?:the )?(year|month)" +
      "(?! (?:of|in|that|when|after|before|following))",
    ([, part, unit], said) => `${part} of ${mark(current(said, unit === "year" ? 4 : 7), "r")}`,
  ),
  phrase("(?:the )?year(?:[- ]|['’]s )end|later in the year", (_, said) => `end of ${mark(current(said, 4), "r")}`),
  phrase("(конц[ауе]) года", ([, end], said) => `${end} ${mark(current(said, 4), "r")}`),
  unspaced("(?<!如)今年", now(4)),
  unspaced("(?<![说证声表文])明年", now(4, 1)),
  unspaced("(?<![>年])年底前", (_, said) => upTo(current(said, 4) ?? "?", "r")),
];

const DAYS_AND_MONTHS: readonly Rule[] = [
  phrase(
    `(?<!\\d[.,/–-])${OTHER_DAY}(\\d{1,2})${NTH}(?: day)?(?: of)? (${MONTH}),? ${YEAR}`,
    ([, other, day = "", month, year, flags = ""]) =>
      other ? UNKNOWN : dated(`${year}-${monthNumber(month)}-${two(day)}`, flags),
  ),
  phrase(`(${MONTH}) (\\d{1,2})${NTH},? ${YEAR}`, ([, month, day = "", year, flags = ""]) =>
    dated(`${year}-${monthNumber(month)}-${two(day)}`, flags),
  ),
  phrase(`${LEAD}(${MONTH})(?: of)?,? ${YEAR}`, ([all = "", lead = "", month = "", year, flags = ""]) =>
    isVerb(lead, month, flags) ? all : lead + dated(`${year}-${monthNumber(month)}`, flags),
  ),
  unspaced(`${YEAR} ?(\\d{1,2})月(?:(\\d{1,2})[日号])?`, ([, year, flags = "", month = "", day]) =>
    Number(month) > 12 ? UNKNOWN : dated(`${year}-${two(month)}${day ? `-${two(day)}` : ""}`, flags),
  ),
  phrase(
    `(?:(?:between|from|с|между) )?(${MONTH})(?: (?:and|to|until|through|по|и) | ?[-–—] ?)<(\\d{4})(-\\d\\d)([a-z]*)>`,
    ([all = "", month, year, last, flags]) =>
      / (?:and|и) /.test(all) && !/^(?:between|между)/.test(all)
        ? UNKNOWN
        : mark(`${year}-${monthNumber(month)}/${year}${last}`, flags),
  ),
  phrase(`(?:${MONTH})(?: (?:or|или) | ?[,/&] ?)${ANY}`, () => UNKNOWN),
];

const PARTS_OF_YEARS: readonly Rule[] = [
  phrase(`this (${SEASON})(?! ${YEAR})`, ([, word = ""], said) => thisSeason(said, word)),
  phrase(`${LEAD}(${SEASON})(?: of)?,? ${YEAR}`, ([all = "", lead = "", word = "", year, flags = ""]) =>
    isVerb(lead, word, flags) ? all : lead + dated(`${year}-${seasonCode(word)}`, flags),
  ),
  phrase(
    `(?:the )?(?:(first|second|1st|2nd) half|h([12]))(?: of)? (?:the )?${ANY}`,
    ([, word, h, edtf = "", flags = ""]) => {
      if (!/^\d{4}$/.test(edtf)) return dated(edtf, `${flags}v`);
      const first = ((Number(h) || ordinal(word)) - 1) * 6 + 1;
      return dated(monthsOf(edtf, first, first + 5), flags);
    },
  ),
  unspaced(`${YEAR}([上下])半年`, ([, year = "", flags = "", half]) =>
    dated(half === "上" ? monthsOf(year, 1, 6) : monthsOf(year, 7, 12), flags),
  ),
  phrase(
    `(?:the )?(?:(${ORDINAL}) quarter|q([1-4]))(?: of)?,? (?:the )?${YEAR}`,
    ([, word, q, year = "", flags = ""]) => {
      const last = (Number(q) || ordinal(word)) * 3;
      return dated(monthsOf(year, last - 2, last), flags);
    },
  ),
];

/** Rules that name a year, month, day, season, half or quarter. In order: each sees the marks of those before it. */
export const TIMES: readonly Rule[] = [...YEARS, ...DAYS_AND_MONTHS, ...PARTS_OF_YEARS];

/** Words for a time that no rule could turn into a mark: with one of them left, another time is meant as well. */
export const OTHER_TIME = new RegExp(
  `(?<!\\d)${DIGITS}(?!\\d)|\\d月|[去后前每]年|年内|` +
    "(?<![\\p{L}\\p{N}])(?:" +
    `(?!(?:may|mar(?:ch)?|jan|sep|dec|ма[йяе])(?![\\p{L}]))(?:${MONTH})|(?:in|by|before|until|from|of|since|after|next|last) (?:may|march)|` +
    `(?:this|next|last|past|previous|following|coming) (?:year|month|week|quarter|half|${SEASON})|` +
    "(?:прошл|позапрошл)\\p{L}+|q[1-4]|h[12]" +
    ")(?![\\p{L}\\p{N}])",
  "u",
);
