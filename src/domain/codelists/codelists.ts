import type { z } from "zod";
import { comparator, conditionState, testability } from "./care.ts";
import { type Definition, enumOf } from "./codelist.ts";
import { commitmentType, firmness, role } from "./commitment.ts";
import { eventType } from "./event.ts";
import { assessmentOrigin, confidence, corroboration, fulfilment, timeliness } from "./judgement.ts";
import { participation } from "./participation.ts";
import {
  anchor,
  dueBasis,
  dueReading,
  eventKind,
  milestoneState,
  partyKind,
  quoteMatch,
  sourceKind,
} from "./record.ts";
import { relationType } from "./relation.ts";
import { status } from "./status.ts";

export { CodeList, CodeListSummary } from "./codelist.ts";

const definitions = [
  commitmentType,
  role,
  firmness,
  status,
  eventType,
  eventKind,
  fulfilment,
  timeliness,
  corroboration,
  sourceKind,
  partyKind,
  milestoneState,
  anchor,
  quoteMatch,
  dueBasis,
  dueReading,
  confidence,
  assessmentOrigin,
  relationType,
  participation,
  testability,
  conditionState,
  comparator,
] as const satisfies readonly Definition[];

/** Something for every code of every list, by list and code. */
export type EveryCode<T> = {
  readonly [L in (typeof definitions)[number] as L["name"]]: Readonly<Record<L["codes"][number]["code"], T>>;
};
/** What the codes are called in a language. */
export type Labels = EveryCode<string>;

/** The one registry of codes: what the enums below accept and what /v1/codelists documents. */
export const codelists: readonly Definition[] = definitions;

export const CommitmentType = enumOf(commitmentType);
export type CommitmentType = z.infer<typeof CommitmentType>;
export const Role = enumOf(role);
export type Role = z.infer<typeof Role>;
export const Firmness = enumOf(firmness);
export type Firmness = z.infer<typeof Firmness>;
export const Status = enumOf(status);
export type Status = z.infer<typeof Status>;
export const EventType = enumOf(eventType);
export type EventType = z.infer<typeof EventType>;
export const EventKind = enumOf(eventKind);
export type EventKind = z.infer<typeof EventKind>;
export const Fulfilment = enumOf(fulfilment);
export type Fulfilment = z.infer<typeof Fulfilment>;
export const Timeliness = enumOf(timeliness);
export type Timeliness = z.infer<typeof Timeliness>;
export const Corroboration = enumOf(corroboration);
export type Corroboration = z.infer<typeof Corroboration>;
export const SourceKind = enumOf(sourceKind);
export type SourceKind = z.infer<typeof SourceKind>;
export const PartyKind = enumOf(partyKind);
export type PartyKind = z.infer<typeof PartyKind>;
export const MilestoneState = enumOf(milestoneState);
export type MilestoneState = z.infer<typeof MilestoneState>;
export const Anchor = enumOf(anchor);
export type Anchor = z.infer<typeof Anchor>;
export const QuoteMatch = enumOf(quoteMatch);
export type QuoteMatch = z.infer<typeof QuoteMatch>;
export const DueBasis = enumOf(dueBasis);
export type DueBasis = z.infer<typeof DueBasis>;
export const DueReading = enumOf(dueReading);
export type DueReading = z.infer<typeof DueReading>;
export const Confidence = enumOf(confidence);
export type Confidence = z.infer<typeof Confidence>;
export const AssessmentOrigin = enumOf(assessmentOrigin);
export type AssessmentOrigin = z.infer<typeof AssessmentOrigin>;
export const RelationType = enumOf(relationType);
export type RelationType = z.infer<typeof RelationType>;

export const Participation = enumOf(participation);
export type Participation = z.infer<typeof Participation>;

export const Testability = enumOf(testability);
export type Testability = z.infer<typeof Testability>;
export const ConditionState = enumOf(conditionState);
export type ConditionState = z.infer<typeof ConditionState>;
export const Comparator = enumOf(comparator);
export type Comparator = z.infer<typeof Comparator>;

export type StatusGroup = (typeof status.codes)[number]["group"];

const statuses = byCode<Status, { group: StatusGroup }>(status.codes);

/** Whether a commitment of this status is still to be kept (open), on hold (paused), or over (closed). */
export function statusGroup(of: Status): StatusGroup {
  return statuses[of].group;
}

/** For each event type: its kind, and the status it gives unless the event names one (null: the status stays). */
export const eventTypes = byCode<EventType, { kind: EventKind; status: Status | null }>(eventType.codes);

/** Position of a firmness in its ranking, 0 for the weakest. */
export function firmnessRank(of: Firmness): number {
  return Firmness.options.indexOf(of);
}

function byCode<C extends string, T>(codes: readonly (T & { readonly code: C })[]): Readonly<Record<C, Readonly<T>>> {
  return Object.fromEntries(codes.map((entry) => [entry.code, entry])) as Record<C, T>;
}
