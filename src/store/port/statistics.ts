import type { Timeliness } from "../../domain/codelists/codelists.ts";
import type { Filter } from "./query.ts";

/** Counting, as plain data: what statistics ask of the store, and what it answers. */

/**
 * What commitments are counted by: a field; the year of the first of these dates that is known; what they point at, in
 * one of these roles; how their parties stand on a day (of one party, where that is counted by, too); their timeliness
 * on a day. A commitment with several values counts under each, one
 * with none under null.
 */
export type Facet =
  | { field: string }
  | { year: readonly string[] }
  | { link: "party" | "tag" | "sector"; rel?: readonly string[] }
  | { standing: string; subjects?: readonly string[] }
  | { timeliness: string };

export type Measure = "overdue" | "slippage" | "scores";

/** The `limit` largest groups of the commitments that match, with these measures. `day` is a plain date. */
export interface TallyQuery {
  by: readonly Facet[];
  filters: readonly Filter[];
  measures: readonly Measure[];
  day: string;
  limit: number;
}

/** The middle one of the days in their order, or the two middle ones; null is without bound. */
export type Middle = readonly [lower: number | null, upper: number | null];

/** Of how many commitments, and the middle of the least and of the most days that each is late. */
export interface Slippages {
  n: number;
  minDays: Middle;
  maxDays: Middle;
}

/** Whose judgement a score rests on. */
export type Basis = "all" | "selfReported" | "independent";

/** What is asked of the money that events tell of; the first `limit` rows. */
export interface AmountsQuery {
  filters: readonly Filter[];
  byYear: boolean;
  limit: number;
}

/** The sum of the amounts of one type of event in one currency, and year if that is asked for. */
export interface AmountTally {
  type: string;
  currency: string;
  year: string | null;
  events: number;
  commitments: number;
  hundredths: bigint;
}

/** One group: a key for each facet, how many commitments, and the measures that were asked for. */
export interface Tally {
  keys: (string | null)[];
  count: number;
  overdue: number;
  /** Of these, with nobody having looked since. */
  unverified: number;
  /** Of each fulfilment code how many there are; and how many of those not assessed are not yet due. */
  judged: Record<Basis, { by: Record<string, number>; notYetDue: number }>;
  slippage: Slippages | null;
}

/**
 * The largest groups first, equal ones by their keys, null last. `total` counts each commitment once; `groups` and
 * `members` are of all groups, also those not in `rows`.
 */
export interface Tallies {
  total: number;
  groups: number;
  members: number;
  rows: Tally[];
}

/**
 * What became of the commitments that match, by period. A period is named by the first 4 (years) or 7 (months)
 * characters of a day.
 */
export interface SeriesQuery {
  /** The field of a phase whose values are counted; or of a span, of these parties if any are named. */
  field: string;
  of?: "phases" | "spans";
  subjects?: readonly string[];
  filters: readonly Filter[];
  width: 4 | 7;
  /** The first day of the first period; and the last day, and the last for which the stock is known. */
  from: string;
  to: string;
  until: string;
  day: string;
}

/**
 * By period: how the stock of each value changed (changes before the first period have the period ""), what was stated,
 * and what was due with its timeliness.
 */
export interface Series {
  changes: { key: string; period: string; count: number }[];
  stated: { period: string; count: number }[];
  due: { timeliness: Timeliness; period: string; count: number }[];
}
