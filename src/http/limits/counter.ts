import type { Store } from "../../store/port/store.ts";

/** Requests are counted in windows of a minute, alike in every process. */
export const windowMs = 60_000;
/** How often processes that share a database tell each other what they have counted. */
const shareEveryMs = 250;
/** More callers than this in one minute, and the one seen first is forgotten: memory has a bound. */
const mostBuckets = 100_000;

/** What is left to a caller in this window. */
export interface Allowance {
  isOver: boolean;
  remaining: number;
  /** Seconds until the next window. */
  resetSeconds: number;
}

/** Counts requests by bucket. Never waits for the database: what other processes have counted is learned beside. */
export interface Counter {
  /** Counts one more, unless there is nothing left. */
  take: (bucket: string, limit: number, now: Date) => Allowance;
  /** What is left, without counting. */
  look: (bucket: string, limit: number, now: Date) => Allowance;
  close: () => void;
}

interface Count {
  used: number;
  /** The part of `used` that the database has not been told. */
  untold: number;
}

/**
 * A counter in memory. Where the database is shared, its counts are added to those of other processes four times a
 * second. While the database is away each process counts for itself: `onFailure` is told, callers are not.
 */
export function createCounter(share: Store["addCounts"], onFailure: (error: unknown) => void): Counter {
  const state = { period: 0, counts: new Map<string, Count>(), isSharing: false };
  const timer = setInterval(() => void tell(), shareEveryMs).unref();

  async function tell(): Promise<void> {
    const { period, counts } = state;
    const told = [...counts].flatMap(([bucket, { untold }]) => (untold > 0 ? [{ bucket, period, used: untold }] : []));
    if (told.length === 0 || state.isSharing) return;
    state.isSharing = true;
    for (const { bucket, used } of told) adjust(counts, bucket, -used);
    try {
      const sums = await share(told);
      if (sums === null) return clearInterval(timer);
      for (const { bucket, used } of sums) {
        const count = counts.get(bucket);
        if (count) count.used = Math.max(count.used, used + count.untold);
      }
    } catch (error) {
      for (const { bucket, used } of told) adjust(counts, bucket, used);
      onFailure(error);
    } finally {
      state.isSharing = false;
    }
  }

  function countsIn(period: number): Map<string, Count> {
    if (period !== state.period) Object.assign(state, { period, counts: new Map() });
    return state.counts;
  }

  function spend(bucket: string, limit: number, { now, by }: { now: Date; by: 0 | 1 }): Allowance {
    const ms = now.getTime();
    const period = Math.floor(ms / windowMs);
    const counts = countsIn(period);
    const count = counts.get(bucket) ?? { used: 0, untold: 0 };
    const isOver = count.used >= limit;
    if (by === 1 && !isOver) {
      count.used += 1;
      count.untold += 1;
      counts.set(bucket, count);
      if (counts.size > mostBuckets) counts.delete(counts.keys().next().value ?? "");
    }
    const remaining = Math.max(0, limit - count.used);
    return { isOver, remaining, resetSeconds: Math.ceil(((period + 1) * windowMs - ms) / 1000) };
  }

  return {
    take: (bucket, limit, now) => spend(bucket, limit, { now, by: 1 }),
    look: (bucket, limit, now) => spend(bucket, limit, { now, by: 0 }),
    close: () => clearInterval(timer),
  };
}

function adjust(counts: Map<string, Count>, bucket: string, by: number): void {
  const count = counts.get(bucket);
  if (count) count.untold += by;
}
