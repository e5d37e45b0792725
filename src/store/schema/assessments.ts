import { defineKept, index, integer, json, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("assessments", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    fulfilment: text,
    confidence: text,
    on: { ...text, name: "assessed_on" },
    earliest: nullable(text),
    latest: nullable(text),
    assessor: text,
    origin: text,
    party: nullable(text),
    rationale: nullable(text),
    evidence: json,
    supersedes: nullable(text),
    recordedAt: text,
    recordedBy: text,
    updatedAt: text,
    version: integer,
    deletedAt: nullable(text),
    sinceSeq,
    dateKey: text,
  },
  indexes: [index("commitmentId", "dateKey", "id"), index("supersedes")],
  pastBy: "commitmentId",
});
