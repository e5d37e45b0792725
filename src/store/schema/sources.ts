import * as pg from "drizzle-orm/pg-core";
import * as sq from "drizzle-orm/sqlite-core";
import { collated } from "./collated.ts";

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
    sinceSeq: sq.integer("since_seq").notNull().default(0),
    titleKey: sq.text("title_key").notNull(),
  },
  (t) => [
    sq.uniqueIndex("sources_slug_unique").on(t.slug),
    sq.index("sources_title_key_id_idx").on(t.titleKey, t.id),
    sq.index("sources_published_earliest_id_idx").on(t.publishedEarliest, t.id),
    sq.index("sources_created_at_id_idx").on(t.createdAt, t.id),
    sq.index("sources_updated_at_id_idx").on(t.updatedAt, t.id),
  ],
);

export const pgSources = pg.pgTable(
  "sources",
  {
    id: collated("id").primaryKey(),
    slug: collated("slug").notNull(),
    kind: collated("kind").notNull(),
    title: collated("title").notNull(),
    publisher: collated("publisher"),
    author: collated("author"),
    url: collated("url"),
    archiveUrl: collated("archive_url"),
    language: collated("language"),
    publishedOn: collated("published_on"),
    issuedBy: pg.json("issued_by").notNull(),
    publishedEarliest: collated("published_earliest"),
    publishedLatest: collated("published_latest"),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
    titleKey: collated("title_key").notNull(),
  },
  (t) => [
    pg.uniqueIndex("sources_slug_unique").on(t.slug),
    pg.index("sources_title_key_id_idx").on(t.titleKey, t.id),
    pg.index("sources_published_earliest_id_idx").on(t.publishedEarliest, t.id),
    pg.index("sources_created_at_id_idx").on(t.createdAt, t.id),
    pg.index("sources_updated_at_id_idx").on(t.updatedAt, t.id),
    pg
      .index("sources_published_earliest_id_desc_idx")
      .on(t.publishedEarliest.desc().nullsLast(), t.id.desc().nullsFirst()),
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
    sinceSeq: sq.integer("since_seq").notNull().default(0),
  },
  (t) => [
    sq.index("snapshots_source_id_retrieved_at_idx").on(t.sourceId, t.retrievedAt),
    sq.uniqueIndex("snapshots_source_id_sha256_unique").on(t.sourceId, t.sha256),
  ],
);

export const pgSnapshots = pg.pgTable(
  "snapshots",
  {
    id: collated("id").primaryKey(),
    sourceId: collated("source_id")
      .notNull()
      .references(() => pgSources.id),
    retrievedAt: collated("retrieved_at").notNull(),
    mediaType: collated("media_type").notNull(),
    sha256: collated("sha256").notNull(),
    length: pg.integer("length").notNull(),
    normalizer: collated("normalizer").notNull(),
    text: collated("text"),
    version: pg.integer("version").notNull(),
    createdAt: collated("created_at").notNull(),
    updatedAt: collated("updated_at").notNull(),
    deletedAt: collated("deleted_at"),
    sinceSeq: pg.bigint("since_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    pg.index("snapshots_source_id_retrieved_at_idx").on(t.sourceId, t.retrievedAt),
    pg.uniqueIndex("snapshots_source_id_sha256_unique").on(t.sourceId, t.sha256),
  ],
);
