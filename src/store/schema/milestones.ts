import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";

export const sqliteMilestones = sq.sqliteTable(
  "milestones",
  {
    id: sq.text("id").primaryKey(),
    commitmentId: sq
      .text("commitment_id")
      .notNull()
      .references(() => sqliteCommitments.id),
    title: sq.text("title").notNull(),
    test: sq.text("test"),
    weight: sq.real("weight").notNull(),
    state: sq.text("state").notNull(),
    metOn: sq.text("met_on"),
    due: sq.text("due", { mode: "json" }),
    originalDue: sq.text("original_due", { mode: "json" }),
    metEarliest: sq.text("met_earliest"),
    metLatest: sq.text("met_latest"),
    evidence: sq.text("evidence", { mode: "json" }).notNull(),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
    dueEarliest: sq.text("due_earliest"),
    dueLatest: sq.text("due_latest"),
    sinceSeq: sq.integer("since_seq").notNull().default(0),
  },
  (t) => [sq.index("milestones_commitment_id_id_idx").on(t.commitmentId, t.id)],
);

export const pgMilestones = pg.pgTable(
  "milestones",
  {
    id: collated("id").primaryKey(),
    commitmentId: collated("commitment_id")
      .notNull()
      .references(() => pgCommitments.id),
    title: collated("title").notNull(),
    test: collated("test"),
    weight: pg.doublePrecision("weight").notNull(),
    state: collated("state").notNull(),
    metOn: collated("met_on"),
    due: pg.json("due"),
    originalDue: pg.json("original_due"),
    metEarliest: collated("met_earliest"),
    metLatest: collated("met_latest"),
    evidence: pg.json("evidence").notNull(),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    dueEarliest: collated("due_earliest"),
    dueLatest: collated("due_latest"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [pg.index("milestones_commitment_id_id_idx").on(t.commitmentId, t.id)],
);
