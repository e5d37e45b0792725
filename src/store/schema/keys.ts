import { sql } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/** Keys are no records: the ledger never sees them, so that no history or feed can show a hash. */
export const sqliteKeys = sq.sqliteTable(
  "keys",
  {
    id: sq.text("id").primaryKey(),
    name: sq.text("name").notNull(),
    role: sq.text("role").notNull(),
    hash: sq.text("hash").notNull(),
    createdAt: sq.text("created_at").notNull(),
    createdBy: sq.text("created_by").notNull(),
    expiresAt: sq.text("expires_at"),
    revokedAt: sq.text("revoked_at"),
    lastUsedAt: sq.text("last_used_at"),
  },
  (t) => [sq.uniqueIndex("keys_name_unique").on(t.name).where(sql`${t.revokedAt} is null`)],
);

export const pgKeys = pg.pgTable(
  "keys",
  {
    id: collated("id").primaryKey(),
    name: collated("name").notNull(),
    role: collated("role").notNull(),
    hash: collated("hash").notNull(),
    createdAt: collated("created_at").notNull(),
    createdBy: collated("created_by").notNull(),
    expiresAt: collated("expires_at"),
    revokedAt: collated("revoked_at"),
    lastUsedAt: collated("last_used_at"),
  },
  (t) => [pg.uniqueIndex("keys_name_unique").on(t.name).where(sql`${t.revokedAt} is null`)],
);
