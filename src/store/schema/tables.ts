import { type Column, getTableColumns, getTableName, type SQL, sql, type Table } from "drizzle-orm";
import type { Kind } from "../port/entities.ts";
import { pgAssessments, sqliteAssessments } from "./assessments.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";
import { pgEvents, sqliteEvents } from "./events.ts";
import * as past from "./history.ts";
import { pgIdempotency, sqliteIdempotency } from "./idempotency.ts";
import { pgLinks, pgPhases, pgTimeline, sqliteLinks, sqlitePhases, sqliteTimeline } from "./indexes.ts";
import { pgKeys, sqliteKeys } from "./keys.ts";
import { pgLedger, sqliteLedger } from "./ledger.ts";
import { pgMilestones, sqliteMilestones } from "./milestones.ts";
import { pgParties, sqliteParties } from "./parties.ts";
import { pgQuotes, sqliteQuotes } from "./quotes.ts";
import { pgRelations, sqliteRelations } from "./relations.ts";
import { pgSearchDocuments, sqliteSearchDocuments } from "./search.ts";
import { pgSnapshots, pgSources, sqliteSnapshots, sqliteSources } from "./sources.ts";

/** The tables of both engines, as reads and writes name them. */

/** A table with its columns by the names that records use. `from` is what reads read: the table, or what it was at another time. */
export interface TableOf {
  table: Table;
  from: SQL;
  /** Its columns as SQL, ready: with the table's name, and without. Building them on every call costs more than the query. */
  selected: SQL;
  names: SQL;
  columns: Record<string, Column>;
}
/** The tables of which every earlier row is kept, in a table of its own. */
export type Kept = Kind | "links" | "timeline" | "phases";
export type Tables = Record<Kept | `${Kept}Past` | "idempotency" | "keys" | "ledger" | "search", TableOf>;
export type Dialect = "sqlite" | "postgresql";

function of(table: Table): TableOf {
  const columns = getTableColumns(table);
  const quoted = Object.values(columns).map(({ name }) => `"${name}"`);
  const selected = sql.raw(quoted.map((name) => `"${getTableName(table)}".${name}`).join(", "));
  return { table, from: sql.raw(`"${getTableName(table)}"`), columns, selected, names: sql.raw(quoted.join(", ")) };
}

/** Reads see the documents that hold now. */
function documents(table: Table): TableOf {
  return { ...of(table), from: documentsWhere(sql`until_seq is null`) };
}

/** The documents for which a condition on their own columns holds, in place of all. */
export function documentsWhere(condition: SQL): SQL {
  return sql`(select * from search_documents where ${condition}) as search_documents`;
}

const all = <N extends string>(given: Record<N, Table>): Record<N, TableOf> =>
  Object.fromEntries(Object.entries<Table>(given).map(([name, table]) => [name, of(table)])) as Record<N, TableOf>;

export const tables: Record<Dialect, Tables> = {
  sqlite: {
    party: of(sqliteParties),
    source: of(sqliteSources),
    snapshot: of(sqliteSnapshots),
    quote: of(sqliteQuotes),
    commitment: of(sqliteCommitments),
    event: of(sqliteEvents),
    milestone: of(sqliteMilestones),
    assessment: of(sqliteAssessments),
    relation: of(sqliteRelations),
    idempotency: of(sqliteIdempotency),
    keys: of(sqliteKeys),
    ledger: of(sqliteLedger),
    search: documents(sqliteSearchDocuments),
    links: of(sqliteLinks),
    timeline: of(sqliteTimeline),
    phases: of(sqlitePhases),
    ...all(past.sqliteTables),
  },
  postgresql: {
    party: of(pgParties),
    source: of(pgSources),
    snapshot: of(pgSnapshots),
    quote: of(pgQuotes),
    commitment: of(pgCommitments),
    event: of(pgEvents),
    milestone: of(pgMilestones),
    assessment: of(pgAssessments),
    relation: of(pgRelations),
    idempotency: of(pgIdempotency),
    keys: of(pgKeys),
    ledger: of(pgLedger),
    search: documents(pgSearchDocuments),
    links: of(pgLinks),
    timeline: of(pgTimeline),
    phases: of(pgPhases),
    ...all(past.pgTables),
  },
};
