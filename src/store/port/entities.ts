import type { Assessment } from "../../domain/assessment.ts";
import { type Commitment, plainCommitment } from "../../domain/commitment.ts";
import { type Event, plainEvent } from "../../domain/event.ts";
import { type Milestone, plainMilestone } from "../../domain/milestone.ts";
import { type Party, plainParty } from "../../domain/party.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Relation } from "../../domain/relation.ts";
import type { RecordedSnapshot, Snapshot, Source } from "../../domain/source.ts";

/** Every kind of record that the ledger revises. A party's key is its code; every other kind's is a UUIDv7. */
export interface Entities {
  party: Party;
  source: Source;
  snapshot: Snapshot;
  quote: Quote;
  commitment: Commitment;
  event: Event;
  milestone: Milestone;
  assessment: Assessment;
  relation: Relation;
}

export type Kind = keyof Entities;

/** The kinds of records that belong to one commitment, and records of these that say of which kind they are. */
export type Part = "event" | "milestone" | "assessment" | "relation";
export type PartOf<K extends Part> = { [Each in K]: { kind: Each; record: Entities[Each] } }[K];

/** What a commitment is judged by. */
export type AggregatePart = PartOf<"event" | "milestone" | "assessment">;

/** What a record is known by. */
export const keyOf = (entity: Entities[Kind]): string => ("code" in entity ? entity.code : entity.id);

/** Fields that came later, as they were in records from before: the ledger's lines of these do not have them. */
export const plain: { readonly [K in Kind]?: Partial<Entities[K]> } = {
  party: plainParty,
  commitment: plainCommitment,
  event: plainEvent,
  milestone: plainMilestone,
};

/**
 * What the ledger keeps of each kind: the record itself, but of a snapshot not the text, which its sha256 stands for.
 */
export interface Recorded extends Omit<Entities, "snapshot"> {
  snapshot: RecordedSnapshot;
}
