import type { Kind } from "./entities.ts";

export type Operation = "create" | "update" | "delete" | "restore" | "purge";

/** One line of the ledger, as what it changed. */
export interface RecordChange {
  seq: number;
  hash: string;
  op: Operation;
  kind: Kind;
  id: string;
  /** The commitments whose aggregate it belongs to or belonged to before. */
  commitmentIds: readonly string[];
  /**
   * The columns in which the record differs from its version before: its own fields, and those that filters and sorts
   * go by. Null where all of it is new or gone, or more may have changed than that.
   */
  columns: readonly string[] | null;
}
