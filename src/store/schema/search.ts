import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

/**
 * The words of commitments and of parties' names, as they were from ledger line `since_seq` on, before line
 * `until_seq`. Each engine keeps an index of its own over them by itself (see the migration): SQLite the FTS5 table
 * `search_index`, by triggers; PostgreSQL the generated column `words`, a tsvector.
 */
export const sqliteSearchDocuments = sq.sqliteTable(
  "search_documents",
  {
    id: sq.integer("id").primaryKey(),
    kind: sq.text("kind").notNull(),
    owner: sq.text("owner").notNull(),
    sinceSeq: sq.integer("since_seq").notNull(),
    untilSeq: sq.integer("until_seq"),
    title: sq.text("title").notNull(),
    labels: sq.text("labels").notNull(),
    body: sq.text("body").notNull(),
  },
  (t) => [sq.index("search_documents_owner_until_seq_idx").on(t.owner, t.untilSeq)],
);

export const pgSearchDocuments = pg.pgTable(
  "search_documents",
  {
    id: pg.bigint("id", { mode: "number" }).primaryKey(),
    kind: collated("kind").notNull(),
    owner: collated("owner").notNull(),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull(),
    untilSeq: pg.bigint("until_seq", { mode: "number" }),
    title: collated("title").notNull(),
    labels: collated("labels").notNull(),
    body: collated("body").notNull(),
  },
  (t) => [pg.index("search_documents_owner_until_seq_idx").on(t.owner, t.untilSeq)],
);
