import type { Context } from "../context.ts";
import { boundsOf } from "../dates/edtf.ts";
import { AppError, invalid } from "../errors.ts";
import type { Event } from "../events/model.ts";
import { checkMove, newEvent } from "../events/service.ts";
import { isSame, patched } from "../fields.ts";
import { stateAt } from "../ledger/service.ts";
import { newMilestone, type Origin } from "../milestones/service.ts";
import type { Quote } from "../quotes/model.ts";
import { quoteAt, quoteFor } from "../quotes/service.ts";
import {
  checkParties,
  decide,
  demand,
  type Expected,
  find,
  findDeleted,
  freeSlug,
  type Revision,
  remove,
  write,
} from "../records.ts";
import type { Change } from "../store/store.ts";
import { eventsOf, loadAggregate, milestonesOf, settled } from "./aggregate.ts";
import type { NewDue } from "./due.ts";
import { dueAsWritten, resolveDueAt } from "./dues.ts";
import { dueEvent, statusEvent } from "./editorial.ts";
import { type Commitment, CommitmentBody, type NewCommitment } from "./model.ts";
import { type Aggregate, inOrder } from "./rules.ts";

/**
 * Creates a commitment with its quotes, events and milestones: all or nothing. `together`: quotes, not yet written, that it may
 * point at by their ids.
 * @throws AppError already_exists, invalid_move, quote_not_found, quote_ambiguous, unprocessable
 */
export function createCommitment(
  ctx: Context,
  input: NewCommitment & Origin,
  together: readonly Quote[] = [],
): Promise<Commitment> {
  return decide(async () => {
    const id = input.id ?? ctx.newId();
    const pending = [...together];
    const slug = await freeSlug(ctx, "commitment", { slug: input.slug, title: input.title, id });
    const written = await content(ctx, input, pending);
    const statedDue =
      input.due === null
        ? null
        : resolveDueAt(ctx, input.due, { on: input.statedOn, statedOn: input.statedOn, at: "/due" });
    const commitment = { ...blank(ctx), id, slug, ...written, statedDue, originalDue: input.originalDue ?? null };
    const aggregate = await timelineSoFar(ctx, { commitment, events: [], milestones: [] }, { input, pending });
    const outcome = await settled(ctx, aggregate, pending);
    const parts: Change[] = [
      ...pending.map((quote): Change => ({ op: "create", kind: "quote", entity: quote })),
      { op: "create", kind: "commitment", ...outcome },
      ...aggregate.events.map((event): Change => ({ op: "create", kind: "event", entity: event })),
      ...aggregate.milestones.map((milestone): Change => ({ op: "create", kind: "milestone", entity: milestone })),
    ];
    const records = await write(ctx, parts);
    return records[pending.length] as Commitment;
  });
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
  const points = new Map<Event, string>();
  for (const [n, event] of input.events.entries()) {
    const entity = await newEvent(ctx, aggregate, event, { at: `/events/${n}`, pending });
    points.set(entity, `/events/${n}`);
    aggregate = { ...aggregate, events: [...aggregate.events, entity] };
  }
  for (const event of inOrder(aggregate.events).toReversed())
    checkMove(aggregate.events, event, points.get(event) ?? "");
  for (const [n, milestone] of input.milestones.entries()) {
    const entity = await newMilestone(ctx, aggregate, milestone, { at: `/milestones/${n}`, pending });
    aggregate = { ...aggregate, milestones: [...aggregate.milestones, entity] };
  }
  const moved = await statusEvent(ctx, aggregate, input);
  return moved === null ? aggregate : { ...aggregate, events: [...aggregate.events, moved] };
}

/** The writable fields that need checking against other records. @throws AppError unprocessable, quote_not_found, quote_ambiguous */
async function content(ctx: Context, input: CommitmentBody, pending: Quote[]) {
  const { title, summary, type, parties, firmness, statedOn, sectors, tags, location } = input;
  await checkParties(
    ctx,
    parties.map(({ party }) => party),
    (n) => `/parties/${n}/party`,
  );
  checkUnique(
    parties.map(({ party, role }) => `${party} as ${role}`),
    "/parties",
  );
  checkUnique(tags, "/tags");
  if (!parties.some(({ role }) => role === "promisor"))
    throw invalid("/parties", "no_promisor", "Somebody must be the promisor of a commitment.");
  const quotes: string[] = [];
  for (const [n, item] of input.quotes.entries()) {
    const at = `/quotes/${n}`;
    const quote =
      "exact" in item ? await quoteFor(ctx, item, at, pending) : await quoteAt(ctx, item.id, `${at}/id`, pending);
    if (quote.version === 0 && !pending.includes(quote)) pending.push(quote);
    if (!quotes.includes(quote.id)) quotes.push(quote.id);
  }
  return { title, summary, type, parties, firmness, statedOn, quotes, sectors, tags, location };
}

function checkUnique(values: readonly string[], pointer: string): void {
  values.forEach((value, n) => {
    if (values.indexOf(value) < n) throw invalid(`${pointer}/${n}`, "repeated", `${value} is there already.`);
  });
}

/** @throws AppError not_found, precondition_failed, invalid_move and all of createCommitment */
export function replaceCommitment(
  ctx: Context,
  key: string,
  input: CommitmentBody,
  expected: Expected,
): Promise<Commitment> {
  return change(ctx, key, expected, () => input);
}

/** @throws AppError as replaceCommitment */
export function patchCommitment(
  ctx: Context,
  key: string,
  patch: Record<string, unknown>,
  expected: Expected,
): Promise<Commitment> {
  return change(ctx, key, expected, (commitment) => rewritten(commitment, dueAsWritten(commitment.due), patch));
}

/** A commitment's writable fields under a merge patch; no status, which follows from the timeline. */
function rewritten(commitment: Commitment, due: NewDue | null, patch: object): CommitmentBody {
  const { status: _, ...rest } = commitment;
  const written = { ...rest, due, quotes: commitment.quotes.map((id) => ({ id })) };
  return patched(CommitmentBody, written, patch, ["due", "location"]);
}

/**
 * Gives a commitment the fields that it had at an earlier version, as a new version. Its timeline stays, so its status
 * does; another due date is one more event. @throws AppError as replaceCommitment; unprocessable without such a version
 */
function revive(ctx: Context, key: string, { version, expected }: Revision): Promise<Commitment> {
  return change(ctx, key, expected, async (commitment) => {
    const earlier = await stateAt(ctx, "commitment", commitment.id, version);
    const { text, edtf } = earlier.due ?? { text: null, edtf: null };
    const wasSaid = isSame(earlier.due, commitment.due) ? dueAsWritten(commitment.due) : { text, edtf };
    return rewritten(earlier, text === null && edtf === null ? null : wasSaid, {});
  });
}

function change(
  ctx: Context,
  key: string,
  expected: Expected,
  next: (commitment: Commitment) => CommitmentBody | Promise<CommitmentBody>,
): Promise<Commitment> {
  return decide(async () => {
    const before = await loadAggregate(ctx, key, expected);
    const { commitment } = before;
    const input = await next(commitment);
    const pending: Quote[] = [];
    const written = await content(ctx, input, pending);
    const slug = await freeSlug(ctx, "commitment", {
      slug: input.slug ?? commitment.slug,
      title: input.title,
      id: commitment.id,
    });
    checkStated(commitment, input.statedOn);
    const aggregate = { ...before, commitment: { ...commitment, slug, ...written } };
    const due = await dueEvent(ctx, aggregate, input);
    const events = due === null ? aggregate.events : [...aggregate.events, due];
    const moved = await statusEvent(ctx, { ...aggregate, events }, input);
    const added = [due, moved].filter((event) => event !== null);
    const outcome = await settled(ctx, { ...aggregate, events: moved === null ? events : [...events, moved] }, pending);
    if (added.length === 0 && isSame(outcome.entity, commitment)) return commitment;
    const parts: Change[] = [
      ...pending.map((quote): Change => ({ op: "create", kind: "quote", entity: quote })),
      ...added.map((event): Change => ({ op: "create", kind: "event", entity: event })),
      { op: "update", kind: "commitment", ...outcome },
    ];
    return (await write(ctx, parts)).at(-1) as Commitment;
  });
}

function checkStated({ originalDue }: Commitment, statedOn: string): void {
  const stated = boundsOf(statedOn).earliest;
  if (originalDue?.latest == null || stated === null || originalDue.latest >= stated) return;
  throw invalid(
    "/statedOn",
    "due_before_stated",
    `It was first due by ${originalDue.latest}; it cannot have been stated after that.`,
  );
}

/** @throws AppError not_found, precondition_failed, in_use */
export function deleteCommitment(ctx: Context, key: string, expected: Expected): Promise<void> {
  return decide(async () => {
    const entity = await find(ctx, "commitment", key);
    demand(entity, expected);
    await remove(ctx, { op: "delete", kind: "commitment", entity }, entity.id);
  });
}

/** Brings a deleted commitment back, or the fields of an earlier version. @throws AppError not_found, not_deleted, unprocessable when something it rests on is gone */
export function restoreCommitment(ctx: Context, key: string, revision?: Revision): Promise<Commitment> {
  if (revision) return revive(ctx, key, revision);
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
    const [events, milestones] = await Promise.all([eventsOf(ctx, [entity.id]), milestonesOf(ctx, [entity.id])]);
    const outcome = await settled(ctx, { commitment: entity, events, milestones });
    const [commitment] = await write(ctx, [{ op: "restore", kind: "commitment", ...outcome }]);
    return commitment as Commitment;
  });
}
