import { defineKept, index, json, key, nullable, real, reference, revised, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("milestones", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    title: text,
    test: nullable(text),
    weight: real,
    state: text,
    occurrence: nullable(text),
    metOn: nullable(text),
    due: nullable(json),
    originalDue: nullable(json),
    metEarliest: nullable(text),
    metLatest: nullable(text),
    evidence: json,
    ...revised,
    dueEarliest: nullable(text),
    dueLatest: nullable(text),
    sinceSeq,
  },
  indexes: [index("commitmentId", "id")],
  pastBy: "commitmentId",
});
