import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { pgCommitments, sqliteCommitments } from "../commitments/tables.ts";

export const sqliteEvents = sq.sqliteTable(
  "events",
  {
    id: sq.text("id").primaryKey(),
    commitmentId: sq
      .text("commitment_id")
      .notNull()
      .references(() => sqliteCommitments.id),
    type: sq.text("type").notNull(),
    kind: sq.text("kind").notNull(),
    date: sq.text("date").notNull(),
    earliest: sq.text("earliest"),
    latest: sq.text("latest"),
    effectiveOn: sq.text("effective_on"),
    title: sq.text("title").notNull(),
    description: sq.text("description"),
    status: sq.text("status"),
    due: sq.text("due", { mode: "json" }),
    firmness: sq.text("firmness"),
    evidence: sq.text("evidence", { mode: "json" }).notNull(),
    supersedes: sq.text("supersedes"),
    recordedAt: sq.text("recorded_at").notNull(),
    recordedBy: sq.text("recorded_by").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    version: sq.integer("version").notNull(),
    deletedAt: sq.text("deleted_at"),
    dateKey: sq.text("date_key").notNull(),
  },
  (t) => [sq.index("events_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id)],
);

export const pgEvents = pg.pgTable(
  "events",
  {
    id: pg.text("id").primaryKey(),
    commitmentId: pg
      .text("commitment_id")
      .notNull()
      .references(() => pgCommitments.id),
    type: pg.text("type").notNull(),
    kind: pg.text("kind").notNull(),
    date: pg.text("date").notNull(),
    earliest: pg.text("earliest"),
    latest: pg.text("latest"),
    effectiveOn: pg.text("effective_on"),
    title: pg.text("title").notNull(),
    description: pg.text("description"),
    status: pg.text("status"),
    due: pg.json("due"),
    firmness: pg.text("firmness"),
    evidence: pg.json("evidence").notNull(),
    supersedes: pg.text("supersedes"),
    recordedAt: pg.text("recorded_at").notNull(),
    recordedBy: pg.text("recorded_by").notNull(),
    updatedAt: pg.text("updated_at").notNull(),
    version: pg.integer("version").notNull(),
    deletedAt: pg.text("deleted_at"),
    dateKey: pg.text("date_key").notNull(),
  },
  (t) => [pg.index("events_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id)],
);
