import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { inOrder } from "../dates/order.ts";
import { Bound, Id, line, PartyRef, prose, RecordedInstant, Version } from "../validation/fields.ts";
import { AssessmentOrigin, Confidence, Fulfilment } from "./codelists/codelists.ts";
import { type CommitmentParty, promisorsOf } from "./commitment-party.ts";
import { Evidence, NewEvidence } from "./event.ts";

const fields = {
  fulfilment: Fulfilment,
  confidence: Confidence,
  on: Edtf.meta({ description: "When it was judged (EDTF): from then on it counts." }),
  assessor: line(300).meta({ description: "Who judged: a person, an institution, a publication." }),
  origin: AssessmentOrigin,
  party: PartyRef.nullable().meta({
    description: "Scores this promisor alone; null: the commitment as a whole.",
  }),
  rationale: prose(10_000).nullable().meta({ description: "Why, in the assessor's or the analyst's words." }),
  supersedes: Id.nullable().meta({ description: "The earlier assessment of this commitment whose place it takes." }),
};

const record = {
  id: Id,
  commitmentId: Id,
  fulfilment: fields.fulfilment,
  confidence: fields.confidence,
  on: fields.on,
  earliest: Bound,
  latest: Bound,
  assessor: fields.assessor,
  origin: fields.origin,
  party: fields.party,
  rationale: fields.rationale,
  evidence: z.array(Evidence),
  supersedes: fields.supersedes,
  recordedAt: RecordedInstant,
  recordedBy: z.string(),
  updatedAt: RecordedInstant,
  version: Version,
};

/** The record as the ledger keeps it; by which one it was superseded is looked up when it is answered. */
export const Assessment = z.strictObject(record);
export type Assessment = z.infer<typeof Assessment>;

export const AssessmentView = z
  .strictObject({
    ...record,
    supersededBy: Id.nullable().meta({ description: "The assessment that took its place; null: it is in force." }),
  })
  .meta({ id: "Assessment", description: "A dated judgement of fulfilment, by a named assessor." });
export type AssessmentView = z.infer<typeof AssessmentView>;

export const NewAssessment = z
  .strictObject({
    ...fields,
    fulfilment: fields.fulfilment.meta({
      description: "What was judged. `not_assessed` takes back the assessment that it supersedes.",
    }),
    party: fields.party.default(null),
    rationale: fields.rationale.default(null),
    evidence: z.array(NewEvidence).max(50).default([]),
    supersedes: fields.supersedes.default(null),
  })
  .meta({
    id: "NewAssessment",
    description: "An assessment as written.",
    examples: [
      {
        fulfilment: "limited",
        confidence: "medium",
        on: "2024-12-31",
        assessor: "Institute of Regional Studies",
        origin: "independent",
        rationale: "Of two centers, one has opened.",
      },
    ],
  });
export type NewAssessment = z.output<typeof NewAssessment>;

/** Those that no other of them supersedes. */
export function inForce(assessments: readonly Assessment[]): Assessment[] {
  const superseded = new Set(assessments.map(({ supersedes }) => supersedes));
  return assessments.filter(({ id }) => !superseded.has(id));
}

/** The assessments that decide a commitment's fulfilment; null where there is none. */
export interface Verdicts {
  whole: Assessment | null;
  selfReported: Assessment | null;
  counterpart: Assessment | null;
  independent: Assessment | null;
}

/**
 * Fulfilment: that of the latest assessment in force (by date, then record order), over all origins and for each. An
 * assessment of a single party counts only where that party is the only promisor. One with `not_assessed` takes an
 * earlier one back and is no judgement itself.
 */
export function verdictsOf(assessments: readonly Assessment[], parties: readonly CommitmentParty[]): Verdicts {
  const promisors = new Set(promisorsOf(parties));
  const isOfAll = (party: string | null) => party === null || (promisors.size === 1 && promisors.has(party));
  const judged = inOrder(inForce(assessments)).filter(
    ({ party, fulfilment }) => fulfilment !== "not_assessed" && isOfAll(party),
  );
  const latest = (of: AssessmentOrigin) => judged.findLast(({ origin }) => origin === of) ?? null;
  return {
    whole: judged.at(-1) ?? null,
    selfReported: latest("self_reported"),
    counterpart: latest("counterpart"),
    independent: latest("independent"),
  };
}
