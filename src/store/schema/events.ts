import { sql } from "drizzle-orm";
import { defineKept, index, integer, json, key, nullable, reference, sinceSeq, text } from "./builder.ts";
import * as commitments from "./commitments.ts";

const emptyList = sql`'[]'`;

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("events", {
  columns: {
    id: key(text),
    commitmentId: reference(commitments),
    type: text,
    kind: text,
    date: text,
    earliest: nullable(text),
    latest: nullable(text),
    effectiveOn: nullable(text),
    title: text,
    description: nullable(text),
    status: nullable(text),
    due: nullable(json),
    firmness: nullable(text),
    parties: { ...json, default: emptyList },
    amount: nullable(json),
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
  indexes: [index("commitmentId", "dateKey", "id")],
  pastBy: "commitmentId",
});
