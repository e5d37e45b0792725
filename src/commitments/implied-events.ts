import { boundsOf, plainDate } from "../dates/edtf.ts";
import type { Commitment, CommitmentBody } from "../domain/commitment.ts";
import type { Due } from "../domain/due.ts";
import type { Event, NewEvent } from "../domain/event.ts";
import { aggregateOn } from "../domain/phases.ts";
import { type Aggregate, dueOf, statusOf } from "../domain/status.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { demandBegun } from "../records/future.ts";
import { isSameDue, resolveDueAt } from "../records/resolve-due.ts";
import { isSame } from "../validation/fields.ts";
import { checkMove, invalidMove, newEvent } from "./events/service.ts";

/** The events that a write to a commitment itself stands for: another status, another due date. */

/**
 * The event that a written status stands for; null when the status is that already, or none is given. Without a date it
 * is the status of today, whatever else may have happened today.
 * @throws AppError invalid_move
 */
export async function statusEvent(ctx: Context, aggregate: Aggregate, input: CommitmentBody): Promise<Event | null> {
  const { status, statusChangedOn, statusNote } = input;
  if (status === undefined) {
    if (statusChangedOn === undefined && statusNote === undefined) return null;
    throw invalid(
      "/status",
      "required",
      "statusChangedOn and statusNote say more about a new status, and none is given.",
    );
  }
  const today = plainDate(ctx.now());
  const statusNow = (events: readonly Event[]) =>
    statusOf(aggregateOn({ ...aggregate, events }, today, today).events, aggregate.commitment.statedOn);
  const current = statusNow(aggregate.events);
  const saysMore = statusChangedOn !== undefined || statusNote !== undefined;
  if (status === current.status && !saysMore) return null;
  if (statusChangedOn !== undefined) demandBegun(ctx, statusChangedOn, { of: "event", at: "/statusChangedOn" });
  const written: NewEvent = {
    ...editorial(ctx),
    type: "status_changed",
    date: statusChangedOn ?? plainDate(ctx.now()),
    title: `Status changed to ${status}`,
    description: statusNote ?? null,
    status,
  };
  const event = await newEvent(ctx, aggregate, written, { at: "", pending: [] });
  const events = [...aggregate.events, event];
  checkMove(events, event, "");
  if (statusChangedOn === undefined && statusNow(events).status !== status)
    throw invalidMove({ from: current.status, to: status, event }, event, "");
  return event;
}

const editorial = (ctx: Context) => ({
  date: plainDate(ctx.now()),
  effectiveOn: null,
  description: null,
  parties: [],
  due: null,
  firmness: null,
  amount: null,
  evidence: [],
  supersedes: null,
});

interface DueWritten {
  input: Pick<CommitmentBody, "due">;
  /** The commitment before the write: a due date that is sent back as it was is no change. */
  before: Pick<Commitment, "due">;
  /** The due date itself, where it is not to be read from `input`. */
  exact?: Due | null;
}

/** The event that another due date than the aggregate has stands for; null when the due date stays. */
export async function dueEvent(
  ctx: Context,
  { commitment, ...rest }: Aggregate,
  { input, before, exact }: DueWritten,
): Promise<Event | null> {
  const { statedOn, statedDue, parties } = commitment;
  const held = dueOf(rest.events, statedDue, boundsOf(statedOn)).due;
  if (exact === undefined && [before.due, held].some((known) => isSameDue(input.due, known))) return null;
  const read = () => input.due && resolveDueAt(ctx, input.due, { on: statedOn, statedOn, at: "/due", parties });
  const wanted = exact === undefined ? read() : exact;
  if (isSame(wanted, held)) return null;
  const due = wanted ?? withdrawn;
  const title = due.text ?? due.edtf;
  const written: NewEvent = {
    ...editorial(ctx),
    type: "due_changed",
    title: title === null ? "Due date taken away" : `Due date changed to ${title}`,
    status: null,
  };
  return { ...(await newEvent(ctx, { commitment, ...rest }, written, { at: "", pending: [] })), due };
}

const withdrawn = { text: null, edtf: null, earliest: null, latest: null, basis: "none" } as const;
