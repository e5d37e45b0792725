import type { Column, Table } from "drizzle-orm";
import type { Kind } from "../port/entities.ts";
import * as assessments from "./assessments.ts";
import type { Dialect, KeptTwins, Twins } from "./builder.ts";
import * as commitments from "./commitments.ts";
import * as derivations from "./derivations.ts";
import { getTableColumns, getTableName, is, PgTable } from "./drizzle.ts";
import * as events from "./events.ts";
import * as idempotency from "./idempotency.ts";
import * as keys from "./keys.ts";
import * as ledger from "./ledger.ts";
import * as links from "./links.ts";
import * as milestones from "./milestones.ts";
import * as parties from "./parties.ts";
import * as phases from "./phases.ts";
import * as promiseMarks from "./promise-marks.ts";
import * as quotes from "./quotes.ts";
import * as relations from "./relations.ts";
import * as search from "./search.ts";
import * as secrets from "./secrets.ts";
import * as snapshots from "./snapshots.ts";
import * as sources from "./sources.ts";
import * as spans from "./spans.ts";
import { type SQL, sql } from "./sql.ts";
import * as texts from "./texts.ts";
import * as timeline from "./timeline.ts";
import * as webhookDeliveries from "./webhook-deliveries.ts";
import * as webhooks from "./webhooks.ts";

/** The tables of both engines, as reads and writes name them. */

/**
 * A table, and its columns under the names that records use. `from` is what reads select from: the table, or a stand-in
 * for it as of a moment.
 */
export interface TableOf {
  table: Table;
  from: SQL;
  /**
   * Its columns as ready SQL, with the table's name and without. Building them on every call costs more than the query.
   */
  selected: SQL;
  names: SQL;
  columns: Record<string, Column>;
  /** Of records as they were on a day: JSON objects, a line each, of fields that were other than their lines say. */
  differing?: SQL;
  onDay?: OnDay;
}
/** Of commitments as they were on a day, where they and their phases have indexes. */
export interface OnDay {
  day: string;
  /**
   * A condition on those of which a column has a later day: it holds for very few, which an index has. The others were
   * not so yet.
   */
  early: ReadonlyMap<Column | undefined, SQL>;
  /** The columns that are those of the phases, and the key as their indexes have it. */
  ofPhases: ReadonlySet<Column | undefined>;
  key: Column;
}
/** The tables of which every earlier row is kept, in a table of its own. */
export type Kept = Kind | "links" | "timeline" | "phases" | "spans";
type Unkept =
  | "derivations"
  | "idempotency"
  | "keys"
  | "ledger"
  | "promiseMarks"
  | "search"
  | "secrets"
  | "texts"
  | "webhookDeliveries"
  | "webhooks";
export type Tables = Record<Kept | `${Kept}Past` | Unkept, TableOf>;
export type { Dialect };

/** Of which engine a table is. */
export const dialectOf = ({ table }: Pick<TableOf, "table">): Dialect => (is(table, PgTable) ? "postgresql" : "sqlite");

const definitions: Record<Kept, KeptTwins> & Record<Unkept, Twins> = {
  party: parties,
  source: sources,
  snapshot: snapshots,
  quote: quotes,
  commitment: commitments,
  event: events,
  milestone: milestones,
  assessment: assessments,
  relation: relations,
  derivations,
  idempotency,
  keys,
  ledger,
  promiseMarks,
  search,
  secrets,
  texts,
  webhookDeliveries,
  webhooks,
  links,
  timeline,
  phases,
  spans,
};

function of(table: Table): TableOf {
  const columns = getTableColumns(table);
  const quoted = Object.values(columns).map(({ name }) => `"${name}"`);
  const selected = sql.raw(quoted.map((name) => `"${getTableName(table)}".${name}`).join(", "));
  return { table, from: sql.raw(`"${getTableName(table)}"`), columns, selected, names: sql.raw(quoted.join(", ")) };
}

/** What has begun since a commitment was written stands in its row. */
const turning = (of: TableOf): TableOf => ({ ...of, differing: sql`${of.columns.turned}` });

/** Reads see the documents that hold now. */
function documents(table: Table): TableOf {
  return { ...of(table), from: documentsWhere(sql`until_seq is null`) };
}

/** The documents for which a condition on their own columns holds, in place of all. */
export function documentsWhere(condition: SQL): SQL {
  return sql`(select * from search_documents where ${condition}) as search_documents`;
}

function tablesOf(dialect: Dialect): Tables {
  const given = Object.entries<Twins | KeptTwins>(definitions);
  const present = given.map(([name, twins]) => [name, of(twins[dialect])]);
  const past = given.flatMap(([name, twins]) =>
    "sqlitePast" in twins ? [[`${name}Past`, of(twins[`${dialect}Past`])]] : [],
  );
  const all = Object.fromEntries([...present, ...past]) as Tables;
  const { commitment, commitmentPast } = all;
  return {
    ...all,
    commitment: turning(commitment),
    commitmentPast: turning(commitmentPast),
    search: documents(definitions.search[dialect]),
  };
}

export const tables: Record<Dialect, Tables> = { sqlite: tablesOf("sqlite"), postgresql: tablesOf("postgresql") };
