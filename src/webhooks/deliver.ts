import { z } from "zod";
import type { StoredDelivery, StoredWebhook } from "../domain/webhook.ts";
import { AppError } from "../errors/errors.ts";
import { type Followed, followedBy } from "../news/followed.ts";
import type { Watch } from "../news/watch.ts";
import type { Context } from "../records/context.ts";
import type { Delivered } from "../store/port/webhooks.ts";
import { isId } from "../validation/fields.ts";
import { nextAttempt } from "./backoff.ts";
import { wantedOf } from "./filters.ts";
import type { Message } from "./message.ts";
import { pending } from "./pending.ts";
import { connectionTo, type Outcome, type Reach } from "./post.ts";
import { signedHeaders } from "./signature.ts";

/**
 * One webhook's messages, strictly one after the other: the next is sent when the one before has been taken, so that
 * whoever receives them sees everything in its order.
 */

export interface Delivery {
  ctx: Context;
  reach: Reach;
  watch: Watch;
  /** Who delivers, of all processes. */
  by: string;
  signal: AbortSignal;
  /** Waits while there is much else to do. */
  giveWay: () => Promise<void>;
  /** Whether nobody else needs the place. */
  mayStay: () => boolean;
  /** 0 to 1. */
  random: () => number;
}

/** What was delivered is kept so often: if the process is killed, what came since is sent again, with the same ids. */
const keepEveryMs = 500;
const mostUnkept = 100;
/** Then others have their turn, if they need the place. */
const longestMs = 5000;
/** So long more is waited for with the connection open, which saves connecting and claiming for each message. */
const lingerMs = 1000;
/** That its key was revoked, or the webhook changed, is seen within this time. */
const checkMs = 500;

interface State {
  webhook: StoredWebhook;
  /** As it was last kept. */
  kept: StoredWebhook;
  unkept: StoredDelivery[];
  /** Whether others may deliver. */
  isLeft: boolean;
  keptAt: number;
  checkedAt: number;
}

/** Delivers for a while. Gives why the webhook has stopped, if it has. @throws what the database does */
export async function deliver(id: string, how: Delivery): Promise<string | null> {
  const { ctx, by, signal, reach } = how;
  const claimed = await ctx.store.webhooks.claim(id, by);
  if (claimed === null) return null;
  const began = performance.now();
  const state: State = {
    webhook: claimed,
    kept: claimed,
    unkept: [],
    isLeft: false,
    keptAt: began,
    checkedAt: began - checkMs,
  };
  const keep = (more: Partial<Delivered> = {}) => keepProgress(state, how, more);
  const stop = async (reason: string) =>
    (await keep({ isLast: true, disabled: { at: ctx.now().toISOString(), reason } })) ? reason : null;
  const connection = connectionTo(claimed.url, reach, signal);
  try {
    if (claimed.disabledAt !== null) return null;
    const own = { ...ctx, principal: { id: claimed.ownerId, name: claimed.owner, role: "analyst" as const } };
    const followed = await followedOf(own, claimed);
    if (typeof followed === "string") return await stop(`Its filters cannot be used any more: ${followed}`);
    do {
      for await (const { message, place } of pending(state.webhook, { ctx: own, followed })) {
        if (message !== null) {
          await how.giveWay();
          const fault = await check(state, how);
          if (fault === hasChanged) return await handOver(state, how);
          if (fault !== null) return await stop(fault);
          const outcome = await connection.post(...signed(message, state.webhook, ctx.now()));
          if (signal.aborted && !outcome.delivered) break;
          state.unkept.push(deliveryOf(state.webhook, message, { outcome, at: ctx.now() }));
          if (!outcome.delivered) return await fail(outcome, { state, how, keep, stop });
          move(state, { ...unfailed, tried: state.webhook.tried + 1 });
        }
        move(state, place);
        const now = performance.now();
        if (signal.aborted || (now - began > longestMs && !how.mayStay())) break;
        const isTime = now - state.keptAt > keepEveryMs || state.unkept.length >= mostUnkept;
        if (isTime && !(await keep())) return null;
      }
    } while (await comesMore(state, how, keep));
    await keep({ isLast: true });
    return null;
  } finally {
    connection.close();
    if (!state.isLeft) await ctx.store.webhooks.leave(id, by);
  }
}

const unfailed = { failingSince: null, failures: 0, nextAttemptAt: null };

function move(state: State, place: Partial<StoredWebhook>): void {
  state.webhook = { ...state.webhook, ...place };
}

/** Whether it is still ours: nobody has changed it, and no other process delivers. */
async function keepProgress(state: State, how: Delivery, more: Partial<Delivered>): Promise<boolean> {
  const { ctx, by } = how;
  const { seq, day, dayPlace, failingSince, failures, nextAttemptAt, tried, replaySeq, replayThrough } = state.webhook;
  const progress = { seq, day, dayPlace, failingSince, failures, nextAttemptAt, tried, replaySeq, replayThrough };
  const done = { progress, deliveries: state.unkept, isLast: false, ...more };
  const kept = await ctx.store.webhooks.record(state.webhook, by, done);
  if (kept === null) {
    await handOver(state, how);
    return false;
  }
  Object.assign(state, { webhook: kept, kept, unkept: [], isLeft: done.isLast, keptAt: performance.now() });
  return true;
}

/** Its owner has changed it: what was taken meanwhile need not come again all the same. */
async function handOver(state: State, { ctx, by }: Delivery): Promise<null> {
  await ctx.store.webhooks.advance(state.kept, state.webhook, by);
  return null;
}

interface Failing {
  state: State;
  how: Delivery;
  keep: (more?: Partial<Delivered>) => Promise<boolean>;
  stop: (reason: string) => Promise<string | null>;
}

/** Keeps when the message is sent again; or stops, where it is not. */
async function fail(outcome: Outcome, { state, how, keep, stop }: Failing): Promise<string | null> {
  const now = how.ctx.now();
  const { failures, failingSince, tried } = state.webhook;
  const since = failingSince ?? now.toISOString();
  move(state, { failures: failures + 1, failingSince: since, nextAttemptAt: null, tried: tried + 1 });
  if (outcome.status === 410) return stop("The receiver answered 410: it wants no more.");
  const { retryAfterMs } = outcome;
  const failing = { failures: failures + 1, since: Date.parse(since), now: now.getTime(), retryAfterMs };
  const next = nextAttempt(failing, how.random());
  if (next === null) return stop(`A message has failed for three days, ${failures + 1} times. ${outcome.error}`);
  move(state, { nextAttemptAt: new Date(next).toISOString() });
  await keep({ isLast: true });
  return null;
}

function signed({ id, body }: Message, webhook: StoredWebhook, now: Date): [string, Record<string, string>, number] {
  const timestamp = Math.floor(now.getTime() / 1000);
  return [body, signedHeaders({ id, timestamp, body }, secretsOf(webhook, now)), now.getTime()];
}

/** The secrets that sign now: the one before, too, for a day after a rotation. */
export function secretsOf({ secret, previousSecret, previousSecretUntil }: StoredWebhook, now: Date): string[] {
  const isOverlap = previousSecret !== null && (previousSecretUntil ?? "") > now.toISOString();
  return isOverlap ? [secret, previousSecret] : [secret];
}

function deliveryOf(
  { id: webhookId, failures, tried }: StoredWebhook,
  { id, type, seq, commitmentId }: Message,
  { outcome, at }: { outcome: Outcome; at: Date },
): StoredDelivery {
  const { delivered, status: responseStatus, error, durationMs } = outcome;
  return {
    ...{ webhookId, id, ordinal: tried + 1, type, seq, commitmentId },
    status: delivered ? "delivered" : "failing",
    attempts: failures + 1,
    lastAttemptAt: at.toISOString(),
    ...{ durationMs, responseStatus, error },
  };
}

/** Why the key that a webhook belongs to does not hold; null: it does, or it is no key of ours. */
export async function ownerFault({ store, now }: Pick<Context, "store" | "now">, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const key = await store.getKey(id);
  if (key === null) return "The key of its owner is not there any more.";
  if (key.revokedAt !== null) return `The key of its owner was revoked at ${key.revokedAt}.`;
  const hasExpired = key.expiresAt !== null && key.expiresAt <= now().toISOString();
  return hasExpired ? `The key of its owner expired at ${key.expiresAt}.` : null;
}

const hasChanged = "";

/** Why nothing more is to be sent: a reason in words, or that the webhook has changed; null: all is as it was. */
async function check(state: State, { ctx }: Delivery): Promise<string | null> {
  if (performance.now() - state.checkedAt < checkMs) return null;
  state.checkedAt = performance.now();
  const { id, revision, ownerId } = state.webhook;
  const current = await ctx.store.webhooks.get(id);
  return current?.revision === revision ? ownerFault(ctx, ownerId) : hasChanged;
}

/** Waits for another line, if nobody needs the place, and keeps meanwhile what was delivered. */
async function comesMore(state: State, { watch, signal, mayStay }: Delivery, keep: Failing["keep"]): Promise<boolean> {
  const { seq } = state.webhook;
  if (signal.aborted || !mayStay()) return false;
  if (state.unkept.length > 0) {
    const restMs = Math.max(0, state.keptAt + keepEveryMs - performance.now());
    if (await watch.until(seq, restMs, signal)) return !signal.aborted;
    if (!(await keep())) return false;
  }
  return (await watch.until(seq, lingerMs, signal)) && !signal.aborted;
}

/** What a webhook is told of; or why that cannot be said any more, in words. @throws what is not its filters' fault */
async function followedOf(ctx: Context, { filters }: StoredWebhook): Promise<Followed | string> {
  try {
    return await followedBy(ctx, wantedOf(filters));
  } catch (error) {
    if (error instanceof z.ZodError) return z.prettifyError(error);
    const isTheirs = error instanceof AppError && ["invalid_request", "not_found", "purged"].includes(error.code);
    if (isTheirs) return error.message;
    throw error;
  }
}
