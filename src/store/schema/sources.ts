import { bothWays, defineKept, index, key, nullable, sinceSeq, text, unique } from "./builder.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("sources", {
  columns: {
    id: key(text),
    slug: text,
    kind: text,
    publishedEarliest: nullable(text),
    createdAt: text,
    updatedAt: text,
    deletedAt: nullable(text),
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
