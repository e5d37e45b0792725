import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";

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
  ],
);

export const pgLedger = pg.pgTable(
  "ledger",
  {
    seq: pg.bigint("seq", { mode: "number" }).primaryKey(),
    tx: pg.bigint("tx", { mode: "number" }).notNull(),
    at: pg.text("at").notNull(),
    by: pg.text("by").notNull(),
    op: pg.text("op").notNull(),
    kind: pg.text("kind").notNull(),
    id: pg.text("id").notNull(),
    commitmentId: pg.text("commitment_id"),
    version: pg.integer("version").notNull(),
    data: pg.json("data").notNull(),
    hash: pg.text("hash").notNull(),
  },
  (t) => [
    pg.uniqueIndex("ledger_kind_id_version_unique").on(t.kind, t.id, t.version),
    pg.index("ledger_commitment_id_seq_idx").on(t.commitmentId, t.seq),
    pg.index("ledger_tx_idx").on(t.tx),
  ],
);
