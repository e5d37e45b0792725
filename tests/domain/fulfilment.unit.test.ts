import { describe, expect, it } from "vitest";
import { endangers } from "../../src/commitments/risk.ts";
import { type Assessment, inForce, verdictsOf } from "../../src/domain/assessment.ts";
import type { Fulfilment } from "../../src/domain/codelists/codelists.ts";
import type { Commitment } from "../../src/domain/commitment.ts";
import { judge } from "../../src/domain/phases.ts";
import { idOf, makeAssessment, makeCommitment } from "../helpers/stored-records.ts";

const alone: Commitment["parties"] = [
  { party: "KGZ", role: "promisor" },
  { party: "CHN", role: "promisee" },
];
const both: Commitment["parties"] = alone.map(({ party }) => ({ party, role: "promisor" }));
const wholeOf = (assessments: Assessment[], parties = alone) =>
  verdictsOf(assessments, parties).whole?.fulfilment ?? null;

describe("the assessments in force", () => {
  it("are those that none of the others supersedes, however long the chain", () => {
    const chain = [1, 2, 3].map((n) => makeAssessment(n, { supersedes: n === 1 ? null : idOf("assessment", n - 1) }));
    expect(inForce(chain).map(({ id }) => id)).toEqual([idOf("assessment", 3)]);
    expect(inForce(chain.slice(0, 2)).map(({ id }) => id)).toEqual([idOf("assessment", 2)]);
    expect(inForce([])).toEqual([]);
  });
});

describe("fulfilment", () => {
  it("is that of the latest by date, whatever was recorded last", () => {
    const late = makeAssessment(1, { on: "2025-01-01", fulfilment: "full" });
    const early = makeAssessment(2, { on: "2024", fulfilment: "limited" });
    expect(wholeOf([late, early])).toBe("full");
    expect(wholeOf([early, makeAssessment(3, { on: "2024", fulfilment: "contradicted" })])).toBe("contradicted");
    expect(wholeOf([])).toBeNull();
  });

  it("of each origin is its own latest", () => {
    const { whole, selfReported, counterpart, independent } = verdictsOf(
      [
        makeAssessment(1, { on: "2024", origin: "self_reported", fulfilment: "full" }),
        makeAssessment(2, { on: "2025", origin: "independent", fulfilment: "limited" }),
        makeAssessment(3, { on: "2023-06", origin: "independent", fulfilment: "not_started" }),
      ],
      alone,
    );
    expect([whole, selfReported, counterpart, independent].map((of) => of?.fulfilment)).toEqual([
      "limited",
      "full",
      undefined,
      "limited",
    ]);
  });

  it.each<[string | null, Commitment["parties"], Fulfilment | null]>([
    [null, both, "limited"],
    ["KGZ", both, null],
    ["KGZ", alone, "limited"],
    ["CHN", alone, null],
    ["KGZ", [...alone, { party: "KGZ", role: "implementer" }], "limited"],
  ])("of the party %s, with the parties %j, is for the whole %s", (party, parties, expected) => {
    expect(wholeOf([makeAssessment(1, { party })], parties)).toBe(expected);
  });

  it("is the one before again where not_assessed takes a judgement back", () => {
    const [first, second] = [makeAssessment(1, { on: "2024" }), makeAssessment(2, { on: "2025", fulfilment: "full" })];
    const back = makeAssessment(3, { on: "2025", fulfilment: "not_assessed", supersedes: second.id });
    expect(wholeOf([first, second, back])).toBe("limited");
    expect(wholeOf([second, back])).toBeNull();
  });

  it("counts from the first day on which it may have been judged; until its successor's day the old one does", () => {
    const first = makeAssessment(1, { on: "2024-03" });
    const second = makeAssessment(2, { on: "2025-01-15", fulfilment: "full", supersedes: first.id });
    const aggregate = { commitment: makeCommitment(1), events: [], milestones: [], assessments: [first, second] };
    const { entity, phases } = judge(aggregate, { quoted: [], issuers: new Map() }, "2026-11-23");
    expect([entity.fulfilment, entity.fulfilmentIndependent, entity.fulfilmentCounterpart]).toEqual([
      "full",
      "full",
      "not_assessed",
    ]);
    expect(phases.map(({ fromDay, fulfilment }) => `${fromDay} ${fulfilment}`)).toEqual([
      "2023-05-26 not_assessed",
      "2024-03-01 limited",
      "2025-01-15 full",
    ]);
  });
});

describe("what endangers its dependants", () => {
  it.each([
    ["stated", "overdue", true],
    ["suspended", "not_yet_due", true],
    ["lapsed", "closed_unmet", true],
    ["cancelled", "no_due", true],
    ["superseded", "closed_unmet", true],
    ["implementing", "due_now", false],
    ["completed", "met_late", false],
    ["delivered", "no_due", false],
  ] as const)("is %s, %s: %s", (status, timeliness, expected) => {
    expect(endangers({ status, timeliness })).toBe(expected);
  });
});
