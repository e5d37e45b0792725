import type { Commitment, CommitmentView } from "./commitment.ts";
import { awaitedUntil, conditionsOn } from "./condition.ts";
import { isUnmet, type Progress, slippage, timeliness } from "./lateness.ts";
import { targetsOn } from "./target.ts";

/** What a commitment's lateness follows from. */
export function commitmentProgress({ due, originalDue, done, status, conditions }: Commitment): Progress {
  return { due, originalDue, done, closed: isUnmet(status), awaitedUntil: awaitedUntil(conditions) };
}

/** Whether nobody has looked since it fell due, and nobody is to: what is overdue may have been done all the same. */
export function isUnlooked({ due, reviewedOn, nextReviewOn }: Commitment): boolean {
  return nextReviewOn === null && (reviewedOn === null || reviewedOn <= (due?.latest ?? ""));
}

/** What had been done by `day` and was still to take effect, the next first. */
export function upcomingOn({ effects }: Commitment, day: string): CommitmentView["upcoming"] {
  return effects
    .filter(({ knownFrom, turnsOn }) => knownFrom <= day && turnsOn > day)
    .toSorted((a, b) => (a.turnsOn < b.turnsOn ? -1 : 1))
    .map(({ knownFrom: _, turnsOn: __, ...effect }) => effect);
}

/** A commitment as answered on `day` (plain date, UTC). Member by member: lists are made of these. */
export function viewCommitment(commitment: Commitment, day: string): CommitmentView {
  const progress = commitmentProgress(commitment);
  const lateness = timeliness(progress, day);
  return {
    id: commitment.id,
    slug: commitment.slug,
    title: commitment.title,
    summary: commitment.summary,
    type: commitment.type,
    parties: commitment.parties,
    firmness: commitment.firmness,
    status: commitment.status,
    statusSince: commitment.statusSince,
    statusSinceEarliest: commitment.statusSinceEarliest,
    statusSinceLatest: commitment.statusSinceLatest,
    statedOn: commitment.statedOn,
    statedEarliest: commitment.statedEarliest,
    statedLatest: commitment.statedLatest,
    due: commitment.due,
    originalDue: commitment.originalDue,
    timeliness: lateness,
    unverified: lateness === "overdue" && isUnlooked(commitment),
    slippage: slippage(progress, day),
    progress: commitment.progress,
    fulfilment: commitment.fulfilment,
    fulfilmentByOrigin: {
      selfReported: commitment.fulfilmentSelfReported,
      counterpart: commitment.fulfilmentCounterpart,
      independent: commitment.fulfilmentIndependent,
    },
    corroboration: commitment.corroboration,
    restatements: commitment.restatements,
    amounts: commitment.amounts,
    upcoming: upcomingOn(commitment, day),
    sectors: commitment.sectors,
    tags: commitment.tags,
    location: commitment.location,
    reviewedOn: commitment.reviewedOn,
    nextReviewOn: commitment.nextReviewOn,
    testability: commitment.testability,
    conditions: conditionsOn(commitment.conditions, day),
    targets: targetsOn(commitment.targets, day),
    recurrence: commitment.recurrence,
    version: commitment.version,
    createdAt: commitment.createdAt,
    updatedAt: commitment.updatedAt,
  };
}
