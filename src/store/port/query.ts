import type { Circle } from "../../domain/geo.ts";
import type { Search } from "../../domain/search/search-query.ts";
import type { Kind } from "./entities.ts";

/** What is asked of the store, as plain data. */

export type Scalar = string | number | null;

/** A condition on the rows of one kind, as plain data. Field names are the entity's. Conditions are joined by AND. */
export type Filter =
  | { field: string; in: readonly Scalar[]; not?: boolean }
  | { field: string; from?: string; to?: string }
  /**
   * The uncertain date whose bounds are these two fields overlaps [from, to] (plain dates, inclusive). `opens`: the
   * field from which an open start counts; else it has no limit.
   */
  | { bounds: readonly [earliest: string, latest: string]; opens?: string; from?: string; to?: string }
  /** The record points at one of these records, in one of these roles if any are given. */
  | { link: Kind | "tag" | "sector"; to: readonly string[]; rel?: readonly string[]; not?: boolean }
  /** Commitments whose timeliness on `day` is one of these. */
  | { timeliness: readonly string[]; day: string; not?: boolean }
  /**
   * Commitments, parties, sources or quotes with these words. `tier`: only those of this tier of relevance (see
   * src/domain/search/match.ts). `isCommon` is set by the store itself, for words that many records have.
   */
  | { search: Search; tier?: number; isCommon?: boolean }
  /** The field is less, or has no value. */
  | { field: string; before: string }
  /** Commitments with a party, or a condition, that stands so on `day`: one of `subjects`, or any. */
  | {
      standing: readonly string[];
      axis: "participation" | "condition";
      day: string;
      subjects?: readonly string[];
      /** Otherwise than so. */
      not?: boolean;
    }
  /** Commitments that are overdue on `day` with nobody having looked since, nor being to; or all others. */
  | { unverified: boolean; day: string }
  /** Commitments with something that is said to have happened, and lies wholly after this day. */
  | { ahead: string; not?: boolean }
  /** Commitments without an event that began on this day or later. */
  | { quietSince: string }
  /** Commitments that rest on some words or sources, themselves or by their parts; or those that rest on none. */
  | { evidenced: boolean }
  /** Commitments of which there is another one with the same title or words, and no relation between the two. */
  | { duplicated: boolean }
  /** Commitments that are so like this one. */
  | { duplicateOf: string }
  /** Commitments whose place is in this circle, its edge included. */
  | { near: Circle };

export interface Sort {
  field: string;
  descending: boolean;
}

/** A keyset page: rows after the position `after` (values of the sort fields, then the key), unknowns last. */
export interface Query {
  filters?: readonly Filter[];
  sort?: readonly Sort[];
  /** In place of `sort`, by relevance to the `search` filter: its tiers, each newest statement first. */
  ranked?: boolean;
  after?: readonly Scalar[];
  limit: number;
  /** Fields that are not read, and null in every row: texts. */
  without?: readonly string[];
}

export interface Ends {
  from: readonly string[];
  to: readonly string[];
}

/** Some rows of an order, and the position to go on `after`; null at its end. */
export interface Slice<E> {
  rows: E[];
  next: Scalar[] | null;
}

export const entryKinds = ["stated", "event", "milestone", "original_due", "due", "assessment"] as const;

/** What a place on a timeline is about; `ref` is the id of the record it shows. */
export interface Entry {
  entry: (typeof entryKinds)[number];
  commitmentId: string;
  ref: string;
  /** earliest ?? latest; null for what has no date, which comes last. */
  at: string | null;
  earliest: string | null;
  latest: string | null;
  recordedAt: string;
  id: string;
}

/**
 * Commitments that match `filters`, or one commitment; entries whose bounds overlap [from, to]. A due window with an
 * open start counts at its last day, where the timeline has it.
 */
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
