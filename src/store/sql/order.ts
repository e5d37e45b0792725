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

/** The sort's columns, then the key in the direction of the last of them, of the table that has the first of them. */
export function terms(tables: Tables, kind: Kind, sort: readonly Sort[]): Term[] {
  const given = sort.map(({ field, descending }) => ({ column: columnOf(tables, kind, field), descending }));
  const { onDay } = tables[kind];
  const key = onDay?.ofPhases.has(given[0]?.column) ? onDay.key : columnOf(tables, kind, kinds[kind].key);
  return [...given, { column: key, descending: sort.at(-1)?.descending ?? false }];
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

/** A value of the first column of an order, and the condition that holds for whatever has a greater one. */
export interface Cut {
  at: string;
  beyond: SQL;
}

/** Which rows of an order, or of what comes after a position in it. */
export interface Place {
  order: readonly Term[];
  after: readonly Scalar[] | undefined;
  /** With so many rows it is whole. */
  enough: number;
  cut?: Cut | undefined;
  /** Holds for all that is asked for and has a value in the first column; `isFree` as of a range. */
  bound?: ((isFree: boolean) => SQL) | undefined;
}

/** Reads rows of an order, range by range. */
export function* inRanges(place: Place, read: (range: Range, atMost: number) => Steps<Row[]>): Steps<Row[]> {
  const rows: Row[] = [];
  for (const range of rangesOf(place)) {
    if (rows.length < place.enough) rows.push(...(yield* read(range, place.enough - rows.length)));
  }
  return rows;
}

function rangesOf({ order, after, cut, bound }: Place): Range[] {
  const whole = { order, where: () => sql`1 = 1` };
  if (cut === undefined && bound === undefined) return after ? rangesAfter(order, after) : [whole];
  const [first, ...rest] = order;
  if (!first || after?.[0] === null) return after ? rangesAfter(order, after) : [];
  const known = { order: [{ ...first, isKnown: true }, ...rest], where: whole.where };
  const unknown = { order: rest, where: (isFree: boolean) => sql`${asked(first.column, isFree)} is null` };
  const [left = known, ...others] = after ? rangesAfter(order, after) : [known, unknown];
  if (cut !== undefined) return [...cutInTwo(left, known, { ...cut, from: after?.[0] }), ...others];
  const bounded = bound && ((isFree: boolean) => sql`${bound(isFree)} and ${left.where(isFree)}`);
  return [{ ...left, ...(bounded && { where: bounded }) }, ...others];
}

/** What is left of the rows with a value, in their order: those up to the cut and those beyond it. */
function cutInTwo(left: Range, all: Range, { at, beyond, from }: Cut & { from?: Scalar | undefined }): Range[] {
  const [first] = left.order;
  if (!first) return [left];
  const { column, descending } = first;
  const isPast = typeof from === "string" && from > at;
  const upTo = ({ order, where }: Range): Range => ({
    order,
    where: (isFree) => sql`${asked(column, isFree)} <= ${at} and ${where(isFree)}`,
  });
  const after = ({ order, where }: Range): Range => ({
    order,
    where: (isFree) => sql`${column} > ${at} and ${beyond} and ${where(isFree)}`,
  });
  if (descending) return from === undefined || isPast ? [after(left), upTo(all)] : [left];
  return isPast ? [after(left)] : [upTo(left), after(all)];
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
