import { Fulfilment } from "../../domain/codelists/codelists.ts";
import type { Basis, Middle, Slippages, Tallies, Tally, TallyQuery } from "../port/statistics.ts";
import { bases, basisColumns } from "../sql/counts.ts";
import { unbounded } from "../sql/medians.ts";
import type { Columns } from "./columns.ts";
import { type Grouped, grouped, type Key } from "./groups.ts";
import { matching, where } from "./match.ts";

/** Counting rows in memory: the twin of src/store/sql/counts.ts and medians.ts; a property test holds them together. */

/** As the store's `tally`; null where the question is of what is not in memory. */
export function tallyOf(columns: Columns, query: TallyQuery): Tallies | null {
  if (query.day !== columns.day && query.measures.length > 0) return null;
  const rows = matching(columns, query.filters);
  const found = rows && grouped(columns, rows, query.by);
  if (rows === null || found === null) return null;
  const counts = countedBy(found);
  const order = [...counts.keys()].filter((group) => counts[group] !== 0).toSorted(largestFirst(found, counts));
  const shown = order.slice(0, query.limit);
  const tallied = tallies(columns, found, { shown, measures: query.measures });
  return {
    total: rows.length,
    groups: order.length,
    members: found.rows.length,
    rows: shown.map((group, n) => ({
      ...{ keys: [...(found.keys[group] ?? [])], count: counts[group] ?? 0 },
      ...(tallied[n] as Omit<Tally, "keys" | "count">),
    })),
  };
}

/** How many rows are in each group. `holds`: of those for which it does, by the number of their value. */
function countedBy({ rows, groups, keys }: Grouped, of?: { numbers: Uint32Array; holds: Uint8Array }): Uint32Array {
  const counts = new Uint32Array(keys.length);
  for (let n = 0; n < groups.length; n++) {
    if (of === undefined || of.holds[of.numbers[rows[n] as number] as number] === 1)
      counts[groups[n] as number] = (counts[groups[n] as number] as number) + 1;
  }
  return counts;
}

/** Equal ones by their keys, as the bytes of these have it, null last. */
function largestFirst({ keys }: Grouped, counts: Uint32Array): (a: number, b: number) => number {
  return (a, b) => {
    const size = (counts[b] ?? 0) - (counts[a] ?? 0);
    const own = keys[a] ?? [];
    return own.reduce((found, key, n) => found || compareKeys(key, keys[b]?.[n] ?? null), size);
  };
}

function compareKeys(a: Key, b: Key): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The measures of the groups that are shown, in their order. */
function tallies(
  columns: Columns,
  found: Grouped,
  { shown, measures }: { shown: readonly number[]; measures: TallyQuery["measures"] },
): Omit<Tally, "keys" | "count">[] {
  const { state } = columns.of;
  const inState = (...states: number[]) =>
    countedBy(found, { numbers: state.numbers, holds: where(state, (value) => states.includes(Number(value))) });
  const isAsked = (measure: TallyQuery["measures"][number]) => measures.includes(measure);
  const [overdue, unverified] = isAsked("overdue") ? [inState(1, 3), inState(3)] : [];
  const judged = bases.map((basis) => [basis, isAsked("scores") ? judgedBy(columns, found, basis) : unjudged] as const);
  const slippages = isAsked("slippage") ? slippagesOf(columns, found, shown) : [];
  return shown.map((group, n) => ({
    overdue: overdue?.[group] ?? 0,
    unverified: unverified?.[group] ?? 0,
    judged: Object.fromEntries(judged.map(([basis, of]) => [basis, of(group)])) as Tally["judged"],
    slippage: slippages[n] ?? null,
  }));
}

type Judged = Tally["judged"][Basis];
const noCodes = Object.fromEntries(Fulfilment.options.map((code) => [code, 0]));
const unjudged = (): Judged => ({ by: noCodes, notYetDue: 0 });

function judgedBy(columns: Columns, { rows, groups, keys }: Grouped, basis: Basis): (group: number) => Judged {
  const { numbers, values } = columns.of[basisColumns[basis]];
  const { state } = columns.of;
  const isEarly = where(state, (value) => Number(value) === 2);
  const unassessed = values.indexOf("not_assessed");
  const cells = new Uint32Array(keys.length * values.length);
  const early = new Uint32Array(keys.length);
  for (let n = 0; n < rows.length; n++) {
    const [row, group] = [rows[n] as number, groups[n] as number];
    const code = numbers[row] as number;
    const cell = group * values.length + code;
    cells[cell] = (cells[cell] as number) + 1;
    if (code === unassessed && isEarly[state.numbers[row] as number] === 1) early[group] = (early[group] as number) + 1;
  }
  const numberOf = (group: number, code: string): number => {
    const number = values.indexOf(code);
    return number < 0 ? 0 : (cells[group * values.length + number] ?? 0);
  };
  return (group) => ({
    by: Object.fromEntries(Fulfilment.options.map((code) => [code, numberOf(group, code)])),
    notYetDue: early[group] ?? 0,
  });
}

function slippagesOf(columns: Columns, found: Grouped, shown: readonly number[]): (Slippages | null)[] {
  const [least, most] = [middlesOf(columns, found, shown, "minDays"), middlesOf(columns, found, shown, "maxDays")];
  return shown.map((_, n) => {
    const [min, max] = [least[n], most[n]];
    return min && max ? { n: min.n, minDays: min.middle, maxDays: max.middle } : null;
  });
}

/** Of each group that is shown: how often each number of days occurs, in order, up to the middle. Null: never. */
function middlesOf(
  columns: Columns,
  { rows, groups, keys }: Grouped,
  shown: readonly number[],
  name: "minDays" | "maxDays",
): ({ n: number; middle: Middle } | null)[] {
  const { numbers, values, order } = columns.of[name];
  const ranks = new Int32Array(values.length).fill(-1);
  for (const [rank, number] of order.entries()) ranks[number] = rank;
  const places = new Int32Array(keys.length).fill(-1);
  for (const [place, group] of shown.entries()) places[group] = place;
  const cells = new Uint32Array(shown.length * order.length);
  for (let n = 0; n < rows.length; n++) {
    const place = places[groups[n] as number] as number;
    const rank = ranks[numbers[rows[n] as number] as number] as number;
    if (place < 0 || rank < 0) continue;
    const cell = place * order.length + rank;
    cells[cell] = (cells[cell] as number) + 1;
  }
  const daysAt = (rank: number) => Number(values[order[rank] ?? 0]);
  return shown.map((_, place) => middleOf(cells.subarray(place * order.length, (place + 1) * order.length), daysAt));
}

function middleOf(counts: Uint32Array, daysAt: (rank: number) => number): { n: number; middle: Middle } | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  let upto = 0;
  let lower = -1;
  for (let rank = 0; rank < counts.length; rank++) {
    upto += counts[rank] as number;
    if (lower < 0 && 2 * upto >= n) lower = rank;
    if (2 * upto > n) return { n, middle: [finite(daysAt(lower)), finite(daysAt(rank))] };
  }
  return null;
}

const finite = (days: number): number | null => (days === unbounded ? null : days);
