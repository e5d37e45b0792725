import { describe, expect, it } from "vitest";
import { nextAttempt, retryAfterOf } from "../../src/webhooks/backoff.ts";

const hour = 3_600_000;
const threeDays = 72 * hour;

/** The instants at which a message that always fails is sent, each attempt failing at once. */
function attempts(random: number, retryAfterMs: number | null = null): number[] {
  const all = [0];
  for (;;) {
    const now = all.at(-1) ?? 0;
    const next = nextAttempt({ failures: all.length, since: 0, now, retryAfterMs }, random);
    if (next === null) return all;
    all.push(next);
  }
}

describe("a message that fails", () => {
  it("is sent again after 5 s, 20 s, 80 s, 5 and 21 minutes, then each hour, for three days to the end", () => {
    const all = attempts(0.5);
    const pauses = all.slice(1).map((at, n) => (at - (all[n] ?? 0)) / 1000);
    expect(pauses.slice(0, 7)).toEqual([5, 20, 80, 320, 1280, 3600, 3600]);
    expect(all).toHaveLength(78);
    expect(all.at(-1)).toBe(threeDays);
  });

  it("is sent a fifth sooner or later, by chance", () => {
    expect(attempts(0)[1]).toBe(4000);
    expect(attempts(1)[1]).toBe(6000);
    for (const random of [0, 0.3, 1]) expect(attempts(random).at(-1)).toBe(threeDays);
  });

  it("waits as long as the receiver asks for, up to six hours, and never beyond the three days", () => {
    expect(attempts(0.5, 60_000)[1]).toBe(60_000);
    expect(attempts(0.5, 1e12).slice(1)).toEqual(Array.from({ length: 12 }, (_, n) => (n + 1) * 6 * hour));
    expect(attempts(0.5, 0)[1]).toBe(5000);
  });
});

it("Retry-After is read as seconds and as a date; anything else is none", () => {
  const now = Date.parse("2026-11-23T09:00:00Z");
  expect(retryAfterOf("120", now)).toBe(120_000);
  expect(retryAfterOf("Mon, 23 Nov 2026 09:01:00 GMT", now)).toBe(60_000);
  expect(retryAfterOf("Mon, 23 Nov 2020 09:01:00 GMT", now)).toBe(0);
  for (const text of [undefined, "", "-5", "soon", "9".repeat(40)]) expect(retryAfterOf(text, now)).toBeNull();
});
