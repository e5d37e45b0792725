/** When a message that failed is sent again: sooner at first, for three days. */

const firstMs = 5_000;
const factor = 4;
const longestMs = 3_600_000;
/** Of each pause, so much more or less at random, so that what failed together is not sent again together. */
const jitter = 0.2;
const longestRetryAfterMs = 6 * 3_600_000;
const threeDaysMs = 3 * 24 * 3_600_000;

/** Longer than any pause: who is to wait so long was told by a clock that has gone back since. */
export const beyondPausesMs = longestRetryAfterMs + 60_000;

interface Failing {
  /** How often it has failed by now, 1 and more. */
  failures: number;
  /** When it failed first, in milliseconds. */
  since: number;
  now: number;
  /** What the receiver asked for. */
  retryAfterMs: number | null;
}

/**
 * The instant of the next attempt, in milliseconds; null: it has failed for three days. The last attempt is made when
 * they are over. `random`: 0 to 1.
 */
export function nextAttempt({ failures, since, now, retryAfterMs }: Failing, random: number): number | null {
  const end = since + threeDaysMs;
  if (now >= end) return null;
  const pause = Math.min(firstMs * factor ** (failures - 1), longestMs) * (1 + jitter * (2 * random - 1));
  const asked = Math.min(retryAfterMs ?? 0, longestRetryAfterMs);
  return Math.min(now + Math.round(Math.max(pause, asked)), end);
}

/** `Retry-After` (RFC 9110, section 10.2.3) in milliseconds from `now`; null where it says nothing. */
export function retryAfterOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  return httpDate.test(text) ? Math.max(0, Date.parse(text) - now) || 0 : null;
}

const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
