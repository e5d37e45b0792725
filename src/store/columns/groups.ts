import type { Facet } from "../port/statistics.ts";
import { isOwn } from "../sql/where.ts";
import { type Column, type Columns, isCode, isDay, Numbered } from "./columns.ts";

/** Groups of rows in memory by what statistics count by. */

export type Key = string | null;

/** Which rows are in which groups: the nth row of `rows`, which may be there several times, is in group `groups[n]`. */
export interface Grouped {
  rows: Uint32Array;
  groups: Uint32Array;
  keys: readonly (readonly Key[])[];
}

/**
 * What rows have of a facet: the nth pair says that `rows[places[n]]` has the key of number `numbers[n]`. Without
 * places, the nth pair is of the nth row.
 */
interface Keyed {
  keys: readonly Key[];
  pairs: (rows: Uint32Array) => { places?: Uint32Array; numbers: Uint32Array };
}

/** Each has a place, whether it occurs or not. */
const mostCombinations = 10_000_000;

/** Each row under each combination of its keys; null where a facet is not in memory, or there are too many of these. */
export function grouped(columns: Columns, rows: Uint32Array, by: readonly Facet[]): Grouped | null {
  let found: Grouped = { rows, groups: new Uint32Array(rows.length), keys: [[]] };
  for (const facet of by) {
    const keyed = keyedBy(columns, facet);
    if (keyed === null || found.keys.length * keyed.keys.length > mostCombinations) return null;
    found = divided(found, keyed);
  }
  return found;
}

/** Divides groups by another facet. New ones are numbered as they come. */
function divided(found: Grouped, { keys, pairs }: Keyed): Grouped {
  const { places, numbers } = pairs(found.rows);
  const rows = places?.map((place) => found.rows[place] as number) ?? found.rows;
  const groups = new Uint32Array(numbers.length);
  const combined: Key[][] = [];
  const groupOf = new Int32Array(found.keys.length * keys.length).fill(-1);
  for (let n = 0; n < numbers.length; n++) {
    const [before, key] = [found.groups[places?.[n] ?? n] as number, numbers[n] as number];
    const cell = before * keys.length + key;
    if (groupOf[cell] === -1)
      groupOf[cell] = combined.push([...(found.keys[before] as readonly Key[]), keys[key] as Key]) - 1;
    groups[n] = groupOf[cell] as number;
  }
  return { rows, groups, keys: combined };
}

function keyedBy(columns: Columns, facet: Facet): Keyed | null {
  if ("standing" in facet) return null;
  if ("link" in facet) return isOwn("commitment", { ...facet, to: [] }) ? keyedByPointers(columns, facet) : null;
  if ("timeliness" in facet) return facet.timeliness === columns.day ? keyedByFirst([columns.of.timeliness]) : null;
  if ("field" in facet) return isCode(facet.field) ? keyedByFirst([columns.of[facet.field]]) : null;
  if (!facet.year.every(isDay)) return null;
  return keyedByFirst(
    facet.year.map((field) => columns.of[field]),
    (day) => day.slice(0, 4),
  );
}

/** That of no value has the number 0. */
function numberedKeys(): Numbered<Key> {
  const numbers = new Numbered<Key>();
  numbers.numberOf(null);
  return numbers;
}

/** By the first of these columns that has a value. */
function keyedByFirst(of: readonly Column[], keyOf = (value: string) => value): Keyed {
  const numbers = numberedKeys();
  const terms = of.map((column) => ({
    numbers: column.numbers,
    keys: new Uint32Array(column.values.map((value) => numbers.numberOf(value === null ? null : keyOf(String(value))))),
  }));
  const pairs = (rows: Uint32Array) => {
    const found = new Uint32Array(rows.length);
    for (const term of terms)
      for (let n = 0; n < rows.length; n++)
        if (found[n] === 0) found[n] = term.keys[term.numbers[rows[n] as number] as number] as number;
    return { numbers: found };
  };
  return { keys: numbers.values, pairs };
}

function keyedByPointers({ pointers }: Columns, { link, rel }: Extract<Facet, { link: unknown }>): Keyed {
  const numbers = numberedKeys();
  const keyOf = new Int32Array(
    pointers.values.map((one) =>
      one.kind === link && (rel?.includes(one.rel) ?? true) ? numbers.numberOf(one.to) : -1,
    ),
  );
  const { starts, ends, pool } = pointers;
  const pairs = (rows: Uint32Array) => {
    const most = rows.reduce((sum, row) => sum + Math.max(1, (ends[row] as number) - (starts[row] as number)), 0);
    const [places, found] = [new Uint32Array(most), new Uint32Array(most)];
    // By key: one more than the place of the last row that has it.
    const seen = new Uint32Array(numbers.values.length);
    let count = 0;
    for (let place = 0; place < rows.length; place++) {
      const first = count;
      const row = rows[place] as number;
      for (let n = starts[row] as number; n < (ends[row] as number); n++) {
        const key = keyOf[pool[n] as number] as number;
        if (key < 0 || seen[key] === place + 1) continue;
        seen[key] = place + 1;
        places[count] = place;
        found[count++] = key;
      }
      if (count === first) places[count++] = place;
    }
    return { places: places.subarray(0, count), numbers: found.subarray(0, count) };
  };
  return { keys: numbers.values, pairs };
}
