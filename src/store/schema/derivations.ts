import { define, integer, key, text } from "./builder.ts";

/**
 * By which version of the code what follows from the ledger was written, where it may change, such as the words of
 * records; and the last day to which commitments have turned, as a number (20261128).
 */
export const { sqlite, postgresql } = define("derivations", {
  columns: { name: key(text), version: integer },
  indexes: [],
});
