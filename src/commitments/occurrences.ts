import type { Commitment } from "../domain/commitment.ts";
import { type Milestone, NewMilestone } from "../domain/milestone.ts";
import { occurrencesOf } from "../domain/recurrence.ts";
import type { Aggregate } from "../domain/status.ts";
import type { Context } from "../records/context.ts";
import type { Change } from "../store/port/store.ts";
import { newMilestone } from "./milestones/service.ts";

/** The occurrences of a recurring promise are milestones that the service makes, each with its window. */

interface Recurring {
  milestones: Milestone[];
  changes: Change[];
}

/**
 * The milestones with one for each occurrence: those that are lacking are added, and those of a window that is none any
 * more go, unless something became of them.
 * @throws AppError unprocessable for an occurrence before the promise
 */
export async function withOccurrences(ctx: Context, { commitment, ...parts }: Aggregate): Promise<Recurring> {
  const windows = windowsOf(commitment);
  const isStale = ({ occurrence, state, evidence }: Milestone) =>
    occurrence !== null && !windows.includes(occurrence) && state === "scheduled" && evidence.length === 0;
  const kept = parts.milestones.filter((milestone) => !isStale(milestone));
  const added: Milestone[] = [];
  for (const window of windows.filter((of) => !kept.some(({ occurrence }) => occurrence === of))) {
    const input = NewMilestone.parse({ title: `Occurrence ${window}`, occurrence: window, due: { edtf: window } });
    const place = { at: "/recurrence", pending: [] };
    added.push(await newMilestone(ctx, { commitment, ...parts }, input, place));
  }
  return {
    milestones: [...kept, ...added],
    changes: [
      ...parts.milestones.filter(isStale).map((entity): Change => ({ op: "delete", kind: "milestone", entity })),
      ...added.map((entity): Change => ({ op: "create", kind: "milestone", entity })),
    ],
  };
}

const windowsOf = ({ recurrence }: Commitment): string[] => (recurrence === null ? [] : occurrencesOf(recurrence));
