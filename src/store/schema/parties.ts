import { defineKept, index, json, key, nullable, revised, sinceSeq, text } from "./builder.ts";
import { sql } from "./drizzle.ts";

const emptyList = sql`'[]'`;

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("parties", {
  columns: {
    code: key(text),
    kind: text,
    name: text,
    names: json,
    aliases: { ...json, default: emptyList },
    parent: nullable(text),
    members: { ...json, default: emptyList },
    until: nullable(text),
    successors: { ...json, default: emptyList },
    wikidataId: nullable(text),
    isoAlpha2: nullable(text),
    ...revised,
    sinceSeq,
    nameKey: text,
  },
  indexes: [index("nameKey", "code"), index("kind"), index("updatedAt", "code")],
  pastBy: "code",
});
