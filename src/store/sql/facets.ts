import type { Column } from "drizzle-orm";
import type { Filter } from "../port/query.ts";
import type { Facet } from "../port/statistics.ts";
import { among, type SQL, sql } from "../schema/sql.ts";
import { tables as present, type Tables } from "../schema/tables.ts";
import { columnOf, timelinessCase, where } from "./where.ts";

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
  const joins = by
    .map((facet, n) => ({ facet, n }))
    .toSorted((a, b) => Number("standing" in a.facet) - Number("standing" in b.facet))
    .map(({ facet, n }) => joinOf(tables, facet, { n, filters, by }));
  const id = columnOf(tables, "commitment", "id");
  const once = by.some((facet) => "link" in facet) && isLive(tables) ? sql`distinct ${id}, ` : sql``;
  return sql`select ${once}${sql.join([...keys, ...more], sql`, `)} from ${tables.commitment.from}${sql.join(joins)}
    where ${where(tables, "commitment", filters)}${also}`;
}

function keyOf(tables: Tables, facet: Facet, n: number): SQL {
  const name = keyName(n);
  const column = (field: string) => sql`${columnOf(tables, "commitment", field)}`;
  if ("field" in facet) return sql`${uncoupled(column(facet.field))} as ${name}`;
  if ("standing" in facet) return sql`${alias(n)}.state as ${name}`;
  if ("timeliness" in facet) return sql`${timelinessCase(tables, facet.timeliness)} as ${name}`;
  if ("link" in facet && isLive(tables)) return sql`${alias(n)}.to_id as ${name}`;
  if ("link" in facet) return sql`${alias(n)}.key as ${name}`;
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
function joinOf(
  tables: Tables,
  facet: Facet,
  { n, filters, by }: { n: number; filters: readonly Filter[]; by: readonly Facet[] },
): SQL {
  if ("standing" in facet) return standing(tables, facet, { n, by });
  if ("link" in facet && isLive(tables)) return directly(tables, facet, n);
  if (!("link" in facet)) return sql``;
  return sql` left join (${linked(tables, facet, filters)}) as ${alias(n)} on ${alias(n)}.id = ${columnOf(tables, "commitment", "id")}`;
}

/** Whether these are the tables themselves, which have indexes, and not what stands in for them as of a moment. */
const isLive = ({ links }: Tables): boolean =>
  Object.values(present).some((tables) => tables.links.from === links.from);

/**
 * The links of each commitment, by their index. Without statistics SQLite would look through all that point at a kind,
 * for each commitment again: the condition on the kind is written so that no index serves it.
 */
function directly(tables: Tables, { link, rel }: Extract<Facet, { link: unknown }>, n: number): SQL {
  const column = (field: string) => sql`${alias(n)}.${sql.identifier(tables.links.columns[field]?.name ?? "")}`;
  const roles = rel === undefined ? sql`` : sql` and ${among(column("rel"), rel)}`;
  return sql` left join ${tables.links.from} as ${alias(n)}
    on ${column("aggregateId")} = ${columnOf(tables, "commitment", "id")} and ${column("fromKind")} = 'commitment'
    and ${column("toKind")} || '' = ${link}${roles}`;
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

/** How the parties stand; that of the party that is counted by, where one is. */
function standing(
  tables: Tables,
  { standing: day, subjects }: Extract<Facet, { standing: unknown }>,
  { n, by }: { n: number; by: readonly Facet[] },
): SQL {
  const { id, axis, subject, state, fromDay, untilDay } = tables.spans.columns as Record<string, Column>;
  const whose = by.findIndex((facet) => "link" in facet && facet.link === "party");
  const named = subjects === undefined ? sql`` : sql` and ${among(sql`${subject}`, subjects)}`;
  const each = whose < 0 ? sql`${id}, ${state}` : sql`${id}, ${subject}, ${state}`;
  const party = sql`${alias(whose)}.${sql.raw(isLive(tables) ? "to_id" : "key")}`;
  const same = whose < 0 ? sql`` : sql` and ${alias(n)}.subject = ${party}`;
  return sql` left join (select distinct ${each} from ${tables.spans.from}
    where ${axis} = 'participation' and ${fromDay} <= ${day} and ${untilDay} > ${day}${named}) as ${alias(n)}
    on ${alias(n)}.id = ${columnOf(tables, "commitment", "id")}${same}`;
}
