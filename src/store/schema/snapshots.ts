import { defineKept, index, integer, key, nullable, reference, revised, sinceSeq, text } from "./builder.ts";
import * as sources from "./sources.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("snapshots", {
  columns: {
    id: key(text),
    sourceId: reference(sources),
    retrievedAt: text,
    mediaType: text,
    sha256: text,
    length: integer,
    normalizer: text,
    text: nullable(text),
    ...revised,
    sinceSeq,
  },
  indexes: [index("sourceId", "retrievedAt"), index("sourceId", "sha256")],
  pastBy: "id",
});
