import { addDays, addDuration } from "../calendar.ts";
import { type Bounds, boundsOf, parseEdtf } from "../edtf.ts";

/** Why words stay undated although they were recognised. */
export type Reason =
  | "vague"
  | "condition"
  | "recurrence"
  | "event"
  | "several_times"
  | "statement_too_vague"
  | "season_unknown"
  | "fiscal_year_unknown"
  | "unread_words"
  | "no_such_date"
  | "past";

/** Which part of a year, month or decade. "The start" is its first day, "early" is not. */
export type Part = "start" | "early" | "mid" | "late" | "end";

/** A time found in due words. */
export interface Time {
  /** EDTF; null where the words name a time that cannot be told, and `reason` says why. */
  edtf: string | null;
  reason?: Reason;
  /** Reckoned from the day of the statement. */
  isRelative?: boolean;
  /** Said with "about". */
  isAbout?: boolean;
  /** Said as a range, such as "2025-2027". */
  isRange?: boolean;
  part?: Part;
}

export const untold = (reason: Reason): Time => ({ edtf: null, reason });

export const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** A time of this EDTF; untold where there is no such date. */
export function time(edtf: string | null, flags: Omit<Time, "edtf" | "reason"> = {}): Time {
  return edtf !== null && parseEdtf(edtf).ok ? { ...flags, edtf } : untold("no_such_date");
}

const isSeason = (edtf: string) => /^\d{4}-2[1-4]$/.test(edtf);

/** First and last date at its own precision. Seasons become months: level 1 has none in intervals. */
export function ends(edtf: string): [string, string] {
  if (isSeason(edtf)) {
    const { earliest, latest } = boundsOf(edtf);
    return [earliest?.slice(0, 7) ?? "", latest?.slice(0, 7) ?? ""];
  }
  const [first = "", last = first] = edtf.split("/");
  return [first, last];
}

/** Bounds of one date, empty ones for a text that is none. */
export const boundsOfDate = (date: string): Bounds =>
  parseEdtf(date).ok ? boundsOf(date) : { earliest: null, latest: null };

const firstDay = (edtf: string) => boundsOf(ends(edtf)[0]).earliest;
const lastDay = (edtf: string) => boundsOf(ends(edtf)[1]).latest;
const flagsOf = ({ isRelative = false, isAbout = false }: Time) => ({ isRelative, isAbout });

/** A day's year, month or itself, as precise as a date was. */
const asPreciseAs = (day: string | null, date: string): string | null => day?.slice(0, date.length) ?? null;

/** "In X": X itself. How early "early" is nobody said: the whole remains. */
export function within(x: Time): Time {
  if (x.edtf === null) return x;
  const isCentury = x.part !== undefined && /^\d\d01\/\d\d00$/.test(x.edtf);
  return isCentury ? untold("unread_words") : time(x.edtf, flagsOf(x));
}

/** The end of the middle of a year is that of June, of a month its 15th; "early" is its first third at most. */
function endOfPart(edtf: string, part: "early" | "mid"): string | null {
  if (/^\d{4}$/.test(edtf)) return part === "early" ? `${edtf}-04` : `${edtf}-06`;
  if (/^\d{4}-(?:0\d|1[0-2])$/.test(edtf)) return `${edtf}-${part === "early" ? 10 : 15}`;
  const years = /^(\d{4})\/\d{4}$/.exec(edtf);
  if (!years || part === "early") return null;
  const [from, to] = ends(edtf).map(Number) as [number, number];
  return pad(to - from > 9 ? Math.floor((from + to) / 2) : from + 5, 4);
}

/** "By X": any time up to X's last day; by the start of X, up to its first. */
export function upTo(x: Time): Time {
  const { edtf, part } = x;
  if (edtf === null) return x;
  if (part === "start") return open(firstDay(edtf), x);
  if (part === "early" || part === "mid") return open(endOfPart(edtf, part), x);
  return open(ends(edtf)[1], x);
}

const open = (last: string | null, x: Time): Time =>
  last === null || last === "" ? untold("unread_words") : time(`../${last}`, flagsOf(x));

/** "Before X": up to the year, month or day before its first. Before its end is within it. */
export function before(x: Time): Time {
  const { edtf, part } = x;
  if (edtf === null) return x;
  if (part === "end" || part === "mid") return upTo(x);
  if (part === "early" || part === "late") return untold("unread_words");
  const first = firstDay(edtf);
  return first === null ? untold("unread_words") : open(asPreciseAs(addDays(first, -1), ends(edtf)[0]), x);
}

/** "From X": open at its end. */
export function from(x: Time): Time {
  const { edtf, part } = x;
  if (edtf === null) return x;
  if (x.isRange) return within(x);
  if (part !== undefined && part !== "start") return untold("unread_words");
  return time(`${ends(edtf)[0]}/..`, flagsOf(x));
}

/** "After X": from the year, month or day after its last. */
export function after(x: Time): Time {
  const { edtf, part } = x;
  if (edtf === null) return x;
  if (part !== undefined && part !== "end") return untold("unread_words");
  const last = lastDay(edtf);
  const next = last === null ? null : asPreciseAs(addDays(last, 1), ends(edtf)[1]);
  return next === null ? untold("no_such_date") : time(`${next}/..`, flagsOf(x));
}

/** "From A to B"; no date where it would start after it ends. Parts are not told apart in it. */
export function span(a: Time, b: Time): Time {
  if (a.edtf === null) return a;
  if (b.edtf === null) return b;
  const isSplit = [a.part, b.part].some((part) => part === "early" || part === "mid" || part === "late");
  if (isSplit || a.part === "end" || b.part === "start") return untold("unread_words");
  const flags = { isRelative: Boolean(a.isRelative || b.isRelative), isAbout: Boolean(a.isAbout || b.isAbout) };
  return time(`${ends(a.edtf)[0]}/${ends(b.edtf)[1]}`, flags);
}

/** Puts a qualifier (~, ? or %) on every date of an EDTF text. */
export function qualify(edtf: string, qualifier: string): string {
  if (qualifier === "") return edtf;
  const dates = isSeason(edtf) ? ends(edtf) : edtf.split("/");
  return dates.map((date) => (date === ".." ? date : date + qualifier)).join("/");
}

/** A number of units of the calendar. */
export interface Count {
  count: number;
  unit: string;
}

const LENGTHS: Readonly<Record<string, [keyof Amount, number]>> = {
  day: ["days", 1],
  week: ["days", 7],
  tenth: ["days", 10],
  month: ["months", 1],
  quarter: ["months", 3],
  half: ["months", 6],
  year: ["years", 1],
  decade: ["years", 10],
};
type Amount = { years: number; months: number; days: number };

/** The day so many units after another; null past the year 9999, or for units without a length. */
export function dayAfter(day: string, { count, unit }: Count): string | null {
  const [name, size] = LENGTHS[unit] ?? [null, 0];
  return name === null ? null : addDuration(day, { years: 0, months: 0, days: 0, [name]: count * size });
}

/** "Within N units" of a window: from its first day to so long after its last. */
export function windowAfter({ earliest, latest }: Bounds, count: Count, flags: { isRelative: boolean }): Time {
  if (earliest === null || latest === null) return untold("statement_too_vague");
  const last = dayAfter(latest, count);
  return last === null ? untold("no_such_date") : time(`${earliest}/${last}`, flags);
}

/** "In two years' time": the year, month or day that is so far away. */
export function pointAfter({ earliest, latest }: Bounds, count: Count): Time {
  if (earliest === null || latest === null) return untold("statement_too_vague");
  const width = count.unit === "year" ? 4 : count.unit === "month" ? 7 : 10;
  const [first, last] = [dayAfter(earliest, count)?.slice(0, width), dayAfter(latest, count)?.slice(0, width)];
  if (first === undefined || last === undefined || count.unit === "decade") return untold("no_such_date");
  return first === last ? time(first, { isRelative: true }) : untold("statement_too_vague");
}

/** The year (4 characters) or month (7) of the statement; null where its date is too vague. */
export function current(said: Bounds, width: 4 | 7 | 10): string | null {
  const unit = said.earliest?.slice(0, width);
  return unit !== undefined && unit === said.latest?.slice(0, width) ? unit : null;
}

const later = (date: string, years: number, months = 0): string | null => {
  const total = Number(date.slice(0, 4)) * 12 + (Number(date.slice(5, 7) || 1) - 1) + years * 12 + months;
  if (total < 0 || total >= 120_000) return null;
  const year = pad(Math.floor(total / 12), 4);
  return date.length === 4 ? year : `${year}-${pad((total % 12) + 1)}`;
};

/** Monday is 1. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** The week of ISO 8601 so many after that of the day, from Monday to Sunday. */
function weekOf(day: string, ahead: number): string | null {
  const [monday, sunday] = [1, 7].map((weekday) => addDays(day, ahead * 7 + weekday - weekdayOf(day)));
  return monday && sunday ? `${monday}/${sunday}` : null;
}

/** The unit that the statement stands in, or one so many later: this year (0), next month (1), this decade. */
export function calendarUnit(said: Bounds, unit: string, ahead: number): Time {
  const isRelative = true;
  if (unit === "day") {
    const day = current(said, 10);
    return day === null ? untold("statement_too_vague") : time(addDays(day, ahead), { isRelative });
  }
  if (unit === "week") {
    const day = current(said, 10);
    return day === null ? untold("statement_too_vague") : time(weekOf(day, ahead), { isRelative });
  }
  const date = current(said, unit === "month" || unit === "quarter" || unit === "half" ? 7 : 4);
  if (date === null) return untold("statement_too_vague");
  if (unit === "year" || unit === "month") {
    return time(later(date, unit === "year" ? ahead : 0, unit === "month" ? ahead : 0), { isRelative });
  }
  if (unit === "quarter" || unit === "half") {
    const size = unit === "quarter" ? 3 : 6;
    const first = later(
      `${date.slice(0, 5)}${pad(Math.floor((Number(date.slice(5)) - 1) / size) * size + 1)}`,
      0,
      ahead * size,
    );
    return first === null ? untold("no_such_date") : time(`${first}/${later(first, 0, size - 1)}`, { isRelative });
  }
  // The ten years after this decade, or from now: nobody knows.
  if (unit === "decade" && ahead > 0) return untold("unread_words");
  if (unit === "decade") return decade(Math.floor(Number(date) / 10) * 10 + ahead * 10, { isRelative });
  const century = Math.floor((Number(date) - 1) / 100) + ahead;
  return unit === "century"
    ? time(`${pad(century * 100 + 1, 4)}/${pad(century * 100 + 100, 4)}`, { isRelative })
    : untold("unread_words");
}

export const decade = (first: number, flags: Omit<Time, "edtf"> = {}): Time =>
  time(`${pad(first, 4)}/${pad(first + 9, 4)}`, flags);

/** Months of a year, from one to another. */
export const months = (year: string, first: number, last: number): string =>
  `${year}-${pad(first)}/${year}-${pad(last)}`;
