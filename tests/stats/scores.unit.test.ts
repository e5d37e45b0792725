import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fulfilment } from "../../src/domain/codelists/codelists.ts";
import { scoreOf, wilson } from "../../src/stats/scores.ts";

describe("scores", () => {
  it("are those of the worked example in docs/statistics.md, computed by hand", () => {
    const by = {
      full: 4,
      substantial: 2,
      limited: 1,
      not_started: 2,
      contradicted: 1,
      unverifiable: 2,
      not_assessed: 8,
    };
    expect(scoreOf({ by, notYetDue: 3 })).toEqual({
      n: 10,
      strict: 0.4,
      strictInterval: { low: 0.1682, high: 0.6873 },
      partial: 0.5667,
      g20: 0.1,
      coverage: 0.5882,
      unverifiable: 2,
      notAssessed: 5,
      notYetDue: 3,
    });
  });

  it("say nothing where nothing was judged, and how much that is", () => {
    expect(scoreOf({ by: { not_assessed: 3, unverifiable: 1 }, notYetDue: 3 })).toEqual({
      ...{ n: 0, strict: null, strictInterval: null, partial: null, g20: null },
      ...{ coverage: 0, unverifiable: 1, notAssessed: 0, notYetDue: 3 },
    });
    expect(scoreOf({ by: {}, notYetDue: 0 }).coverage).toBeNull();
  });

  it.each([
    ["full", 1, 1, 1],
    ["substantial", 0, 0.6667, 0],
    ["limited", 0, 0.3333, 0],
    ["not_started", 0, 0, -1],
    ["contradicted", 0, 0, -1],
  ] as const)("one %s alone is strict %d, partial %d, g20 %d", (code, strict, partial, g20) => {
    expect(scoreOf({ by: { [code]: 1 }, notYetDue: 0 })).toMatchObject({ n: 1, strict, partial, g20, coverage: 1 });
  });

  it("count everything once: judged, unverifiable, not assessed and not yet due are all there are", () => {
    const count = fc.nat({ max: 1_000_000 });
    const counts = fc.tuple(...Fulfilment.options.map(() => count));
    fc.assert(
      fc.property(counts, count, (numbers, early) => {
        const by = Object.fromEntries(Fulfilment.options.map((code, n) => [code, numbers[n] ?? 0]));
        const notYetDue = Math.min(early, by.not_assessed ?? 0);
        const score = scoreOf({ by, notYetDue });
        const all = numbers.reduce((sum, number) => sum + number, 0);
        expect(score.n + score.unverifiable + score.notAssessed + score.notYetDue).toBe(all);
        expect(score.strict ?? 0).toBeLessThanOrEqual(score.partial ?? 0);
        expect(score.strict ?? 0).toBeGreaterThanOrEqual(score.strictInterval?.low ?? 0);
        expect(score.strict ?? 0).toBeLessThanOrEqual(score.strictInterval?.high ?? 0);
      }),
    );
  });
});

describe("the Wilson interval", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [4, 10, 0.1682, 0.6873],
    [1, 1, 0.2065, 1],
  ])("of %d out of %d is %d to %d: the first four as in Newcombe 1998, table I", (hits, n, low, high) => {
    expect(wilson(hits, n)).toEqual({ low, high });
  });

  it("of none out of none is not there", () => {
    expect(wilson(0, 0)).toBeNull();
  });
});
