import type { RelationType } from "../../domain/codelists/codelists.ts";
import type { StoredKey } from "../../domain/key.ts";
import type { Span } from "../../domain/participation.ts";
import type { Grounds, Phase } from "../../domain/phases.ts";
import type { Caller } from "./caller.ts";
import type { Operation, RecordChange } from "./changes.ts";
import type { AggregatePart, Entities, Kind, Recorded } from "./entities.ts";
import type { Once, Remembered, Taken } from "./idempotency.ts";
import type { PromiseMarks } from "./promise-marks.ts";
import type { Ends, Entry, Filter, Query, Scalar, Slice, TimelineQuery } from "./query.ts";
import type { AmountsQuery, AmountTally, Series, SeriesQuery, Tallies, TallyQuery } from "./statistics.ts";
import type { Webhooks } from "./webhooks.ts";

export type { Operation } from "./changes.ts";

/** What a commitment was and will be from day to day, as its timeline stands. */
export interface Course {
  phases: readonly Phase[];
  spans: readonly Span[];
  turnsOn: string | null;
}

/**
 * One change of one record. `entity` is the record as it shall be, with the `version` it was read at (0 for a new one):
 * that is the compare-and-set guard. The store writes `version + 1`. `phases`, `spans`: all of a commitment, in order,
 * where they may change; `turnsOn`: when the phase after that of `entity` begins. A purge takes the record out of the
 * database with all its parts, those of deleted records too, for good; `entity` is then the record as it was last.
 */
export type Change = {
  [K in Kind]:
    | ({ op: Exclude<Operation, "purge">; kind: K; entity: Entities[K] } & Partial<Course>)
    | ({ op: "purge"; kind: K; entity: Entities[K]; reason: string } & { [F in keyof Course]?: undefined });
}[Kind];

/** What the line of a purge holds: why, and the numbers of the lines whose data went. */
export interface Purge {
  reason: string;
  purged: number[];
}

/**
 * Who changed something, and when the ledger learned of it (RFC 3339 UTC, milliseconds): an instant, or a clock that is
 * read once nobody else can write. A line's time is that of its commit, and later than any instant that was answered
 * for.
 */
export interface Stamp {
  by: string;
  at: string | (() => string);
  /** Why, if that is said. */
  reason?: string | undefined;
  /** The request that asks for it, if it must take effect only once. */
  once?: Once;
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
  /** Why, as whoever wrote it said; null: nothing was said. */
  reason?: string | null;
  /** Empty where `purgedBy` says so; of a line of `op` purge, a Purge: see `tells`. */
  data: Recorded[K];
  /** SHA-256 over the canonical JSON (RFC 8785) of this line with the `hash` of the line before it. */
  hash: string;
  /** The later line that took the data away, and over which the hash was taken. */
  purgedBy?: number | null;
  /** The change set that the line belongs to, where that is more than its transaction. */
  changeSet?: number | null;
}

/**
 * What was committed as one: a write, or all writes of an import. `id` is the number of its first line, `through` that
 * of its last; all lines between belong to it.
 */
export interface ChangeSet {
  id: number;
  through: number;
  at: string;
  by: string;
  /** Why, if that was said. */
  reason: string | null;
  /** How many lines there are of each kind of record, by what they do. */
  counts: { kind: Kind; op: Operation; lines: number }[];
}

/** Whether a line tells of a record: neither purged nor the line of a purge. */
export function tells({ op, purgedBy = null }: Pick<Line, "op" | "purgedBy">): boolean {
  return op !== "purge" && purgedBy === null;
}

export type PurgeLine = Omit<Line, "data"> & { data: Purge };

/** The newest ledger line's number, time and hash; zero, null and "" before the first. */
export interface Head {
  seq: number;
  at: string | null;
  hash: string;
}

/**
 * Ledger lines after number `after`, in order, of any of these kinds (all when empty) and of one commitment's
 * aggregate.
 */
export interface LinesQuery {
  after: number;
  limit: number;
  kinds?: readonly Kind[];
  commitmentId?: string;
}

/** Some lines, each with the hash of the line before it (`previous`), and how far was looked. */
export interface LinesSlice {
  head: Head;
  rows: (Line & { previous: string })[];
  /** The lines that match, up to this number, are all in `rows`; `head.seq` when there are no more. */
  through: number;
  /** Whether the line after `through` belongs to the transaction of the last row. */
  goesOn: boolean;
}

/** Why a key was not added: its id is taken, a living key has its name, or it was to be the first and is not. */
export type KeyRefusal = "exists" | "name_taken" | "not_first";

/** Requests counted in one period (minutes since 1970), by the name of a bucket. */
export interface Count {
  bucket: string;
  period: number;
  used: number;
}

/**
 * A moment in either of the two times or both: the record once ledger line `seq` was written (record time), and what
 * had happened by the day `on` (valid time; plain date). `today`: the day on which that was asked without naming one;
 * it shows all that was recorded, and in effect what had taken effect by then.
 */
export interface Moment {
  seq?: number;
  on?: string;
  today?: string;
}

/** A place where so much work goes on at once: connections, long reads, exports. */
export interface Load {
  place: string;
  /** How much is under way, how much waits for its turn, and how much is at once at most. */
  taken: number;
  waiting: number;
  all: number;
}

/** What came of work that had the database to itself, and whether what it wrote shall stay. */
export interface Outcome<T> {
  commit: boolean;
  value: T;
}

/**
 * The port to the database. Adapters: SQLite and PostgreSQL. Deleted records are invisible unless `deleted` is asked
 * for. Errors: StoreConflict from `apply`; AppError `unavailable` when the database cannot be reached.
 */
export interface Store {
  /** The record with this key or slug, or null. */
  get<K extends Kind>(kind: K, key: string, options?: { deleted?: boolean }): Promise<Entities[K] | null>;
  /** The records with these keys, in the order of keys (500 at a time); unknown keys are left out. */
  getMany<K extends Kind>(kind: K, keys: readonly string[]): Promise<Entities[K][]>;
  list<K extends Kind>(kind: K, query: Query): Promise<Slice<Entities[K]>>;
  /** The events, milestones and assessments of a commitment, in whatever order. */
  parts(commitmentId: string): Promise<AggregatePart[]>;
  /** A commitment, by its id or slug, with those; null where there is none. */
  aggregate(key: string): Promise<{ commitment: Entities["commitment"]; parts: AggregatePart[] } | null>;
  /** The sources of these quotes, and who issued those and these `sources`. */
  grounds(of: { quotes: readonly string[]; sources: readonly string[] }): Promise<Grounds>;
  /** What is searched of these commitments beside their titles, as the beginning of their documents has it. */
  searchedBodies(commitments: readonly string[]): Promise<Map<string, string>>;
  /** As list, but of each record only these fields, which must be among those that are filtered and sorted by. */
  listFields(kind: Kind, query: Query, fields: readonly string[]): Promise<Record<string, Scalar>[]>;
  /** The number of rows, counting no further than `atMost`. */
  count(kind: Kind, filters: readonly Filter[], atMost: number): Promise<number>;
  /** The keys and slugs of live records that point at this one, at most `limit`. */
  referencesTo(kind: Kind, key: string, limit: number): Promise<{ kind: Kind; id: string; slug: string | null }[]>;
  /**
   * The shortest way along relations of this type, as ids, both ends included; null: none; "too_far": over 10 000
   * relations lie ahead.
   */
  path(type: RelationType, ends: Ends): Promise<string[] | null | "too_far">;
  timeline(query: TimelineQuery): Promise<Slice<Entry>>;
  /** Counts commitments by group, over one unchanging state, and without keeping others waiting. */
  tally(query: TallyQuery): Promise<Tallies>;
  /** Counts commitments by period, likewise. */
  series(query: SeriesQuery): Promise<Series>;
  /**
   * The first day on which one of the commitments that match may have been stated, or a day on which one was stated at
   * the latest where none has a first one; null where none matches.
   */
  firstStated(filters: readonly Filter[]): Promise<string | null>;
  /** Sums the amounts of events, likewise: never across currencies. */
  amounts(query: AmountsQuery): Promise<AmountTally[]>;
  /** Ledger lines of a commitment itself, newest first, before sequence number `before`. */
  revisions(commitmentId: string, page: { before?: number; limit: number }): Promise<Line<"commitment">[]>;
  /** Ledger lines of what belongs to a commitment, in their order, after one line and up to another. */
  linesOfParts(commitmentId: string, between: { after: number; through: number }): Promise<Line[]>;
  /** All ledger lines written together with these transactions. */
  linesOf(transactions: readonly number[]): Promise<Line[]>;
  /**
   * What was committed before line `before` (all when left out), newest first, by one name or by anyone. Looks at no
   * more than 10 000 lines of others; `next` is where to go on.
   */
  changeSets(query: { before?: number; limit: number; by?: string }): Promise<Slice<ChangeSet>>;
  /** The change set whose first line has this number, or null. */
  changeSet(id: number): Promise<ChangeSet | null>;
  /** Earlier states: the line of each (kind, id, version) that exists. */
  linesAt(states: readonly { kind: Kind; id: string; version: number }[]): Promise<Line[]>;
  /** The line of the purge of this record, or null; asked of now, whatever the moment. */
  purgeOf(kind: Kind, id: string): Promise<PurgeLine | null>;
  /** The ledger as a feed: lines up to the head, and that head, in one read. Looks at no more than 10 000 lines. */
  lines(query: LinesQuery): Promise<LinesSlice>;
  head(): Promise<Head>;
  /** Whether what is read without a moment is what commitments are on this day (plain date): see `turn`. */
  isOf(day: string): Promise<boolean>;
  /** Makes it so: commitments that another phase has begun for by then take its values. Writes no line. */
  turn(day: string): Promise<void>;
  /**
   * What the lines after this one changed, in their order; null where the ledger has no such line, or one with another
   * hash, or more than `atMost` after it.
   */
  changesAfter(line: Pick<Head, "seq" | "hash">, atMost: number): Promise<RecordChange[] | null>;
  /**
   * All or nothing: the changes, their version bumps and their ledger lines. Answers the records as written, in order.
   */
  apply(changes: readonly Change[], stamp: Stamp): Promise<Entities[Kind][]>;
  /**
   * Runs work with a store in which all that it writes is one transaction: it stays if the outcome says so, else
   * nothing of it does. Nobody else writes meanwhile: their writes wait for a while, then fail as `unavailable`. Reads
   * go on, and see nothing of it until then. In the work, `exclusively` is a part of it that can be taken back alone.
   */
  exclusively<T>(work: (store: Store) => Promise<Outcome<T>>): Promise<T>;
  /** What became of a request with an Idempotency-Key in the 24 hours before `now`; null: nothing yet. */
  taken(which: Pick<Once, "principal" | "key">, now: string): Promise<Taken | null>;
  /** How many such requests of a principal are remembered at `now`; `oldest` is told from `limit` on. */
  remembered(principal: string, at: { now: string; limit: number }): Promise<Remembered>;
  /** Keeps the answer that such a request was given. */
  keepAnswer(request: Taken): Promise<void>;
  /**
   * The key with this id, whatever its state, or null. Keys are no records: they have no version and no ledger line.
   */
  getKey(id: string): Promise<StoredKey | null>;
  /** Keys in the order of their ids, after the one with id `after`; the revoked ones are among them. */
  listKeys(page: { after?: string; limit: number }): Promise<StoredKey[]>;
  /**
   * Adds a key, or says why not. `first`: only where there has never been one. `replaces`: living keys that were made
   * by this name are revoked with it.
   */
  addKey(key: StoredKey, how?: { first?: boolean; replaces?: string }): Promise<KeyRefusal | null>;
  /** Revokes a key; false when there is none of this id that is not revoked already. */
  revokeKey(id: string, at: string): Promise<boolean>;
  /** Records a use of a key, unless one after `unlessAfter` is recorded. */
  touchKey(id: string, times: { at: string; unlessAfter: string }): Promise<void>;
  webhooks: Webhooks;
  promiseMarks: PromiseMarks;
  /**
   * Adds counts to those of the other processes on this database, and answers the sums; null where there can be no
   * other. Does not wait for writes.
   */
  addCounts(counts: readonly Count[]): Promise<Count[] | null>;
  /**
   * The secret of the database under this name, 32 random bytes, the same for all its processes: made when it is first
   * asked for. It must not be shown or logged.
   */
  secret(name: string): Promise<Buffer>;
  /**
   * The newest ledger line written by this instant (RFC 3339 UTC, milliseconds), for ever: no line that is written from
   * now on will be dated at or before it. To be asked of the primary.
   */
  headAt(instant: string): Promise<Head>;
  /**
   * The store for one caller: whatever is read or written ends when his signal is aborted, with its reason as error,
   * and what has not committed by then never will.
   */
  for(caller: Caller): Store;
  /** The store as it stood at a moment; it can be read, not written. */
  at(moment: Moment): Store;
  /**
   * Overwrites what was deleted but still stands in free space of the database's own files; false where that could not
   * be done, or is not ours to do (PostgreSQL). Other writes wait meanwhile, as for `exclusively`.
   */
  erase(): Promise<boolean>;
  ping(): Promise<void>;
  /** How busy this process is with the database. */
  load(): readonly Load[];
  close(): Promise<void>;
}
