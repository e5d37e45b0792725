import { bothWays, defineKept, index, json, key, nullable, revised, sinceSeq, text, unique } from "./builder.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("sources", {
  columns: {
    id: key(text),
    slug: text,
    kind: text,
    title: text,
    publisher: nullable(text),
    author: nullable(text),
    url: nullable(text),
    archiveUrl: nullable(text),
    language: nullable(text),
    publishedOn: nullable(text),
    issuedBy: json,
    publishedEarliest: nullable(text),
    publishedLatest: nullable(text),
    ...revised,
    sinceSeq,
    titleKey: text,
  },
  indexes: [
    unique("slug"),
    index("titleKey", "id"),
    bothWays("publishedEarliest", "id"),
    index("createdAt", "id"),
    index("updatedAt", "id"),
  ],
  pastBy: "id",
});
