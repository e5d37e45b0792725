import { z } from "zod";
import { compareText, daysInMonth, isPlainDate } from "./calendar.ts";

export { daysBetween, Instant, PlainDate, plainDate, toInstant } from "./calendar.ts";

/** First and last day that a date may mean, YYYY-MM-DD; null is an open or unknown end. */
export interface Bounds {
  earliest: string | null;
  latest: string | null;
}

type Span = { earliest: string; latest: string };
type Refusal = { ok: false; reason: string };
type Parsed = ({ ok: true; edtf: string } & Bounds) | Refusal;

const ALLOWED =
  "Write 2023, 2023-05 or 2023-05-26; 2024~ (about), 2024? (uncertain) or 2024% (both); 2024-21 (spring) to 2024-24 (winter); " +
  "201X, 2004-XX or 1985-04-XX (digits not known); 2023-06/2023-12, 2026/.. or ../2027 (intervals).";

function patternOf(month: string, day: string, season: string): string {
  const date = `\\d{4}(?:-${month}(?:-${day})?)?[~?%]?`;
  const unspecified = `\\d\\d(?:\\dX|XX|\\d\\d-XX(?:-XX)?|\\d\\d-${month}-XX)`;
  return `^(?:${date}|\\d{4}-${season}|${unspecified}|${date}/(?:${date}|\\.\\.)?|(?:\\.\\.)?/${date})$`;
}

/** What looks like a date, so that what is wrong in it can be said. */
const SHAPE = new RegExp(patternOf("\\d\\d", "\\d\\d", "\\d\\d"));
const LONGEST = "2023-05-26~/2023-05-26~".length;

/** What people write instead, each with what to write here; the first that fits is told. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "An empty text is not a date."],
  [/^\s|\s$/, "A date has no spaces around it."],
  [/\dT?\d\d:\d\d|\dT\d/i, "A date has no time of day: write the day alone, such as 2023-05-26."],
  [/^[+-]?Y/i, "Years have four digits, 0000 to 9999, without Y: write 2023."],
  [/^-|\/-|^\+|^\d{5,7}$|^\d{5,}-/, "Years have four digits and no sign: write 0000 to 9999, such as 2023."],
  [/^(?:\.\.)?\/(?:\.\.)?$/, "An interval needs a date at one end at least: write 2026/.. or ../2027."],
  [/open|unknown/i, "An open end is written with two dots: 2026/.. or ../2027."],
  [/^\d{8}$/, "Year, month and day are parted by hyphens: write 2023-05-26."],
  [
    /^\d{1,4}[./]\d{1,2}[./]\d{1,4}$/,
    "Days are written year first with hyphens, such as 2023-05-26; a slash parts the two ends of an interval.",
  ],
  [/-\d(?!\d)/, "Months and days have two digits: write 2023-05 or 2023-05-06."],
  [/\d[xu]|[xu]-/, "A digit that is not known is a capital X: 201X, 20XX, 2004-XX."],
  [/^[~?%]|[~?%][-\d]/, "The qualifiers ~, ? and % stand at the end of the whole date: write 2004-06~."],
  [
    /X.*[/~?%]|\/.*X/,
    "A date with X stands alone, without a qualifier or an interval: for years within 201X write 2010/2019.",
  ],
  [/X/, "X replaces the last digits only: 201X, 20XX, 2004-XX, 1985-04-XX or 1985-XX-XX."],
  [/[[\]{}]/, "Sets of dates are not accepted: write the interval from the first to the last, such as 2023/2025."],
  [/\/.*\//, "An interval has two ends: write 2023-06/2023-12."],
];

const refuse = (reason: string): Refusal => ({ ok: false, reason });

function explain(text: string): Refusal {
  if (text.length > 2 * LONGEST) return refuse(`The text is too long to be a date. ${ALLOWED}`);
  const hint = HINTS.find(([pattern]) => pattern.test(text))?.[1] ?? "This is not a date in EDTF, levels 0 and 1.";
  return refuse(`${hint} ${ALLOWED}`);
}

const months = (year: string, first: string, last: string): Span => ({
  earliest: `${year}-${first}-01`,
  latest: `${year}-${last}-${daysInMonth(Number(year), Number(last))}`,
});

/**
 * Meteorological seasons of the northern hemisphere; winter runs into the next year's February.
 * https://www.ncei.noaa.gov/news/meteorological-versus-astronomical-seasons
 */
function season(year: string, code: string): Span | Refusal {
  if (code === "21") return months(year, "03", "05");
  if (code === "22") return months(year, "06", "08");
  if (code === "23") return months(year, "09", "11");
  if (year === "9999") return refuse("Winter 9999 ends after the year 9999, the last one that is accepted.");
  const next = String(Number(year) + 1).padStart(4, "0");
  return { earliest: `${year}-12-01`, latest: months(next, "02", "02").latest };
}

function noMonth(year: string, month: string): Refusal {
  return refuse(
    `There is no month ${month}: months are 01 to 12, seasons 21 (spring) to 24 (winter). For a quarter write ${year}-01/${year}-03.`,
  );
}

function calendarMonth(year: string, month: string): Span | Refusal {
  return Number(month) >= 1 && Number(month) <= 12 ? months(year, month, month) : noMonth(year, month);
}

function unspecified(text: string): Span | Refusal {
  const [year = "", month = "XX"] = text.split("-");
  if (month !== "XX") return calendarMonth(year, month);
  return { earliest: `${year.replaceAll("X", "0")}-01-01`, latest: `${year.replaceAll("X", "9")}-12-31` };
}

function single(text: string): Span | Refusal {
  if (text.includes("X")) return unspecified(text);
  const date = text.replace(/[~?%]$/, "");
  const [year = "", month, day] = date.split("-");
  if (month === undefined) return months(year, "01", "12");
  if (day === undefined && /^2[1-4]$/.test(month)) {
    if (date === text) return season(year, month);
    return refuse(`A season takes no qualifier: write ${date}, or one of its months, such as ${year}-06~.`);
  }
  const span = calendarMonth(year, month);
  if (day === undefined || isRefusal(span)) return span;
  if (isPlainDate(date)) return { earliest: date, latest: date };
  return refuse(`There is no day ${date}: ${year}-${month} has the days 01 to ${span.latest.slice(8)}.`);
}

function end(text: string): Span | Refusal | null {
  if (text === "" || text === "..") return null;
  if (/^\d{4}-2[1-4]/.test(text))
    return refuse("A season stands alone, not in an interval: write its months, such as 2024-03/2024-11.");
  return single(text);
}

const isRefusal = (value: object | null): value is Refusal => value !== null && "reason" in value;

/**
 * Reads an EDTF date of level 0 or 1: https://www.loc.gov/standards/datetime/ - dates only, years 0000 to 9999.
 * The bounds are those of the words as written: ~, ? and % do not widen them, for nobody said by how much.
 * Seasons are the northern, meteorological ones. A refusal's reason is a sentence for the client. Never throws.
 */
export function parseEdtf(text: string): Parsed {
  if (text.length > LONGEST || !SHAPE.test(text)) return explain(text);
  const [from = "", to] = text.split("/");
  const first = to === undefined ? single(from) : end(from);
  if (isRefusal(first)) return first;
  const last = to === undefined ? first : end(to);
  if (isRefusal(last)) return last;
  const bounds = { earliest: first?.earliest ?? null, latest: last?.latest ?? null };
  if (bounds.earliest !== null && bounds.latest !== null && bounds.earliest > bounds.latest) {
    return refuse(`The interval starts after it ends: write ${to}/${from}.`);
  }
  return { ok: true, edtf: text, ...bounds };
}

/** The bounds of a valid EDTF text. Throws RangeError on any other: check with {@link parseEdtf} first. */
export function boundsOf(edtf: string): Bounds {
  const parsed = parseEdtf(edtf);
  if (!parsed.ok) throw new RangeError(parsed.reason);
  return { earliest: parsed.earliest, latest: parsed.latest };
}

/**
 * The one order of a timeline: by first day (the last one where there is no first), then by last day. An open end comes
 * after every day, and dates with equal bounds are equal (0): the caller breaks the tie, by record order.
 */
export function compareDates(a: Bounds, b: Bounds): number {
  const open = "~";
  return (
    compareText(a.earliest ?? a.latest ?? open, b.earliest ?? b.latest ?? open) ||
    compareText(a.latest ?? open, b.latest ?? open)
  );
}

/** An EDTF date, refused with the reason that {@link parseEdtf} gives. */
export const Edtf = z
  .string()
  .check((payload) => {
    const parsed = parseEdtf(payload.value);
    if (!parsed.ok) payload.issues.push({ code: "custom", message: parsed.reason, input: payload.value });
  })
  .meta({
    id: "Edtf",
    description:
      "A date as precise as the source is: EDTF (ISO 8601-2), levels 0 and 1, dates only, years 0000 to 9999. " +
      "2023, 2023-05 and 2023-05-26; ~ about, ? uncertain, % both, at the end of a date; 2024-21 to 2024-24 for spring, summer, " +
      "autumn and winter (northern, meteorological); X for digits that are not known; intervals with `/`, `..` for an open end.",
    pattern: patternOf("(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12]\\d|3[01])", "2[1-4]"),
    maxLength: LONGEST,
    examples: ["2023-05-26", "2023-05", "2023", "2024~", "2024-21", "201X", "2023-06/2023-12", "2026/..", "../2027"],
  });
