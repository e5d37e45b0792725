import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { pgSources, sqliteSources } from "../sources/tables.ts";

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
  },
  (t) => [
    sq.index("quotes_source_id_start_idx").on(t.sourceId, t.start),
    sq.index("quotes_anchor_idx").on(t.anchor),
    sq.index("quotes_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);

export const pgQuotes = pg.pgTable(
  "quotes",
  {
    id: pg.text("id").primaryKey(),
    sourceId: pg
      .text("source_id")
      .notNull()
      .references(() => pgSources.id),
    snapshotId: pg.text("snapshot_id"),
    exact: pg.text("exact").notNull(),
    prefix: pg.text("prefix"),
    suffix: pg.text("suffix"),
    start: pg.integer("start"),
    end: pg.integer("end"),
    language: pg.text("language"),
    translation: pg.text("translation"),
    speaker: pg.json("speaker"),
    anchor: pg.text("anchor").notNull(),
    version: pg.integer("version").notNull(),
    createdAt: pg.text("created_at").notNull(),
    updatedAt: pg.text("updated_at").notNull(),
    deletedAt: pg.text("deleted_at"),
  },
  (t) => [
    pg.index("quotes_source_id_start_idx").on(t.sourceId, t.start),
    pg.index("quotes_anchor_idx").on(t.anchor),
    pg.index("quotes_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);
