import { defineKept, index, json, key, nullable, revised, sinceSeq, text } from "./builder.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("parties", {
  columns: {
    code: key(text),
    kind: text,
    name: text,
    names: json,
    parent: nullable(text),
    wikidataId: nullable(text),
    isoAlpha2: nullable(text),
    ...revised,
    sinceSeq,
    nameKey: text,
  },
  indexes: [index("nameKey", "code"), index("kind"), index("updatedAt", "code")],
  pastBy: "code",
});
