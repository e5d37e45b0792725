import { boundsOf, plainDate } from "../dates/edtf.ts";
import { isAhead, lastDayBegun } from "../dates/future.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "./context.ts";

/** Where a plan belongs, by what it was given as. */
const advice = {
  event: "an event is what has happened. A plan is a milestone (`milestones`) or a due date (`due`).",
  assessment: "an assessment is of what has happened.",
  met: "a milestone is met once it has happened. Until then it is scheduled, with its `due`.",
  retrieved: "nobody can have retrieved a text yet, and all that come before it would never be the newest.",
  review: "nobody can have looked yet. When somebody is to is `nextReviewOn`.",
  condition: "a condition is decided once it has happened. Until then it is pending.",
  measured: "nobody can have measured it yet. What it is to be is the target.",
  statement: "nobody can have said it yet. When something is to happen is its due date (`due`).",
};

/**
 * Refuses a date that lies wholly after today, with a day's grace for time zones.
 * @throws AppError unprocessable, with the fault `in_the_future`, saying where a plan belongs
 */
export function demandBegun(ctx: Context, edtf: string, { of, at }: { of: keyof typeof advice; at: string }): void {
  const now = ctx.now();
  if (!isAhead(boundsOf(edtf), lastDayBegun(now))) return;
  const detail = `${edtf} is still to come (today is ${plainDate(now)}, UTC): ${advice[of]}`;
  throw invalid(at, "in_the_future", detail);
}
