import { rangeOf } from "../commitments/filters.ts";
import { earlierOf } from "../dates/calendar.ts";
import { plainDate } from "../dates/edtf.ts";
import type { Timeliness } from "../domain/codelists/codelists.ts";
import { type AppError, invalidParameter } from "../errors/errors.ts";
import type { Context } from "../records/context.ts";
import type { Filter } from "../store/port/query.ts";
import type { Series } from "../store/port/statistics.ts";
import { codesBy, labelsOf } from "./dimensions.ts";
import type { Interval, Point, StatsSeries, seriesDimensions } from "./model.ts";
import { type Period, periodNumber, periodOf } from "./periods.ts";
import type { Selection } from "./selection.ts";

export const mostPoints = 600;

export interface SeriesAsked extends Selection {
  by: (typeof seriesDimensions)[number];
  interval: Interval;
  from?: string | undefined;
  to?: string | undefined;
}

/** Counts commitments by period, as of today. @throws AppError invalid_request for a range that is empty or too long */
export async function countOverTime(ctx: Context, asked: SeriesAsked): Promise<StatsSeries> {
  const { by, interval, filters, subjects } = asked;
  const day = plainDate(ctx.now());
  const periods = await periodsOf(ctx, asked, day);
  const [first, last] = [periods[0], periods.at(-1)] as [Period, Period];
  const until = earlierOf(day, last.to);
  const width = interval === "year" ? 4 : 7;
  const found = await ctx.store.series({
    ...(by === "participation" ? { field: "state", of: "spans", ...(subjects && { subjects }) } : { field: by }),
    filters,
    width,
    from: first.from,
    to: last.to,
    until,
    day,
  });
  const codes = codesBy(by) ?? [];
  const label = await labelsOf(ctx, by, codes);
  const keys = codes.map((code) => ({ key: code, label: label(code) }));
  return {
    data: pointsOf(found, { periods, interval, day, codes }),
    by,
    interval,
    keys,
    day,
  };
}

/** From the first statement until today, unless asked otherwise; without a given start, as many as fit. */
async function periodsOf(ctx: Context, { interval, filters, ...range }: SeriesAsked, day: string): Promise<Period[]> {
  const given = rangeOf(range);
  const to = given.to ?? (given.from !== undefined && given.from > day ? given.from : day);
  const from = given.from ?? (await firstDay(ctx, filters, to));
  if (from > to) throw refusal("from", "empty_range", `The series would begin on ${from}, after its end on ${to}.`);
  const end = periodNumber(to, interval);
  const begin = periodNumber(from, interval);
  const most = `${mostPoints} points, and from ${from} to ${to} there are ${end - begin + 1} ${interval}s`;
  if (end - begin >= mostPoints && given.from !== undefined)
    throw refusal(
      "interval",
      "too_many_points",
      `A series has at most ${most}: choose a longer interval or a shorter range.`,
    );
  const start = Math.max(begin, end - mostPoints + 1);
  return Array.from({ length: end - start + 1 }, (_, n) => periodOf(start + n, interval));
}

/** The first day on which one of them may have been stated, or `to` when it is later. */
async function firstDay({ store }: Context, filters: readonly Filter[], to: string): Promise<string> {
  const stated = (await store.firstStated(filters)) ?? to;
  return earlierOf(stated, to);
}

function refusal(parameter: string, code: string, detail: string): AppError {
  return invalidParameter(parameter, code, detail);
}

interface Frame {
  periods: readonly Period[];
  interval: Interval;
  day: string;
  codes: readonly string[];
}
interface Counted {
  period: string;
  count: number;
}

function pointsOf(found: Series, frame: Frame): Point[] {
  const due = (...of: Timeliness[]) =>
    perPeriod(
      found.due.filter(({ timeliness }) => of.includes(timeliness)),
      frame,
    );
  const [met, overdue] = [due("met_on_time", "met_late", "met_timing_unclear"), due("overdue")];
  const [unmet, open] = [due("closed_unmet"), due("due_now", "not_yet_due", "awaiting_condition")];
  const stated = perPeriod(found.stated, frame);
  const stocks = frame.codes.map(
    (code) =>
      [
        code,
        stockOf(
          found.changes.filter(({ key }) => key === code),
          frame,
        ),
      ] as const,
  );
  return frame.periods.map(({ period, from, to }, n) => {
    const at = (numbers: readonly number[]) => numbers[n] ?? 0;
    const counts = from > frame.day ? null : Object.fromEntries(stocks.map(([code, stock]) => [code, at(stock)]));
    const outcome = { met: at(met), overdue: at(overdue), unmet: at(unmet), open: at(open) };
    return {
      ...{ period, from, to, on: counts && earlierOf(to, frame.day) },
      ...{ total: counts && sumOf(Object.values(counts)), counts, stated: at(stated) },
      ...{ due: sumOf(Object.values(outcome)), dueOutcome: outcome },
    };
  });
}

/** The sum of the counts in each period; what comes before the first counts in it. */
function perPeriod(rows: readonly Counted[], { periods, interval, day }: Frame): number[] {
  const begin = periodNumber(periods[0]?.from ?? day, interval);
  const sums = periods.map(() => 0);
  for (const { period, count } of rows) {
    const n = period === "" ? 0 : periodNumber(period, interval) - begin;
    sums[n] = (sums[n] ?? 0) + count;
  }
  return sums;
}

/** How many there are at the end of each period, from the changes up to then. */
function stockOf(changes: readonly Counted[], frame: Frame): number[] {
  let stock = 0;
  return perPeriod(changes, frame).map((change) => (stock += change));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
