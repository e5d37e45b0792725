import { type Commitment, CommitmentBody } from "../domain/commitment.ts";
import { dueBeforeStated } from "../domain/due.ts";
import type { Event } from "../domain/event.ts";
import type { Quote } from "../domain/quote.ts";
import { type Aggregate, originalDueOf } from "../domain/status.ts";
import { AppError, invalid } from "../errors/errors.ts";
import { loadAggregate, partsOf, settled } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
import { demandBegun } from "../records/future.ts";
import {
  checkParties,
  decide,
  demand,
  type EarlierVersion,
  type Expected,
  find,
  findDeleted,
  freeSlug,
  stateAt,
  write,
} from "../records/records.ts";
import { dueAsWritten } from "../records/resolve-due.ts";
import { demandSuperseder } from "../records/superseders.ts";
import { warn } from "../records/warnings.ts";
import type { Change } from "../store/port/store.ts";
import { isSame, patched } from "../validation/fields.ts";
import { checkAssessed } from "./assessments/service.ts";
import { content } from "./checked-fields.ts";
import { type Corrected, corrected } from "./corrections.ts";
import { earlierEvents, earlierParts, leftAsTheyAre, type Parts } from "./earlier-timeline.ts";
import { checkActed } from "./events/actors.ts";
import { warnBeforeStated } from "./events/service.ts";
import { dueEvent, statusEvent } from "./implied-events.ts";
import { withOccurrences } from "./occurrences.ts";
import { demandUnrelated, relatedTo, supersededBy } from "./relations/service.ts";
import { warnOfSuperseded } from "./relations/succession.ts";

/** @throws AppError not_found, precondition_failed, invalid_move and all of createCommitment */
export function replaceCommitment(
  ctx: Context,
  key: string,
  input: CommitmentBody,
  expected: Expected,
): Promise<Commitment> {
  return change(ctx, key, expected, () => ({ input }));
}

/** @throws AppError as replaceCommitment */
export function patchCommitment(
  ctx: Context,
  key: string,
  patch: Record<string, unknown>,
  expected: Expected,
): Promise<Commitment> {
  return change(ctx, key, expected, ({ commitment }) => ({ input: rewritten(commitment, patch) }));
}

/**
 * A commitment's writable fields under a merge patch; no status, which follows from the timeline, and no first due date
 * unless the patch has one.
 */
function rewritten(commitment: Commitment, patch: Record<string, unknown>): CommitmentBody {
  const { status: _, ...rest } = commitment;
  const [due, originalDue] = [dueAsWritten(commitment.due), dueAsWritten(commitment.originalDue)];
  const written = { ...rest, due, originalDue, quotes: commitment.quotes.map((id) => ({ id })) };
  const next = patched(CommitmentBody, written, patch, ["due", "originalDue", "location", "recurrence"]);
  const { originalDue: first, ...others } = next;
  if (!("originalDue" in patch)) return others;
  return { ...others, originalDue: patch.originalDue === null ? null : first };
}

/** What a write makes of a commitment. */
interface Next {
  input: CommitmentBody;
  /** The due dates on the very dates that they had, where they are not as written in `input`. */
  exact?: Pick<Commitment, "due" | "statedDue">;
  /** The events that take the place of all there are, and the changes that make them so. */
  timeline?: { events: readonly Event[]; changes: readonly Change[] };
}

/**
 * Gives a commitment the fields that it had at an earlier version, as a new version. Its timeline stays, so its status
 * does, and another due date is one more event; unless the events are to become what they were, too.
 * @throws AppError as replaceCommitment; unprocessable without such a version
 */
async function revive(ctx: Context, key: string, { version, expected, events }: EarlierVersion): Promise<Commitment> {
  const earlier: { was?: Commitment; then?: Parts } = {};
  const commitment = await change(ctx, key, expected, async (before) => {
    const { id } = before.commitment;
    const was = await stateAt(ctx, "commitment", id, version);
    const then = await earlierParts(ctx, id, version);
    Object.assign(earlier, { was, then });
    const timeline = events ? await earlierEvents(ctx, before, then) : undefined;
    return { input: rewritten(was, {}), exact: was, ...(timeline && { timeline }) };
  });
  const { id, status } = commitment;
  const { was, then } = earlier as Required<typeof earlier>;
  const left = await leftAsTheyAre(ctx, { id, version, then, restored: events ? ["events"] : [] });
  const detail = `At version ${version} the status was ${was.status}. It follows from the events, and is ${status}.`;
  if (was.status !== status) warn(ctx, { pointer: "/status", code: "not_restored", detail });
  for (const warning of left) warn(ctx, warning);
  return commitment;
}

function change(
  ctx: Context,
  key: string,
  expected: Expected,
  next: (before: Aggregate) => Next | Promise<Next>,
): Promise<Commitment> {
  return decide(async () => {
    const before = await loadAggregate(ctx, key, expected);
    const { commitment } = before;
    const made = await next(before);
    const { input, exact } = made;
    if (input.statedOn !== commitment.statedOn) demandBegun(ctx, input.statedOn, { of: "statement", at: "/statedOn" });
    const pending: Quote[] = [];
    const written = await content(ctx, input, pending, commitment);
    const { slug = commitment.slug, title } = input;
    if (slug !== commitment.slug) await freeSlug(ctx, "commitment", { slug, title, id: commitment.id });
    const to = { ...commitment, slug, ...written };
    const found = correctedOrExact(ctx, before, { to, ...made });
    const recurring = isSame(to.recurrence, commitment.recurrence)
      ? { milestones: found.aggregate.milestones, changes: [] }
      : await withOccurrences(ctx, found.aggregate);
    const aggregate = { ...found.aggregate, milestones: recurring.milestones };
    const parts = [...found.parts, ...recurring.changes];
    checkStated(aggregate);
    checkAssessed(aggregate);
    checkActed(aggregate);
    if (to.statedOn !== commitment.statedOn || made.timeline !== undefined) checkPartsStated(aggregate);
    if (exact === undefined && to.statedOn !== commitment.statedOn) {
      for (const event of aggregate.events) warnBeforeStated(ctx, event, to.statedOn, "/statedOn");
      const superseded = await supersededBy(ctx, commitment);
      warnOfSuperseded(ctx, superseded, { from: commitment.statedOn, to: to.statedOn });
    }
    const due = await dueEvent(ctx, aggregate, { input, before: commitment, ...(exact && { exact: exact.due }) });
    const events = due === null ? aggregate.events : [...aggregate.events, due];
    const moved = await statusEvent(ctx, { ...aggregate, events }, input);
    const added = [due, moved].filter((event) => event !== null);
    const outcome = await settled(ctx, { ...aggregate, events: moved === null ? events : [...events, moved] }, pending);
    await demandSuperseder(ctx, { before: commitment, after: outcome.entity, added });
    if (added.length + parts.length === 0 && isSame(outcome.entity, commitment)) return commitment;
    const changes: Change[] = [
      ...pending.map((quote): Change => ({ op: "create", kind: "quote", entity: quote })),
      ...parts,
      ...added.map((event): Change => ({ op: "create", kind: "event", entity: event })),
      { op: "update", kind: "commitment", ...outcome },
    ];
    return (await write(ctx, changes)).at(-1) as Commitment;
  });
}

type Written = Next & { to: Commitment };

/** @throws AppError unprocessable */
function correctedOrExact(ctx: Context, before: Aggregate, { to, input, exact, timeline }: Written): Corrected {
  if (exact === undefined) return corrected(ctx, before, { to, originalDue: input.originalDue });
  const { aggregate, parts } = corrected(ctx, before, { to, originalDue: undefined });
  const commitment = { ...aggregate.commitment, statedDue: exact.statedDue };
  if (timeline === undefined) return { aggregate: { ...aggregate, commitment }, parts };
  const others = parts.filter(({ kind }) => kind !== "event");
  return { aggregate: { ...aggregate, commitment, events: timeline.events }, parts: [...others, ...timeline.changes] };
}

/** @throws AppError unprocessable where something was due before the promise was made */
function checkStated({ commitment, events }: Aggregate): void {
  const { due } = originalDueOf(events, commitment.statedDue);
  const over = dueBeforeStated(due, commitment.statedOn);
  if (over === null) return;
  const detail = `It was first due by ${over}; it cannot have been stated after that.`;
  throw invalid("/statedOn", "due_before_stated", detail);
}

/** As checkStated, of the dates that events and milestones set: each would be refused, too. */
function checkPartsStated({ commitment, events, milestones }: Aggregate): void {
  const dated = [
    ...events.map(({ id, title, due }) => ({ what: `event "${title}" (${id})`, due })),
    ...milestones.flatMap(({ id, title, due, originalDue }) =>
      [due, originalDue].map((each) => ({ what: `milestone "${title}" (${id})`, due: each })),
    ),
  ];
  for (const { what, due } of dated) {
    const over = dueBeforeStated(due, commitment.statedOn);
    if (over === null) continue;
    const detail = `The ${what} is due by ${over}, before ${commitment.statedOn}: correct that one first.`;
    throw invalid("/statedOn", "due_before_stated", detail);
  }
}

/** A new version of a commitment that shows what another one has become. */
const touch = (entity: Commitment): Change => ({ op: "update", kind: "commitment", entity });

/** Hides a commitment with its parts. @throws AppError not_found, precondition_failed, in_use */
export function deleteCommitment(ctx: Context, key: string, expected: Expected): Promise<void> {
  return decide(async () => {
    const entity = await find(ctx, "commitment", key);
    demand(entity, expected);
    const others = await demandUnrelated(ctx, entity);
    await write(ctx, [{ op: "delete", kind: "commitment", entity }, ...others.map(touch)]);
  });
}

/**
 * Brings a deleted commitment back, or the fields of an earlier version.
 * @throws AppError not_found, not_deleted; unprocessable when something that it rests on is deleted
 */
export function restoreCommitment(ctx: Context, key: string, revision?: EarlierVersion): Promise<Commitment> {
  return revision ? revive(ctx, key, revision) : undelete(ctx, key);
}

function undelete(ctx: Context, key: string): Promise<Commitment> {
  return decide(async () => {
    const entity = await findDeleted(ctx, "commitment", key);
    await checkParties(
      ctx,
      entity.parties.map(({ party }) => party),
      (n) => `/parties/${n}/party`,
    );
    const quotes = await ctx.store.getMany("quote", entity.quotes);
    const missing = entity.quotes.find((id) => !quotes.some((quote) => quote.id === id));
    if (missing)
      throw new AppError("unprocessable", `The quote ${missing} of this commitment is deleted: restore it first.`);
    const others = await relatedTo(ctx, entity);
    const outcome = await settled(ctx, { commitment: entity, ...(await partsOf(ctx, entity.id)) });
    const [commitment] = await write(ctx, [{ op: "restore", kind: "commitment", ...outcome }, ...others.map(touch)]);
    return commitment as Commitment;
  });
}
