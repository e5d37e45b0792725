import { compareText, earlierOf } from "../../dates/calendar.ts";
import type { Timeliness } from "../../domain/codelists/codelists.ts";
import type { Filter } from "../port/query.ts";
import type { Series, SeriesQuery } from "../port/statistics.ts";
import { type Column, type Columns, Numbered, phaseFields } from "./columns.ts";
import { matching } from "./match.ts";

/** Counting rows in memory by period: the twin of src/store/sql/series.ts; a property test holds them together. */

/** As the store's `series`; null where the question is of what is not in memory. */
export function seriesOf(columns: Columns, query: SeriesQuery): Series | null {
  if (query.of === "spans" || query.day !== columns.day) return null;
  const field = phaseFields.find((name) => name === query.field);
  const rows = matching(columns, query.filters);
  if (rows === null || field === undefined) return null;
  return {
    changes: changesOf(columns, query, { rows, field }),
    stated: statedOf(columns, query, rows),
    due: dueOf(columns, query, rows),
  };
}

/** No period, since it is beyond those that are asked for; and no day. */
const [beyond, unknown] = [-1, -2];

function changesOf(
  { phases }: Columns,
  { from, until, width }: SeriesQuery,
  { rows, field }: { rows: Uint32Array; field: (typeof phaseFields)[number] },
): Series["changes"] {
  const [periods, keys] = [new Numbered<string>(), new Numbered<string>()];
  const periodOf = new Int32Array(
    phases.days.map((day) => (day > until ? beyond : periods.numberOf(day < from ? "" : day.slice(0, width)))),
  );
  const keyOf = new Uint32Array(phases.states.map((state) => keys.numberOf(state[field])));
  const count = periods.values.length;
  const sums = new Int32Array(keys.values.length * count);
  const isMet = new Uint8Array(sums.length);
  const { starts, ends, pool } = phases;
  const add = (key: number, day: number, change: number): void => {
    const period = periodOf[day] as number;
    if (period === beyond) return;
    const cell = key * count + period;
    sums[cell] = (sums[cell] as number) + change;
    isMet[cell] = 1;
  };
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    for (let at = starts[row] as number; at < (ends[row] as number); at += 3) {
      const key = keyOf[pool[at + 2] as number] as number;
      add(key, pool[at] as number, 1);
      add(key, pool[at + 1] as number, -1);
    }
  }
  return [...sums.keys()]
    .filter((cell) => isMet[cell] === 1)
    .map((cell) => ({
      key: keys.values[Math.floor(cell / count)] as string,
      period: periods.values[cell % count] as string,
      count: sums[cell] as number,
    }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.period, b.period));
}

/** The numbers of the periods of a column's days, by the numbers of these. */
function periodsOf({ values }: Column, periods: Numbered<string>, { from, to, width }: SeriesQuery): Int32Array {
  const numberOf = (day: string) => (day < from || day > to ? beyond : periods.numberOf(day.slice(0, width)));
  return new Int32Array(values.map((day) => (day === null ? unknown : numberOf(String(day)))));
}

function statedOf({ of }: Columns, query: SeriesQuery, rows: Uint32Array): Series["stated"] {
  const periods = new Numbered<string>();
  const { statedEarliest: earliest, statedLatest: latest } = of;
  const [first, last] = [periodsOf(earliest, periods, query), periodsOf(latest, periods, query)];
  const counts = new Uint32Array(periods.values.length);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    const begun = first[earliest.numbers[row] as number] as number;
    const period = begun === unknown ? (last[latest.numbers[row] as number] as number) : begun;
    if (period >= 0) counts[period] = (counts[period] as number) + 1;
  }
  return periods.values
    .map((period, n) => ({ period, count: counts[n] as number }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => compareText(a.period, b.period));
}

function dueOf({ of: { dueLatest, timeliness } }: Columns, query: SeriesQuery, rows: Uint32Array): Series["due"] {
  const periods = new Numbered<string>();
  const periodOf = periodsOf(dueLatest, periods, query);
  const codes = timeliness.values;
  const counts = new Uint32Array(periods.values.length * codes.length);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    const period = periodOf[dueLatest.numbers[row] as number] as number;
    if (period < 0) continue;
    const cell = period * codes.length + (timeliness.numbers[row] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return [...counts.keys()]
    .filter((cell) => counts[cell] !== 0)
    .map((cell) => ({
      timeliness: codes[cell % codes.length] as Timeliness,
      period: periods.values[Math.floor(cell / codes.length)] as string,
      count: counts[cell] as number,
    }))
    .sort((a, b) => compareText(a.period, b.period) || compareText(a.timeliness, b.timeliness));
}

/** As the store's `firstStated`; null where the question is of what is not in memory, or none has such a day. */
export function firstStatedOf(columns: Columns, filters: readonly Filter[]): string | null {
  const rows = matching(columns, filters);
  const { numbers, values } = columns.of.statedEarliest;
  const isMet = new Uint8Array(values.length);
  for (const row of rows ?? []) isMet[numbers[row] as number] = 1;
  const met = values.filter((day, n) => day !== null && isMet[n] === 1).map(String);
  return met.length === 0 ? null : met.reduce(earlierOf);
}
