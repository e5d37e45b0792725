import { earlierOf, ever } from "../dates/calendar.ts";
import { type Bounds, boundsOf } from "../dates/edtf.ts";
import { countsFrom, firstDay, inEffect } from "../dates/order.ts";
import { isSame } from "../validation/fields.ts";
import type { Commitment, Effect } from "./commitment.ts";
import { conditionSpans } from "./condition.ts";
import type { Event } from "./event.ts";
import type { Milestone } from "./milestone.ts";
import { type Span, spansOf } from "./participation.ts";
import { type Aggregate, settle, statusSources } from "./status.ts";
import { targetsOn } from "./target.ts";

/**
 * Valid time: what a commitment was on each day of the world, beginning with its statement. Events, milestones that
 * were met, and assessments count from the first day on which they may have happened; the status of an act that takes
 * effect later, from that day.
 */

/** The aggregate with what had happened by `day` (plain date), and had taken effect. `today`: that of the write. */
export function aggregateOn(
  { commitment, events, milestones, assessments }: Aggregate,
  day: string,
  today: string,
): Aggregate {
  const hasBegun = (of: Bounds & { updatedAt: string }) => countsFrom(of, today) <= day;
  return {
    commitment: { ...commitment, targets: targetsOn(commitment.targets, day) },
    events: events
      .filter((event) => hasBegun(event))
      .map((event) => (isPending(event, day) ? { ...event, status: null } : event)),
    milestones: milestones.map((milestone) =>
      milestone.metOn === null || hasBegun(metOf(milestone))
        ? milestone
        : { ...milestone, state: "scheduled", metOn: null, metEarliest: null, metLatest: null },
    ),
    assessments: assessments.filter((assessment) => hasBegun(assessment)),
  };
}

/** When a milestone was met. */
const metOf = ({ metEarliest: earliest, metLatest: latest, updatedAt }: Milestone) => ({ earliest, latest, updatedAt });

/** Whether an act takes effect after `day`. */
const isPending = (event: Event, day: string): boolean => event.effectiveOn !== null && turnOf(event) > day;

/** The day on which an act takes effect: a later one than its date, or else that. */
const turnOf = (event: Event): string => firstDay(inEffect(event));

/** What corroboration rests on: the sources of the commitment's own words, and who issued each source, by its id. */
export interface Grounds {
  quoted: string[];
  issuers: ReadonlyMap<string, readonly string[]>;
}

/** A commitment with all that follows from its aggregate, now and on each day before. */
export interface Settled {
  entity: Commitment;
  phases: Phase[];
  /** The day on which the next phase begins by itself; null: none does. */
  turnsOn: string | null;
  /** When each of its parties stood how. */
  spans: Span[];
}

/** What follows from an aggregate that is written on the day `today`. */
export function judge(aggregate: Aggregate, { quoted, issuers }: Grounds, today: string): Settled {
  const issuersOf = (then: Aggregate) =>
    statusSources(then, quoted)
      .map((id) => issuers.get(id))
      .filter((codes) => codes !== undefined);
  const { commitment, events } = aggregate;
  const stated = earlierOf(firstDay(boundsOf(commitment.statedOn)), today);
  const phases = phasesOf(aggregate, { issuersOf, stated, today });
  const now = aggregateOn(aggregate, today, today);
  return {
    entity: { ...settle(now, issuersOf(now)), targets: commitment.targets, effects: effectsOf(events, today) },
    phases,
    turnsOn: phases.find(({ fromDay }) => fromDay > today)?.fromDay ?? null,
    spans: [
      ...spansOf(commitment.parties, events, { from: stated, today }),
      ...conditionSpans(commitment.conditions, stated),
    ],
  };
}

/** The acts that take effect later than they were done. */
function effectsOf(events: readonly Event[], today: string): Effect[] {
  return events.flatMap((event) => {
    const { id, type, title, date, effectiveOn, status, parties } = event;
    if (effectiveOn === null) return [];
    const turnsOn = turnOf(event);
    const knownFrom = countsFrom(event, today);
    if (turnsOn <= knownFrom) return [];
    return [{ event: id, type, title, date, effectiveOn, status, parties, knownFrom, turnsOn }];
  });
}

/** What phases follow from, beside the aggregate. */
interface Course {
  /** Who issued the sources that its status rested on. */
  issuersOf: (aggregate: Aggregate) => readonly (readonly string[])[];
  /** The first day. */
  stated: string;
  today: string;
}

/** The phases of a commitment, in order, without gaps. */
function phasesOf(aggregate: Aggregate, { issuersOf, stated, today }: Course): Phase[] {
  const days = [
    ...aggregate.events.filter(isMoving).flatMap((event) => [countsFrom(event, today), turnOf(event)]),
    ...aggregate.assessments.map((assessment) => countsFrom(assessment, today)),
    ...aggregate.milestones.flatMap((milestone) =>
      milestone.metOn === null ? [] : [countsFrom(metOf(milestone), today)],
    ),
    ...aggregate.commitment.targets.flatMap(({ measurements }) => measurements.map(({ on }) => firstDay(boundsOf(on)))),
  ].filter((day) => day > stated);
  const phases: Phase[] = [];
  for (const fromDay of [stated, ...[...new Set(days)].sort()]) {
    const then = aggregateOn(aggregate, fromDay, today);
    const state = stateOf(settle(then, issuersOf(then)));
    const last = phases.at(-1);
    if (last && isSame({ ...last, ...state }, last)) continue;
    if (last) last.untilDay = fromDay;
    phases.push({ ...state, fromDay, untilDay: ever });
  }
  return phases;
}

/** Whether an event may begin a phase; the acts of some parties, of which there are many, do not. */
const isMoving = ({ status, due, amount, type }: Event): boolean =>
  status !== null || due !== null || amount != null || type === "postponed" || type === "restated";

function stateOf(commitment: Commitment): Omit<Phase, "fromDay" | "untilDay"> {
  const { status, statusSince, statusSinceEarliest, statusSinceLatest } = commitment;
  const { due, originalDue, done, progress, amounts, corroboration, restatements } = commitment;
  const { fulfilment, fulfilmentSelfReported, fulfilmentCounterpart, fulfilmentIndependent } = commitment;
  return {
    ...{ status, statusSince, statusSinceEarliest, statusSinceLatest },
    ...{ due, originalDue, done, progress, amounts, corroboration, restatements },
    ...{ fulfilment, fulfilmentSelfReported, fulfilmentCounterpart, fulfilmentIndependent },
  };
}

/** What its timeline made of a commitment from one day on (plain date, inclusive) until another (exclusive). */
export interface Phase
  extends Pick<
    Commitment,
    | "status"
    | "statusSince"
    | "statusSinceEarliest"
    | "statusSinceLatest"
    | "due"
    | "originalDue"
    | "done"
    | "progress"
    | "amounts"
    | "fulfilment"
    | "fulfilmentSelfReported"
    | "fulfilmentCounterpart"
    | "fulfilmentIndependent"
    | "corroboration"
    | "restatements"
  > {
  fromDay: string;
  untilDay: string;
}
