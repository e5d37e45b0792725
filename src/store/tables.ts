import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/** Two indexes over the records, rewritten with every change: who points at whom, and what stands where in time. */
export const sqliteLinks = sq.sqliteTable(
  "links",
  {
    fromKind: sq.text("from_kind").notNull(),
    fromId: sq.text("from_id").notNull(),
    rel: sq.text("rel").notNull(),
    toKind: sq.text("to_kind").notNull(),
    toId: sq.text("to_id").notNull(),
    commitmentId: sq.text("commitment_id"),
  },
  (t) => [
    sq.index("links_from_kind_from_id_idx").on(t.fromKind, t.fromId),
    sq.index("links_to_kind_to_id_from_kind_rel_from_id_idx").on(t.toKind, t.toId, t.fromKind, t.rel, t.fromId),
    sq.index("links_commitment_id_idx").on(t.commitmentId),
  ],
);

export const pgLinks = pg.pgTable(
  "links",
  {
    fromKind: collated("from_kind").notNull(),
    fromId: collated("from_id").notNull(),
    rel: collated("rel").notNull(),
    toKind: collated("to_kind").notNull(),
    toId: collated("to_id").notNull(),
    commitmentId: collated("commitment_id"),
  },
  (t) => [
    pg.index("links_from_kind_from_id_idx").on(t.fromKind, t.fromId),
    pg.index("links_to_kind_to_id_from_kind_rel_from_id_idx").on(t.toKind, t.toId, t.fromKind, t.rel, t.fromId),
    pg.index("links_commitment_id_idx").on(t.commitmentId),
  ],
);

export const sqliteTimeline = sq.sqliteTable(
  "timeline",
  {
    id: sq.text("id").primaryKey(),
    commitmentId: sq.text("commitment_id").notNull(),
    entry: sq.text("entry").notNull(),
    ref: sq.text("ref").notNull(),
    at: sq.text("at"),
    earliest: sq.text("earliest"),
    latest: sq.text("latest"),
    latestKey: sq.text("latest_key").notNull(),
    recordedAt: sq.text("recorded_at").notNull(),
  },
  (t) => [
    sq.index("timeline_commitment_id_at_idx").on(t.commitmentId, t.at),
    sq.index("timeline_at_latest_key_recorded_at_id_idx").on(t.at, t.latestKey, t.recordedAt, t.id),
    sq.index("timeline_ref_idx").on(t.ref),
  ],
);

export const pgTimeline = pg.pgTable(
  "timeline",
  {
    id: collated("id").primaryKey(),
    commitmentId: collated("commitment_id").notNull(),
    entry: collated("entry").notNull(),
    ref: collated("ref").notNull(),
    at: collated("at"),
    earliest: collated("earliest"),
    latest: collated("latest"),
    latestKey: collated("latest_key").notNull(),
    recordedAt: collated("recorded_at").notNull(),
  },
  (t) => [
    pg.index("timeline_commitment_id_at_idx").on(t.commitmentId, t.at),
    pg.index("timeline_at_latest_key_recorded_at_id_idx").on(t.at, t.latestKey, t.recordedAt, t.id),
    pg.index("timeline_ref_idx").on(t.ref),
  ],
);
