/** A day, a month or a year. */
export interface Calendar {
  year: number;
  /** 1 to 12; undefined: the whole year. */
  month?: number | undefined;
  /** Undefined: the whole month. */
  day?: number | undefined;
}

/** How dates are said in a language. Texts begin in lower case where the language has cases. */
export interface DateWords {
  plain: (date: Calendar) => string;
  about: (date: Calendar) => string;
  /** From its first day on. */
  from: (date: Calendar) => string;
  /** Up to its last day. */
  by: (date: Calendar) => string;
  between: (from: Calendar, to: Calendar) => string;
  /** Spring, summer, autumn and winter, from 0; `years` are two for a winter. */
  season: (season: number, years: string) => string;
  /** The halves and the quarters of a year, from 0. */
  half: (half: number, year: number) => string;
  quarter: (quarter: number, year: number) => string;
  /** The ten years from this one on. */
  decade: (year: number) => string;
  /** What is not certain of a date, said after it. */
  notes: Readonly<Record<Note, string>>;
  noted: (text: string, notes: readonly string[]) => string;
}

export type Note = "approximate" | "uncertain" | "noMonth" | "noDay" | "noMonthNorDay";

/**
 * The name of a month, from 1, as it stands in a date, by Intl (Unicode CLDR); `alone`: as it stands without a day.
 */
export function monthNames(locale: string, { alone = false } = {}): (month: number) => string {
  let names: readonly string[] | undefined;
  return (month) => {
    names ??= namesIn(locale, alone);
    return names[month - 1] ?? "";
  };
}

function namesIn(locale: string, alone: boolean): string[] {
  const form = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", ...(!alone && { day: "numeric" }) });
  return Array.from({ length: 12 }, (_, month) => {
    const parts = form.formatToParts(Date.UTC(2024, month, 1));
    return parts.find(({ type }) => type === "month")?.value.toLowerCase() ?? "";
  });
}

export const inBrackets = (text: string, notes: readonly string[]): string => `${text} (${notes.join(", ")})`;
