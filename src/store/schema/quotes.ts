import { defineKept, index, integer, json, key, nullable, reference, revised, sinceSeq, text } from "./builder.ts";
import * as sources from "./sources.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("quotes", {
  columns: {
    id: key(text),
    sourceId: reference(sources),
    snapshotId: nullable(text),
    exact: text,
    prefix: nullable(text),
    suffix: nullable(text),
    start: nullable(integer),
    end: nullable(integer),
    language: nullable(text),
    translation: nullable(text),
    display: nullable(text),
    locator: nullable(json),
    speaker: nullable(json),
    matched: nullable(text),
    anchor: text,
    ...revised,
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
