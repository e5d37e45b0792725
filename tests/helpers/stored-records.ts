import { boundsOf } from "../../src/dates/edtf.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { type Commitment, plainCommitment } from "../../src/domain/commitment.ts";
import type { Due } from "../../src/domain/due.ts";
import type { Event } from "../../src/domain/event.ts";
import type { Milestone } from "../../src/domain/milestone.ts";
import { type Party, plainParty } from "../../src/domain/party.ts";
import type { Quote } from "../../src/domain/quote.ts";
import type { Relation } from "../../src/domain/relation.ts";
import type { Snapshot, Source } from "../../src/domain/source.ts";
import type { Entities, Kind } from "../../src/store/port/entities.ts";
import type { Change, Operation } from "../../src/store/port/store.ts";

/** Whole records for tests of rules and stores: valid, numbered, new (version 0), each field open to change. */

const at = "2026-01-01T00:00:00.000Z";
export const stamp = { by: "tester", at };

const groups: Readonly<Record<Exclude<Kind, "party">, string>> = {
  source: "8001",
  snapshot: "8002",
  quote: "8003",
  commitment: "8004",
  event: "8005",
  milestone: "8006",
  assessment: "8007",
  relation: "8008",
};

/** The id of the n-th record of a kind; ids grow with n. */
export function idOf(kind: Exclude<Kind, "party">, n: number): string {
  return `01900000-0000-7000-${groups[kind]}-${n.toString(16).padStart(12, "0")}`;
}

export function change<K extends Kind>(op: Operation, kind: K, entity: Entities[K]): Change {
  return { op, kind, entity } as unknown as Change;
}

export function makeDue(edtf: string): Due {
  return { text: null, edtf, ...boundsOf(edtf), basis: "explicit" };
}

export function makeParty(code: string, more: Partial<Party> = {}): Party {
  const base = { code, kind: "agency" as const, name: code, names: {}, ...plainParty, parent: null, wikidataId: null };
  return { ...base, isoAlpha2: null, version: 0, createdAt: at, updatedAt: at, ...more };
}

export function makeSource(n: number, more: Partial<Source> = {}): Source {
  return {
    id: idOf("source", n),
    slug: `source-${n}`,
    kind: "news",
    title: `Source ${n}`,
    publisher: null,
    author: null,
    url: null,
    archiveUrl: null,
    language: null,
    publishedOn: null,
    issuedBy: [],
    publishedEarliest: null,
    publishedLatest: null,
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

export function makeSnapshot(n: number, sourceId: string, more: Partial<Snapshot> = {}): Snapshot {
  return {
    id: idOf("snapshot", n),
    sourceId,
    retrievedAt: at,
    mediaType: "text/plain",
    sha256: n.toString(16).padStart(64, "0"),
    length: 4,
    normalizer: "test-1",
    text: "text",
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

export function makeQuote(n: number, sourceId: string, more: Partial<Quote> = {}): Quote {
  return {
    id: idOf("quote", n),
    sourceId,
    snapshotId: null,
    exact: `words ${n}`,
    prefix: null,
    suffix: null,
    start: null,
    end: null,
    language: null,
    translation: null,
    display: null,
    locator: null,
    speaker: null,
    matched: null,
    anchor: "unanchored",
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

export function makeCommitment(n: number, more: Partial<Commitment> = {}): Commitment {
  const { statedOn = "2023-05-26", statusSince = statedOn } = more;
  const stated = boundsOf(statedOn);
  const since = boundsOf(statusSince);
  return {
    id: idOf("commitment", n),
    slug: `commitment-${n}`,
    title: `Commitment ${n}`,
    summary: null,
    type: "culture",
    parties: [{ party: "AAA", role: "promisor" }],
    firmness: "intend",
    status: "stated",
    statusSince,
    statusSinceEarliest: since.earliest,
    statusSinceLatest: since.latest,
    statedOn,
    statedEarliest: stated.earliest,
    statedLatest: stated.latest,
    due: null,
    originalDue: null,
    statedDue: null,
    done: null,
    progress: null,
    fulfilment: "not_assessed",
    ...plainCommitment,
    corroboration: "none",
    restatements: 0,
    quotes: [],
    sectors: [],
    tags: [],
    location: null,
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

/** The n-th event recorded; its bounds follow from `date`. */
export function makeEvent(n: number, more: Partial<Event> = {}): Event {
  const { date = "2024-01-01" } = more;
  return {
    id: idOf("event", n),
    commitmentId: idOf("commitment", 1),
    type: "status_changed",
    kind: "editorial",
    date,
    ...boundsOf(date),
    effectiveOn: null,
    parties: [],
    amount: null,
    title: `Event ${n}`,
    description: null,
    status: null,
    due: null,
    firmness: null,
    evidence: [],
    supersedes: null,
    recordedAt: new Date(Date.parse(at) + n).toISOString(),
    recordedBy: "tester",
    updatedAt: at,
    version: 0,
    ...more,
  };
}

/** So many new notes on the timeline of a commitment, numbered from `first` on. */
export function makeNotes(commitmentId: string, first: number, count: number): Change[] {
  const note = { commitmentId, type: "note", kind: "act" } as const;
  return Array.from({ length: count }, (_, n) => change("create", "event", makeEvent(first + n, note)));
}

export function makeMilestone(n: number, more: Partial<Milestone> = {}): Milestone {
  return {
    id: idOf("milestone", n),
    commitmentId: idOf("commitment", 1),
    title: `Milestone ${n}`,
    test: null,
    weight: 1,
    state: "scheduled",
    metOn: null,
    occurrence: null,
    due: null,
    originalDue: null,
    metEarliest: null,
    metLatest: null,
    evidence: [],
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

/** The n-th assessment recorded; its bounds follow from `on`. */
export function makeAssessment(n: number, more: Partial<Assessment> = {}): Assessment {
  const { on = "2024-01-01" } = more;
  return {
    id: idOf("assessment", n),
    commitmentId: idOf("commitment", 1),
    fulfilment: "limited",
    confidence: "medium",
    on,
    ...boundsOf(on),
    assessor: "An institute",
    origin: "independent",
    party: null,
    rationale: null,
    evidence: [],
    supersedes: null,
    recordedAt: new Date(Date.parse(at) + n).toISOString(),
    recordedBy: "tester",
    updatedAt: at,
    version: 0,
    ...more,
  };
}

/** The n-th relation, from commitment 1 to commitment 2. */
export function makeRelation(n: number, more: Partial<Relation> = {}): Relation {
  return {
    id: idOf("relation", n),
    from: idOf("commitment", 1),
    to: idOf("commitment", 2),
    type: "implements",
    note: null,
    version: 0,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}
