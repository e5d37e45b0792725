import type { Commitment, CommitmentBody } from "../domain/commitment.ts";
import type { Due } from "../domain/due.ts";
import { type Aggregate, originalDueOf } from "../domain/status.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { isSameDue, rereadDue, rereadEventDue, resolveDueAt, warnOfOtherPromisors } from "../records/resolve-due.ts";
import type { Change } from "../store/port/store.ts";
import { isSame } from "../validation/fields.ts";

/**
 * A mistake in the record is not a change in the world: what was read wrongly is put right where it stands, with all
 * that was reckoned from it, and no event tells of it. History and ledger do.
 */

/** An aggregate as corrected, and the changes to its parts. */
export interface Corrected {
  aggregate: Aggregate;
  parts: Change[];
}

/**
 * Puts right the day of the statement, and the due date that the words gave: due words that were reckoned from that day
 * are read anew, also those of milestones and of changed due dates. `to`: the commitment with its new fields.
 * @throws AppError unprocessable
 */
export function corrected(
  ctx: Context,
  { commitment: from, events, milestones, assessments }: Aggregate,
  { to, originalDue }: { to: Commitment; originalDue: CommitmentBody["originalDue"] },
): Corrected {
  const { statedOn, parties } = to;
  const isMoved = statedOn !== from.statedOn;
  const reread = (due: Due | null) =>
    isMoved ? rereadDue(ctx, due, { on: statedOn, statedOn, at: "/statedOn", parties }) : due;
  const parts: Change[] = [];
  const nextEvents = events.map((event) => {
    const due = rereadEventDue(ctx, event, {
      date: event.date,
      was: from.statedOn,
      statedOn,
      at: "/statedOn",
      parties,
    });
    if (isSame(due, event.due)) return event;
    parts.push({ op: "update", kind: "event", entity: { ...event, due } });
    return { ...event, due };
  });
  const nextMilestones = milestones.map((milestone) => {
    const next = { ...milestone, due: reread(milestone.due), originalDue: reread(milestone.originalDue) };
    if (isSame(next, milestone)) return milestone;
    parts.push({ op: "update", kind: "milestone", entity: next });
    return next;
  });
  const isKept = originalDue === undefined || isKnown(originalDue, from);
  const statedDue = isKept ? reread(from.statedDue) : said(ctx, { from, to, originalDue, events });
  const dues = [
    ...nextEvents.map(({ due, date }) => ({ due, on: date })),
    ...nextMilestones.flatMap(({ due, originalDue: first }) =>
      [due, first].map((each) => ({ due: each, on: statedOn })),
    ),
    { due: statedDue, on: statedOn },
  ];
  warnOfOtherPromisors(ctx, dues, { was: from.parties, parties });
  const aggregate = {
    commitment: { ...to, statedDue },
    events: nextEvents,
    milestones: nextMilestones,
    assessments,
  };
  return { aggregate, parts };
}

/**
 * Whether this is the first due date as it is recorded. One that an event set was read from the day of the event: the
 * same words alone, said of the promise, are read from the day of the statement.
 */
function isKnown(
  given: Exclude<CommitmentBody["originalDue"], undefined>,
  { originalDue, statedDue }: Commitment,
): boolean {
  const isOfEvent = originalDue !== null && statedDue === null;
  return isSameDue(given, originalDue) && !(isOfEvent && given?.edtf == null);
}

interface Said extends Pick<Aggregate, "events"> {
  from: Commitment;
  to: Commitment;
  originalDue: NonNullable<CommitmentBody["originalDue"]> | null;
}

/** What the words of the promise said after all. @throws AppError unprocessable */
function said(ctx: Context, { from, to, originalDue, events }: Said): Due | null {
  const { statedOn, parties } = to;
  if (originalDue !== null)
    return resolveDueAt(ctx, originalDue, { on: statedOn, statedOn, at: "/originalDue", parties });
  const { by } = originalDueOf(events, from.statedDue);
  if (by === null) return null;
  const detail = `The words of the promise gave no due date; the first was set by the event "${by.title}" (${by.id}): correct that one.`;
  throw invalid("/originalDue", "set_by_event", detail);
}
