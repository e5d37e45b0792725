import { defineKept, index, nullable, sinceSeq, text } from "./builder.ts";

/** Who points at whom: an index over the records, rewritten with every change. */
export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("links", {
  columns: {
    fromKind: text,
    fromId: text,
    rel: text,
    toKind: text,
    toId: text,
    commitmentId: nullable(text),
    sinceSeq,
  },
  indexes: [
    index("fromKind", "fromId", "toKind", "toId", "rel"),
    index("toKind", "toId", "fromKind", "rel", "fromId"),
    index("commitmentId"),
  ],
  pastBy: "toId",
});
