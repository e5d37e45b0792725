import { resolveDue } from "../dates/due-words/read.ts";
import { boundsOf } from "../dates/edtf.ts";
import type { Due, NewDue } from "../domain/due.ts";
import type { Event } from "../domain/event.ts";
import { invalid } from "../errors/errors.ts";
import { isSame } from "../validation/fields.ts";
import type { Context } from "./context.ts";

/** A due date as written; or, with its basis, as it was resolved when it was recorded elsewhere. */
export type Resolved = NewDue & { basis?: Due["basis"] | undefined };

const boundsOfDue = (edtf: string | null) => (edtf === null ? { earliest: null, latest: null } : boundsOf(edtf));

/**
 * A due date as written, resolved against the day its words were said (`on`).
 * @throws AppError unprocessable when it would be over before the commitment was stated.
 */
export function resolveDueAt(ctx: Context, input: Resolved, place: { on: string; statedOn: string; at: string }): Due {
  const { text, edtf, basis } = input;
  const due =
    basis === undefined ? resolveDue(input, place.on, ctx.duePolicy) : { text, edtf, ...boundsOfDue(edtf), basis };
  const stated = boundsOf(place.statedOn).earliest;
  if (due.latest !== null && stated !== null && due.latest < stated) {
    throw invalid(
      place.at,
      "due_before_stated",
      `It would be due by ${due.latest}, before it was stated (${place.statedOn}).`,
    );
  }
  return due;
}

/** Due words that stand for a date by the day on which they were said, or that name none so far. */
const dependsOnDay = ({ text, basis }: Due): boolean => text !== null && basis !== "explicit";

/**
 * A due date, its words read anew as said on another day; one that was named or given as a date stays.
 * @throws AppError unprocessable as resolveDueAt
 */
export function rereadDue(ctx: Context, due: Due | null, place: Parameters<typeof resolveDueAt>[2]): Due | null {
  return due === null || !dependsOnDay(due) ? due : resolveDueAt(ctx, { text: due.text, edtf: null }, place);
}

/**
 * The due date that an event sets, when the day of the event or that of the statement was wrong. Its words were read
 * from one of the two; which, their date says.
 * @throws AppError unprocessable as resolveDueAt
 */
export function rereadEventDue(
  ctx: Context,
  event: Pick<Event, "date" | "due">,
  { date, was, statedOn, at }: { date: string; was: string; statedOn: string; at: string },
): Due | null {
  const { due } = event;
  if (due === null || !dependsOnDay(due)) return due;
  const reads = (on: string) => resolveDue({ text: due.text }, on, ctx.duePolicy).edtf === due.edtf;
  const isOfStatement = !reads(event.date) && reads(was);
  const [before, on] = isOfStatement ? [was, statedOn] : [event.date, date];
  return on === before ? due : rereadDue(ctx, due, { on, statedOn, at });
}

/** Whether a due date as written is the recorded one: the same words and date, or the words that it was read from. */
export function isSameDue(given: Pick<NewDue, "text" | "edtf"> | null, recorded: Due | null): boolean {
  if (given === null || recorded === null) return given === recorded;
  const { text, edtf } = given;
  const isAsRecorded = text === recorded.text && edtf === recorded.edtf;
  return isAsRecorded || isSame({ text, edtf }, dueAsWritten(recorded));
}

/** A due date as its writer gave it: without the date that its words stand for. */
export function dueAsWritten(due: Due | null): NewDue | null {
  if (due === null || (due.text === null && due.edtf === null)) return null;
  return { text: due.text, edtf: due.text === null || due.basis === "explicit" ? due.edtf : null };
}
