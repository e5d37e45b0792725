import { defineKept, index, key, nullable, sinceSeq, text } from "./builder.ts";

/** What stands where in time: an index over the records, rewritten with every change. */
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
    recordedAt: text,
    sinceSeq,
  },
  indexes: [index("at", "latestKey", "recordedAt", "id")],
  pastBy: "commitmentId",
});
