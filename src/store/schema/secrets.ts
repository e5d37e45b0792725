import { define, key, text } from "./builder.ts";

/** What the processes of one database share and nobody else may know, as base64url. The ledger never sees them. */
export const { sqlite, postgresql } = define("secrets", {
  columns: { name: key(text), value: text },
  indexes: [],
});
