import { sql } from "drizzle-orm";
import { defineKept, index, integer, json, key, nullable, real, sinceSeq, text } from "./builder.ts";

const emptyList = sql`'[]'`;

/** What a commitment was from one day on until another: an index over the records, rewritten with every change. */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("phases", {
  columns: {
    id: key(text),
    fromDay: key(text),
    untilDay: text,
    status: text,
    statusSince: text,
    statusSinceEarliest: nullable(text),
    statusSinceLatest: nullable(text),
    due: nullable(json),
    originalDue: nullable(json),
    done: nullable(json),
    progress: nullable(real),
    amounts: { ...json, default: emptyList },
    fulfilment: { ...text, default: "not_assessed" },
    fulfilmentSelfReported: { ...text, default: "not_assessed" },
    fulfilmentCounterpart: { ...text, default: "not_assessed" },
    fulfilmentIndependent: { ...text, default: "not_assessed" },
    corroboration: text,
    restatements: integer,
    dueEarliest: nullable(text),
    dueLatest: nullable(text),
    dueReading: nullable(text),
    doneEarliest: nullable(text),
    doneLatest: nullable(text),
    sinceSeq,
  },
  indexes: [index("fromDay"), index("status", "fromDay")],
  pastBy: "id",
});
