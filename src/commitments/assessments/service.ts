import { boundsOf } from "../../dates/edtf.ts";
import { unwritten } from "../../dates/order.ts";
import { type Assessment, type AssessmentView, inForce, type NewAssessment } from "../../domain/assessment.ts";
import { promisorsOf } from "../../domain/commitment-party.ts";
import type { Quote } from "../../domain/quote.ts";
import type { Aggregate } from "../../domain/status.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { findPart, loadAggregate, saveAggregate } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { demandBegun } from "../../records/future.ts";
import { decide, type Given } from "../../records/records.ts";
import { inParts } from "../../store/port/parts.ts";
import type { Change } from "../../store/port/store.ts";
import { evidenceFor, type Place } from "../events/service.ts";

/**
 * Records a judgement; the commitment's fulfilment follows from it, in one write. It is never edited: a correction
 * supersedes it.
 * @throws AppError not_found, already_superseded, unprocessable, quote_not_found, quote_ambiguous
 */
export function recordAssessment(
  ctx: Context,
  commitmentKey: string,
  input: NewAssessment & Given,
): Promise<AssessmentView> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, commitmentKey);
    const pending: Quote[] = [];
    const entity = await newAssessment(ctx, aggregate, input, { at: "", pending });
    const assessments = [...aggregate.assessments, entity];
    const change: Change = { op: "create", kind: "assessment", entity };
    const [written] = await saveAggregate(ctx, { ...aggregate, assessments }, [change], pending);
    return { ...(written as Assessment), supersededBy: null };
  });
}

/** An assessment built from input, not yet written (version 0). @throws AppError as recordAssessment */
export async function newAssessment(
  ctx: Context,
  aggregate: Aggregate,
  input: NewAssessment & Given,
  place: Place,
): Promise<Assessment> {
  const { fulfilment, confidence, on, assessor, origin, party, rationale, supersedes } = input;
  checkDay(ctx, on, aggregate, `${place.at}/on`);
  checkParty(party, aggregate, `${place.at}/party`);
  checkSuperseded(input, aggregate, place.at);
  const evidence = await evidenceFor(ctx, input.evidence, place);
  return {
    ...{ id: input.id ?? ctx.newId(), commitmentId: aggregate.commitment.id },
    ...{ fulfilment, confidence, on, ...boundsOf(on), assessor, origin, party, rationale, evidence, supersedes },
    ...{ recordedAt: unwritten, recordedBy: ctx.principal.name, updatedAt: unwritten, version: 0 },
  };
}

/** Judged neither before it was promised nor in the future; vague dates need only be possible. */
function checkDay(ctx: Context, on: string, { commitment }: Aggregate, at: string): void {
  const { latest } = boundsOf(on);
  const stated = boundsOf(commitment.statedOn).earliest;
  if (latest !== null && stated !== null && latest < stated) {
    const detail = `It was stated on ${commitment.statedOn}: nobody can have judged it on ${on}, before that.`;
    throw invalid(at, "before_stated", detail);
  }
  demandBegun(ctx, on, { of: "assessment", at });
}

function checkParty(party: string | null, { commitment }: Aggregate, at: string): void {
  const promisors = promisorsOf(commitment.parties);
  if (party === null || promisors.includes(party)) return;
  throw invalid(at, "not_a_promisor", `"${party}" is no promisor of this commitment.`, promisors);
}

function checkSuperseded({ fulfilment, supersedes }: NewAssessment, { assessments }: Aggregate, at: string): void {
  if (supersedes === null) {
    if (fulfilment !== "not_assessed") return;
    const detail = "not_assessed is no judgement: it takes back the assessment named in `supersedes`.";
    throw invalid(`${at}/supersedes`, "required", detail);
  }
  const pointer = `${at}/supersedes`;
  if (!assessments.some(({ id }) => id === supersedes))
    throw invalid(pointer, "unknown_reference", `This commitment has no assessment "${supersedes}".`);
  const successor = assessments.find((other) => other.supersedes === supersedes);
  if (successor === undefined) return;
  const detail = `The assessment "${supersedes}" is superseded already, by "${successor.id}".`;
  throw new AppError("already_superseded", detail, {
    errors: [{ pointer, code: "already_superseded", detail }],
    extra: { supersededBy: { kind: "assessment", id: successor.id } },
  });
}

/**
 * Checks that a commitment may have these parties and this date, given its assessments.
 * @throws AppError unprocessable
 */
export function checkAssessed({ commitment, assessments }: Aggregate): void {
  const promisors = promisorsOf(commitment.parties);
  const stated = boundsOf(commitment.statedOn).earliest;
  for (const { id, party, on, latest } of inForce(assessments)) {
    if (party !== null && !promisors.includes(party))
      throw invalid("/parties", "assessed", `The assessment ${id} scores the promisor ${party}: supersede it first.`);
    if (latest !== null && stated !== null && latest < stated)
      throw invalid("/statedOn", "assessed", `It was judged on ${on}; it cannot have been stated after that.`);
  }
}

/** @throws AppError not_found */
export async function getAssessment(ctx: Context, path: { id: string; assessmentId: string }): Promise<AssessmentView> {
  const found = await findPart(ctx, "assessment", { commitment: path.id, id: path.assessmentId });
  const [view] = await viewAssessments(ctx, [found]);
  return view as AssessmentView;
}

/** Assessments as answered: each with the one that took its place. */
export async function viewAssessments(ctx: Context, assessments: readonly Assessment[]): Promise<AssessmentView[]> {
  const ids = assessments.map(({ id }) => id);
  const successors = await successorsOf(ctx, ids);
  return assessments.map((assessment) => ({ ...assessment, supersededBy: successors.get(assessment.id) ?? null }));
}

/** Which assessment took the place of each of these, by its id. */
async function successorsOf(ctx: Context, ids: readonly string[]): Promise<Map<string | null, string>> {
  const found = new Map<string | null, string>();
  for (const some of inParts(ids)) {
    const { rows } = await ctx.store.list("assessment", {
      filters: [{ field: "supersedes", in: some }],
      limit: some.length,
    });
    for (const { id, supersedes } of rows) found.set(supersedes, id);
  }
  return found;
}
