import { boundsOf } from "../dates/edtf.ts";
import { type Commitment, CommitmentBody } from "../domain/commitment.ts";
import type { NewDue } from "../domain/due.ts";
import type { Quote } from "../domain/quote.ts";
import { AppError, invalid } from "../errors/errors.ts";
import { loadAggregate, partsOf, settled } from "../records/aggregate.ts";
import type { Context } from "../records/context.ts";
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
import type { Change } from "../store/port/store.ts";
import { isSame, patched } from "../validation/fields.ts";
import { checkAssessed } from "./assessments/service.ts";
import { content } from "./checked-fields.ts";
import { dueEvent, statusEvent } from "./implied-events.ts";
import { demandUnrelated, relatedTo } from "./relations/service.ts";

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
function revive(ctx: Context, key: string, { version, expected }: EarlierVersion): Promise<Commitment> {
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
    checkAssessed(aggregate);
    const due = await dueEvent(ctx, aggregate, input);
    const events = due === null ? aggregate.events : [...aggregate.events, due];
    const moved = await statusEvent(ctx, { ...aggregate, events }, input);
    const added = [due, moved].filter((event) => event !== null);
    const outcome = await settled(ctx, { ...aggregate, events: moved === null ? events : [...events, moved] }, pending);
    await demandSuperseder(ctx, { before: commitment, after: outcome.entity, added });
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
    const others = await relatedTo(ctx, entity);
    const outcome = await settled(ctx, { commitment: entity, ...(await partsOf(ctx, entity.id)) });
    const [commitment] = await write(ctx, [{ op: "restore", kind: "commitment", ...outcome }, ...others.map(touch)]);
    return commitment as Commitment;
  });
}
