import { defineKept, index, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("assessments", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    earliest: nullable(text),
    latest: nullable(text),
    supersedes: nullable(text),
    recordedAt: text,
    updatedAt: text,
    deletedAt: nullable(text),
    sinceSeq,
    dateKey: text,
  },
  indexes: [index("commitmentId", "dateKey", "id"), index("supersedes")],
  pastBy: "commitmentId",
});
