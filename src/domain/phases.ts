import { boundsOf } from "../dates/edtf.ts";
import { firstDay } from "../dates/order.ts";
import { isSame } from "../validation/fields.ts";
import type { Commitment } from "./commitment.ts";
import { type Span, spansOf } from "./participation.ts";
import { type Aggregate, settle, statusSources } from "./status.ts";

/**
 * Valid time: what a commitment was on each day of the world, beginning with its statement. Events, milestones that
 * were met, and assessments count from the first day on which they may have happened.
 */

const ever = "9999-99-99";

/** The aggregate with what had happened by `day` (plain date). */
function aggregateOn({ commitment, events, milestones, assessments }: Aggregate, day: string): Aggregate {
  return {
    commitment,
    events: events.filter((event) => firstDay(event) <= day),
    milestones: milestones.map((milestone) =>
      milestone.metOn === null || firstDay({ earliest: milestone.metEarliest, latest: milestone.metLatest }) <= day
        ? milestone
        : { ...milestone, state: "scheduled", metOn: null, metEarliest: null, metLatest: null },
    ),
    assessments: assessments.filter((assessment) => firstDay(assessment) <= day),
  };
}

/** What corroboration rests on: the sources of the commitment's own words, and who issued each source, by its id. */
export interface Grounds {
  quoted: string[];
  issuers: ReadonlyMap<string, readonly string[]>;
}

/** A commitment with all that follows from its aggregate, now and on each day before. */
export interface Settled {
  entity: Commitment;
  phases: Phase[];
  /** When each of its parties stood how. */
  spans: Span[];
}

/** What follows from an aggregate. */
export function judge(aggregate: Aggregate, { quoted, issuers }: Grounds): Settled {
  const issuersOf = (then: Aggregate) =>
    statusSources(then, quoted)
      .map((id) => issuers.get(id))
      .filter((codes) => codes !== undefined);
  const { commitment, events } = aggregate;
  return {
    entity: settle(aggregate, issuersOf(aggregate)),
    phases: phasesOf(aggregate, issuersOf),
    spans: spansOf(commitment.parties, events, firstDay(boundsOf(commitment.statedOn))),
  };
}

/** The phases of a commitment, in order, without gaps. `issuersOf`: who issued the sources its status rested on. */
function phasesOf(aggregate: Aggregate, issuersOf: (aggregate: Aggregate) => readonly (readonly string[])[]): Phase[] {
  const stated = firstDay(boundsOf(aggregate.commitment.statedOn));
  const met = aggregate.milestones.flatMap(({ metOn, metEarliest: earliest, metLatest: latest }) =>
    metOn === null ? [] : [{ earliest, latest }],
  );
  const later = [...aggregate.events, ...aggregate.assessments, ...met].map(firstDay).filter((day) => day > stated);
  const phases: Phase[] = [];
  for (const fromDay of [stated, ...[...new Set(later)].sort()]) {
    const then = aggregateOn(aggregate, fromDay);
    const state = stateOf(settle(then, issuersOf(then)));
    const last = phases.at(-1);
    if (last && isSame({ ...last, ...state }, last)) continue;
    if (last) last.untilDay = fromDay;
    phases.push({ ...state, fromDay, untilDay: ever });
  }
  return phases;
}

function stateOf(commitment: Commitment): Omit<Phase, "fromDay" | "untilDay"> {
  const { status, statusSince, statusSinceEarliest, statusSinceLatest } = commitment;
  const { due, originalDue, done, progress, corroboration, restatements } = commitment;
  const { fulfilment, fulfilmentSelfReported, fulfilmentCounterpart, fulfilmentIndependent } = commitment;
  return {
    ...{ status, statusSince, statusSinceEarliest, statusSinceLatest },
    ...{ due, originalDue, done, progress, corroboration, restatements },
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
