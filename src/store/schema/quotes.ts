import { defineKept, index, integer, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as sources from "./sources.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("quotes", {
  columns: {
    id: key(text),
    sourceId: reference(sources),
    start: nullable(integer),
    anchor: text,
    createdAt: text,
    updatedAt: text,
    deletedAt: nullable(text),
    sinceSeq,
  },
  indexes: [
    index("sourceId", "start"),
    index("anchor"),
    index("createdAt", "id"),
    index("start", "id"),
    index("updatedAt", "id"),
  ],
  pastBy: "id",
});
