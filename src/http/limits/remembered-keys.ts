import { LRUCache } from "lru-cache";
import { AppError } from "../../errors/errors.ts";
import { type Remembered, rememberedMs } from "../../store/port/idempotency.ts";
import type { Store } from "../../store/port/store.ts";

/** For how long a count holds; meanwhile what is added to it is added here. */
const countedForMs = 60_000;
const mostKnown = 10_000;

/** Whether one more Idempotency-Key of a principal is remembered. @throws AppError rate_limited beyond its share */
export type DemandRoom = (store: Store, principal: string, now: Date) => Promise<void>;

/**
 * A share of the keys that are remembered, for each principal. None is forgotten early, since a request would then take
 * effect twice: new ones are refused. The database is counted once a minute, so that writes do not wait for it.
 */
export function shareRememberedKeys(limit: number): DemandRoom {
  const known = new LRUCache<string, Remembered & { at: number }>({ max: mostKnown });

  async function countOf(store: Store, principal: string, now: Date): Promise<Remembered> {
    const held = known.get(principal);
    if (held && now.getTime() - held.at < countedForMs) return held;
    const counted = { ...(await store.remembered(principal, { now: now.toISOString(), limit })), at: now.getTime() };
    known.set(principal, counted);
    return counted;
  }

  return async (store, principal, now) => {
    const held = await countOf(store, principal, now);
    if (held.count >= limit) throw full(limit, held.oldest ?? now.toISOString(), now);
    held.count += 1;
  };
}

function full(limit: number, oldest: string, now: Date): AppError {
  const detail = `${limit} Idempotency-Keys of yours are remembered, for 24 hours each, which is as many as are.`;
  const freeMs = Date.parse(oldest) + rememberedMs - now.getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(Math.min(freeMs, rememberedMs) / 1000));
  return new AppError("rate_limited", detail, { extra: { policy: "idempotency-keys", retryAfterSeconds } });
}
