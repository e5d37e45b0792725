import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";

export const sqliteAssessments = sq.sqliteTable(
  "assessments",
  {
    id: sq.text("id").primaryKey(),
    commitmentId: sq
      .text("commitment_id")
      .notNull()
      .references(() => sqliteCommitments.id),
    fulfilment: sq.text("fulfilment").notNull(),
    confidence: sq.text("confidence").notNull(),
    on: sq.text("assessed_on").notNull(),
    earliest: sq.text("earliest"),
    latest: sq.text("latest"),
    assessor: sq.text("assessor").notNull(),
    origin: sq.text("origin").notNull(),
    party: sq.text("party"),
    rationale: sq.text("rationale"),
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
  (t) => [
    sq.index("assessments_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id),
    sq.index("assessments_supersedes_idx").on(t.supersedes),
  ],
);

export const pgAssessments = pg.pgTable(
  "assessments",
  {
    id: collated("id").primaryKey(),
    commitmentId: collated("commitment_id")
      .notNull()
      .references(() => pgCommitments.id),
    fulfilment: collated("fulfilment").notNull(),
    confidence: collated("confidence").notNull(),
    on: collated("assessed_on").notNull(),
    earliest: collated("earliest"),
    latest: collated("latest"),
    assessor: collated("assessor").notNull(),
    origin: collated("origin").notNull(),
    party: collated("party"),
    rationale: collated("rationale"),
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
  (t) => [
    pg.index("assessments_commitment_id_date_key_id_idx").on(t.commitmentId, t.dateKey, t.id),
    pg.index("assessments_supersedes_idx").on(t.supersedes),
  ],
);
