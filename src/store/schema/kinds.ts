import { Assessment } from "../../domain/assessment.ts";
import { Commitment } from "../../domain/commitment.ts";
import { awaitedUntil } from "../../domain/condition.ts";
import { dueReading } from "../../domain/due.ts";
import { Event } from "../../domain/event.ts";
import { coordinatesOf } from "../../domain/geo.ts";
import { Milestone } from "../../domain/milestone.ts";
import { Party } from "../../domain/party.ts";
import { Quote } from "../../domain/quote.ts";
import { Relation } from "../../domain/relation.ts";
import type { Searched } from "../../domain/search/documents.ts";
import { Source } from "../../domain/source.ts";
import { fold } from "../../validation/fields.ts";
import type { Entities, Kind, Recorded } from "../port/entities.ts";
import type { Entry, Scalar } from "../port/query.ts";

/** What the store must know of each kind of record: its key, whom it points at, and where it stands in time. */

export interface Link {
  rel: string;
  toKind: Kind | "tag" | "sector";
  toId: string;
}
type Mark = Omit<Entry, "commitmentId" | "recordedAt" | "ref" | "id" | "at">;

interface KindOf<E> {
  key: keyof E & string;
  /** The fields of the record, in the order in which it is answered. */
  fields: readonly (keyof E & string)[];
  hasSlug: boolean;
  /** The commitment whose aggregate the record belongs to. */
  commitmentOf: (entity: E) => string | null;
  links: (entity: E) => Link[];
  marks: (entity: E) => Mark[];
  /** What the ledger keeps of it, where that is not the record itself. */
  recorded?: (entity: E) => object;
  /** The field that says when the ledger first learned of it. */
  recordedAt: keyof E & ("createdAt" | "recordedAt");
  /** Columns beside the record's own that filters and sorts need. */
  extra: (entity: E) => Record<string, Scalar>;
}

const none = () => [];
const alone = () => null;
const evidenceLinks = (entity: { evidence: { sourceId: string; quoteId: string | null }[] }): Link[] =>
  entity.evidence.flatMap(({ sourceId, quoteId }) => [
    { rel: "evidence", toKind: "source" as const, toId: sourceId },
    ...(quoteId === null ? [] : [{ rel: "evidence", toKind: "quote" as const, toId: quoteId }]),
  ]);
/** A sector is found by its code alone, and with its vocabulary. */
const sectorLinks = ({ vocabulary, code }: Commitment["sectors"][number]): Link[] => [
  { rel: "sector", toKind: "sector", toId: `${vocabulary}:${code}` },
  { rel: "sector_code", toKind: "sector", toId: code },
];
const mark = (entry: Entry["entry"], bounds: { earliest: string | null; latest: string | null }): Mark => ({
  entry,
  earliest: bounds.earliest,
  latest: bounds.latest,
});

export const kinds: { [K in Kind]: KindOf<Entities[K]> } = {
  party: {
    key: "code",
    fields: Object.keys(Party.shape) as (keyof Party)[],
    hasSlug: false,
    commitmentOf: alone,
    links: ({ parent, members, successors }) => [
      ...(parent === null ? [] : [{ rel: "parent", toKind: "party" as const, toId: parent }]),
      ...members.map((code) => ({ rel: "member", toKind: "party" as const, toId: code })),
      ...successors.map((code) => ({ rel: "successor", toKind: "party" as const, toId: code })),
    ],
    marks: none,
    recordedAt: "createdAt",
    extra: (party) => ({ nameKey: fold(party.name) }),
  },
  source: {
    key: "id",
    fields: Object.keys(Source.shape) as (keyof Source)[],
    hasSlug: true,
    commitmentOf: alone,
    links: (source) => source.issuedBy.map((code) => ({ rel: "issuer", toKind: "party", toId: code })),
    marks: none,
    recordedAt: "createdAt",
    extra: (source) => ({ titleKey: fold(source.title) }),
  },
  snapshot: {
    key: "id",
    fields: [
      ...(["id", "sourceId", "retrievedAt", "mediaType", "sha256", "length", "normalizer", "text"] as const),
      ...(["version", "createdAt", "updatedAt"] as const),
    ],
    hasSlug: false,
    commitmentOf: alone,
    links: none,
    marks: none,
    recorded: ({ text, ...rest }) => ({ ...rest, hasText: text !== null }),
    recordedAt: "createdAt",
    extra: () => ({}),
  },
  quote: {
    key: "id",
    fields: Object.keys(Quote.shape) as (keyof Quote)[],
    hasSlug: false,
    commitmentOf: alone,
    links: (quote) => [
      { rel: "source", toKind: "source", toId: quote.sourceId },
      ...(quote.speaker?.party ? [{ rel: "speaker", toKind: "party" as const, toId: quote.speaker.party }] : []),
    ],
    marks: none,
    recordedAt: "createdAt",
    extra: () => ({}),
  },
  commitment: {
    key: "id",
    fields: Object.keys(Commitment.shape) as (keyof Commitment)[],
    hasSlug: true,
    commitmentOf: (commitment) => commitment.id,
    links: (commitment) => [
      ...commitment.parties.map(({ party, role }) => ({ rel: role, toKind: "party" as const, toId: party })),
      ...commitment.quotes.map((id) => ({ rel: "quote", toKind: "quote" as const, toId: id })),
      ...commitment.tags.map((tag) => ({ rel: "tag", toKind: "tag" as const, toId: tag })),
      ...commitment.sectors.flatMap(sectorLinks),
      ...commitment.conditions.flatMap(evidenceLinks),
      ...commitment.targets.flatMap(({ measurements }) => measurements.flatMap(evidenceLinks)),
    ],
    marks: (commitment) => [
      mark("stated", { earliest: commitment.statedEarliest, latest: commitment.statedLatest }),
      ...(commitment.due === null ? [] : [mark("due", commitment.due)]),
      ...(commitment.originalDue === null || commitment.originalDue.edtf === commitment.due?.edtf
        ? []
        : [mark("original_due", commitment.originalDue)]),
    ],
    recordedAt: "createdAt",
    extra: (commitment) => ({
      titleKey: fold(commitment.title),
      dueEarliest: commitment.due?.earliest ?? null,
      dueLatest: commitment.due?.latest ?? null,
      dueReading: dueReading(commitment.due),
      doneEarliest: commitment.done?.earliest ?? null,
      doneLatest: commitment.done?.latest ?? null,
      awaitedUntil: awaitedUntil(commitment.conditions),
      ...coordinatesOf(commitment.location),
    }),
  },
  event: {
    key: "id",
    fields: Object.keys(Event.shape) as (keyof Event)[],
    hasSlug: false,
    commitmentOf: (event) => event.commitmentId,
    links: (event) => [
      ...evidenceLinks(event),
      ...event.parties.map((code) => ({ rel: "actor", toKind: "party" as const, toId: code })),
    ],
    marks: (event) => [mark("event", event)],
    recordedAt: "recordedAt",
    extra: (event) => ({ dateKey: event.earliest ?? event.latest }),
  },
  milestone: {
    key: "id",
    fields: Object.keys(Milestone.shape) as (keyof Milestone)[],
    hasSlug: false,
    commitmentOf: (milestone) => milestone.commitmentId,
    links: evidenceLinks,
    marks: (milestone) => [
      mark(
        "milestone",
        milestone.metOn === null
          ? (milestone.due ?? { earliest: null, latest: null })
          : { earliest: milestone.metEarliest, latest: milestone.metLatest },
      ),
    ],
    recordedAt: "createdAt",
    extra: (milestone) => ({
      dueEarliest: milestone.due?.earliest ?? null,
      dueLatest: milestone.due?.latest ?? null,
    }),
  },
  assessment: {
    key: "id",
    fields: Object.keys(Assessment.shape) as (keyof Assessment)[],
    hasSlug: false,
    commitmentOf: (assessment) => assessment.commitmentId,
    links: (assessment) => [
      ...evidenceLinks(assessment),
      ...(assessment.party === null ? [] : [{ rel: "assessed", toKind: "party" as const, toId: assessment.party }]),
    ],
    marks: (assessment) => [mark("assessment", assessment)],
    recordedAt: "recordedAt",
    extra: (assessment) => ({ dateKey: assessment.earliest ?? assessment.latest }),
  },
  relation: {
    key: "id",
    fields: Object.keys(Relation.shape) as (keyof Relation)[],
    hasSlug: false,
    commitmentOf: (relation) => relation.from,
    links: ({ from, to }) => [
      { rel: "from", toKind: "commitment", toId: from },
      { rel: "to", toKind: "commitment", toId: to },
    ],
    marks: none,
    recordedAt: "createdAt",
    extra: () => ({}),
  },
};

/** Whether records of this kind have words of their own that are searched. */
export function isSearched(kind: Kind): kind is Searched {
  return kind === "commitment" || kind === "party" || kind === "source" || kind === "quote";
}

/** A record as a ledger line keeps it: with its fields in their order. */
export function recorded<K extends Kind>(kind: K, entity: Entities[K]): Recorded[K] {
  const { fields, recorded: of } = kinds[kind];
  const whole = Object.fromEntries(fields.map((field) => [field, entity[field]])) as unknown as Entities[K];
  return (of?.(whole) ?? whole) as Recorded[K];
}

/** Names a record among those of all kinds. */
export const placeOf = (kind: Kind, key: string): string => `${kind} ${key}`;
