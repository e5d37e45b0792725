import { recordAssessment } from "../../commitments/assessments/service.ts";
import { patchEvent, recordEvent } from "../../commitments/events/service.ts";
import { createMilestone, patchMilestone } from "../../commitments/milestones/service.ts";
import { type Assessment, NewAssessment } from "../../domain/assessment.ts";
import { type Event, NewEvent, type NewEvidence } from "../../domain/event.ts";
import { type Milestone, NewMilestone } from "../../domain/milestone.ts";
import type { Aggregate } from "../../domain/status.ts";
import { isWithdrawn } from "../../domain/status.ts";
import { invalid } from "../../errors/errors.ts";
import type { Given } from "../../records/records.ts";
import { isSameDue, type Resolved } from "../../records/resolve-due.ts";
import { differing, dueOf, idFor, isEmpty, type Part, patchedDue, pick, reader, under } from "../lines/merge.ts";
import type { LineDue } from "../lines/model.ts";
import { atPlace, idHere, type Run } from "./import-state.ts";

/** Events and milestones as a line brings them. */

const namesOf = (schema: { shape: object }) =>
  Object.keys(schema.shape).filter((name) => name !== "due" && name !== "originalDue");
const eventNames = namesOf(NewEvent);
const milestoneNames = namesOf(NewMilestone);
const readEvent = reader(NewEvent.omit({ due: true }));
const assessmentNames = namesOf(NewAssessment);
const readAssessment = reader(NewAssessment);
const readMilestone = reader(NewMilestone.omit({ due: true, originalDue: true }));

type Due = LineDue | null | undefined;
const newDue = (due: Due): Resolved | null => (due ? dueOf(due) : null);

/** An event as the services take a new one. */
export function newEventOf(run: Run, part: Part): NewEvent & Given {
  const fields = readEvent(pick(withIdsHere(run, part), eventNames));
  return { ...fields, due: newDue(part.due as Due), id: idFor(part) };
}

/** A milestone as the services take a new one. */
export function newMilestoneOf(run: Run, part: Part): NewMilestone & Given {
  const fields = readMilestone(pick(withIdsHere(run, part), milestoneNames));
  return {
    ...fields,
    due: newDue(part.due as Due),
    id: idFor(part),
    ...(part.originalDue != null && { originalDue: newDue(part.originalDue as Due) }),
  };
}

/** A part whose evidence names records by their ids here. */
export function evidencedHere(run: Run, part: Part): Part {
  const evidence = part.evidence as NewEvidence[] | undefined;
  return { ...part, ...(evidence && { evidence: evidence.map((item) => evidenceHere(run, item)) }) };
}

function withIdsHere(run: Run, part: Part): Part {
  const supersedes = part.supersedes as string | null | undefined;
  return {
    ...evidencedHere(run, part),
    ...(supersedes && { supersedes: idHere(run, supersedes) }),
  };
}

function evidenceHere(run: Run, item: NewEvidence): NewEvidence {
  const quoteId = item.quoteId === null ? null : idHere(run, item.quoteId);
  return { ...item, sourceId: idHere(run, item.sourceId), quoteId };
}

/** Members of a part that are not as the record has them; evidence and due date as a patch takes them. */
function changes(
  run: Run,
  part: Part,
  { names, record }: { names: readonly string[]; record: Event | Milestone },
): object {
  const original = part.originalDue as Due;
  const isCorrected = original && "originalDue" in record && !isSameDue(original, record.originalDue);
  const patch = {
    ...differing(pick(withIdsHere(run, part), names), record),
    ...(isCorrected && { originalDue: patchedDue(original) }),
  };
  const due = part.due as Due;
  if (due === undefined || isSameDue(due, record.due)) return patch;
  if (due !== null && isWithdrawn(due))
    throw invalid(
      "/due",
      "unprocessable",
      "An event that is there already cannot be made to take the due date away: record another.",
    );
  return { ...patch, due: due && patchedDue(due) };
}

/** A judgement as the services take a new one. */
export function newAssessmentOf(run: Run, part: Part): NewAssessment & Given {
  return { ...readAssessment(pick(withIdsHere(run, part), assessmentNames)), id: idFor(part) };
}

/** Judgements that are not there yet are recorded; one that is there is never changed. */
export async function mergeAssessments(
  run: Run,
  { commitment, assessments }: Aggregate,
  parts: readonly Part[],
): Promise<void> {
  const left = [...assessments];
  for (const { part, at } of correctedFirst(parts, "/assessments")) {
    await under(at, async () => {
      const differs = (record: Assessment) => differing(pick(withIdsHere(run, part), assessmentNames), record);
      const known = take(left, part, (assessment) => isEmpty(differs(assessment)));
      if (known === undefined) {
        await recordAssessment(run.ctx, commitment.id, newAssessmentOf(run, part));
        return;
      }
      if (part.id !== undefined) run.ids.set(part.id, known.id);
      const [name] = Object.keys(differs(known));
      if (name !== undefined)
        throw invalid(`/${name}`, "immutable", `The assessment ${known.id} is not edited: add one that supersedes it.`);
    });
  }
}

/** Changes known events where they differ, records the others; those that others correct come before these. */
export async function mergeEvents(run: Run, { commitment, events }: Aggregate, parts: readonly Part[]): Promise<void> {
  const left = [...events];
  for (const { part, at } of correctedFirst(parts, "/events")) {
    await atPlace(run, at, async ({ ctx }) => {
      const known = take(left, part, (event) => isEmpty(changes(run, part, { names: eventNames, record: event })));
      if (known === undefined) {
        await recordEvent(ctx, commitment.id, newEventOf(run, part));
        return;
      }
      if (part.id !== undefined) run.ids.set(part.id, known.id);
      const patch = changes(run, part, { names: eventNames, record: known });
      if (isEmpty(patch)) return;
      await patchEvent(ctx, { id: commitment.id, eventId: known.id }, { ...patch }, undefined);
    });
  }
}

export async function mergeMilestones(
  run: Run,
  { commitment, milestones }: Aggregate,
  parts: readonly Part[],
): Promise<void> {
  const left = [...milestones];
  for (const [n, part] of parts.entries()) {
    await atPlace(run, `/milestones/${n}`, async ({ ctx }) => {
      const known = take(left, part, (milestone) =>
        isEmpty(changes(run, part, { names: milestoneNames, record: milestone })),
      );
      if (known === undefined) {
        await createMilestone(ctx, commitment.id, newMilestoneOf(run, part));
        return;
      }
      const patch = changes(run, part, { names: milestoneNames, record: known });
      if (isEmpty(patch)) return;
      await patchMilestone(ctx, { id: commitment.id, milestoneId: known.id }, { ...patch }, undefined);
    });
  }
}

/** Takes the record out that the part is: the one of its id, or else one that says the same. */
function take<E extends { id: string }>(left: E[], part: Part, isEqual: (record: E) => boolean): E | undefined {
  const byId = left.findIndex(({ id }) => id === part.id);
  const at = byId >= 0 ? byId : left.findIndex(isEqual);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

/** Parts with their places in the line, each after the one that it corrects. */
export function correctedFirst(parts: readonly Part[], list: string): { part: Part; at: string }[] {
  let waiting = parts.map((part, n) => ({ part, at: `${list}/${n}` }));
  const ordered: typeof waiting = [];
  while (waiting.length > 0) {
    const open = new Set(waiting.map(({ part }) => part.id));
    const isReady = ({ part }: { part: Part }) => part.supersedes == null || !open.has(String(part.supersedes));
    const ready = waiting.filter(isReady);
    if (ready.length === 0) return [...ordered, ...waiting];
    ordered.push(...ready);
    waiting = waiting.filter((each) => !isReady(each));
  }
  return ordered;
}
