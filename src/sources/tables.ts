import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";

export const sqliteSources = sq.sqliteTable(
  "sources",
  {
    id: sq.text("id").primaryKey(),
    slug: sq.text("slug").notNull(),
    kind: sq.text("kind").notNull(),
    title: sq.text("title").notNull(),
    publisher: sq.text("publisher"),
    author: sq.text("author"),
    url: sq.text("url"),
    archiveUrl: sq.text("archive_url"),
    language: sq.text("language"),
    publishedOn: sq.text("published_on"),
    issuedBy: sq.text("issued_by", { mode: "json" }).notNull(),
    publishedEarliest: sq.text("published_earliest"),
    publishedLatest: sq.text("published_latest"),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
    titleKey: sq.text("title_key").notNull(),
  },
  (t) => [
    sq.uniqueIndex("sources_slug_unique").on(t.slug),
    sq.index("sources_title_key_id_idx").on(t.titleKey, t.id),
    sq.index("sources_published_earliest_id_idx").on(t.publishedEarliest, t.id),
    sq.index("sources_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);

export const pgSources = pg.pgTable(
  "sources",
  {
    id: pg.text("id").primaryKey(),
    slug: pg.text("slug").notNull(),
    kind: pg.text("kind").notNull(),
    title: pg.text("title").notNull(),
    publisher: pg.text("publisher"),
    author: pg.text("author"),
    url: pg.text("url"),
    archiveUrl: pg.text("archive_url"),
    language: pg.text("language"),
    publishedOn: pg.text("published_on"),
    issuedBy: pg.json("issued_by").notNull(),
    publishedEarliest: pg.text("published_earliest"),
    publishedLatest: pg.text("published_latest"),
    version: pg.integer("version").notNull(),
    createdAt: pg.text("created_at").notNull(),
    updatedAt: pg.text("updated_at").notNull(),
    deletedAt: pg.text("deleted_at"),
    titleKey: pg.text("title_key").notNull(),
  },
  (t) => [
    pg.uniqueIndex("sources_slug_unique").on(t.slug),
    pg.index("sources_title_key_id_idx").on(t.titleKey, t.id),
    pg.index("sources_published_earliest_id_idx").on(t.publishedEarliest, t.id),
    pg.index("sources_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);

export const sqliteSnapshots = sq.sqliteTable(
  "snapshots",
  {
    id: sq.text("id").primaryKey(),
    sourceId: sq
      .text("source_id")
      .notNull()
      .references(() => sqliteSources.id),
    retrievedAt: sq.text("retrieved_at").notNull(),
    mediaType: sq.text("media_type").notNull(),
    sha256: sq.text("sha256").notNull(),
    length: sq.integer("length").notNull(),
    normalizer: sq.text("normalizer").notNull(),
    text: sq.text("text"),
    version: sq.integer("version").notNull(),
    createdAt: sq.text("created_at").notNull(),
    updatedAt: sq.text("updated_at").notNull(),
    deletedAt: sq.text("deleted_at"),
  },
  (t) => [
    sq.index("snapshots_source_id_retrieved_at_idx").on(t.sourceId, t.retrievedAt),
    sq.uniqueIndex("snapshots_source_id_sha256_unique").on(t.sourceId, t.sha256),
  ],
);

export const pgSnapshots = pg.pgTable(
  "snapshots",
  {
    id: pg.text("id").primaryKey(),
    sourceId: pg
      .text("source_id")
      .notNull()
      .references(() => pgSources.id),
    retrievedAt: pg.text("retrieved_at").notNull(),
    mediaType: pg.text("media_type").notNull(),
    sha256: pg.text("sha256").notNull(),
    length: pg.integer("length").notNull(),
    normalizer: pg.text("normalizer").notNull(),
    text: pg.text("text"),
    version: pg.integer("version").notNull(),
    createdAt: pg.text("created_at").notNull(),
    updatedAt: pg.text("updated_at").notNull(),
    deletedAt: pg.text("deleted_at"),
  },
  (t) => [
    pg.index("snapshots_source_id_retrieved_at_idx").on(t.sourceId, t.retrievedAt),
    pg.uniqueIndex("snapshots_source_id_sha256_unique").on(t.sourceId, t.sha256),
  ],
);
