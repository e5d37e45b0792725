import { defineKept, index, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("milestones", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    metEarliest: nullable(text),
    metLatest: nullable(text),
    updatedAt: text,
    deletedAt: nullable(text),
    dueEarliest: nullable(text),
    dueLatest: nullable(text),
    sinceSeq,
  },
  indexes: [index("commitmentId", "id")],
  pastBy: "commitmentId",
});
