import { type Column, is, type SQL, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type { Filter } from "../port/query.ts";
import type { Facet } from "../port/statistics.ts";
import type { Tables } from "../schema/tables.ts";
import { among, columnOf, timelinessCase, where } from "./where.ts";

/** Commitments with what they are counted by, as SQL: one row for each combination of their values. */

/** The facets of a row, in order: `"k0", "k1"`; one that all share where there is none. */
export function keyNames(by: readonly Facet[]): SQL {
  return sql.join(
    (by.length === 0 ? [0] : by).map((_, n) => keyName(n)),
    sql`, `,
  );
}
const keyName = (n: number): SQL => sql.raw(`"k${n}"`);

/** Reads the keys of a row that has them under these names. */
export function keysOf(row: Readonly<Record<string, unknown>>, by: readonly Facet[]): (string | null)[] {
  return by.map((_, n) => (row[`k${n}`] ?? null) as string | null);
}

/** `select` the keys and more of the commitments that match, each at most once under the same keys. */
export function selectFaceted(
  tables: Tables,
  by: readonly Facet[],
  { more, filters, also = sql`` }: { more: readonly SQL[]; filters: readonly Filter[]; also?: SQL },
): SQL {
  const keys = by.length === 0 ? [sql`'all' as ${keyName(0)}`] : by.map((facet, n) => keyOf(tables, facet, n));
  const joins = by.map((facet, n) => joinOf(tables, facet, { n, filters }));
  return sql`select ${sql.join([...keys, ...more], sql`, `)} from ${tables.commitment.from}${sql.join(joins)}
    where ${where(tables, "commitment", filters)}${also}`;
}

function keyOf(tables: Tables, facet: Facet, n: number): SQL {
  const name = keyName(n);
  const column = (field: string) => sql`${columnOf(tables, "commitment", field)}`;
  if ("field" in facet) return sql`${uncoupled(column(facet.field))} as ${name}`;
  if ("timeliness" in facet) return sql`${timelinessCase(tables, facet.timeliness)} as ${name}`;
  if (!("year" in facet)) return sql`${alias(n)}.key as ${name}`;
  const day =
    facet.year.length === 1 ? column(facet.year[0] ?? "") : sql`coalesce(${sql.join(facet.year.map(column), sql`, `)})`;
  return sql`substr(${day}, 1, 4) as ${name}`;
}

/**
 * The column as an expression. For the status this is what the index for counting begins with; other columns SQLite
 * would read in the order of an index that lacks the rest of what is counted.
 */
const uncoupled = (column: SQL): SQL => sql`${column} || ''`;

const alias = (n: number): SQL => sql.raw(`"f${n}"`);

/** A commitment that points at the same party in two roles, or names a sector twice, has it once. */
function joinOf(tables: Tables, facet: Facet, { n, filters }: { n: number; filters: readonly Filter[] }): SQL {
  const values = "link" in facet ? linked(tables, facet, filters) : "each" in facet ? sectors(tables, filters) : null;
  if (values === null) return sql``;
  return sql` left join (${values}) as ${alias(n)} on ${alias(n)}.id = ${columnOf(tables, "commitment", "id")}`;
}

function linked(tables: Tables, { link, rel }: Extract<Facet, { link: unknown }>, filters: readonly Filter[]): SQL {
  const { fromKind, fromId, rel: role, toKind, toId } = tables.links.columns as Record<string, Column>;
  const id = columnOf(tables, "commitment", "id");
  const roles = rel === undefined ? sql`` : sql` and ${among(sql`${role}`, rel)}`;
  const some =
    filters.length === 0
      ? sql``
      : sql` and ${fromId} in (select ${id} from ${tables.commitment.from} where ${where(tables, "commitment", filters)})`;
  return sql`select distinct ${fromId} as id, ${toId} as key from ${tables.links.from}
    where ${toKind} = ${link} and ${fromKind} = 'commitment'${roles}${some}`;
}

function sectors(tables: Tables, filters: readonly Filter[]): SQL {
  const [id, list] = [columnOf(tables, "commitment", "id"), columnOf(tables, "commitment", "sectors")];
  const items = is(tables.commitment.table, PgTable)
    ? sql`cross join lateral json_array_elements(${list}) as item(value)`
    : sql`cross join json_each(${list}) as item`;
  return sql`select distinct ${id} as id, (item.value ->> 'vocabulary') || ':' || (item.value ->> 'code') as key
    from ${tables.commitment.from} ${items} where ${where(tables, "commitment", filters)}`;
}
