import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";

export const sqliteParties = sq.sqliteTable(
  "parties",
  {
    code: sq.text("code").primaryKey(),
    kind: sq.text("kind").notNull(),
    name: sq.text("name").notNull(),
    names: sq.text("names", { mode: "json" }).notNull(),
    parent: sq.text("parent"),
    wikidataId: sq.text("wikidata_id"),
    isoAlpha2: sq.text("iso_alpha2"),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
    nameKey: sq.text("name_key").notNull(),
  },
  (t) => [
    sq.index("parties_name_key_code_idx").on(t.nameKey, t.code),
    sq.index("parties_kind_idx").on(t.kind),
    sq.index("parties_updated_at_idx").on(t.updatedAt),
  ],
);

export const pgParties = pg.pgTable(
  "parties",
  {
    code: pg.text("code").primaryKey(),
    kind: pg.text("kind").notNull(),
    name: pg.text("name").notNull(),
    names: pg.json("names").notNull(),
    parent: pg.text("parent"),
    wikidataId: pg.text("wikidata_id"),
    isoAlpha2: pg.text("iso_alpha2"),
    version: pg.integer("version").notNull(),
    createdAt: pg.text("created_at").notNull(),
    updatedAt: pg.text("updated_at").notNull(),
    deletedAt: pg.text("deleted_at"),
    nameKey: pg.text("name_key").notNull(),
  },
  (t) => [
    pg.index("parties_name_key_code_idx").on(t.nameKey, t.code),
    pg.index("parties_kind_idx").on(t.kind),
    pg.index("parties_updated_at_idx").on(t.updatedAt),
  ],
);
