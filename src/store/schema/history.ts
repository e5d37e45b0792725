import { type Column, getTableColumns, getTableName, type Table } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { pgAssessments, sqliteAssessments } from "./assessments.ts";
import { collated } from "./collated.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";
import { pgEvents, sqliteEvents } from "./events.ts";
import { pgLinks, pgPhases, pgTimeline, sqliteLinks, sqlitePhases, sqliteTimeline } from "./indexes.ts";
import { pgMilestones, sqliteMilestones } from "./milestones.ts";
import { pgParties, sqliteParties } from "./parties.ts";
import { pgQuotes, sqliteQuotes } from "./quotes.ts";
import { pgRelations, sqliteRelations } from "./relations.ts";
import { pgSnapshots, pgSources, sqliteSnapshots, sqliteSources } from "./sources.ts";

/**
 * For each table of what is, one of what was: every row that a change replaced. A row held from ledger line `since_seq`
 * on, before line `until_seq`. Kept apart, so that what is stays small and its indexes too.
 */

interface Changeable<B> {
  notNull: () => B & { default: (value: never) => B };
}
type SqliteBuilder = sq.SQLiteColumnBuilderBase & Changeable<sq.SQLiteColumnBuilderBase>;
type PgBuilder = pg.PgColumnBuilderBase & Changeable<pg.PgColumnBuilderBase>;
const sqliteBuilders: Readonly<Record<string, (name: string) => SqliteBuilder>> = {
  SQLiteText: (name) => sq.text(name),
  SQLiteTextJson: (name) => sq.text(name, { mode: "json" }),
  SQLiteInteger: (name) => sq.integer(name),
  SQLiteReal: (name) => sq.real(name),
};
const pgBuilders: Readonly<Record<string, (name: string) => PgBuilder>> = {
  PgCustomColumn: (name) => collated(name),
  PgJson: (name) => pg.json(name),
  PgInteger: (name) => pg.integer(name),
  PgBigInt53: (name) => pg.bigint(name, { mode: "number" }),
  PgDoublePrecision: (name) => pg.doublePrecision(name),
};

/**
 * The columns of a table without its keys and references. The default of a text column is the value of rows from before
 * that column.
 */
function again<B>(
  live: Table,
  builders: Readonly<Record<string, (name: string) => B & Changeable<B>>>,
): Record<string, B> {
  const made = Object.entries(getTableColumns(live)).map(([field, column]: [string, Column]) => {
    const build = builders[column.columnType];
    if (!build) throw new Error(`no builder for ${column.columnType}, of ${column.name}`);
    const builder = build(column.name);
    if (!column.notNull) return [field, builder] as const;
    const needed = builder.notNull();
    return [field, typeof column.default === "string" ? needed.default(column.default as never) : needed] as const;
  });
  return Object.fromEntries(made);
}

function sqlitePast(live: sq.SQLiteTable, key: string) {
  const name = `${getTableName(live)}_past`;
  const columns = { ...again(live, sqliteBuilders), untilSeq: sq.integer("until_seq").notNull() };
  return sq.sqliteTable(name, columns, (t) => [
    sq.index(`${name}_${t[key as "untilSeq"].name}_idx`).on(t[key as "untilSeq"]),
    sq.index(`${name}_until_seq_idx`).on(t.untilSeq),
  ]);
}

function pgPast(live: pg.PgTable, key: string) {
  const name = `${getTableName(live)}_past`;
  const columns = { ...again(live, pgBuilders), untilSeq: pg.bigint("until_seq", { mode: "number" }).notNull() };
  return pg.pgTable(name, columns, (t) => [
    pg.index(`${name}_${t[key as "untilSeq"].name}_idx`).on(t[key as "untilSeq"]),
    pg.index(`${name}_until_seq_idx`).on(t.untilSeq),
  ]);
}

export const sqlitePartiesPast = sqlitePast(sqliteParties, "code");
export const sqliteSourcesPast = sqlitePast(sqliteSources, "id");
export const sqliteSnapshotsPast = sqlitePast(sqliteSnapshots, "id");
export const sqliteQuotesPast = sqlitePast(sqliteQuotes, "id");
export const sqliteCommitmentsPast = sqlitePast(sqliteCommitments, "id");
export const sqliteEventsPast = sqlitePast(sqliteEvents, "commitmentId");
export const sqliteMilestonesPast = sqlitePast(sqliteMilestones, "commitmentId");
export const sqliteAssessmentsPast = sqlitePast(sqliteAssessments, "commitmentId");
export const sqliteRelationsPast = sqlitePast(sqliteRelations, "id");
export const sqliteLinksPast = sqlitePast(sqliteLinks, "toId");
export const sqliteTimelinePast = sqlitePast(sqliteTimeline, "commitmentId");
export const sqlitePhasesPast = sqlitePast(sqlitePhases, "id");

export const pgPartiesPast = pgPast(pgParties, "code");
export const pgSourcesPast = pgPast(pgSources, "id");
export const pgSnapshotsPast = pgPast(pgSnapshots, "id");
export const pgQuotesPast = pgPast(pgQuotes, "id");
export const pgCommitmentsPast = pgPast(pgCommitments, "id");
export const pgEventsPast = pgPast(pgEvents, "commitmentId");
export const pgMilestonesPast = pgPast(pgMilestones, "commitmentId");
export const pgAssessmentsPast = pgPast(pgAssessments, "commitmentId");
export const pgRelationsPast = pgPast(pgRelations, "id");
export const pgLinksPast = pgPast(pgLinks, "toId");
export const pgTimelinePast = pgPast(pgTimeline, "commitmentId");
export const pgPhasesPast = pgPast(pgPhases, "id");

export const sqliteTables = {
  partyPast: sqlitePartiesPast,
  sourcePast: sqliteSourcesPast,
  snapshotPast: sqliteSnapshotsPast,
  quotePast: sqliteQuotesPast,
  commitmentPast: sqliteCommitmentsPast,
  eventPast: sqliteEventsPast,
  milestonePast: sqliteMilestonesPast,
  assessmentPast: sqliteAssessmentsPast,
  relationPast: sqliteRelationsPast,
  linksPast: sqliteLinksPast,
  timelinePast: sqliteTimelinePast,
  phasesPast: sqlitePhasesPast,
};

export const pgTables = {
  partyPast: pgPartiesPast,
  sourcePast: pgSourcesPast,
  snapshotPast: pgSnapshotsPast,
  quotePast: pgQuotesPast,
  commitmentPast: pgCommitmentsPast,
  eventPast: pgEventsPast,
  milestonePast: pgMilestonesPast,
  assessmentPast: pgAssessmentsPast,
  relationPast: pgRelationsPast,
  linksPast: pgLinksPast,
  timelinePast: pgTimelinePast,
  phasesPast: pgPhasesPast,
};
