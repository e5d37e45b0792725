import { plainDate } from "../dates/edtf.ts";
import { AppError } from "../errors/errors.ts";
import { defaultLanguage } from "../languages/languages.ts";
import type { Context } from "../records/context.ts";
import type { Measure, Middle, Slippages, Tally } from "../store/port/statistics.ts";
import { codedDimensions, codesBy, type Dimension, facetOf, labelsOf, orderOf } from "./dimensions.ts";
import type { Group, Stats } from "./model.ts";
import { phrases } from "./phrases.ts";
import { scoreOf } from "./scores.ts";
import type { Selection } from "./selection.ts";

export interface StatsQuery extends Selection {
  by: readonly Dimension[];
  measures: readonly Measure[];
  zeros: boolean;
  limit: number;
  /** The order of the groups that are shown; the largest first when left out. */
  sort?: "count" | "code";
}

/** Counts commitments by up to two dimensions. @throws AppError invalid_request for zeros of what has no code list */
export async function countCommitments(ctx: Context, query: StatsQuery): Promise<Stats> {
  const { by, measures, limit, zeros, sort = "count" } = query;
  const combinations = zeros ? combinationsOf(by) : [];
  const day = plainDate(ctx.now());
  const facets = by.map((dimension) => facetOf(dimension, day, query.subjects));
  const found = await ctx.store.tally({ by: facets, filters: query.filters, measures, day, limit });
  const rows = by.length === 0 && found.rows.length === 0 ? [nobody([])] : [...found.rows];
  const known = new Set(rows.map(({ keys }) => JSON.stringify(keys)));
  const missing = combinations.filter((keys) => !known.has(JSON.stringify(keys)));
  if (found.groups <= rows.length) rows.push(...missing.map(nobody).slice(0, limit - rows.length));
  if (sort === "code") rows.sort(byCode(by));
  const labels = await Promise.all(
    by.map((dimension, n) =>
      labelsOf(
        ctx,
        dimension,
        rows.map(({ keys }) => keys[n] ?? null),
      ),
    ),
  );
  const shown = rows.reduce((sum, { count }) => sum + count, 0);
  const groups = Math.max(found.groups, combinations.length, rows.length);
  return {
    data: rows.map((row) => groupOf(row, { labels, measures, whole: phrases[ctx.language ?? defaultLanguage].all })),
    by: [...by],
    total: found.total,
    otherGroups: { groups: groups - rows.length, count: found.members - shown },
    day,
  };
}

type Keys = Tally["keys"];

/** Every code of a dimension, or every pair of codes of two, by their keys. */
function combinationsOf(by: readonly Dimension[]): Keys[] {
  const lists = by.map((dimension) => codesBy(dimension)?.toSorted() ?? uncoded(dimension));
  const [first = [], second] = lists;
  return first.flatMap((key) => second?.map((key2) => [key, key2]) ?? [[key]]);
}

/** By their first keys, then by their second ones. */
function byCode(by: readonly Dimension[]): (a: Tally, b: Tally) => number {
  const orders = by.map(orderOf);
  return (a, b) => orders.reduce((found, order, n) => found || order(a.keys[n] ?? null, b.keys[n] ?? null), 0);
}

function uncoded(dimension: Dimension): never {
  const detail = `\`zeros\` needs code lists, and ${dimension} has none; these have: ${codedDimensions.join(", ")}.`;
  const fault = { parameter: "zeros", code: "no_code_list", detail, allowed: codedDimensions };
  throw new AppError("invalid_request", detail, { errors: [fault] });
}

function nobody(keys: Keys): Tally {
  const judged = { by: {}, notYetDue: 0 };
  return {
    keys,
    count: 0,
    overdue: 0,
    unverified: 0,
    judged: { all: judged, selfReported: judged, independent: judged },
    slippage: null,
  };
}

function groupOf(
  tally: Tally,
  {
    labels,
    measures,
    whole,
  }: {
    labels: readonly ((key: Keys[number]) => string)[];
    measures: readonly Measure[];
    whole: string;
  },
): Group {
  const [key = null, key2 = null] = tally.keys;
  const [label, label2] = labels;
  const { all, selfReported, independent } = tally.judged;
  return {
    ...(label ? { key, label: label(key) } : { key: "all", label: whole }),
    ...(label2 && { key2, label2: label2(key2) }),
    count: tally.count,
    ...(measures.includes("overdue") && { overdue: tally.overdue, unverified: tally.unverified }),
    ...(measures.includes("slippage") && { slippage: slippageOf(tally.slippage) }),
    ...(measures.includes("scores") && {
      scores: { all: scoreOf(all), selfReported: scoreOf(selfReported), independent: scoreOf(independent) },
    }),
  };
}

function slippageOf(slippage: Slippages | null): NonNullable<Group["slippage"]> {
  if (slippage === null) return { n: 0, medianMinDays: null, medianMaxDays: null };
  const { n, minDays, maxDays } = slippage;
  return { n, medianMinDays: medianOf(minDays), medianMaxDays: medianOf(maxDays) };
}

/** The mean of the two in the middle; without bound if one of them is. */
function medianOf([lower, upper]: Middle): number | null {
  return lower === null || upper === null ? null : (lower + upper) / 2;
}
