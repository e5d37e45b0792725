import { z } from "zod";
import { always, compareText, earlierOf, ever, laterOf } from "../dates/calendar.ts";
import { type Bounds, compareDates, Edtf } from "../dates/edtf.ts";
import { countsFrom, firstDay, inEffect } from "../dates/order.ts";
import { Id, PartyCode } from "../validation/fields.ts";
import { type ConditionState, EventType, Participation } from "./codelists/codelists.ts";
import type { CommitmentParty } from "./commitment-party.ts";
import type { Event } from "./event.ts";

/**
 * Participation: where each party stands, by its own acts. Terms and rules are those of depositaries (Vienna Convention
 * on the Law of Treaties, articles 2, 24, 25, 54, 68): consent makes a contracting party; it is a party once the
 * instrument is in force for it; a withdrawal takes effect later than its notice. Pure functions, no clock.
 */

export const ParticipationOf = z
  .strictObject({
    party: PartyCode,
    state: Participation,
    since: Edtf.nullable().meta({ description: "Since when it stands so (EDTF); null: since the promise." }),
    act: z
      .strictObject({ event: Id, type: EventType, date: Edtf, effectiveOn: Edtf.nullable() })
      .nullable()
      .meta({ description: "The latest act of the party itself." }),
    signedOn: Edtf.nullable(),
    consentedOn: Edtf.nullable().meta({ description: "When it ratified, accepted, approved, acceded or succeeded." }),
    inForceSince: Edtf.nullable().meta({ description: "Since when it is in force for it." }),
    withdrawnOn: Edtf.nullable().meta({
      description: "When its withdrawal took effect, or will: it is out from then on.",
    }),
    reservations: z.array(Id).meta({ description: "The events that made reservations which it has not taken back." }),
    rule: z.string().meta({ description: "The rule that gave the state, in words." }),
    events: z.array(Id).meta({ description: "The events that fed it, in their order." }),
  })
  .meta({ id: "PartyParticipation", description: "Where one party stands with a commitment, by its own acts." });
export type ParticipationOf = z.infer<typeof ParticipationOf>;

/** From which day until another (exclusive) a party, or a condition, stood so. */
export interface Span {
  axis: "participation" | "condition";
  subject: string;
  state: Participation | ConditionState;
  fromDay: string;
  untilDay: string;
}

type Acting = Pick<
  Event,
  "id" | "type" | "date" | "earliest" | "latest" | "effectiveOn" | "parties" | "recordedAt" | "updatedAt"
>;

const consents: ReadonlySet<EventType> = new Set(["ratified", "accepted", "approved", "acceded", "succeeded"]);
/** Acts that are of all who promise where they name nobody. */
const common: ReadonlySet<EventType> = new Set(["signed", "entered_into_force"]);
/** Acts that only some party can make. */
export const ownActs: ReadonlySet<EventType> = new Set([
  ...(["acceded", "succeeded", "reservation_made", "reservation_withdrawn", "objection_made", "withdrawn"] as const),
]);

const rules: Record<Participation, string> = {
  no_act: "No act of the party towards being bound is on record.",
  signatory: "It signed, and no consent to be bound followed.",
  contracting: "It consented to be bound, and no event says that it is in force for it.",
  provisional: "It applies it provisionally, and it is not in force for it.",
  party:
    "It consented, and it is in force for it: by the day on which its consent took effect, or by an entry into force.",
  withdrawn: "Its withdrawal has taken effect.",
};

type Standing = Omit<ParticipationOf, "rule">;
interface Step {
  /** The day from which it holds. */
  day: string;
  is: Standing;
}

/** One thing that an act does, on its date or on the day on which it takes effect. */
interface Effect extends Bounds {
  act: Acting;
  on: string;
  /** From when on it counts. */
  day: string;
  isTurn: boolean;
}

/** The parties of which participation is told: who promises or is promised to, and whoever acted. */
export function participants(parties: readonly CommitmentParty[], events: readonly Acting[]): string[] {
  const acted = events.flatMap((event) => event.parties);
  if (acted.length === 0) return [];
  return [...new Set([...promisingOf(parties), ...acted])].toSorted();
}

/** Where each party stands on `day`, by what had happened by then; empty where no event is of some party. */
export function participationOn(
  parties: readonly CommitmentParty[],
  events: readonly Acting[],
  day: string,
): ParticipationOf[] {
  const known = events.filter((event) => countsFrom(event, day) <= day);
  const acts = actsByParty(parties, known);
  return participants(parties, known).map((party) => {
    const course = courseOf(party, acts.get(party) ?? [], day);
    const { is } = course.findLast((step) => step.day <= day) ?? (course[0] as Step);
    return { ...is, rule: rules[is.state] };
  });
}

/**
 * When each party stood how: from the first act of any party on, but not before the day `from`. `today`: that of the
 * write.
 */
export function spansOf(
  parties: readonly CommitmentParty[],
  events: readonly Acting[],
  { from, today }: { from: string; today: string },
): Span[] {
  const acts = actsByParty(parties, events);
  const promising = promisingOf(parties);
  const begin = (some: readonly Acting[]) => some.map((act) => countsFrom(act, today)).reduce(earlierOf, ever);
  const first = begin(events.filter((event) => event.parties.length > 0));
  return participants(parties, events).flatMap((subject) => {
    const own = acts.get(subject) ?? [];
    const start = promising.has(subject) ? first : begin(own);
    const earliest = laterOf(start, from);
    const days = new Map<string, Participation>();
    for (const { day, is } of courseOf(subject, own, today)) days.set(laterOf(day, earliest), is.state);
    const spans: Span[] = [];
    for (const [fromDay, state] of days) {
      const last = spans.at(-1);
      if (last?.state === state) continue;
      if (last) last.untilDay = fromDay;
      spans.push({ axis: "participation", subject, state, fromDay, untilDay: ever });
    }
    return spans;
  });
}

/** Who promises, or is promised to. */
const promisingOf = (parties: readonly CommitmentParty[]): ReadonlySet<string> =>
  new Set(parties.filter(({ role }) => role === "promisor" || role === "promisee").map(({ party }) => party));

/** The acts of each party, in the order of date; those that name nobody are of all who promise. */
function actsByParty(parties: readonly CommitmentParty[], events: readonly Acting[]): Map<string, Acting[]> {
  const promising = promisingOf(parties);
  const acts = new Map<string, Acting[]>();
  for (const event of events) {
    const own = event.parties;
    const whose = own.length > 0 ? own : common.has(event.type) ? promising : [];
    for (const party of whose) {
      const list = acts.get(party);
      if (list === undefined) acts.set(party, [event]);
      else list.push(event);
    }
  }
  return acts;
}

const rank = (type: EventType): number => {
  if (type === "signed") return 0;
  if (consents.has(type)) return 1;
  if (type === "provisionally_applied") return 2;
  return type === "entered_into_force" ? 3 : 4;
};

/** What the acts of a party do, in order: by date, on one date by the order of a treaty's life, then of record. */
function effectsOf(acts: readonly Acting[], today: string): Effect[] {
  const effects = acts.flatMap((act): Effect[] => {
    const { date: on, earliest, latest } = act;
    const day = countsFrom(act, today);
    const given = { act, on, earliest, latest, day, isTurn: false };
    const turn = inEffect(act);
    const isLater = turn !== act;
    const turned = { act, earliest: turn.earliest, latest: turn.latest, day: isLater ? firstDay(turn) : day };
    return [given, { ...turned, on: act.effectiveOn ?? on, isTurn: true }];
  });
  return effects.sort(
    (a, b) =>
      compareDates(a, b) ||
      rank(a.act.type) - rank(b.act.type) ||
      compareText(a.act.recordedAt, b.act.recordedAt) ||
      compareText(a.act.id, b.act.id) ||
      Number(a.isTurn) - Number(b.isTurn),
  );
}

const nothing = {
  act: null,
  signedOn: null,
  consentedOn: null,
  inForceSince: null,
  withdrawnOn: null,
};

/** Where a party stands from day to day. A notice of withdrawal that is taken back in time never takes effect. */
function courseOf(party: string, acts: readonly Acting[], today: string): Step[] {
  let is: Standing = { party, state: "no_act", since: null, ...nothing, reservations: [], events: [] };
  let notice: { id: string; before: Standing } | null = null;
  const revoked = new Set<string>();
  const steps: Step[] = [{ day: always, is }];
  for (const effect of effectsOf(acts, today)) {
    const { act, isTurn } = effect;
    if (revoked.has(act.id)) continue;
    if (act.type === "withdrawn" && !isTurn) notice = { id: act.id, before: is };
    if (act.type === "reversed" && !isTurn && notice !== null) {
      revoked.add(notice.id);
      if (is.state === "withdrawn") is = { ...is, ...standing(notice.before), since: act.date };
      is = { ...is, withdrawnOn: null };
      notice = null;
    }
    is = isTurn ? turned(is, effect) : given(is, act);
    steps.push({ day: effect.day, is });
  }
  return steps;
}

const standing = ({ state, inForceSince }: Standing) => ({ state, inForceSince });

/** What an act does on its date. */
function given(is: Standing, act: Acting): Standing {
  const { id: event, type, date, effectiveOn } = act;
  const isOwn = act.parties.length > 0;
  const next = {
    ...is,
    ...(isOwn && { act: { event, type, date, effectiveOn } }),
    ...((isOwn || type === "signed") && { events: [...is.events, event] }),
  };
  const isOut = is.state === "no_act" || is.state === "withdrawn";
  if (type === "signed")
    return { ...next, signedOn: date, ...(isOut && { state: "signatory", since: date, withdrawnOn: null }) };
  if (consents.has(type)) {
    const isBound = is.state === "party" || is.state === "contracting";
    if (isBound) return { ...next, consentedOn: date };
    return { ...next, consentedOn: date, state: "contracting", since: date, withdrawnOn: null, inForceSince: null };
  }
  if (type === "withdrawn") return { ...next, withdrawnOn: effectiveOn ?? date };
  if (type === "reservation_made") return { ...next, reservations: [...is.reservations, event] };
  if (type === "reservation_withdrawn") return { ...next, reservations: [] };
  return next;
}

/** What an act does on the day on which it takes effect. */
function turned(is: Standing, { act, on }: Effect): Standing {
  const { type, effectiveOn, id } = act;
  const inForce = { ...is, state: "party" as const, since: on, inForceSince: on };
  const isBinding = is.state === "contracting" || is.state === "provisional";
  if (consents.has(type)) return effectiveOn !== null && isBinding ? inForce : is;
  if (type === "entered_into_force") {
    if (act.parties.length > 0) return is.state === "party" ? is : inForce;
    return is.state === "contracting" ? { ...inForce, events: [...is.events, id] } : is;
  }
  if (type === "provisionally_applied") return is.state === "party" ? is : { ...is, state: "provisional", since: on };
  if (type === "withdrawn") return { ...is, state: "withdrawn", since: on, inForceSince: null, withdrawnOn: on };
  return is;
}
