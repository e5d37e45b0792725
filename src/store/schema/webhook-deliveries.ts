import { bigint, define, index, integer, key, nullable, text } from "./builder.ts";

/** The newest messages of each webhook and what came of them, to be shown; what is delivered rests on none of them. */
export const { sqlite, postgresql } = define("webhook_deliveries", {
  columns: {
    webhookId: key(text),
    id: key(text),
    ordinal: bigint,
    type: text,
    seq: nullable(bigint),
    commitmentId: nullable(text),
    status: text,
    attempts: integer,
    lastAttemptAt: text,
    durationMs: integer,
    responseStatus: nullable(integer),
    error: nullable(text),
  },
  indexes: [index("webhookId", "ordinal")],
});
