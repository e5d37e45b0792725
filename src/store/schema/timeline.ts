import { defineKept, index, key, nullable, sinceSeq, text } from "./builder.ts";

/** What stands where in time: an index over the records, rewritten with every change. */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("timeline", {
  columns: {
    id: key(text),
    commitmentId: text,
    entry: text,
    ref: text,
    at: nullable(text),
    earliest: nullable(text),
    latest: nullable(text),
    latestKey: text,
    recordedAt: text,
    sinceSeq,
  },
  indexes: [index("commitmentId", "at"), index("at", "latestKey", "recordedAt", "id"), index("ref")],
  pastBy: "commitmentId",
});
