import { describe, expect, it } from "vitest";
import { boundsOf } from "../../src/dates/edtf.ts";
import { type Corroboration, Firmness } from "../../src/domain/codelists/codelists.ts";
import type { Commitment } from "../../src/domain/commitment.ts";
import type { Due } from "../../src/domain/due.ts";
import {
  type Aggregate,
  corroborationOf,
  dueOf,
  firmnessDriftOf,
  isWithdrawn,
  progressOf,
  restatementsOf,
  settle,
  statusSources,
} from "../../src/domain/status.ts";
import { makeCommitment, makeDue, makeEvent, makeMilestone } from "../helpers/stored-records.ts";

describe("the due date in force", () => {
  const said = makeDue("2023");
  const stated = boundsOf("2023-05-26");
  const withdrawn: Due = { text: null, edtf: null, earliest: null, latest: null, basis: "none" };
  const changed = (n: number, date: string, due: Due | null) => makeEvent(n, { date, due });

  it("is the one said with the promise until an event sets another, then that of the last event that does", () => {
    const moved = changed(1, "2024-01", makeDue("2025"));
    const again = changed(2, "2024-06", makeDue("2026"));
    expect(dueOf([], said, stated)).toEqual({ due: said, by: null });
    expect(dueOf([again, moved, changed(3, "2025", null)], said, stated)).toEqual({ due: again.due, by: again });
  });

  it("is not moved by what was said before the promise, unless the promise named none", () => {
    const before = changed(1, "2022", makeDue("2025"));
    expect(dueOf([before], said, stated)).toEqual({ due: said, by: null });
    expect(dueOf([before], null, stated)).toEqual({ due: before.due, by: before });
  });

  it("is none after an event that takes it away", () => {
    const gone = changed(1, "2024", withdrawn);
    expect(dueOf([gone], said, stated)).toEqual({ due: null, by: gone });
    expect([withdrawn, said, { ...withdrawn, text: "soon" }].map(isWithdrawn)).toEqual([true, false, false]);
  });
});

describe("progress", () => {
  it("is null without milestones, and where all are dropped", () => {
    expect(progressOf([])).toBeNull();
    expect(progressOf([makeMilestone(1, { state: "dropped" })])).toBeNull();
  });

  it("is the met share of the weight of those not dropped, a partly met one counting half", () => {
    const states = ["met", "partly_met", "scheduled", "not_met", "dropped"] as const;
    const milestones = states.map((state, i) => makeMilestone(i, { state, weight: i + 1 }));
    expect(progressOf(milestones)).toBe((1 + 2 * 0.5) / (1 + 2 + 3 + 4));
  });
});

describe("corroboration", () => {
  const parties: Commitment["parties"] = [
    { party: "KGZ", role: "promisor" },
    { party: "CHN", role: "promisee" },
    { party: "KGZ", role: "implementer" },
  ];
  it.each<[string[][], Corroboration]>([
    [[], "none"],
    [[["KGZ"]], "self_reported"],
    [[["CHN"]], "counterpart"],
    [[["KGZ", "CHN"]], "counterpart"],
    [[[]], "independent"],
    [[["UZB"]], "independent"],
    [[["UZB", "KGZ"]], "self_reported"],
    [[["KGZ"], ["CHN"]], "counterpart"],
    [[["KGZ"], ["CHN"], []], "independent"],
  ])("of sources issued by %j is %s", (issuers, expected) => {
    expect(corroborationOf(issuers, parties)).toBe(expected);
  });
});

describe("restatements and firmness", () => {
  it("counts the events that repeat the promise", () => {
    expect(restatementsOf([makeEvent(1, { type: "restated" }), makeEvent(2), makeEvent(3, { type: "restated" })])).toBe(
      2,
    );
  });

  it("follows the firmness over the statements, by date, and says how far it moved", () => {
    const later = [
      makeEvent(1, { date: "2025", firmness: "hope" }),
      makeEvent(2, { date: "2024", firmness: "pledge" }),
      makeEvent(3),
    ];
    expect(firmnessDriftOf(later, "intend")).toEqual({
      over: [
        { date: null, firmness: "intend" },
        { date: "2024", firmness: "pledge" },
        { date: "2025", firmness: "hope" },
      ],
      ranks: -1,
    });
    expect(firmnessDriftOf([], "intend").ranks).toBe(0);
    expect(firmnessDriftOf([makeEvent(1, { firmness: "in_force" })], "explore").ranks).toBe(
      Firmness.options.length - 1,
    );
  });
});

const aggregate = (more: Partial<Aggregate> = {}): Aggregate => ({
  commitment: makeCommitment(1),
  events: [],
  milestones: [],
  assessments: [],
  ...more,
});

describe("the sources that a status rests on", () => {
  const evidence = (...ids: string[]) => ids.map((sourceId) => ({ sourceId, quoteId: null }));

  it("are those of the promise while it is stated, each once, with those that confirm it", () => {
    const events = [makeEvent(1, { status: "stated", date: "2024", evidence: evidence("b", "c") })];
    expect(statusSources(aggregate({ events }), ["a", "b"])).toEqual(["a", "b", "c"]);
  });

  it("are those of the events that gave it and confirmed it from then on", () => {
    const events = [
      makeEvent(1, { status: "negotiating", date: "2023", evidence: evidence("x") }),
      makeEvent(2, { status: "agreed", date: "2024", evidence: evidence("a") }),
      makeEvent(3, { status: "agreed", date: "2025", evidence: evidence("a", "b") }),
    ];
    expect(statusSources(aggregate({ events }), ["q"])).toEqual(["a", "b"]);
  });
});

describe("settle", () => {
  const settled = (more: Partial<Aggregate>) => settle(aggregate(more), []);
  const withDue = (n: number, date: string, edtf: string) => makeEvent(n, { date, due: makeDue(edtf) });

  it("gives the commitment everything that follows from its timeline, and keeps the rest", () => {
    const commitment = makeCommitment(1, { statedOn: "2023-05", statedDue: makeDue("2023"), title: "kept" });
    const events = [
      makeEvent(1, { status: "agreed", date: "2024" }),
      makeEvent(2, { type: "restated" }),
      withDue(3, "2024", "2025"),
    ];
    expect(
      settle({ commitment, events, milestones: [makeMilestone(1, { state: "met" })], assessments: [] }, [[]]),
    ).toEqual({
      ...commitment,
      status: "agreed",
      statusSince: "2024",
      statusSinceEarliest: "2024-01-01",
      statusSinceLatest: "2024-12-31",
      statedEarliest: "2023-05-01",
      statedLatest: "2023-05-31",
      due: makeDue("2025"),
      originalDue: makeDue("2023"),
      done: null,
      progress: 1,
      corroboration: "independent",
      restatements: 1,
    });
  });

  it("has the promise's own due date first, or else the first on the timeline, by what the record now holds", () => {
    const events = [withDue(1, "2024-06", "2026"), withDue(2, "2024-01", "2025"), makeEvent(3, { date: "2023" })];
    const kept = makeCommitment(1, { originalDue: makeDue("2022"), statedDue: makeDue("2023") });
    expect(settled({ commitment: kept, events }).originalDue?.edtf).toBe("2023");
    expect(settled({ commitment: { ...kept, statedDue: null }, events }).originalDue?.edtf).toBe("2025");
    expect(settled({ events })).toMatchObject({ originalDue: { edtf: "2025" }, due: { edtf: "2026" } });
    expect(settled({ events: events.slice(2) }).originalDue).toBeNull();
  });

  it("knows no first due date from an event that only takes one away", () => {
    const withdrawal = makeEvent(1, { due: { text: null, edtf: null, earliest: null, latest: null, basis: "none" } });
    expect(settled({ events: [withdrawal] }).originalDue).toBeNull();
    expect(settled({ events: [withdrawal, withDue(2, "2025", "2026")] }).originalDue?.edtf).toBe("2026");
  });

  const milestone = (state: "scheduled" | "dropped") => makeMilestone(1, { state });
  it.each([
    ["completed", [milestone("scheduled")], true],
    ["delivered", [], true],
    ["delivered", [milestone("dropped")], true],
    ["delivered", [milestone("scheduled")], false],
    ["implementing", [], false],
    ["cancelled", [], false],
  ] as const)("with status %s and milestones %j: done is %s of the domain's rule", (given, milestones, isDone) => {
    const done = settled({ events: [makeEvent(1, { status: given, date: "2024-12" })], milestones }).done;
    expect(done).toEqual(isDone ? { edtf: "2024-12", earliest: "2024-12-01", latest: "2024-12-31" } : null);
  });
});
