/** One thing that is not as the ledger says. */
export interface Finding {
  /** The table, by its SQL name. */
  table: string;
  /** The row: a record's key, a line's number. */
  key: string;
  field?: string;
  problem: "changed" | "missing" | "extra";
  /** What is wrong, in words. */
  detail: string;
}

/** Who is told of each finding and of how far the work is. */
export interface Watch {
  report: (finding: Finding) => void;
  progress: (table: string, done: number, total?: number) => void;
  /** The last day that has begun anywhere: what lies wholly after it cannot have happened. */
  begun?: string;
  /** A head noted at an earlier time, to be found in the chain. */
  remembered?: { seq?: number; hash: string; found?: boolean };
}
