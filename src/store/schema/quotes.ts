import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";
import { pgSources, sqliteSources } from "./sources.ts";

export const sqliteQuotes = sq.sqliteTable(
  "quotes",
  {
    id: sq.text("id").primaryKey(),
    sourceId: sq
      .text("source_id")
      .notNull()
      .references(() => sqliteSources.id),
    snapshotId: sq.text("snapshot_id"),
    exact: sq.text("exact").notNull(),
    prefix: sq.text("prefix"),
    suffix: sq.text("suffix"),
    start: sq.integer("start"),
    end: sq.integer("end"),
    language: sq.text("language"),
    translation: sq.text("translation"),
    speaker: sq.text("speaker", { mode: "json" }),
    anchor: sq.text("anchor").notNull(),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
    sinceSeq: sq.integer("since_seq").notNull().default(0),
  },
  (t) => [
    sq.index("quotes_source_id_start_idx").on(t.sourceId, t.start),
    sq.index("quotes_anchor_idx").on(t.anchor),
    sq.index("quotes_created_at_id_idx").on(t.createdAt, t.id),
    sq.index("quotes_start_id_idx").on(t.start, t.id),
    sq.index("quotes_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);

export const pgQuotes = pg.pgTable(
  "quotes",
  {
    id: collated("id").primaryKey(),
    sourceId: collated("source_id")
      .notNull()
      .references(() => pgSources.id),
    snapshotId: collated("snapshot_id"),
    exact: collated("exact").notNull(),
    prefix: collated("prefix"),
    suffix: collated("suffix"),
    start: pg.integer("start"),
    end: pg.integer("end"),
    language: collated("language"),
    translation: collated("translation"),
    speaker: pg.json("speaker"),
    anchor: collated("anchor").notNull(),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    pg.index("quotes_source_id_start_idx").on(t.sourceId, t.start),
    pg.index("quotes_anchor_idx").on(t.anchor),
    pg.index("quotes_created_at_id_idx").on(t.createdAt, t.id),
    pg.index("quotes_start_id_idx").on(t.start, t.id),
    pg.index("quotes_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);
