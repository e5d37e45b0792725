import { define, integer, key, text } from "./builder.ts";

/** By which version of the code what follows from the ledger was written, where it may change: the words of records. */
export const { sqlite, postgresql } = define("derivations", {
  columns: { name: key(text), version: integer },
  indexes: [],
});
