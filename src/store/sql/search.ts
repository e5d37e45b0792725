import { among, type Match, tiers, toFts5, toTsquery, unwanted, wanted } from "../../domain/search/match.ts";
import type { Search } from "../../domain/search/search-query.ts";
import type { Kind } from "../port/entities.ts";
import { inParts } from "../port/parts.ts";
import type { Filter } from "../port/query.ts";
import { isSearched, kinds } from "../schema/kinds.ts";
import { among as amongValues, type SQL, sql } from "../schema/sql.ts";
import { dialectOf, type Tables } from "../schema/tables.ts";
import type { Steps } from "./statement.ts";

/** Full-text search as SQL: which records have documents that match. */

export type Searching = Extract<Filter, { search: unknown }>;

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
export function matchOf(kind: Kind, filter: Searching): Match | null {
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

/** A scalar, which SQLite asks of each record in turn. */
function isOwner(tables: Tables, { kind, key }: { kind: Kind; key: SQL }, match: Match): SQL {
  return sql`(select 1 from ${tables.search.from} where owner = ${key} and kind = ${kind} and
    (select 1 from search_index where rowid = search_documents.id and search_index match ${toFts5(match)}) is not null
    limit 1) is not null`;
}

/** Of a document so much is answered where its texts are asked for: a summary and some quotes. */
const beginning = 2_000;

export function* searchedBodies({ search }: Tables, commitments: readonly string[]): Steps<Map<string, string>> {
  const found = new Map<string, string>();
  for (const some of inParts(commitments)) {
    const rows = yield sql`select owner, substr(body, 1, ${beginning}) as body from ${search.from}
      where kind = 'commitment' and ${amongValues(sql`owner`, some)}`;
    for (const { owner, body } of rows) found.set(String(owner), String(body));
  }
  return found;
}
