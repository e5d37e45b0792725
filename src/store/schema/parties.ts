import { defineKept, index, key, nullable, sinceSeq, text } from "./builder.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("parties", {
  columns: {
    code: key(text),
    kind: text,
    parent: nullable(text),
    updatedAt: text,
    deletedAt: nullable(text),
    sinceSeq,
    nameKey: text,
  },
  indexes: [index("nameKey", "code"), index("kind"), index("updatedAt", "code")],
  pastBy: "code",
});
