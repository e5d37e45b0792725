import { z } from "zod";
import { type Bounds, daysBetween } from "../dates/edtf.ts";
import { type Status, statusGroup, type Timeliness } from "./codelists/codelists.ts";

/** Lateness: timeliness and slippage, computed on read from the due window, what was done, and the day. */

const days = z.int().min(0);
export const Interval = z
  .strictObject({ minDays: days, maxDays: days.nullable().meta({ description: "null: without bound." }) })
  .meta({ id: "Interval", description: "At least and at most so many days late." });
export type Interval = z.infer<typeof Interval>;
export const Slippage = z
  .strictObject({
    minDays: days.nullable().meta({ description: "null: no due date with a day, month or year is in force." }),
    maxDays: days.nullable().meta({ description: "null: without bound; or as for minDays." }),
    againstOriginal: Interval.nullable(),
  })
  .meta({
    id: "Slippage",
    description:
      "Days late as an interval, since the dates are intervals; against the due date in force and the original one.",
    examples: [{ minDays: 57, maxDays: 87, againstOriginal: { minDays: 57, maxDays: 87 } }],
  });
export type Slippage = z.infer<typeof Slippage>;

/** What lateness follows from. `done` is when the thing was done, if it was; `closed` that it never will be. */
export interface Progress {
  due: Bounds | null;
  originalDue: Bounds | null;
  done: Bounds | null;
  closed: boolean;
  /** The first day on which no condition is waited for any more; null or left out: there is none. */
  awaitedUntil?: string | null;
}

/** Closed without being done: cancelled, superseded, lapsed (domain rule of `closed_unmet`). */
export function isUnmet(status: Status): boolean {
  return status === "lapsed" || (statusGroup(status) === "closed" && status !== "completed");
}

/**
 * Where a due window begins; with an open start ("by 2027") its last day, so that only the deadline counts. Null
 * without any date.
 */
const opens = (due: Bounds | null): string | null => due?.earliest ?? due?.latest ?? null;

/** Whether a due window has any date; one without bounds says nothing about lateness. */
const isDated = (due: Bounds | null): due is Bounds => opens(due) !== null;

/**
 * Timeliness on `day` (plain date, UTC). Compares bounds: an open end is never passed.
 * Done: latest(done) <= latest(due) is on time, earliest(done) > latest(due) late, else unclear.
 */
export function timeliness(of: Progress, day: string): Timeliness {
  const { due, done } = of;
  const from = opens(due);
  if (due === null || from === null) return "no_due";
  if (of.closed) return "closed_unmet";
  if (done !== null) {
    if (due.latest === null || (done.latest !== null && done.latest <= due.latest)) return "met_on_time";
    return done.earliest !== null && done.earliest > due.latest ? "met_late" : "met_timing_unclear";
  }
  if (day < from) return "not_yet_due";
  if (due.latest === null || day <= due.latest) return "due_now";
  return isAwaiting(of, day) ? "awaiting_condition" : "overdue";
}

const isAwaiting = ({ awaitedUntil = null }: Progress, day: string): boolean =>
  awaitedUntil !== null && day < awaitedUntil;

/**
 * Days late as an interval: min = max(0, earliest(done) - latest(due)), max = max(0, latest(done) - earliest(due)).
 * For what is open and past due, `day` stands for done; what is open and not past due, or awaits a condition, is not
 * late.
 */
function lateBy(due: Bounds, of: Progress, day: string): Interval {
  const { done } = of;
  if (done === null && (due.latest === null || day <= due.latest || isAwaiting(of, day)))
    return { minDays: 0, maxDays: 0 };
  const when = done ?? { earliest: day, latest: day };
  const late = (from: string | null, to: string | null) =>
    from === null || to === null ? 0 : Math.max(0, daysBetween(from, to));
  return {
    minDays: late(due.latest, when.earliest),
    maxDays: when.latest === null ? null : late(opens(due), when.latest),
  };
}

/**
 * Slippage against the due date in force and the original one. What was promised for a time and has no due date any
 * more (postponed to nobody knows when) is late against the original alone. Null without either, and for what will
 * never be done.
 */
export function slippage(of: Progress, day: string): Slippage | null {
  if (of.closed) return null;
  const against = (due: Bounds | null) => (isDated(due) ? lateBy(due, of, day) : null);
  const [current, againstOriginal] = [against(of.due), against(of.originalDue)];
  if (current === null && againstOriginal === null) return null;
  return { ...(current ?? { minDays: null, maxDays: null }), againstOriginal };
}
