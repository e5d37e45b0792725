import { daysInMonth } from "../dates/calendar.ts";
import type { Interval } from "./model.ts";

/** Months, quarters and years of the calendar, counted from the year 0. */

export interface Period {
  period: string;
  from: string;
  to: string;
}

const monthsOf: Readonly<Record<Interval, number>> = { month: 1, quarter: 3, year: 12 };
const pad = (value: number, width: number) => String(value).padStart(width, "0");

/** The number of the period of a date: a day, or its first 4 (year) or 7 (month) characters. */
export function periodNumber(date: string, interval: Interval): number {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || "1") - 1;
  return Math.floor(month / monthsOf[interval]);
}

/** The period of this number: what it is called, its first and its last day. */
export function periodOf(number: number, interval: Interval): Period {
  const first = number * monthsOf[interval];
  const last = first + monthsOf[interval] - 1;
  const [year, month] = [Math.floor(first / 12), (first % 12) + 1];
  const end = (last % 12) + 1;
  const names = { month: `-${pad(month, 2)}`, quarter: `-Q${Math.floor((month - 1) / 3) + 1}`, year: "" };
  return {
    period: `${pad(year, 4)}${names[interval]}`,
    from: `${pad(year, 4)}-${pad(month, 2)}-01`,
    to: `${pad(year, 4)}-${pad(end, 2)}-${pad(daysInMonth(year, end), 2)}`,
  };
}
