import { z } from "zod";

/** What readers made of the sentences of a text: data of the installation, and no records. */

export const Verdict = z.enum(["accepted", "rejected", "nothing", "stopped"]).meta({
  id: "PromiseVerdict",
  description:
    "`accepted`: it is a promise; `rejected`: it looks like one and is none; `nothing`: it was read and holds nothing; `stopped`: whoever marks it stopped reading here.",
});
export type Verdict = z.infer<typeof Verdict>;

/** A mark as it is stored: of a place in a text, which is that of a source, or known by its hash alone. */
export interface StoredMark {
  id: string;
  sourceId: string | null;
  snapshotId: string | null;
  sha256: string;
  start: number;
  end: number;
  exact: string;
  verdict: Verdict;
  language: string | null;
  /** The cues that the words have by themselves. */
  cues: string[];
  byId: string;
  by: string;
  at: string;
}
