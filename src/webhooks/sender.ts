import { LRUCache } from "lru-cache";
import { plainDate } from "../dates/edtf.ts";
import { AppError } from "../errors/errors.ts";
import { beyondPausesMs } from "./backoff.ts";
import { courteous } from "./courtesy.ts";
import { type Delivery, deliver } from "./deliver.ts";

/** Looks which webhooks have something to deliver, and delivers it, many at once. */

export interface Sender {
  /** Something may be to deliver: look at once. */
  wake: () => void;
  /** How many webhooks are being delivered to. */
  sending: () => number;
  /** Ends what is being sent; it is sent again by whoever delivers next. */
  stop: () => Promise<void>;
}

interface Means extends Omit<Delivery, "signal" | "mayStay" | "giveWay"> {
  log: { info: (fields: object, text: string) => void; warn: (fields: object, text: string) => void };
}

/**
 * Each is a connection and some kilobytes; those that have failed leave most places to others, and so do those of one
 * owner. Of those that wait, the one that was served longest ago has its turn first.
 */
const places = { all: 256, failing: 64, each: 128, looked: 5000 };
const tickMs = 500;
/** How often is looked where there is no webhook, which another process may make. */
const restMs = 1000;
/** Where a delivery could not be noted (a full disk, no database), the webhook rests, twice as long each time. */
const troubleMs = { first: 2000, most: 300_000 };

export function startSender({ log, ...how }: Means): Sender {
  const { watch } = how;
  const { store, now } = how.ctx;
  const ending = new AbortController();
  const state = { look: new AbortController(), work: Promise.resolve() };
  const underway = new Map<string, { isFailing: boolean; ownerId: string; done: Promise<void> }>();
  const served = new LRUCache<string, number>({ max: 2 * places.looked });
  const resting = new Map<string, { ms: number; until: number }>();
  const courtesy = courteous();
  const mayStay = () => underway.size <= places.all / 2;
  const wake = () => state.look.abort();
  const turnOf = ({ id, failures }: { id: string; failures: number }) =>
    (served.get(id) ?? 0) + (failures > 0 ? Number.MAX_SAFE_INTEGER / 2 : 0);

  async function one(id: string): Promise<void> {
    try {
      const stopped = await deliver(id, { ...how, mayStay, giveWay: courtesy.giveWay, signal: ending.signal });
      if (stopped !== null) log.info({ webhook: id, reason: stopped }, "a webhook was disabled");
      resting.delete(id);
    } catch (err) {
      const ms = Math.min(2 * (resting.get(id)?.ms ?? troubleMs.first / 2), troubleMs.most);
      resting.set(id, { ms, until: performance.now() + ms });
      // An import has the database, or it cannot be reached: that passes, and is told elsewhere.
      if (!(err instanceof AppError)) log.warn({ err, webhook: id }, "a delivery to a webhook broke off");
      return;
    } finally {
      underway.delete(id);
    }
    wake();
  }

  /** Gives the head up to which was looked; null: there is no webhook. */
  async function look(): Promise<number | null> {
    const { seq } = await store.head();
    const at = now();
    const latest = new Date(at.getTime() + beyondPausesMs).toISOString();
    const query = { seq, day: plainDate(at), now: at.toISOString(), latest, limit: places.looked };
    const waiting = await store.webhooks.waiting(query);
    const turns = waiting.toSorted((a, b) => turnOf(a) - turnOf(b));
    for (const { id, failures, ownerId } of turns) {
      const isFailing = failures > 0;
      const all = [...underway.values()];
      const failing = all.filter((each) => each.isFailing).length;
      const own = all.filter((each) => each.ownerId === ownerId).length;
      if (ending.signal.aborted || underway.size >= places.all) break;
      const isResting = (resting.get(id)?.until ?? 0) > performance.now();
      if (isResting || underway.has(id) || own >= places.each || (isFailing && failing >= places.failing)) continue;
      const place = { isFailing, ownerId, done: Promise.resolve() };
      underway.set(id, place);
      served.set(id, performance.now());
      place.done = one(id);
    }
    return waiting.length > 0 || (await store.webhooks.list({ limit: 1 })).length > 0 ? seq : null;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      state.look = new AbortController();
      const signal = AbortSignal.any([state.look.signal, ending.signal]);
      const seq = await look().catch(() => null);
      if (seq === null) await until(restMs, signal);
      else await watch.until(seq, tickMs, signal);
    }
  }

  state.work = run();
  return {
    wake,
    sending: () => underway.size,
    stop: async () => {
      ending.abort();
      courtesy.end();
      await state.work;
      await Promise.all([...underway.values()].map(({ done }) => done));
    },
  };
}

function until(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
