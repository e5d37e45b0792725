import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitmentDocument, type Part } from "../../src/domain/search/documents.ts";
import { extended, relabelled } from "../../src/domain/search/revise.ts";
import { cases } from "../helpers/cases.ts";

type Commitment = Parameters<typeof commitmentDocument>[0];

const words = fc.array(fc.constantFrom("peace", "мост", "口岸", "co-operation", "U.S.", "…"), { maxLength: 5 });
const text = words.map((some) => some.join(" "));
/** Many times one word: up to and past what a document holds of it. */
const long = fc.integer({ min: 0, max: 260 }).map((times) => "peace ".repeat(times));
const labels = {
  title: text,
  tags: fc.array(text, { maxLength: 3 }),
  parties: fc.array(
    fc.constantFrom("AFG", "KGZ", "EU").map((party) => ({ party, role: "promisor" as const })),
    { maxLength: 3 },
  ),
};
const commitments: fc.Arbitrary<Commitment> = fc.record({
  ...labels,
  summary: fc.option(fc.oneof(text, long)),
  conditions: fc.array(text.map((said) => ({ id: "c", text: said, state: "pending", decidedOn: null, evidence: [] }))),
}) as never;
const quotes = fc.array(fc.record({ exact: text, translation: fc.option(text) }), { maxLength: 3 });
const parts = (from: number) =>
  fc
    .array(fc.record({ title: text, description: fc.option(fc.oneof(text, long)) }), { maxLength: 4 })
    .map((some) => some.map((part, n): Part => ({ ...part, id: `e${from + n}`, evidence: [] })));

describe("the words of a commitment that follow from those that it had", () => {
  it("are those that are made anew, when it is renamed or given other tags or parties", () => {
    fc.assert(
      fc.property(commitments, fc.record(labels), quotes, parts(10), (was, next, quoted, timeline) => {
        const all = { quotes: quoted, parts: timeline };
        const now = { ...was, ...next };
        const revised = relabelled(commitmentDocument(was, all), now);
        if (revised !== null) expect(revised).toEqual(commitmentDocument(now, all));
      }),
      { numRuns: cases(2000) },
    );
  });

  it("are those that are made anew, when events are added", () => {
    fc.assert(
      fc.property(commitments, quotes, parts(10), parts(20), (commitment, quoted, timeline, added) => {
        const was = commitmentDocument(commitment, { quotes: quoted, parts: timeline });
        const revised = extended(was, commitment, added);
        const all = { quotes: quoted, parts: [...timeline, ...added] };
        if (revised !== null) expect(revised).toEqual(commitmentDocument(commitment, all));
      }),
      { numRuns: cases(2000) },
    );
  });

  it("are those that are made anew, when an event of many words is added", () => {
    const many = Array.from({ length: 60 }, (_, n) => `word${n} word${n % 7}`).join(" ");
    const all = [many, "short", many].map((title, n): Part => ({ id: `e${n}`, title, evidence: [] }));
    const said = { title: "Rails", summary: many, tags: [], parties: [] };
    for (const n of [1, 2]) {
      const was = commitmentDocument(said, { quotes: [], parts: all.slice(0, n) });
      const now = commitmentDocument(said, { quotes: [], parts: all.slice(0, n + 1) });
      expect(extended(was, said, all.slice(n, n + 1))).toEqual(now);
    }
  });

  it("do so unless a document may have left out what would now be in it, or the other way round", () => {
    const said = { title: "Rails", summary: "peace ".repeat(240), tags: [], parties: [] };
    const was = commitmentDocument(said, { quotes: [] });
    const part = (title: string): Part => ({ id: "e", title, evidence: [] });
    expect(relabelled(was, { ...said, title: "Roads" })?.title).toBe("roads");
    expect(relabelled(was, { ...said, title: "peace ".repeat(10) })).toBeNull();
    const often = extended(was, said, [part("peace ".repeat(20))])?.body.split(" ");
    expect(often?.filter((word) => word === "peace")).toHaveLength(250);
    const waiting: Commitment = {
      ...said,
      conditions: [{ id: "c", text: "peace", state: "pending", decidedOn: null, evidence: [] }],
    };
    const whole = commitmentDocument(waiting, { quotes: [] });
    expect(extended(whole, waiting, [part("peace ".repeat(20))])).toBeNull();
    const full = commitmentDocument({ ...said, summary: "a b c d ".repeat(4000) }, { quotes: [] });
    expect(relabelled(full, said)).toBeNull();
    expect(extended(full, said, [part("talks")])).toBeNull();
  });
});
