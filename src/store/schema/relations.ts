import { defineKept, index, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("relations", {
  columns: {
    id: key(text),
    from: { ...reference(commitments), name: "from_id" },
    to: { ...reference(commitments), name: "to_id" },
    type: text,
    deletedAt: nullable(text),
    sinceSeq,
  },
  indexes: [index("from", "type", "to"), index("to", "type")],
  pastBy: "id",
});
