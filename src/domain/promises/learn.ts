/** How often sentences with a cue were accepted and rejected by those who read them. */
export interface Tally {
  accepted: number;
  rejected: number;
}
export interface Tallies extends Tally {
  cues: Readonly<Record<string, Tally>>;
}

/** So many marks of either kind stand against a change before the first is made; and no cue moves further. */
export const prior = 10;
export const furthest = 1;

/**
 * What marks add to the weight of a cue: the log-odds of being accepted with it over those of all marks, both drawn
 * towards even odds by a prior of `prior` marks of either kind, within `furthest` of nothing.
 */
export function learntOf(cue: string, { accepted, rejected, cues }: Tallies): number {
  const own = cues[cue];
  if (own === undefined) return 0;
  const odds = (of: Tally) => Math.log((of.accepted + prior) / (of.rejected + prior));
  const moved = odds(own) - odds({ accepted, rejected });
  return Number(Math.max(-furthest, Math.min(furthest, moved)).toFixed(2));
}

export const nothingLearnt: Tallies = { accepted: 0, rejected: 0, cues: {} };

/** Marks as tallies. */
export function tallyOf(marks: readonly { verdict: string; cues: readonly string[] }[]): Tallies {
  const all = { accepted: 0, rejected: 0 };
  const cues: Record<string, Tally> = {};
  for (const { verdict, cues: fired } of marks) {
    if (verdict !== "accepted" && verdict !== "rejected") continue;
    all[verdict] += 1;
    for (const cue of new Set(fired)) {
      const own = cues[cue] ?? { accepted: 0, rejected: 0 };
      own[verdict] += 1;
      cues[cue] = own;
    }
  }
  return { ...all, cues };
}
