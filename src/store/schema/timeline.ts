import { defineKept, index, integer, key, nullable, sinceSeq, text } from "./builder.ts";

/**
 * What stands where in time: an index over the records, rewritten with every change. `width`: how many days its date
 * leaves open (src/store/sql/width.ts).
 */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("timeline", {
  columns: {
    commitmentId: key(text),
    id: key(text),
    entry: text,
    ref: text,
    at: nullable(text),
    earliest: nullable(text),
    latest: nullable(text),
    latestKey: text,
    width: nullable(integer),
    recordedAt: text,
    sinceSeq,
  },
  indexes: [
    index("width", "at", "latestKey", "recordedAt", "id"),
    index("entry", "width", "at", "latestKey", "recordedAt", "id"),
  ],
  pastBy: "commitmentId",
});
