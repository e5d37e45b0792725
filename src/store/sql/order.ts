import type { Column } from "drizzle-orm";
import { invalidCursor } from "../../errors/errors.ts";
import type { Kind } from "../port/entities.ts";
import type { Scalar, Slice, Sort } from "../port/query.ts";
import { kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";
import { isPosition } from "./position.ts";
import type { Row } from "./row.ts";
import type { Steps } from "./statement.ts";
import { asked, columnOf } from "./where.ts";

/** Orders, and the pages of what is in one: keyset positions as ranges of rows. */

/** One term of an order: a column and its direction. `isKnown`: the rows that are asked for all have a value in it. */
export interface Term {
  column: Column;
  descending: boolean;
  isKnown?: boolean;
}

/** The sort's columns, then the key in the direction of the last of them. */
export function terms(tables: Tables, kind: Kind, sort: readonly Sort[]): Term[] {
  const given = sort.map(({ field, descending }) => ({ column: columnOf(tables, kind, field), descending }));
  return [...given, { column: columnOf(tables, kind, kinds[kind].key), descending: sort.at(-1)?.descending ?? false }];
}

/** Unknowns last, in either direction. `isFree`: written so that SQLite takes no index for it. */
export function orderBy(order: readonly Term[], isFree = false): SQL {
  const parts = order.map(({ column, descending, isKnown = column.notNull }) => {
    const term = sql`${asked(column, isFree)} ${direction(descending)}`;
    return isKnown ? term : sql`${term} nulls last`;
  });
  return sql.join(parts, commas);
}

const commas = sql.raw(", ");
const direction = (descending: boolean): SQL => (descending ? sql`desc` : sql`asc`);

/** Rows of an order that follow each other without a gap, and the order that is left among them. */
export interface Range {
  order: readonly Term[];
  /** The condition on them; `isFree`: written so that SQLite takes no index for it. */
  where: (isFree: boolean) => SQL;
}

/**
 * The rows that come after the one with these values, in this order: those with a value in its first column, then those
 * without. Each is a range in which an index of the order can be entered at its start; of one condition for both, with
 * an `or` in it, a database reads all that come before as well.
 * @throws AppError invalid_cursor for values that none of its rows can have
 */
function rangesAfter(order: readonly Term[], values: readonly Scalar[]): Range[] {
  checkPosition(order, values);
  const [first, ...rest] = order;
  const [value = null] = values;
  if (!first) return [];
  const unknown = (isFree: boolean) => sql`${asked(first.column, isFree)} is null`;
  if (value === null)
    return [{ order: rest, where: (isFree) => sql`${unknown(isFree)} and ${beyond(rest, values.slice(1))}` }];
  const known = [{ ...first, isKnown: true }, ...rest];
  const range = { order: known, where: (isFree: boolean) => seek(known, values, isFree) };
  return first.column.notNull ? [range] : [range, { order: rest, where: unknown }];
}

/** Reads the first `enough` rows of an order, or of what comes after a position in it, range by range. */
export function* inRanges(
  order: readonly Term[],
  after: readonly Scalar[] | undefined,
  enough: number,
  read: (range: Range, atMost: number) => Steps<Row[]>,
): Steps<Row[]> {
  const rows: Row[] = [];
  for (const range of after ? rangesAfter(order, after) : [{ order, where: () => sql`1 = 1` }]) {
    if (rows.length < enough) rows.push(...(yield* read(range, enough - rows.length)));
  }
  return rows;
}

/** As one comparison of rows, where all columns have values and go one way; else with a bound for the first of them. */
function seek(order: readonly Term[], values: readonly Scalar[], isFree: boolean): SQL {
  const isEven = order.every(
    ({ column, descending, isKnown = column.notNull }) => isKnown && descending === order[0]?.descending,
  );
  const columns = order.map(({ column }) => asked(column, isFree));
  const past = sql.raw(order[0]?.descending ? "<" : ">");
  if (isEven) {
    const bound = values.map((value) => sql`${value}`);
    return sql`(${sql.join(columns, commas)}) ${past} (${sql.join(bound, commas)})`;
  }
  return sql`${columns[0]} ${past}= ${values[0]} and ${beyond(order, values)}`;
}

/** The condition that a row comes after the one with these values. @throws AppError invalid_cursor as `rangesAfter` */
export function after(order: readonly Term[], values: readonly Scalar[]): SQL {
  checkPosition(order, values);
  return beyond(order, values);
}

function checkPosition(order: readonly Term[], values: readonly Scalar[]): void {
  const columns = order.map(({ column }) => column);
  if (!isPosition(columns, values)) throw invalidCursor();
}

function beyond(order: readonly Term[], values: readonly Scalar[]): SQL {
  const [term, ...rest] = order;
  const [value, ...others] = values;
  if (!term) return sql`1 = 0`;
  const { column, descending, isKnown = column.notNull } = term;
  const ties = rest.length === 0 ? sql`1 = 0` : beyond(rest, others);
  if (value === null || value === undefined) return sql`(${column} is null and ${ties})`;
  const further = descending ? sql`${column} < ${value}` : sql`${column} > ${value}`;
  if (rest.length === 0 && isKnown) return further;
  const unknown = isKnown ? sql`` : sql` or ${column} is null`;
  return sql`(${further} or (${column} = ${value} and ${ties})${unknown})`;
}

/** The first `limit` of rows that were read one too many, and the values of the order's columns in the last of them. */
export function slice<E>(rows: readonly Row[], limit: number, order: readonly Term[], read: (row: Row) => E): Slice<E> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last ? order.map(({ column }) => (last[column.name] ?? null) as Scalar) : null;
  return { rows: rows.slice(0, limit).map(read), next };
}
