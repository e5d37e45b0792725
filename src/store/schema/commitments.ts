import { bothWays, defineKept, downFrom, index, key, nullable, real, sinceSeq, text, unique } from "./builder.ts";
import { sql } from "./drizzle.ts";

/**
 * An index for counting holds all that is counted by; it begins with what no list filters or sorts by, so that none is
 * drawn to it.
 */
const byStatus = sql`(status || '')`;

/** Stated after the day on which it was written: it was tomorrow there already. */
const isEarly = sql`stated_earliest > substr(created_at, 1, 10)`;

export const { sqlite, postgresql, sqlitePast, postgresqlPast } = defineKept("commitments", {
  columns: {
    id: key(text),
    slug: text,
    type: text,
    firmness: text,
    status: text,
    statusSinceEarliest: nullable(text),
    statusSinceLatest: nullable(text),
    statedEarliest: nullable(text),
    statedLatest: nullable(text),
    fulfilment: text,
    fulfilmentSelfReported: text,
    fulfilmentCounterpart: text,
    fulfilmentIndependent: text,
    corroboration: text,
    createdAt: text,
    updatedAt: text,
    deletedAt: nullable(text),
    sinceSeq,
    reviewedOn: nullable(text),
    nextReviewOn: nullable(text),
    testability: nullable(text),
    awaitedUntil: nullable(text),
    /** The day on which the next phase begins, and the fields of one that has begun since the record was written. */
    turnsOn: nullable(text),
    turned: nullable(text),
    titleKey: text,
    dueEarliest: nullable(text),
    dueLatest: nullable(text),
    dueReading: nullable(text),
    doneEarliest: nullable(text),
    doneLatest: nullable(text),
    placeX: nullable(real),
    placeY: nullable(real),
    placeZ: nullable(real),
  },
  indexes: [
    unique("slug"),
    index("titleKey", "id"),
    index("status", "id"),
    index("type", "id"),
    index("firmness", "id"),
    downFrom("status", "statedEarliest", "id"),
    downFrom("type", "statedEarliest", "id"),
    downFrom("firmness", "statedEarliest", "id"),
    downFrom("fulfilment", "statedEarliest", "id"),
    bothWays("statedEarliest", "id"),
    { name: "early", on: ["statedEarliest"], where: isEarly },
    bothWays("statusSinceEarliest", "id"),
    bothWays("dueLatest", "id"),
    index("dueEarliest", "id"),
    downFrom("dueReading", "statedEarliest", "id"),
    index("turnsOn"),
    index("createdAt", "id"),
    index("updatedAt", "id"),
    {
      name: "tally",
      on: [
        byStatus,
        "status",
        "dueLatest",
        "dueEarliest",
        "doneEarliest",
        "doneLatest",
        "fulfilment",
        "fulfilmentSelfReported",
        "fulfilmentIndependent",
        "type",
        "firmness",
        "corroboration",
        "statedEarliest",
        "statedLatest",
        "awaitedUntil",
        "reviewedOn",
        "nextReviewOn",
        "id",
        "deletedAt",
      ],
    },
    downFrom("corroboration", "statedEarliest", "id"),
    index("placeZ", "placeX", "placeY"),
  ],
  pastBy: "id",
});
