import { defineKept, index, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as sources from "./sources.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("snapshots", {
  columns: {
    id: key(text),
    sourceId: reference(sources),
    retrievedAt: text,
    sha256: text,
    deletedAt: nullable(text),
    sinceSeq,
  },
  indexes: [index("sourceId", "retrievedAt"), index("sourceId", "sha256")],
  pastBy: "id",
});
