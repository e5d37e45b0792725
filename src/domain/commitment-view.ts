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

/** A commitment as answered on `day` (plain date, UTC). */
export function viewCommitment(commitment: Commitment, day: string): CommitmentView {
  const {
    id,
    slug,
    title,
    summary,
    type,
    parties,
    firmness,
    status,
    statusSince,
    statusSinceEarliest,
    statusSinceLatest,
  } = commitment;
  const { statedOn, statedEarliest, statedLatest, due, originalDue, fulfilment, corroboration, restatements } =
    commitment;
  const { fulfilmentSelfReported, fulfilmentCounterpart, fulfilmentIndependent } = commitment;
  const { sectors, tags, location, reviewedOn, nextReviewOn, testability, version, createdAt, updatedAt } = commitment;
  const progress = commitmentProgress(commitment);
  const lateness = timeliness(progress, day);
  return {
    ...{
      id,
      slug,
      title,
      summary,
      type,
      parties,
      firmness,
      status,
      statusSince,
      statusSinceEarliest,
      statusSinceLatest,
    },
    ...{ statedOn, statedEarliest, statedLatest, due, originalDue },
    timeliness: lateness,
    unverified: lateness === "overdue" && isUnlooked(commitment),
    slippage: slippage(progress, day),
    ...{ progress: commitment.progress, fulfilment },
    fulfilmentByOrigin: {
      selfReported: fulfilmentSelfReported,
      counterpart: fulfilmentCounterpart,
      independent: fulfilmentIndependent,
    },
    ...{ corroboration, restatements, amounts: commitment.amounts },
    upcoming: upcomingOn(commitment, day),
    ...{ sectors, tags, location, reviewedOn, nextReviewOn, testability },
    conditions: conditionsOn(commitment.conditions, day),
    targets: targetsOn(commitment.targets, day),
    recurrence: commitment.recurrence,
    ...{ version, createdAt, updatedAt },
  };
}
