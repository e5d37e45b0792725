import { define, index, integer, json, key, nullable, text } from "./builder.ts";

/** What readers made of sentences: no records, so no lines of the ledger. A purge takes those of its source along. */
export const { sqlite, postgresql } = define("promise_marks", {
  columns: {
    id: key(text),
    sourceId: nullable(text),
    snapshotId: nullable(text),
    sha256: text,
    start: integer,
    end: integer,
    exact: text,
    verdict: text,
    language: nullable(text),
    cues: json,
    byId: text,
    by: text,
    at: text,
  },
  indexes: [
    index("sourceId", "at", "id"),
    index("sha256", "at", "id"),
    index("snapshotId"),
    index("language", "verdict", "at"),
    index("at", "id"),
  ],
});
