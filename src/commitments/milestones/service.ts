import { boundsOf } from "../../dates/edtf.ts";
import type { Commitment } from "../../domain/commitment.ts";
import type { Due } from "../../domain/due.ts";
import { type Progress, slippage, timeliness } from "../../domain/lateness.ts";
import { type Milestone, type MilestoneView, NewMilestone } from "../../domain/milestone.ts";
import type { Quote } from "../../domain/quote.ts";
import { type Aggregate, isWithdrawn } from "../../domain/status.ts";
import { AppError, invalid } from "../../errors/errors.ts";
import { loadAggregate, saveAggregate } from "../../records/aggregate.ts";
import type { Context } from "../../records/context.ts";
import { demandBegun } from "../../records/future.ts";
import { decide, demand, type Expected, type Given } from "../../records/records.ts";
import { dueAsWritten, isSameDue, resolveDueAt } from "../../records/resolve-due.ts";
import type { Change } from "../../store/port/store.ts";
import { isSame, patched } from "../../validation/fields.ts";
import { evidenceFor, type Place } from "../events/service.ts";

/** @throws AppError not_found, unprocessable, quote_not_found, quote_ambiguous */
export function createMilestone(ctx: Context, commitmentKey: string, input: NewMilestone & Given): Promise<Milestone> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, commitmentKey);
    const pending: Quote[] = [];
    const milestone = await newMilestone(ctx, aggregate, input, { at: "", pending });
    const milestones = [...aggregate.milestones, milestone];
    const change: Change = { op: "create", kind: "milestone", entity: milestone };
    const [written] = await saveAggregate(ctx, { ...aggregate, milestones }, [change], pending);
    return written as Milestone;
  });
}

/** A milestone built from input, not yet written (version 0). */
export async function newMilestone(
  ctx: Context,
  { commitment }: Aggregate,
  input: NewMilestone & Given,
  place: Place,
): Promise<Milestone> {
  const now = ctx.now().toISOString();
  const written = await content(ctx, commitment, input, place);
  if (written.metOn !== null) demandBegun(ctx, written.metOn, { of: "met", at: `${place.at}/metOn` });
  const base = { id: input.id ?? ctx.newId(), commitmentId: commitment.id, version: 0, createdAt: now, updatedAt: now };
  const first = input.originalDue === undefined ? written.due : firstDue(ctx, commitment, input, place);
  return { ...base, ...written, originalDue: first ?? written.due };
}

/** @throws AppError unprocessable */
function firstDue(
  ctx: Context,
  { statedOn, parties }: Commitment,
  { originalDue = null }: NewMilestone,
  { at }: Place,
): Due | null {
  return originalDue && resolveDueAt(ctx, originalDue, { on: statedOn, statedOn, at: `${at}/originalDue`, parties });
}

async function content(ctx: Context, { statedOn, parties }: Commitment, input: NewMilestone, place: Place) {
  const { title, test, weight, state, metOn, occurrence } = input;
  const isMet = state === "met" || state === "partly_met";
  if (isMet && metOn === null)
    throw invalid(
      `${place.at}/metOn`,
      "required",
      `A milestone that is ${state} needs metOn, as vague as it must be ("2024").`,
    );
  if (!isMet && metOn !== null)
    throw invalid(
      `${place.at}/metOn`,
      "not_met",
      `A milestone that is ${state} has no metOn; its state would be met or partly_met.`,
    );
  const due =
    input.due === null
      ? null
      : resolveDueAt(ctx, input.due, { on: statedOn, statedOn, at: `${place.at}/due`, parties });
  const met = metOn === null ? { earliest: null, latest: null } : boundsOf(metOn);
  const evidence = await evidenceFor(ctx, input.evidence, place);
  return {
    title,
    test,
    weight,
    due,
    state,
    occurrence,
    metOn,
    metEarliest: met.earliest,
    metLatest: met.latest,
    evidence,
  };
}

function milestoneOf(aggregate: Aggregate, id: string): Milestone {
  const milestone = aggregate.milestones.find((candidate) => candidate.id === id);
  if (!milestone)
    throw new AppError("not_found", `The commitment "${aggregate.commitment.slug}" has no milestone "${id}".`);
  return milestone;
}

/** @throws AppError not_found, precondition_failed, unprocessable */
export function patchMilestone(
  ctx: Context,
  path: { id: string; milestoneId: string },
  patch: Record<string, unknown>,
  expected: Expected,
): Promise<Milestone> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id);
    const milestone = milestoneOf(aggregate, path.milestoneId);
    demand(milestone, expected);
    const pending: Quote[] = [];
    const { commitment } = aggregate;
    const [due, originalDue] = [dueAsWritten(milestone.due), dueAsWritten(milestone.originalDue)];
    const input = patched(NewMilestone, { ...milestone, due, originalDue }, patch, ["due", "originalDue"]);
    const place = { at: "", pending };
    const said = await content(ctx, commitment, input, place);
    if (isSameDue(input.due, milestone.due)) said.due = milestone.due;
    const isCorrected = "originalDue" in patch && !isSameDue(input.originalDue ?? null, milestone.originalDue);
    const first = isCorrected ? firstDue(ctx, commitment, input, place) : milestone.originalDue;
    const entity: Milestone = { ...milestone, ...said, originalDue: first ?? said.due };
    if (isSame(entity, milestone)) return milestone;
    if (entity.metOn !== null && entity.metOn !== milestone.metOn)
      demandBegun(ctx, entity.metOn, { of: "met", at: "/metOn" });
    const milestones = aggregate.milestones.map((other) => (other.id === milestone.id ? entity : other));
    const change: Change = { op: "update", kind: "milestone", entity };
    const [written] = await saveAggregate(ctx, { ...aggregate, milestones }, [change], pending);
    return written as Milestone;
  });
}

/** @throws AppError not_found, precondition_failed */
export function deleteMilestone(
  ctx: Context,
  path: { id: string; milestoneId: string },
  expected: Expected,
): Promise<void> {
  return decide(async () => {
    const aggregate = await loadAggregate(ctx, path.id);
    const milestone = milestoneOf(aggregate, path.milestoneId);
    demand(milestone, expected);
    const milestones = aggregate.milestones.filter((other) => other.id !== milestone.id);
    await saveAggregate(ctx, { ...aggregate, milestones }, [{ op: "delete", kind: "milestone", entity: milestone }]);
  });
}

/** What a milestone's lateness follows from: its due date, and when it was met; dropped or not met is closed. */
export function milestoneProgress(milestone: Milestone): Progress {
  const { due, originalDue, state, metEarliest, metLatest } = milestone;
  const done = state === "met" ? { earliest: metEarliest, latest: metLatest } : null;
  return {
    due: due === null || isWithdrawn(due) ? null : due,
    originalDue,
    done,
    closed: state === "dropped" || state === "not_met",
  };
}

/** A milestone as answered on `day`. */
export function viewMilestone(milestone: Milestone, day: string): MilestoneView {
  const progress = milestoneProgress(milestone);
  return { ...milestone, timeliness: timeliness(progress, day), slippage: slippage(progress, day) };
}
