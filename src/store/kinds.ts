import type { Column, Table } from "drizzle-orm";
import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import { pgAssessments, sqliteAssessments } from "../assessments/tables.ts";
import type { Commitment } from "../commitments/model.ts";
import { unassessed } from "../commitments/model.ts";
import { pgCommitments, sqliteCommitments } from "../commitments/tables.ts";
import { pgEvents, sqliteEvents } from "../events/tables.ts";
import { fold } from "../fields.ts";
import { pgIdempotency, sqliteIdempotency } from "../idempotency/tables.ts";
import { pgKeys, sqliteKeys } from "../keys/tables.ts";
import { pgLedger, sqliteLedger } from "../ledger/tables.ts";
import { pgMilestones, sqliteMilestones } from "../milestones/tables.ts";
import { pgParties, sqliteParties } from "../parties/tables.ts";
import { pgQuotes, sqliteQuotes } from "../quotes/tables.ts";
import { pgRelations, sqliteRelations } from "../relations/tables.ts";
import { placeOf } from "../search/near.ts";
import { pgSearchDocuments, sqliteSearchDocuments } from "../search/tables.ts";
import { pgSnapshots, pgSources, sqliteSnapshots, sqliteSources } from "../sources/tables.ts";
import * as past from "./past.ts";
import type { Entities, Entry, Kind, Recorded, Scalar } from "./store.ts";
import { pgLinks, pgPhases, pgTimeline, sqliteLinks, sqlitePhases, sqliteTimeline } from "./tables.ts";

/** What the store must know of each kind of record: its table, its key, whom it points at, and where it stands in time. */

export interface Link {
  rel: string;
  toKind: Kind | "tag" | "sector";
  toId: string;
}
type Mark = Omit<Entry, "commitmentId" | "recordedAt" | "ref" | "id" | "at">;

interface KindOf<E> {
  key: keyof E & string;
  hasSlug: boolean;
  /** The commitment whose aggregate the record belongs to. */
  commitmentOf: (entity: E) => string | null;
  links: (entity: E) => Link[];
  marks: (entity: E) => Mark[];
  /** What the ledger keeps of it, where that is not the record itself. */
  recorded?: (entity: E) => object;
  /** When the ledger first learned of it. */
  recordedAt: (entity: E) => string;
  /** Fields that came later, as they were in lines that do not have them. */
  absent?: Partial<E>;
  /** Columns beside the record's own that filters and sorts need. */
  extra: (entity: E) => Record<string, Scalar>;
}

const none = () => [];
const alone = () => null;
const created = (entity: { createdAt: string }) => entity.createdAt;
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
    hasSlug: false,
    commitmentOf: alone,
    links: (party) => (party.parent === null ? [] : [{ rel: "parent", toKind: "party", toId: party.parent }]),
    marks: none,
    recordedAt: created,
    extra: (party) => ({ nameKey: fold(party.name) }),
  },
  source: {
    key: "id",
    hasSlug: true,
    commitmentOf: alone,
    links: (source) => source.issuedBy.map((code) => ({ rel: "issuer", toKind: "party", toId: code })),
    marks: none,
    recordedAt: created,
    extra: (source) => ({ titleKey: fold(source.title) }),
  },
  snapshot: {
    key: "id",
    hasSlug: false,
    commitmentOf: alone,
    links: none,
    marks: none,
    recorded: ({ text, ...rest }) => ({ ...rest, hasText: text !== null }),
    recordedAt: created,
    extra: () => ({}),
  },
  quote: {
    key: "id",
    hasSlug: false,
    commitmentOf: alone,
    links: (quote) => [
      { rel: "source", toKind: "source", toId: quote.sourceId },
      ...(quote.speaker?.party ? [{ rel: "speaker", toKind: "party" as const, toId: quote.speaker.party }] : []),
    ],
    marks: none,
    recordedAt: created,
    extra: () => ({}),
  },
  commitment: {
    key: "id",
    hasSlug: true,
    commitmentOf: (commitment) => commitment.id,
    links: (commitment) => [
      ...commitment.parties.map(({ party, role }) => ({ rel: role, toKind: "party" as const, toId: party })),
      ...commitment.quotes.map((id) => ({ rel: "quote", toKind: "quote" as const, toId: id })),
      ...commitment.tags.map((tag) => ({ rel: "tag", toKind: "tag" as const, toId: tag })),
      ...commitment.sectors.flatMap(sectorLinks),
    ],
    marks: (commitment) => [
      mark("stated", { earliest: commitment.statedEarliest, latest: commitment.statedLatest }),
      ...(commitment.due === null ? [] : [mark("due", commitment.due)]),
      ...(commitment.originalDue === null || commitment.originalDue.edtf === commitment.due?.edtf
        ? []
        : [mark("original_due", commitment.originalDue)]),
    ],
    recordedAt: created,
    absent: unassessed,
    extra: (commitment) => ({
      titleKey: fold(commitment.title),
      dueEarliest: commitment.due?.earliest ?? null,
      dueLatest: commitment.due?.latest ?? null,
      doneEarliest: commitment.done?.earliest ?? null,
      doneLatest: commitment.done?.latest ?? null,
      ...placeOf(commitment.location),
    }),
  },
  event: {
    key: "id",
    hasSlug: false,
    commitmentOf: (event) => event.commitmentId,
    links: evidenceLinks,
    marks: (event) => [mark("event", event)],
    recordedAt: (event) => event.recordedAt,
    extra: (event) => ({ dateKey: event.earliest ?? event.latest }),
  },
  milestone: {
    key: "id",
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
    recordedAt: created,
    extra: (milestone) => ({
      dueEarliest: milestone.due?.earliest ?? null,
      dueLatest: milestone.due?.latest ?? null,
    }),
  },
  assessment: {
    key: "id",
    hasSlug: false,
    commitmentOf: (assessment) => assessment.commitmentId,
    links: (assessment) => [
      ...evidenceLinks(assessment),
      ...(assessment.party === null ? [] : [{ rel: "assessed", toKind: "party" as const, toId: assessment.party }]),
    ],
    marks: (assessment) => [mark("assessment", assessment)],
    recordedAt: (assessment) => assessment.recordedAt,
    extra: (assessment) => ({ dateKey: assessment.earliest ?? assessment.latest }),
  },
  relation: {
    key: "id",
    hasSlug: false,
    commitmentOf: (relation) => relation.from,
    links: ({ from, to }) => [
      { rel: "from", toKind: "commitment", toId: from },
      { rel: "to", toKind: "commitment", toId: to },
    ],
    marks: none,
    recordedAt: created,
    extra: () => ({}),
  },
};

/** A record as a ledger line keeps it. */
export function recorded<K extends Kind>(kind: K, entity: Entities[K]): Recorded[K] {
  return (kinds[kind].recorded?.(entity) ?? entity) as Recorded[K];
}

export function keyOf<K extends Kind>(kind: K, entity: Entities[K]): string {
  return String((entity as unknown as Record<string, unknown>)[kinds[kind].key]);
}

/** A table with its columns by the names that records use. `from` is what reads read: the table, or what it was at another time. */
export interface TableOf {
  table: Table;
  from: SQL;
  /** Its columns as SQL, ready: with the table's name, and without. Building them on every call costs more than the query. */
  selected: SQL;
  names: SQL;
  columns: Record<string, Column>;
}
/** The tables of which every earlier row is kept, in a table of its own. */
export type Kept = Kind | "links" | "timeline" | "phases";
export type Tables = Record<Kept | `${Kept}Past` | "idempotency" | "keys" | "ledger" | "search", TableOf>;
export type Dialect = "sqlite" | "postgresql";

function of(table: Table): TableOf {
  const columns = getTableColumns(table);
  const quoted = Object.values(columns).map(({ name }) => `"${name}"`);
  const selected = sql.raw(quoted.map((name) => `"${getTableName(table)}".${name}`).join(", "));
  return { table, from: sql.raw(`"${getTableName(table)}"`), columns, selected, names: sql.raw(quoted.join(", ")) };
}

/** Reads see the documents that hold now. */
function documents(table: Table): TableOf {
  return { ...of(table), from: documentsWhere(sql`until_seq is null`) };
}

/** The documents for which a condition on their own columns holds, in place of all. */
export function documentsWhere(condition: SQL): SQL {
  return sql`(select * from search_documents where ${condition}) as search_documents`;
}

export const tables: Record<Dialect, Tables> = {
  sqlite: {
    party: of(sqliteParties),
    source: of(sqliteSources),
    snapshot: of(sqliteSnapshots),
    quote: of(sqliteQuotes),
    commitment: of(sqliteCommitments),
    event: of(sqliteEvents),
    milestone: of(sqliteMilestones),
    assessment: of(sqliteAssessments),
    relation: of(sqliteRelations),
    idempotency: of(sqliteIdempotency),
    keys: of(sqliteKeys),
    ledger: of(sqliteLedger),
    search: documents(sqliteSearchDocuments),
    links: of(sqliteLinks),
    timeline: of(sqliteTimeline),
    phases: of(sqlitePhases),
    partyPast: of(past.sqlitePartiesPast),
    sourcePast: of(past.sqliteSourcesPast),
    snapshotPast: of(past.sqliteSnapshotsPast),
    quotePast: of(past.sqliteQuotesPast),
    commitmentPast: of(past.sqliteCommitmentsPast),
    eventPast: of(past.sqliteEventsPast),
    milestonePast: of(past.sqliteMilestonesPast),
    assessmentPast: of(past.sqliteAssessmentsPast),
    relationPast: of(past.sqliteRelationsPast),
    linksPast: of(past.sqliteLinksPast),
    timelinePast: of(past.sqliteTimelinePast),
    phasesPast: of(past.sqlitePhasesPast),
  },
  postgresql: {
    party: of(pgParties),
    source: of(pgSources),
    snapshot: of(pgSnapshots),
    quote: of(pgQuotes),
    commitment: of(pgCommitments),
    event: of(pgEvents),
    milestone: of(pgMilestones),
    assessment: of(pgAssessments),
    relation: of(pgRelations),
    idempotency: of(pgIdempotency),
    keys: of(pgKeys),
    ledger: of(pgLedger),
    search: documents(pgSearchDocuments),
    links: of(pgLinks),
    timeline: of(pgTimeline),
    phases: of(pgPhases),
    partyPast: of(past.pgPartiesPast),
    sourcePast: of(past.pgSourcesPast),
    snapshotPast: of(past.pgSnapshotsPast),
    quotePast: of(past.pgQuotesPast),
    commitmentPast: of(past.pgCommitmentsPast),
    eventPast: of(past.pgEventsPast),
    milestonePast: of(past.pgMilestonesPast),
    assessmentPast: of(past.pgAssessmentsPast),
    relationPast: of(past.pgRelationsPast),
    linksPast: of(past.pgLinksPast),
    timelinePast: of(past.pgTimelinePast),
    phasesPast: of(past.pgPhasesPast),
  },
};
