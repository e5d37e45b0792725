import type { Commitment } from "../commitments/model.ts";
import type { Event } from "../events/model.ts";
import type { Milestone } from "../milestones/model.ts";
import type { Party } from "../parties/model.ts";
import type { Quote } from "../quotes/model.ts";
import type { Snapshot, Source } from "../sources/model.ts";

/** Every kind of record that the ledger revises. A party's key is its code; every other kind's is a UUIDv7. */
export interface Entities {
  party: Party;
  source: Source;
  snapshot: Snapshot;
  quote: Quote;
  commitment: Commitment;
  event: Event;
  milestone: Milestone;
}
export type Kind = keyof Entities;

export type Operation = "create" | "update" | "delete" | "restore";

/**
 * One change of one record. `entity` is the record as it shall be, with the `version` it was read at (0 for a new one):
 * that is the compare-and-set guard. The store writes `version + 1`.
 */
export type Change = { [K in Kind]: { op: Operation; kind: K; entity: Entities[K] } }[Kind];

/** Who changed something, and when the ledger learned of it (RFC 3339 UTC, milliseconds). */
export interface Stamp {
  by: string;
  at: string;
}

/** One immutable line of the ledger. Lines of one `apply` share `tx`, the sequence number of the first of them. */
export interface Line<K extends Kind = Kind> {
  seq: number;
  tx: number;
  at: string;
  by: string;
  op: Operation;
  kind: K;
  id: string;
  /** The commitment whose aggregate the record belongs to, if it belongs to one. */
  commitmentId: string | null;
  version: number;
  data: Entities[K];
  /** SHA-256 over the canonical JSON (RFC 8785) of this line with the `hash` of the line before it. */
  hash: string;
}

export type Scalar = string | number | null;

/** A condition on the rows of one kind, as plain data. Field names are the entity's. Conditions are joined by AND. */
export type Filter =
  | { field: string; in: readonly Scalar[]; not?: boolean }
  | { field: string; from?: string; to?: string }
  /** The uncertain date whose bounds are these two fields overlaps [from, to] (plain dates, inclusive). */
  | { bounds: readonly [earliest: string, latest: string]; from?: string; to?: string }
  /** The record points at one of these records, in one of these roles if any are given. */
  | { link: Kind | "tag"; to: readonly string[]; rel?: readonly string[]; not?: boolean }
  /** Commitments whose timeliness on `day` is one of these. */
  | { timeliness: readonly string[]; day: string; not?: boolean };

export interface Sort {
  field: string;
  descending: boolean;
}

/** A keyset page: rows after the position `after` (the values of the sort fields, then the key), in `sort` order, unknowns last. */
export interface Query {
  filters?: readonly Filter[];
  sort?: readonly Sort[];
  after?: readonly Scalar[];
  limit: number;
}

/** Some rows of an order, and the position to go on `after`; null at its end. */
export interface Slice<E> {
  rows: E[];
  next: Scalar[] | null;
}

/** What a place on a timeline is about; `ref` is the id of the record it shows. */
export interface Entry {
  entry: "stated" | "event" | "milestone" | "original_due" | "due";
  commitmentId: string;
  ref: string;
  /** earliest ?? latest; null for what has no date, which comes last. */
  at: string | null;
  earliest: string | null;
  latest: string | null;
  recordedAt: string;
  id: string;
}

/** Commitments that match `filters`, or one commitment; entries whose bounds overlap [from, to]. */
export interface TimelineQuery {
  commitmentId?: string;
  filters?: readonly Filter[];
  entries?: readonly Entry["entry"][];
  from?: string;
  to?: string;
  after?: readonly Scalar[];
  descending?: boolean;
  limit: number;
}

/**
 * The port to the database. Adapters: SQLite and PostgreSQL. Deleted records are invisible unless `deleted` is asked for.
 * Errors: StoreConflict from `apply`; AppError `unavailable` when the database cannot be reached.
 */
export interface Store {
  /** The record with this key or slug, or null. */
  get<K extends Kind>(kind: K, key: string, options?: { deleted?: boolean }): Promise<Entities[K] | null>;
  /** The records with these keys, in no particular order; unknown keys are left out. */
  getMany<K extends Kind>(kind: K, keys: readonly string[]): Promise<Entities[K][]>;
  list<K extends Kind>(kind: K, query: Query): Promise<Slice<Entities[K]>>;
  /** The number of rows, counting no further than `atMost`. */
  count(kind: Kind, filters: readonly Filter[], atMost: number): Promise<number>;
  /** The keys and slugs of live records that point at this one, at most `limit`. */
  referencesTo(kind: Kind, key: string, limit: number): Promise<{ kind: Kind; id: string; slug: string | null }[]>;
  timeline(query: TimelineQuery): Promise<Slice<Entry>>;
  /** Ledger lines of a commitment itself, newest first, before sequence number `before`. */
  revisions(commitmentId: string, page: { before?: number; limit: number }): Promise<Line<"commitment">[]>;
  /** All ledger lines written together with these transactions. */
  linesOf(transactions: readonly number[]): Promise<Line[]>;
  /** Earlier states: the line of each (kind, id, version) that exists. */
  linesAt(states: readonly { kind: Kind; id: string; version: number }[]): Promise<Line[]>;
  /** The newest ledger line's number, time and hash; zero, null and "" before the first. */
  head(): Promise<{ seq: number; at: string | null; hash: string }>;
  /** All or nothing: the changes, their version bumps and their ledger lines. Answers the records as written, in order. */
  apply(changes: readonly Change[], stamp: Stamp): Promise<Entities[Kind][]>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Why `apply` wrote nothing: someone else was quicker, or a named record is missing, taken or still pointed at. */
export class StoreConflict extends Error {
  readonly reason: "version" | "missing_reference" | "in_use" | "slug_taken" | "exists";
  readonly kind: Kind;
  readonly id: string;

  constructor(reason: StoreConflict["reason"], kind: Kind, id: string) {
    super(`${reason}: ${kind} ${id}`);
    this.reason = reason;
    this.kind = kind;
    this.id = id;
  }
}
