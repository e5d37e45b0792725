import { is, type SQL, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { type Match, named, tiers, toFts5, toTsquery, unwanted, wanted } from "../search/match.ts";
import { kinds, type Tables } from "./kinds.ts";
import type { Filter, Kind } from "./store.ts";

/** Full-text search as SQL: which records have documents that match. */

/** The condition that a record has the words asked for, and none of those excluded. */
export function searched(tables: Tables, kind: Kind, { search, tier }: Extract<Filter, { search: unknown }>): SQL {
  const key = sql`${tables[kind].columns[kinds[kind].key]}`;
  const [these, others] = kind === "party" ? namedBy(search.all) : [wanted(search), unwanted(search)];
  const match = tier === undefined ? these : (tiers(search)[tier] ?? null);
  const conditions = [
    ...(match === null ? [] : [sql`${key} in (${owners(tables, kind, match)})`]),
    ...(others === null ? [] : [sql`${key} not in (${owners(tables, kind, others)})`]),
  ];
  return conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `);
}

function namedBy(terms: Parameters<typeof named>[0][]): [Match | null, null] {
  return [terms.length === 0 ? null : { and: terms.map(named) }, null];
}

/** The records of a kind whose documents match. */
function owners(tables: Tables, kind: Kind, match: Match): SQL {
  return sql`select owner from ${tables.search.from} where kind = ${kind} and ${matches(tables, match)}`;
}

function matches({ search }: Tables, match: Match): SQL {
  return is(search.table, PgTable)
    ? sql`words @@ ${toTsquery(match)}::tsquery`
    : sql`id in (select rowid from search_index where search_index match ${toFts5(match)})`;
}
