import { plainDate } from "../dates/edtf.ts";
import { suffices } from "../domain/key.ts";
import type { StoredDelivery, StoredWebhook, WebhookProgress, WebhookSettings } from "../domain/webhook.ts";
import { AppError, invalid } from "../errors/errors.ts";
import { followedBy } from "../news/followed.ts";
import type { Context } from "../records/context.ts";
import { demand, type Expected } from "../records/records.ts";
import type { Slice } from "../store/port/query.ts";
import { addressFault } from "./address.ts";
import { ownerFault, secretsOf } from "./deliver.ts";
import { asWritten, wantedOf } from "./filters.ts";
import { pingMessage } from "./message.ts";
import type { MadeWebhook, NewWebhook, Replay, Trial, Webhook, WebhookDelivery, WebhookPatch } from "./model.ts";
import { connectionTo, type Reach } from "./post.ts";
import { makeSecret, signedHeaders } from "./signature.ts";

/** How long the secret before signs, too. */
const overlapMs = 24 * 3_600_000;
const attempts = 5;

type Reached = Pick<Reach, "allowed">;

export function viewWebhook(webhook: StoredWebhook, now: Date): Webhook {
  const { id, url, description, filters, disabledAt, disabledReason, owner, createdAt, seq, day } = webhook;
  const { failingSince, failures, nextAttemptAt, replaySeq, replayThrough, previousSecretUntil } = webhook;
  return {
    ...{ id, url, description, filters, enabled: disabledAt === null, disabledAt, disabledReason, owner, createdAt },
    ...{ seq, day },
    failing: failingSince === null ? null : { since: failingSince, attempts: failures, nextAttemptAt },
    replay: replaySeq === null || replayThrough === null ? null : { from: replaySeq + 1, to: replayThrough },
    previousSecretUntil: (previousSecretUntil ?? "") > now.toISOString() ? previousSecretUntil : null,
  };
}

/** A webhook as answered, and how often it was changed by whoever owns it. */
export interface Shown<W extends Webhook = Webhook> {
  body: W;
  revision: number;
}

export const shown = (webhook: StoredWebhook, now: Date): Shown => ({
  body: viewWebhook(webhook, now),
  revision: webhook.revision,
});

/** Makes a webhook; its secret is in the answer and nowhere else. @throws AppError unprocessable, limit_reached */
export async function createWebhook(
  ctx: Context,
  input: NewWebhook,
  { allowed, base, most }: Reached & { base: string; most: { each: number; all: number } },
): Promise<Shown<MadeWebhook>> {
  const { url, description = null, since } = input;
  checkUrl(url, allowed);
  const { seq: head } = await ctx.store.head();
  if (since !== undefined && since > head)
    throw invalid("/since", "beyond_head", `The ledger ends at ${head}, before ${since}.`);
  const now = ctx.now();
  const webhook: StoredWebhook = {
    ...{ id: ctx.newId(), url, description, filters: await filtersOf(ctx, input.filters ?? {}), base },
    ...{ ownerId: ctx.principal.id, owner: ctx.principal.name, createdAt: now.toISOString(), secret: makeSecret() },
    ...{ previousSecret: null, previousSecretUntil: null, disabledAt: null, disabledReason: null, revision: 1 },
    ...{ seq: since ?? head, day: plainDate(now), dayPlace: null, replaySeq: null, replayThrough: null },
    ...{ ...unfailed, tried: 0 },
  };
  const full = await ctx.store.webhooks.add(webhook, most);
  if (full === null) return withSecret(webhook, now);
  const detail =
    full === "each"
      ? `One key has ${most.each} webhooks at most, and yours has.`
      : `There are ${most.all} webhooks, which is as many as may be.`;
  throw new AppError("limit_reached", detail);
}

const withSecret = (webhook: StoredWebhook, now: Date): Shown<MadeWebhook> => ({
  body: { ...viewWebhook(webhook, now), secret: webhook.secret },
  revision: webhook.revision,
});

const unfailed = { failingSince: null, failures: 0, nextAttemptAt: null };

function checkUrl(url: string, allowed: Reached["allowed"]): void {
  const fault = addressFault(url, allowed);
  if (fault !== null) throw invalid("/url", "forbidden_address", fault);
}

/** Filters as they are kept, all that they name being there. @throws AppError unprocessable */
async function filtersOf(ctx: Context, given: NonNullable<NewWebhook["filters"]>): Promise<Record<string, unknown>> {
  const written = asWritten(given);
  try {
    const { commitmentId } = await followedBy(ctx, wantedOf(written));
    return commitmentId === undefined ? written : { ...written, commitment: commitmentId };
  } catch (error) {
    if (!(error instanceof AppError) || !["invalid_request", "not_found", "purged"].includes(error.code)) throw error;
    const [{ parameter = "commitment", code = "unknown_commitment" } = {}] = error.errors;
    throw invalid(`/filters/${parameter}`, code, error.message);
  }
}

/** A page of one's own webhooks, of an admin all, in the order of their making. */
export async function listWebhooks(ctx: Context, page: { after?: string; limit: number }): Promise<Slice<Webhook>> {
  const own = suffices(ctx.principal.role, "admin") ? {} : { ownerId: ctx.principal.id };
  const rows = await ctx.store.webhooks.list({ ...page, ...own, limit: page.limit + 1 });
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  const now = ctx.now();
  return { rows: rows.slice(0, page.limit).map((row) => viewWebhook(row, now)), next: last ? [last.id] : null };
}

/** One's own, or of an admin any. @throws AppError not_found */
export async function findWebhook(ctx: Context, id: string): Promise<StoredWebhook> {
  const webhook = await ctx.store.webhooks.get(id.toLowerCase());
  const isTheirs = webhook?.ownerId === ctx.principal.id || suffices(ctx.principal.role, "admin");
  if (webhook === null || !isTheirs) throw new AppError("not_found", `There is no webhook "${id}" of yours.`);
  return webhook;
}

type Changes = Partial<WebhookSettings & WebhookProgress>;

/**
 * Changes a webhook, deciding anew where somebody was quicker. `expected`: the revisions that it may be at.
 * @throws AppError not_found, precondition_failed, conflict
 */
async function change(
  ctx: Context,
  { id, expected }: { id: string; expected?: Expected },
  decide: (webhook: StoredWebhook) => Changes | Promise<Changes>,
): Promise<StoredWebhook> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const webhook = await findWebhook(ctx, id);
    demand({ version: webhook.revision }, expected);
    const changed = await ctx.store.webhooks.change(webhook, await decide(webhook));
    if (changed !== null) return changed;
  }
  throw new AppError("conflict", `The webhook "${id}" kept changing.`);
}

/** @throws AppError not_found, precondition_failed, unprocessable, conflict */
export async function patchWebhook(
  ctx: Context,
  which: { id: string; expected?: Expected },
  patch: WebhookPatch,
  { allowed }: Reached,
): Promise<Shown> {
  const { url, description, filters, enabled } = patch;
  if (url !== undefined) checkUrl(url, allowed);
  const set = {
    ...(url !== undefined && { url, ...unfailed }),
    ...(description !== undefined && { description }),
    ...(filters !== undefined && { filters: await filtersOf(ctx, filters ?? {}) }),
  };
  const changed = await change(ctx, which, async (webhook) => ({ ...set, ...(await switched(ctx, webhook, enabled)) }));
  return shown(changed, ctx.now());
}

/** Whoever enables a webhook whose owner's key does not hold any more has it from then on. */
async function switched(ctx: Context, webhook: StoredWebhook, enabled: boolean | undefined): Promise<Changes> {
  if (enabled === undefined || enabled === (webhook.disabledAt === null)) return {};
  const { id, name } = ctx.principal;
  if (!enabled) return { disabledAt: ctx.now().toISOString(), disabledReason: `Disabled by ${name}.` };
  const isLeft = (await ownerFault(ctx, webhook.ownerId)) !== null;
  return { disabledAt: null, disabledReason: null, ...unfailed, ...(isLeft && { ownerId: id, owner: name }) };
}

/** @throws AppError not_found */
export async function deleteWebhook(ctx: Context, id: string): Promise<void> {
  const webhook = await findWebhook(ctx, id);
  await ctx.store.webhooks.delete(webhook.id);
}

/**
 * A new secret; the one before signs, too, for a day. Of several who rotate the same secret at once one does: each
 * would take the place of the secret before, and the one that receivers know would sign no more.
 * @throws AppError not_found, precondition_failed, secret_rotated, conflict
 */
export async function rotateSecret(
  ctx: Context,
  which: { id: string; expected?: Expected },
): Promise<Shown<MadeWebhook>> {
  const secret = makeSecret();
  const until = new Date(ctx.now().getTime() + overlapMs).toISOString();
  let known: string | undefined;
  const changed = await change(ctx, which, (was) => {
    known ??= was.secret;
    if (was.secret !== known)
      throw new AppError("secret_rotated", `The secret of the webhook "${which.id}" was rotated meanwhile.`);
    return { secret, previousSecret: was.secret, previousSecretUntil: until };
  });
  return withSecret(changed, ctx.now());
}

/**
 * Has lines sent again, before all that is new; in place of a replay under way.
 * @throws AppError not_found, unprocessable, conflict
 */
export async function replay(ctx: Context, id: string, { from, to }: Replay): Promise<Webhook> {
  const changed = await change(ctx, { id }, ({ seq }) => {
    if (from > seq) {
      const detail = `Lines up to ${seq} were delivered: name one of them. What comes after is delivered in its turn.`;
      throw invalid("/from", "not_delivered", detail);
    }
    if (to !== undefined && to < from)
      throw invalid("/to", "empty_range", `\`to\` (${to}) comes before \`from\` (${from}).`);
    return { replaySeq: from - 1, replayThrough: Math.min(to ?? seq, seq) };
  });
  return viewWebhook(changed, ctx.now());
}

/**
 * Sends a ping, and waits for what comes of it; if all is well, what had failed is tried again at once.
 * @throws AppError not_found
 */
export async function tryWebhook(ctx: Context, id: string, reach: Reach & { signal: AbortSignal }): Promise<Trial> {
  const webhook = await findWebhook(ctx, id);
  const now = ctx.now();
  const { id: messageId, body } = pingMessage(webhook, now.toISOString());
  const timestamp = Math.floor(now.getTime() / 1000);
  const connection = connectionTo(webhook.url, reach, reach.signal);
  const headers = signedHeaders({ id: messageId, timestamp, body }, secretsOf(webhook, now));
  const { delivered, status, error, durationMs } = await connection.post(body, headers, now.getTime());
  connection.close();
  if (delivered && webhook.nextAttemptAt !== null) await ctx.store.webhooks.change(webhook, { nextAttemptAt: null });
  return { delivered, responseStatus: status, error, durationMs };
}

/** The newest messages that were sent, the newest first. @throws AppError not_found */
export async function listDeliveries(
  ctx: Context,
  id: string,
  page: { before?: number; limit: number },
): Promise<Slice<WebhookDelivery>> {
  const webhook = await findWebhook(ctx, id);
  const rows = await ctx.store.webhooks.deliveries(webhook.id, { ...page, limit: page.limit + 1 });
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  const view = ({ webhookId: _, ordinal: __, ...delivery }: StoredDelivery): WebhookDelivery => ({
    ...delivery,
    type: delivery.type as WebhookDelivery["type"],
    nextAttemptAt: delivery.status === "failing" && webhook.disabledAt === null ? webhook.nextAttemptAt : null,
  });
  return { rows: rows.slice(0, page.limit).map(view), next: last ? [last.ordinal] : null };
}
