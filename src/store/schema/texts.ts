import { define, key, text } from "./builder.ts";

/** The texts of snapshots, which the ledger has the hashes of: they follow from nothing else. */
export const { sqlite, postgresql } = define("texts", {
  columns: { snapshotId: key(text), text },
  indexes: [],
});
