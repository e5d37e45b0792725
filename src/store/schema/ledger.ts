import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/** The ledger: append-only, one line a change, in commit order, each line hashed over the one before. */
export const sqliteLedger = sq.sqliteTable(
  "ledger",
  {
    seq: sq.integer("seq").primaryKey(),
    tx: sq.integer("tx").notNull(),
    at: sq.text("at").notNull(),
    by: sq.text("by").notNull(),
    op: sq.text("op").notNull(),
    kind: sq.text("kind").notNull(),
    id: sq.text("id").notNull(),
    commitmentId: sq.text("commitment_id"),
    version: sq.integer("version").notNull(),
    data: sq.text("data", { mode: "json" }).notNull(),
    hash: sq.text("hash").notNull(),
  },
  (t) => [
    sq.uniqueIndex("ledger_kind_id_version_unique").on(t.kind, t.id, t.version),
    sq.index("ledger_commitment_id_seq_idx").on(t.commitmentId, t.seq),
    sq.index("ledger_tx_idx").on(t.tx),
    sq.index("ledger_at_seq_idx").on(t.at, t.seq),
  ],
);

export const pgLedger = pg.pgTable(
  "ledger",
  {
    seq: pg.bigint("seq", { mode: "number" }).primaryKey(),
    tx: pg.bigint("tx", { mode: "number" }).notNull(),
    at: collated("at").notNull(),
    by: collated("by").notNull(),
    op: collated("op").notNull(),
    kind: collated("kind").notNull(),
    id: collated("id").notNull(),
    commitmentId: collated("commitment_id"),
    version: pg.integer("version").notNull(),
    data: pg.json("data").notNull(),
    hash: collated("hash").notNull(),
  },
  (t) => [
    pg.uniqueIndex("ledger_kind_id_version_unique").on(t.kind, t.id, t.version),
    pg.index("ledger_commitment_id_seq_idx").on(t.commitmentId, t.seq),
    pg.index("ledger_tx_idx").on(t.tx),
    pg.index("ledger_at_seq_idx").on(t.at, t.seq),
  ],
);
