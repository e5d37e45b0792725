import { Status, statusGroup } from "./codelists/codelists.ts";

/** Which status may follow which. */

/** The open statuses in the order in which a commitment passes through them, and the end of that way. */
export const openOrder: readonly Status[] = [
  "stated",
  "negotiating",
  "agreed",
  "in_force",
  "implementing",
  "delivered",
  "completed",
];

/** The statuses that an event of this type may move to from `status` (a `correction` may move to any). */
export function allowedMoves(status: Status, eventType: string): Status[] {
  return Status.options.filter((next) => next !== status && canMove(status, next, eventType));
}

/** Whether an event of this type may follow `status` with `next`. The same status is always allowed. */
export function canMove(status: Status, next: Status, eventType: string): boolean {
  if (status === next || eventType === "correction") return true;
  const from = statusGroup(status);
  const to = statusGroup(next);
  if (from === "closed") return eventType === "reversed" && status !== "superseded" && to !== "closed";
  if (from === "paused") return to === "closed" || (to === "open" && eventType === "resumed");
  if (to === "paused" || next === "cancelled" || next === "superseded") return true;
  if (openOrder.indexOf(next) > openOrder.indexOf(status)) return true;
  return (status === "negotiating" && next === "stated") || (status === "delivered" && next === "implementing");
}
