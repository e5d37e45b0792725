import { defineKept, index, key, sinceSeq, text } from "./builder.ts";

/**
 * Who points at whom: an index over the records, rewritten with every change. `aggregateId`: the commitment that the
 * record belongs to, or else the record itself.
 */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("links", {
  columns: {
    aggregateId: key(text),
    fromKind: key(text),
    fromId: key(text),
    toKind: key(text),
    toId: key(text),
    rel: key(text),
    sinceSeq,
  },
  indexes: [index("toKind", "toId", "fromKind", "fromId", "rel")],
  pastBy: "toId",
});
