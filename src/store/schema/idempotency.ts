import { bigint, define, index, json, key, nullable, text } from "./builder.ts";

/** Requests that carried an Idempotency-Key and wrote: written in the write's own transaction; the answer follows. */
export const { sqlite, postgresql } = define("idempotency", {
  columns: {
    principal: key(text),
    key: key(text),
    fingerprint: text,
    at: text,
    tx: nullable(bigint),
    answer: nullable(json),
  },
  indexes: [index("at")],
});
