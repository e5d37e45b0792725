import type { Commitment, CommitmentView } from "./commitment.ts";
import { isUnmet, type Progress, slippage, timeliness } from "./lateness.ts";

/** What a commitment's lateness follows from. */
export function commitmentProgress({ due, originalDue, done, status }: Commitment): Progress {
  return { due, originalDue, done, closed: isUnmet(status) };
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
  const { sectors, tags, location, version, createdAt, updatedAt } = commitment;
  const progress = commitmentProgress(commitment);
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
    timeliness: timeliness(progress, day),
    slippage: slippage(progress, day),
    ...{ progress: commitment.progress, fulfilment },
    fulfilmentByOrigin: {
      selfReported: fulfilmentSelfReported,
      counterpart: fulfilmentCounterpart,
      independent: fulfilmentIndependent,
    },
    ...{ corroboration, restatements },
    upcoming: commitment.effects
      .filter(({ knownFrom, turnsOn }) => knownFrom <= day && turnsOn > day)
      .toSorted((a, b) => (a.turnsOn < b.turnsOn ? -1 : 1))
      .map(({ knownFrom: _, turnsOn: __, ...effect }) => effect),
    ...{ sectors, tags, location, version, createdAt, updatedAt },
  };
}
