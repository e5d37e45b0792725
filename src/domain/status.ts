import { type Bounds, boundsOf, compareDates } from "../dates/edtf.ts";
import { inOrder } from "../dates/order.ts";
import { amountsOf } from "./amount.ts";
import { type Assessment, verdictsOf } from "./assessment.ts";
import {
  type Corroboration,
  type Firmness,
  type Fulfilment,
  firmnessRank,
  type Status,
} from "./codelists/codelists.ts";
import type { Commitment } from "./commitment.ts";
import { promisorsOf } from "./commitment-party.ts";
import type { Due } from "./due.ts";
import type { Event } from "./event.ts";
import type { Milestone } from "./milestone.ts";
import { occurrenceDue } from "./recurrence.ts";
import { type BadMove, sequenceOf } from "./sequence.ts";
import { progressByTargets } from "./target.ts";

/** The rules of status: what follows from a timeline. Pure functions of the records; no clock, no database. */

export { allowedMoves, canMove } from "./moves.ts";

/**
 * The contradiction that the write of `event` brings into a timeline (`events`, with it): a move that no choice of days
 * within the windows of the dates makes possible. Null where there is none, or none that was not there before.
 * `earlier`: the timeline before the write.
 */
export function badMove(
  events: readonly Event[],
  event: Event,
  earlier: readonly Event[] = events.filter(({ id }) => id !== event.id),
): BadMove | null {
  if (event.status === null) return null;
  const { bad } = sequenceOf(events);
  const own = bad.find(({ move }) => move.event.id === event.id);
  if (own !== undefined || bad.length === 0) return own?.move ?? null;
  if (bad.length <= sequenceOf(earlier).bad.length) return null;
  return (bad.find(({ after }) => after === event.id) ?? bad[0])?.move ?? null;
}

/** The status by the timeline, since when, and the events that give it, the first one first. */
export function statusOf(events: readonly Event[], statedOn: string): { status: Status; since: string; by: Event[] } {
  const order = sequenceOf(events).events;
  const status = order.at(-1)?.status ?? "stated";
  const before = order.findLastIndex((event) => event.status !== status);
  const by = order.slice(before + 1);
  const isFirst = before < 0 && status === "stated";
  const since = isFirst ? statedOn : (by[0]?.date ?? statedOn);
  return { status, since, by };
}

/** An event's due date with nothing in it takes the due date away. */
export function isWithdrawn(due: Pick<Due, "text" | "edtf">): boolean {
  return due.text === null && due.edtf === null;
}

/**
 * Whether an event says what becomes of the due date. Postponed without a new one, the old one is no deadline any more:
 * the party said that it would be later, and not by when.
 */
function movesDue({ type, due }: Event): boolean {
  return due !== null || type === "postponed";
}

/** The due date in force: of the last event that moves it, counting the promise itself on the day it was stated. */
export function dueOf(
  events: readonly Event[],
  statedDue: Due | null,
  stated: Bounds,
): { due: Due | null; by: Event | null } {
  let due = statedDue;
  let by: Event | null = null;
  for (const event of inOrder(events)) {
    if (!movesDue(event)) continue;
    if (statedDue !== null && compareDates(event, stated) < 0) continue;
    due = event.due === null || isWithdrawn(event.due) ? null : event.due;
    by = event;
  }
  return { due, by };
}

/** The first due date: that said with the promise, or else the first that an event sets, which is named. */
export function originalDueOf(events: readonly Event[], statedDue: Due | null): { due: Due | null; by: Event | null } {
  if (statedDue !== null) return { due: statedDue, by: null };
  const by = inOrder(events).find((event) => event.due !== null && !isWithdrawn(event.due)) ?? null;
  return { due: by?.due ?? null, by };
}

const shareMet: Record<Milestone["state"], number> = { met: 1, partly_met: 0.5, scheduled: 0, not_met: 0, dropped: 0 };

/** Progress: the weight of milestones met (partly_met: half) over that of all not dropped; null without any. */
export function progressOf(milestones: readonly Milestone[]): number | null {
  const counted = milestones.filter((milestone) => milestone.state !== "dropped");
  const total = counted.reduce((sum, milestone) => sum + milestone.weight, 0);
  if (total === 0) return null;
  return counted.reduce((sum, milestone) => sum + milestone.weight * shareMet[milestone.state], 0) / total;
}

/**
 * Corroboration of a status by who issued the sources of its evidence: the strongest of them. `issuers`: one list of
 * party codes a source.
 */
export function corroborationOf(
  issuers: readonly (readonly string[])[],
  parties: Commitment["parties"],
): Corroboration {
  const all = new Set(parties.map((party) => party.party));
  const promisors = new Set(promisorsOf(parties));
  if (issuers.some((codes) => !codes.some((code) => all.has(code)))) return "independent";
  if (issuers.some((codes) => codes.some((code) => all.has(code) && !promisors.has(code)))) return "counterpart";
  return issuers.length > 0 ? "self_reported" : "none";
}

/** Restatements: how many events repeat the promise. */
export function restatementsOf(events: readonly Event[]): number {
  return events.filter((event) => event.type === "restated").length;
}

/**
 * Firmness drift: the firmness of the promise and of each later statement, in order, and by how many ranks it moved
 * (positive: firmer).
 */
export function firmnessDriftOf(
  events: readonly Event[],
  first: Firmness,
): { over: { date: string | null; firmness: Firmness }[]; ranks: number } {
  const later = inOrder(events).flatMap((event) =>
    event.firmness === null ? [] : [{ date: event.date, firmness: event.firmness }],
  );
  const last = later.at(-1)?.firmness ?? first;
  return { over: [{ date: null, firmness: first }, ...later], ranks: firmnessRank(last) - firmnessRank(first) };
}

/** Everything a commitment's aggregate is made of. */
export interface Aggregate {
  commitment: Commitment;
  events: readonly Event[];
  milestones: readonly Milestone[];
  assessments: readonly Assessment[];
}

/** The sources that the status rests on: evidence of its events; while it is `stated`, of the promise too. */
export function statusSources(aggregate: Aggregate, quoteSources: readonly string[]): string[] {
  const { status, by } = statusOf(aggregate.events, aggregate.commitment.statedOn);
  const cited = by.flatMap((event) => event.evidence.map((evidence) => evidence.sourceId));
  return [...new Set(status === "stated" ? [...quoteSources, ...cited] : cited)];
}

/** When it was done: completed, or delivered where no milestone is left to meet (domain rule of timeliness). */
function doneOf(status: Status, since: string, milestones: readonly Milestone[]): Commitment["done"] {
  const isDone =
    status === "completed" ||
    (status === "delivered" && milestones.every((milestone) => milestone.state === "dropped"));
  return isDone ? { edtf: since, ...boundsOf(since) } : null;
}

const fulfilmentIn = (verdict: Assessment | null): Fulfilment => verdict?.fulfilment ?? "not_assessed";

/**
 * The commitment with every computed value that its timeline gives (those that depend on the day are added on read).
 * `issuers`: who issued each source that the status rests on (see statusSources).
 */
export function settle(aggregate: Aggregate, issuers: readonly (readonly string[])[]): Commitment {
  const { commitment, events, milestones, assessments } = aggregate;
  const { status, since } = statusOf(events, commitment.statedOn);
  const stated = boundsOf(commitment.statedOn);
  const sinceBounds = boundsOf(since);
  const due = occurrenceDue(milestones) ?? dueOf(events, commitment.statedDue, stated).due;
  const verdicts = verdictsOf(assessments, commitment.parties);
  return {
    ...commitment,
    status,
    statusSince: since,
    statusSinceEarliest: sinceBounds.earliest,
    statusSinceLatest: sinceBounds.latest,
    statedEarliest: stated.earliest,
    statedLatest: stated.latest,
    due,
    originalDue: originalDueOf(events, commitment.statedDue).due,
    done: doneOf(status, since, milestones),
    progress: progressByTargets(commitment.targets) ?? progressOf(milestones),
    amounts: amountsOf(events),
    fulfilment: fulfilmentIn(verdicts.whole),
    fulfilmentSelfReported: fulfilmentIn(verdicts.selfReported),
    fulfilmentCounterpart: fulfilmentIn(verdicts.counterpart),
    fulfilmentIndependent: fulfilmentIn(verdicts.independent),
    corroboration: corroborationOf(issuers, commitment.parties),
    restatements: restatementsOf(events),
  };
}
