import { addDays, plainDate } from "./calendar.ts";
import type { Bounds } from "./edtf.ts";

/** What has not happened yet: a date that lies wholly after today. */

/**
 * The last day that has begun anywhere, as a plain date: a day after today in UTC, since clocks on Earth are up to 14
 * hours ahead of it.
 */
export function lastDayBegun(now: Date): string {
  const today = plainDate(now);
  return addDays(today, 1) ?? today;
}

/** Whether no day that the date may mean has begun by `last`. An open start may lie in the past. */
export function isAhead({ earliest }: Pick<Bounds, "earliest">, last: string): boolean {
  return earliest !== null && earliest > last;
}
