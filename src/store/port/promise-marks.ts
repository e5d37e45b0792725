import type { StoredMark, Verdict } from "../../domain/promise-mark.ts";

export interface MarksQuery {
  /** Of the texts of this source, or of the text with this hash. */
  sourceId?: string;
  sha256?: string;
  verdicts?: readonly Verdict[];
  /** Of those that say where reading stopped, only this one's are seen. */
  byId: string;
  after?: readonly [at: string, id: string];
  limit: number;
}

/** Marks of promises are no records: they have no version and no ledger line. */
export interface PromiseMarks {
  /** In place of the one with the same id, if there is one. */
  put(mark: StoredMark): Promise<void>;
  get(id: string): Promise<StoredMark | null>;
  /** In the order of their making. */
  list(query: MarksQuery): Promise<StoredMark[]>;
  /** False where there is none. */
  delete(id: string): Promise<boolean>;
  /** The newest of a language by which something was accepted or rejected. */
  judged(language: string, limit: number): Promise<Pick<StoredMark, "verdict" | "cues">[]>;
}
