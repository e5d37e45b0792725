import { type Commitment, type NewCommitment, plainCommitment } from "../domain/commitment.ts";
import type { Due } from "../domain/due.ts";
import type { Event } from "../domain/event.ts";
import type { Quote } from "../domain/quote.ts";
import type { Relation } from "../domain/relation.ts";
import type { Aggregate } from "../domain/status.ts";
import { settled } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { demandBegun } from "../records/future.ts";
import { decide, freeSlug, type Given, write } from "../records/records.ts";
import { resolveDueAt } from "../records/resolve-due.ts";
import { unsuperseded } from "../records/superseders.ts";
import type { Change } from "../store/port/store.ts";
import { newAssessment } from "./assessments/service.ts";
import { content } from "./checked-fields.ts";
import { warnOfDuplicates } from "./duplicates.ts";
import { checkMoves, newEvent, warnBeforeStated } from "./events/service.ts";
import { dueEvent, statusEvent } from "./implied-events.ts";
import { newMilestone } from "./milestones/service.ts";
import { withOccurrences } from "./occurrences.ts";
import { newRelations, successorIn, unrecorded, updatesOf } from "./relations/service.ts";
import { succession } from "./relations/succession.ts";

/**
 * Creates a commitment with its quotes, its timeline and its relations: all or nothing. `together`: quotes that the
 * same write will create, and that it may point at by their ids.
 * @throws AppError already_exists, invalid_move, relation_cycle, quote_not_found, quote_ambiguous, unprocessable
 */
export function createCommitment(
  ctx: Context,
  input: NewCommitment & Given,
  together?: readonly Quote[],
): Promise<Commitment> {
  return decide(async () => {
    const id = input.id ?? ctx.newId();
    demandBegun(ctx, input.statedOn, { of: "statement", at: "/statedOn" });
    const pending = [...(together ?? [])];
    const slug = await freeSlug(ctx, "commitment", { slug: input.slug, title: input.title, id });
    const written = await content(ctx, input, pending);
    const commitment = { ...blank(ctx), id, slug, ...written, statedDue: saidDue(ctx, input) };
    const start = { commitment, events: [], milestones: [], assessments: [] };
    const { relations, others } = await newRelations(ctx, commitment, input.relations);
    const ties = { relations: unrecorded(relations, input.relations), ends: [commitment, ...others] };
    const successor = successorIn(id, ties);
    const sofar = await timelineSoFar(ctx, start, { input, pending });
    const end = successor && (await succession(ctx, successor, sofar)).event;
    const aggregate = end ? { ...sofar, events: [...sofar.events, end] } : sofar;
    const outcome = await settled(ctx, aggregate, pending);
    const updates = await updatesOf(ctx, others, ties);
    if (input.id === undefined)
      await warnOfDuplicates(ctx, outcome.entity, { one: together === undefined, told: others });
    demandRelationToSuperseder(outcome.entity, aggregate.events, relations);
    const parts: Change[] = [
      ...pending.map((quote): Change => ({ op: "create", kind: "quote", entity: quote })),
      { op: "create", kind: "commitment", ...outcome },
      ...aggregate.events.map((event): Change => ({ op: "create", kind: "event", entity: event })),
      ...aggregate.milestones.map((milestone): Change => ({ op: "create", kind: "milestone", entity: milestone })),
      ...aggregate.assessments.map((entity): Change => ({ op: "create", kind: "assessment", entity })),
      ...relations.map((entity): Change => ({ op: "create", kind: "relation", entity })),
      ...updates,
    ];
    const records = await write(ctx, parts);
    return records[pending.length] as Commitment;
  });
}

/** The due date that the words gave: where it is not named apart, the one in force. @throws AppError unprocessable */
function saidDue(ctx: Context, { due, originalDue = due, statedOn, parties }: NewCommitment): Due | null {
  const at = originalDue === due ? "/due" : "/originalDue";
  return originalDue && resolveDueAt(ctx, originalDue, { on: statedOn, statedOn, at, parties });
}

/** Superseded by whom must be said in the same request. @throws AppError unprocessable */
function demandRelationToSuperseder(
  commitment: Commitment,
  events: readonly Event[],
  relations: readonly Relation[],
): void {
  if (commitment.status !== "superseded" && !events.some(({ status }) => status === "superseded")) return;
  if (!relations.some(({ type, to }) => type === "supersedes" && to === commitment.id))
    throw unsuperseded(commitment, "/relations");
}

/** What a commitment is before anything follows from its timeline. */
function blank(ctx: Context) {
  const at = ctx.now().toISOString();
  return {
    status: "stated",
    statusSince: "",
    statusSinceEarliest: null,
    statusSinceLatest: null,
    statedEarliest: null,
    statedLatest: null,
    due: null,
    originalDue: null,
    done: null,
    progress: null,
    fulfilment: "not_assessed",
    ...plainCommitment,
    corroboration: "none",
    restatements: 0,
    version: 0,
    createdAt: at,
    updatedAt: at,
  } as const satisfies Partial<Commitment>;
}

async function timelineSoFar(
  ctx: Context,
  start: Aggregate,
  { input, pending }: { input: NewCommitment; pending: Quote[] },
): Promise<Aggregate> {
  let aggregate = start;
  const points = new Map<string, string>();
  for (const [n, event] of input.events.entries()) {
    const entity = await newEvent(ctx, aggregate, event, { at: `/events/${n}`, pending });
    points.set(entity.id, `/events/${n}`);
    if ((event as Given).id === undefined) warnBeforeStated(ctx, entity, input.statedOn, `/events/${n}/date`);
    aggregate = { ...aggregate, events: [...aggregate.events, entity] };
  }
  checkMoves(aggregate.events, points);
  for (const [n, milestone] of input.milestones.entries()) {
    const entity = await newMilestone(ctx, aggregate, milestone, { at: `/milestones/${n}`, pending });
    aggregate = { ...aggregate, milestones: [...aggregate.milestones, entity] };
  }
  aggregate = { ...aggregate, milestones: (await withOccurrences(ctx, aggregate)).milestones };
  for (const [n, assessment] of input.assessments.entries()) {
    const entity = await newAssessment(ctx, aggregate, assessment, { at: `/assessments/${n}`, pending });
    aggregate = { ...aggregate, assessments: [...aggregate.assessments, entity] };
  }
  if (input.originalDue !== undefined && input.due !== null) {
    const changed = await dueEvent(ctx, aggregate, { input, before: { due: aggregate.commitment.statedDue } });
    if (changed !== null) aggregate = { ...aggregate, events: [...aggregate.events, changed] };
  }
  const moved = await statusEvent(ctx, aggregate, input);
  return moved === null ? aggregate : { ...aggregate, events: [...aggregate.events, moved] };
}
