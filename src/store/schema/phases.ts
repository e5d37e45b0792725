import { bothWays, defineKept, index, json, key, nullable, sinceSeq, text } from "./builder.ts";
import { sql } from "./drizzle.ts";

/** The status is of a day after that on which it was learned: it was tomorrow there already. */
const isEarly = sql`status_since_earliest > from_day`;

/** What a commitment was from one day on until another: an index over the records, rewritten with every change. */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("phases", {
  columns: {
    id: key(text),
    fromDay: key(text),
    untilDay: text,
    status: text,
    statusSinceEarliest: nullable(text),
    statusSinceLatest: nullable(text),
    fulfilment: text,
    fulfilmentSelfReported: text,
    fulfilmentCounterpart: text,
    fulfilmentIndependent: text,
    corroboration: text,
    dueEarliest: nullable(text),
    dueLatest: nullable(text),
    dueReading: nullable(text),
    doneEarliest: nullable(text),
    doneLatest: nullable(text),
    /** Those fields of the record, as they were, that are no columns. */
    state: json,
    sinceSeq,
  },
  indexes: [
    index("status", "fromDay"),
    bothWays("dueLatest", "id"),
    bothWays("statusSinceEarliest", "id"),
    { name: "early", on: ["statusSinceEarliest"], where: isEarly },
  ],
  pastBy: "id",
});
