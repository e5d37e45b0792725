import { boundsOf } from "../../dates/edtf.ts";
import { statusGroup } from "../../domain/codelists/codelists.ts";
import type { Commitment } from "../../domain/commitment.ts";
import type { Event, NewEvent } from "../../domain/event.ts";
import { type Aggregate, badMove, statusOf } from "../../domain/status.ts";
import type { Warning } from "../../domain/warning.ts";
import type { Context } from "../../records/context.ts";
import { warn } from "../../records/warnings.ts";
import { newEvent } from "../events/service.ts";

/**
 * What a relation `supersedes` means for the status of the commitment that it is said towards: that one ends on the day
 * its successor was stated, by an event `superseded` that is written together with the relation. It can be corrected
 * like any other, where the other took its place on another day.
 */

/** The event, or why there is none; neither where it is superseded already. */
interface Succession {
  event?: Event;
  warning?: Warning;
}

/**
 * No event is made for what is closed, nor where it would contradict what is known to have happened: then somebody has
 * to say when the one took the place of the other.
 */
export async function succession(
  ctx: Context,
  successor: Pick<Commitment, "title" | "statedOn">,
  old: Aggregate,
): Promise<Succession> {
  const { slug, statedOn } = old.commitment;
  const { status } = statusOf(old.events, statedOn);
  if (status === "superseded") return {};
  if (statusGroup(status) === "closed")
    return unchanged(`The status of "${slug}" stays ${status}: it was closed before anything took its place.`);
  const event = await eventOf(ctx, successor, old);
  const events = [...old.events, event];
  const [begun, stated] = [boundsOf(successor.statedOn).latest, boundsOf(statedOn).earliest];
  const isBefore = begun !== null && stated !== null && begun < stated;
  if (!isBefore && badMove(events, event) === null && statusOf(events, statedOn).status === "superseded")
    return { event };
  return unchanged(
    `The status of "${slug}" stays ${status}: by its dates it was not superseded on ${successor.statedOn}, when the other ` +
      "was stated. If it was later, record an event `superseded` with its date.",
  );
}

/**
 * Warns that what a commitment superseded stays so from the day on which it was said to be stated before: the event
 * there may have been moved, or that day have been right.
 */
export function warnOfSuperseded(
  ctx: Context,
  old: readonly Pick<Commitment, "slug" | "status" | "statusSince">[],
  { from, to }: { from: string; to: string },
): void {
  const stale = old.filter(({ status, statusSince }) => status === "superseded" && statusSince === from && from !== to);
  if (stale.length === 0) return;
  const names = stale.map(({ slug }) => `"${slug}"`).join(", ");
  const detail = `Superseded since ${from}, when this was said to be stated: ${names}. Correct the date of the event there too.`;
  warn(ctx, { pointer: "/statedOn", code: "status_unchanged", detail });
}

const unchanged = (detail: string): Succession => ({
  warning: { pointer: "/status", code: "status_unchanged", detail },
});

function eventOf(ctx: Context, { title, statedOn }: Pick<Commitment, "title" | "statedOn">, old: Aggregate) {
  const written: NewEvent = {
    type: "superseded",
    date: statedOn,
    effectiveOn: null,
    parties: [],
    title: `Superseded by: ${title}`,
    description: null,
    due: null,
    firmness: null,
    amount: null,
    evidence: [],
    supersedes: null,
  };
  return newEvent(ctx, old, written, { at: "", pending: [] });
}
