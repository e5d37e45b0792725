import { defineKept, index, json, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("events", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    earliest: nullable(text),
    latest: nullable(text),
    type: text,
    amount: nullable(json),
    recordedAt: text,
    updatedAt: text,
    deletedAt: nullable(text),
    sinceSeq,
    dateKey: text,
  },
  indexes: [index("commitmentId", "dateKey", "id")],
  pastBy: "commitmentId",
});
