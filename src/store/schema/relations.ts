import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";
import { pgCommitments, sqliteCommitments } from "./commitments.ts";

export const sqliteRelations = sq.sqliteTable(
  "relations",
  {
    id: sq.text("id").primaryKey(),
    from: sq
      .text("from_id")
      .notNull()
      .references(() => sqliteCommitments.id),
    to: sq
      .text("to_id")
      .notNull()
      .references(() => sqliteCommitments.id),
    type: sq.text("type").notNull(),
    note: sq.text("note"),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
    sinceSeq: sq.integer("since_seq").notNull().default(0),
  },
  (t) => [
    sq.index("relations_from_id_type_to_id_idx").on(t.from, t.type, t.to),
    sq.index("relations_to_id_type_idx").on(t.to, t.type),
  ],
);

export const pgRelations = pg.pgTable(
  "relations",
  {
    id: collated("id").primaryKey(),
    from: collated("from_id")
      .notNull()
      .references(() => pgCommitments.id),
    to: collated("to_id")
      .notNull()
      .references(() => pgCommitments.id),
    type: collated("type").notNull(),
    note: collated("note"),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    pg.index("relations_from_id_type_to_id_idx").on(t.from, t.type, t.to),
    pg.index("relations_to_id_type_idx").on(t.to, t.type),
  ],
);
