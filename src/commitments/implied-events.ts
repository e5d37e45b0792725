import { plainDate } from "../dates/edtf.ts";
import type { CommitmentBody } from "../domain/commitment.ts";
import type { Event, NewEvent } from "../domain/event.ts";
import { type Aggregate, statusOf } from "../domain/status.ts";
import { invalid } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import { dueAsWritten, resolveDueAt } from "../records/resolve-due.ts";
import { isSame } from "../validation/fields.ts";
import { checkMove, newEvent } from "./events/service.ts";

/** The events that a write to a commitment itself stands for: another status, another due date. */

/** The event that a written status stands for; null when the status is that already, or none is given. */
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
  const current = statusOf(aggregate.events, aggregate.commitment.statedOn);
  const saysMore = statusChangedOn !== undefined || statusNote !== undefined;
  if (status === current.status && !saysMore) return null;
  const written: NewEvent = {
    ...editorial(ctx),
    type: "status_changed",
    date: statusChangedOn ?? plainDate(ctx.now()),
    title: `Status changed to ${status}`,
    description: statusNote ?? null,
    status,
  };
  const event = await newEvent(ctx, aggregate, written, { at: "", pending: [] });
  checkMove([...aggregate.events, event], event, "");
  return event;
}

const editorial = (ctx: Context) => ({
  date: plainDate(ctx.now()),
  effectiveOn: null,
  description: null,
  due: null,
  firmness: null,
  evidence: [],
  supersedes: null,
});

/** The event that another due date stands for; null when the due date stays. */
export async function dueEvent(
  ctx: Context,
  { commitment, ...rest }: Aggregate,
  input: CommitmentBody,
): Promise<Event | null> {
  if (isSame(input.due, dueAsWritten(commitment.due))) return null;
  const said = { on: commitment.statedOn, statedOn: input.statedOn, at: "/due" };
  const due = input.due === null ? withdrawn : resolveDueAt(ctx, input.due, said);
  if (isSame(due, commitment.due)) return null;
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
