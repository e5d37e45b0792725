import { resolveDue } from "../dates/due-words/read.ts";
import { boundsOf } from "../dates/edtf.ts";
import type { Due, NewDue } from "../domain/due.ts";
import { invalid } from "../errors/errors.ts";
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

/** A due date as its writer gave it: without the date that its words stand for. */
export function dueAsWritten(due: Due | null): NewDue | null {
  if (due === null || (due.text === null && due.edtf === null)) return null;
  return { text: due.text, edtf: due.text === null || due.basis === "explicit" ? due.edtf : null };
}
