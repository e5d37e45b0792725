import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/** Requests that carried an Idempotency-Key and wrote: written in the write's own transaction; the answer follows. */
export const sqliteIdempotency = sq.sqliteTable(
  "idempotency",
  {
    principal: sq.text("principal").notNull(),
    key: sq.text("key").notNull(),
    fingerprint: sq.text("fingerprint").notNull(),
    at: sq.text("at").notNull(),
    tx: sq.integer("tx"),
    answer: sq.text("answer", { mode: "json" }),
  },
  (t) => [
    sq.primaryKey({ name: "idempotency_pkey", columns: [t.principal, t.key] }),
    sq.index("idempotency_at_idx").on(t.at),
  ],
);

export const pgIdempotency = pg.pgTable(
  "idempotency",
  {
    principal: collated("principal").notNull(),
    key: collated("key").notNull(),
    fingerprint: collated("fingerprint").notNull(),
    at: collated("at").notNull(),
    tx: pg.bigint("tx", { mode: "number" }),
    answer: pg.json("answer"),
  },
  (t) => [
    pg.primaryKey({ name: "idempotency_pkey", columns: [t.principal, t.key] }),
    pg.index("idempotency_at_idx").on(t.at),
  ],
);
