import { mutantsOf } from "./mutant.ts";

/** What follows from a timeline: status, due date, progress, who vouches for it. */
export const judging = mutantsOf([
  [
    "the act of one party moves the status of all",
    "src/commitments/events/service.ts",
    "(parties.length > 0 ? null : implied) : input.status;",
    "implied : input.status;",
    "commitments/participation.http",
    "commitments/events.http",
  ],
  [
    "what took the place of another comes back by a reversal",
    "src/domain/moves.ts",
    'eventType === "reversed" && status !== "superseded" &&',
    'eventType === "reversed" &&',
    "domain/status.unit",
  ],
  [
    "the word of who promises counts as that of another party",
    "src/domain/status.ts",
    "all.has(code) && !promisors.has(code)",
    "all.has(code)",
    "records/aggregate.unit",
  ],
  [
    "a postponement without a new day leaves the old one as the deadline",
    "src/domain/status.ts",
    'return due !== null || type === "postponed";',
    "return due !== null;",
    "domain/status.unit",
    "commitments/postponed.http",
  ],
  [
    "milestones count alike, whatever their weight",
    "src/domain/status.ts",
    "sum + milestone.weight * shareMet",
    "sum + shareMet",
    "records/aggregate.unit",
  ],
  [
    "what was dropped counts as not met",
    "src/domain/status.ts",
    'const counted = milestones.filter((milestone) => milestone.state !== "dropped");',
    "const counted = milestones;",
    "records/aggregate.unit",
  ],
  [
    "what was delivered counts as done with milestones still to meet",
    "src/domain/status.ts",
    'milestones.every((milestone) => milestone.state === "dropped")',
    'milestones.some((milestone) => milestone.state === "dropped")',
    "records/aggregate.unit",
  ],
  [
    "lists do not tell that nobody has looked",
    "src/domain/commitment-view.ts",
    'unverified: lateness === "overdue" && isUnlooked(commitment),',
    "unverified: false,",
    "commitments/care.http",
  ],
  [
    "a failed condition is waited for no more",
    "src/domain/condition.ts",
    "holds.has(condition.state) ? decidedFrom(condition) : ever",
    'condition.state !== "pending" ? decidedFrom(condition) : ever',
    "commitments/care.http",
    "domain/lateness.unit",
  ],
  [
    "a judgement that was superseded still gives the verdict",
    "src/domain/assessment.ts",
    "return assessments.filter(({ id }) => !superseded.has(id));",
    "return assessments.filter(({ id }) => superseded.size > 0 || !superseded.has(id));",
    "domain/fulfilment.unit",
  ],
]);
