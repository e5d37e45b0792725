import { daysBetween } from "../../dates/calendar.ts";
import type { Entry } from "../port/query.ts";

/** Days from the first to the last that a date of each width may be: none, a month, a year, a decade, a century. */
export const widthDays = [0, 31, 366, 3653, 36_525] as const;

/**
 * The width of a place on the timeline: that of its date among `widthDays`, or after them where it is wider, or open on
 * a side. What is due by a day stands on that day alone.
 */
export function widthOf({ entry, earliest, latest }: Pick<Entry, "entry" | "earliest" | "latest">): number {
  const isDue = entry === "due" || entry === "original_due";
  const first = earliest ?? (isDue ? latest : null);
  if (first === null || latest === null) return widthDays.length;
  const days = daysBetween(first, latest);
  const width = widthDays.findIndex((most) => days <= most);
  return width < 0 ? widthDays.length : width;
}
