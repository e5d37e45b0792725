import { among, type Match, tiers, toFts5, toTsquery, unwanted, wanted } from "../../domain/search/match.ts";
import type { Search } from "../../domain/search/search-query.ts";
import type { Kind } from "../port/entities.ts";
import type { Filter } from "../port/query.ts";
import { isSearched, kinds } from "../schema/kinds.ts";
import { type SQL, sql } from "../schema/sql.ts";
import { dialectOf, tables as live, type Tables } from "../schema/tables.ts";
import type { Steps } from "./statement.ts";

/** Full-text search as SQL: which records have documents that match. */

type Searching = Extract<Filter, { search: unknown }>;

/** The condition that a record has the words asked for, and none of those excluded. */
export function searched(tables: Tables, kind: Kind, filter: Searching): SQL {
  const key = sql`${tables[kind].columns[kinds[kind].key]}`;
  const match = matchOf(kind, filter);
  if (match !== null)
    return filter.isCommon ? isOwner(tables, { kind, key }, match) : sql`${key} in (${owners(tables, kind, match)})`;
  const others = unwanted(ownSearch(kind, filter));
  return others === null ? sql`1 = 1` : sql`${key} not in (${owners(tables, kind, others)})`;
}

/** What its documents must match; null where no word is asked for. */
function matchOf(kind: Kind, filter: Searching): Match | null {
  const search = ownSearch(kind, filter);
  const match = filter.tier === undefined ? wanted(search) : (tiers(search)[filter.tier] ?? null);
  const others = unwanted(search);
  return match === null || others === null ? match : { of: match, but: others };
}

function ownSearch(kind: Kind, { search }: Searching): Search {
  if (!isSearched(kind)) throw new Error(`a ${kind} has no words of its own`);
  return among(kind, search);
}

/** The records of a kind whose documents match. */
function owners(tables: Tables, kind: Kind, match: Match): SQL {
  return sql`select owner from ${tables.search.from} where kind = ${kind} and ${matches(tables, match)}`;
}

function matches({ search }: Tables, match: Match): SQL {
  return dialectOf(search) === "postgresql"
    ? sql`words @@ ${toTsquery(match)}::tsquery`
    : sql`id in (select rowid from search_index where search_index match ${toFts5(match)})`;
}

/** From so many matches on, it is quicker to go through records in order until there are enough that match. */
const common = 20_000;

/**
 * SQLite does not know how common words are, and would gather every match before it sorts. So matches are counted, no
 * further than needed, and `isCommon` says which plan to use. PostgreSQL has statistics of its own, and chooses by
 * itself.
 */
export function* planned(tables: Tables, kind: Kind, filters: readonly Filter[]): Steps<readonly Filter[]> {
  const isPlain = filters.every((filter) => "search" in filter || ("in" in filter && filter.field !== "id"));
  const searching = filters.find((filter) => "search" in filter);
  if (!searching || !isPlain || tables.commitment.from !== live.sqlite.commitment.from) return filters;
  const match = matchOf(kind, searching);
  if (match === null) return filters;
  const [row] = yield sql`select count(*) as found from
    (select 1 from search_index where search_index match ${toFts5(match)} limit ${common})`;
  if (Number(row?.found) < common) return filters;
  return filters.map((filter) => (filter === searching ? { ...searching, isCommon: true } : filter));
}

/** A scalar, which SQLite asks of each record in turn. */
function isOwner(tables: Tables, { kind, key }: { kind: Kind; key: SQL }, match: Match): SQL {
  return sql`(select 1 from ${tables.search.from} where owner = ${key} and kind = ${kind} and
    (select 1 from search_index where rowid = search_documents.id and search_index match ${toFts5(match)}) is not null
    limit 1) is not null`;
}
