import { z } from "zod";

const DAY_MS = 86_400_000;
const FIRST_DAY = "0000-01-01";
const LAST_DAY = "9999-12-31";

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

const dayOf = (ms: number) =>
  ms >= midnight(FIRST_DAY) && ms <= midnight(LAST_DAY) ? new Date(ms).toISOString().slice(0, 10) : null;

const pad = (value: number, width: number) => String(value).padStart(width, "0");

/** Days of a month (1 to 12) in the proleptic Gregorian calendar that ISO 8601 prescribes; year 0 is a leap year. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for a real day written YYYY-MM-DD, years 0000 to 9999. */
export function isPlainDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The UTC day of an instant, as YYYY-MM-DD. */
export function plainDate(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** The order of plain dates, instants and ids: that of their characters. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Before and after every plain date. */
export const always = "0000-00-00";
export const ever = "9999-99-99";

export const earlierOf = (a: string, b: string): string => (a < b ? a : b);
export const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** Whole days from one plain date to another (`to - from`); negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return (midnight(to) - midnight(from)) / DAY_MS;
}

/** The plain date so many days later (earlier when negative); null outside the years 0000 to 9999. */
export function addDays(day: string, days: number): string | null {
  return dayOf(midnight(day) + days * DAY_MS);
}

/** A span of the calendar; each part a whole number, none negative. */
interface Duration {
  years: number;
  months: number;
  days: number;
}

/**
 * An ISO 8601 duration of calendar units, such as P2Y, P18M, P1Y6M or P90D (weeks become days).
 * Null for anything else: times of day, fractions, signs, and the empty "P".
 */
export function parseDuration(text: string): Duration | null {
  const match = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/.exec(text);
  if (!match) return null;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0));
  return { years: years ?? 0, months: months ?? 0, days: (weeks ?? 0) * 7 + (days ?? 0) };
}

/**
 * The plain date a duration later: years and months first, then days. A day that the month lacks becomes its last
 * (31 January + P1M is 28 or 29 February, as in Temporal's `constrain`). Null after the year 9999.
 */
export function addDuration(day: string, duration: Duration): string | null {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + duration.years * 12 + duration.months;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  if (year > 9999) return null;
  const date = Math.min(Number(day.slice(8)), daysInMonth(year, month));
  return addDays(`${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`, duration.days);
}

const INSTANT =
  /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const INSTANT_WIDTH = "2026-11-23T09:00:00.000Z".length;

function readInstant(text: string): string | null {
  const [, day, time, fraction = "", offset] = INSTANT.exec(text) ?? [];
  if (!day || !offset || !isPlainDate(day)) return null;
  const ms = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${offset.toUpperCase()}`);
  const utc = new Date(ms).toISOString();
  return utc.length === INSTANT_WIDTH ? utc : null;
}

/**
 * An RFC 3339 date-time as UTC with exactly three digits of milliseconds, so that instants sort as text.
 * Finer digits are cut, never rounded up into the future. Throws RangeError on anything that {@link Instant} refuses.
 */
export function toInstant(text: string): string {
  const instant = readInstant(text);
  if (instant === null) throw new RangeError(`not an RFC 3339 date-time: ${text.slice(0, 40)}`);
  return instant;
}

/** One day of the calendar, YYYY-MM-DD (RFC 3339 full-date). */
export const PlainDate = z
  .string()
  .refine(isPlainDate, { error: "Must be a day of the calendar written YYYY-MM-DD, such as 2023-05-26." })
  .meta({
    id: "PlainDate",
    description: "A day of the Gregorian calendar, YYYY-MM-DD, years 0000 to 9999.",
    format: "date",
    pattern: "^\\d{4}-\\d{2}-\\d{2}$",
    examples: ["2023-05-26"],
  });

/** A moment, RFC 3339 with any offset; {@link toInstant} gives its stored form. */
export const Instant = z
  .string()
  .refine((text) => readInstant(text) !== null, {
    error:
      "Must be an RFC 3339 date-time with its offset, such as 2024-07-01T00:00:00Z or 2024-07-01T06:00:00.000+06:00.",
  })
  .meta({
    id: "Instant",
    description:
      "A moment, RFC 3339. Any offset is accepted, and finer digits than milliseconds are cut; answers are always UTC " +
      "with exactly three. Leap seconds (:60) are not accepted.",
    format: "date-time",
    pattern: INSTANT.source,
    examples: ["2026-11-23T09:00:00.000Z"],
  });
