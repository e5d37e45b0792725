import { defineKept, index, key, sinceSeq, text } from "./builder.ts";

/**
 * How a party, or a condition, stood with a commitment from one day on until another: an index over the records, as
 * phases are.
 */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("spans", {
  columns: {
    id: key(text),
    subject: key(text),
    fromDay: key(text),
    untilDay: text,
    axis: text,
    state: text,
    sinceSeq,
  },
  indexes: [index("subject", "state", "fromDay"), index("state", "fromDay")],
  pastBy: "id",
});
