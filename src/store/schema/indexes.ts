import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/**
 * Three indexes over the records, rewritten with every change: who points at whom, what stands where in time, and what
 * a commitment was from one day on until another.
 */
export const sqliteLinks = sq.sqliteTable(
  "links",
  {
    fromKind: sq.text("from_kind").notNull(),
    fromId: sq.text("from_id").notNull(),
    rel: sq.text("rel").notNull(),
    toKind: sq.text("to_kind").notNull(),
    toId: sq.text("to_id").notNull(),
    commitmentId: sq.text("commitment_id"),
    sinceSeq: sq.integer("since_seq").notNull().default(0),
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
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
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
    sinceSeq: sq.integer("since_seq").notNull().default(0),
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
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    pg.index("timeline_commitment_id_at_idx").on(t.commitmentId, t.at),
    pg.index("timeline_at_latest_key_recorded_at_id_idx").on(t.at, t.latestKey, t.recordedAt, t.id),
    pg.index("timeline_ref_idx").on(t.ref),
  ],
);

export const sqlitePhases = sq.sqliteTable(
  "phases",
  {
    id: sq.text("id").notNull(),
    fromDay: sq.text("from_day").notNull(),
    untilDay: sq.text("until_day").notNull(),
    status: sq.text("status").notNull(),
    statusSince: sq.text("status_since").notNull(),
    statusSinceEarliest: sq.text("status_since_earliest"),
    statusSinceLatest: sq.text("status_since_latest"),
    due: sq.text("due", { mode: "json" }),
    originalDue: sq.text("original_due", { mode: "json" }),
    done: sq.text("done", { mode: "json" }),
    progress: sq.real("progress"),
    fulfilment: sq.text("fulfilment").notNull().default("not_assessed"),
    fulfilmentSelfReported: sq.text("fulfilment_self_reported").notNull().default("not_assessed"),
    fulfilmentCounterpart: sq.text("fulfilment_counterpart").notNull().default("not_assessed"),
    fulfilmentIndependent: sq.text("fulfilment_independent").notNull().default("not_assessed"),
    corroboration: sq.text("corroboration").notNull(),
    restatements: sq.integer("restatements").notNull(),
    dueEarliest: sq.text("due_earliest"),
    dueLatest: sq.text("due_latest"),
    doneEarliest: sq.text("done_earliest"),
    doneLatest: sq.text("done_latest"),
    sinceSeq: sq.integer("since_seq").notNull().default(0),
  },
  (t) => [
    sq.primaryKey({ name: "phases_pkey", columns: [t.id, t.fromDay] }),
    sq.index("phases_from_day_idx").on(t.fromDay),
    sq.index("phases_status_from_day_idx").on(t.status, t.fromDay),
  ],
);

export const pgPhases = pg.pgTable(
  "phases",
  {
    id: collated("id").notNull(),
    fromDay: collated("from_day").notNull(),
    untilDay: collated("until_day").notNull(),
    status: collated("status").notNull(),
    statusSince: collated("status_since").notNull(),
    statusSinceEarliest: collated("status_since_earliest"),
    statusSinceLatest: collated("status_since_latest"),
    due: pg.json("due"),
    originalDue: pg.json("original_due"),
    done: pg.json("done"),
    progress: pg.doublePrecision("progress"),
    fulfilment: collated("fulfilment").notNull().default("not_assessed"),
    fulfilmentSelfReported: collated("fulfilment_self_reported").notNull().default("not_assessed"),
    fulfilmentCounterpart: collated("fulfilment_counterpart").notNull().default("not_assessed"),
    fulfilmentIndependent: collated("fulfilment_independent").notNull().default("not_assessed"),
    corroboration: collated("corroboration").notNull(),
    restatements: pg.integer("restatements").notNull(),
    dueEarliest: collated("due_earliest"),
    dueLatest: collated("due_latest"),
    doneEarliest: collated("done_earliest"),
    doneLatest: collated("done_latest"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    pg.primaryKey({ name: "phases_pkey", columns: [t.id, t.fromDay] }),
    pg.index("phases_from_day_idx").on(t.fromDay),
    pg.index("phases_status_from_day_idx").on(t.status, t.fromDay),
  ],
);
