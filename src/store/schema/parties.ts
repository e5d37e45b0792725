import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

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
    sinceSeq: sq.integer("since_seq").notNull().default(0),
    nameKey: sq.text("name_key").notNull(),
  },
  (t) => [
    sq.index("parties_name_key_code_idx").on(t.nameKey, t.code),
    sq.index("parties_kind_idx").on(t.kind),
    sq.index("parties_updated_at_code_idx").on(t.updatedAt, t.code),
  ],
);

export const pgParties = pg.pgTable(
  "parties",
  {
    code: collated("code").primaryKey(),
    kind: collated("kind").notNull(),
    name: collated("name").notNull(),
    names: pg.json("names").notNull(),
    parent: collated("parent"),
    wikidataId: collated("wikidata_id"),
    isoAlpha2: collated("iso_alpha2"),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
    nameKey: collated("name_key").notNull(),
  },
  (t) => [
    pg.index("parties_name_key_code_idx").on(t.nameKey, t.code),
    pg.index("parties_kind_idx").on(t.kind),
    pg.index("parties_updated_at_code_idx").on(t.updatedAt, t.code),
  ],
);
