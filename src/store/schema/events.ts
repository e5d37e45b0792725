import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";

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
    sinceSeq: sq.integer("since_seq").notNull().default(0),
    dateKey: sq.text("date_key").notNull(),
  },
  (t) => [sq.index("events_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id)],
);

export const pgEvents = pg.pgTable(
  "events",
  {
    id: collated("id").primaryKey(),
    commitmentId: collated("commitment_id")
      .notNull()
      .references(() => pgCommitments.id),
    type: collated("type").notNull(),
    kind: collated("kind").notNull(),
    date: collated("date").notNull(),
    earliest: collated("earliest"),
    latest: collated("latest"),
    effectiveOn: collated("effective_on"),
    title: collated("title").notNull(),
    description: collated("description"),
    status: collated("status"),
    due: pg.json("due"),
    firmness: collated("firmness"),
    evidence: pg.json("evidence").notNull(),
    supersedes: collated("supersedes"),
    recordedAt: collated("recorded_at").notNull(),
    recordedBy: collated("recorded_by").notNull(),
    updatedAt: collated("updated_at").notNull(),
    version: pg.integer("version").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
    dateKey: collated("date_key").notNull(),
  },
  (t) => [pg.index("events_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id)],
);
