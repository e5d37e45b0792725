import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Corroboration, Firmness, Status } from "../../src/codelists/model.ts";
import type { Due } from "../../src/commitments/due.ts";
import type { Commitment } from "../../src/commitments/model.ts";
import {
  type Aggregate,
  allowedMoves,
  badMove,
  canMove,
  corroborationOf,
  dueOf,
  firmnessDriftOf,
  inOrder,
  isWithdrawn,
  progressOf,
  restatementsOf,
  settle,
  statusOf,
  statusSources,
} from "../../src/commitments/rules.ts";
import { addDays } from "../../src/dates/calendar.ts";
import { boundsOf } from "../../src/dates/edtf.ts";
import type { Event } from "../../src/events/model.ts";
import { idOf, makeCommitment, makeDue, makeEvent, makeMilestone } from "../helpers/entities.ts";

const open: Status[] = ["stated", "negotiating", "agreed", "in_force", "implementing", "delivered"];
const halts: Status[] = ["suspended", "cancelled", "superseded", "lapsed"];
const ends: Status[] = ["completed", "cancelled", "superseded"];

/** The moves of the domain's rules of status, by hand. */
const ordinary: Record<Status, Status[]> = {
  stated: ["negotiating", "agreed", "in_force", "implementing", "delivered", "completed", ...halts],
  negotiating: ["stated", "agreed", "in_force", "implementing", "delivered", "completed", ...halts],
  agreed: ["in_force", "implementing", "delivered", "completed", ...halts],
  in_force: ["implementing", "delivered", "completed", ...halts],
  implementing: ["delivered", "completed", ...halts],
  delivered: ["implementing", "completed", ...halts],
  suspended: ends,
  lapsed: ends,
  completed: [],
  cancelled: [],
  superseded: [],
};
const resumed = { ...ordinary, suspended: [...open, ...ends], lapsed: [...open, ...ends] };
const undone: Status[] = [...open, "suspended", "lapsed"];
const reversed = { ...ordinary, completed: undone, cancelled: undone };
const all = Object.fromEntries(Status.options.map((status) => [status, Status.options])) as Record<Status, Status[]>;
const bearing = (n: number, status: Status | null, date: string, more: Partial<Event> = {}) =>
  makeEvent(n, { status, date, ...more });
const status = (events: readonly Event[]) => statusOf(events, "2023-05-26").status;

describe.each([
  ["status_changed", ordinary],
  ["signed", ordinary],
  ["resumed", resumed],
  ["reversed", reversed],
  ["correction", all],
])("an event of type %s", (type, moves) => {
  it.each(Status.options)("moves on from %s as the domain's rules say, and no other way", (from) => {
    const expected = Status.options.filter((next) => next !== from && moves[from].includes(next));
    expect(allowedMoves(from, type)).toEqual(expected);
    const possible = Status.options.filter((next) => canMove(from, next, type));
    expect(possible).toEqual(Status.options.filter((next) => next === from || expected.includes(next)));
  });
});

describe("the status of a timeline", () => {
  it("is stated, since the promise, where no event gives one", () => {
    expect(statusOf([], "2023-05")).toEqual({ status: "stated", since: "2023-05", by: [] });
    expect(statusOf([bearing(1, null, "2024")], "2023-05").by).toEqual([]);
  });

  it("is that of the last event by date; one recorded late does not overturn what happened after it", () => {
    const events = [bearing(1, "agreed", "2024-06-06"), bearing(2, "negotiating", "2023-10-01")];
    expect(statusOf(events, "2023")).toMatchObject({
      status: "agreed",
      since: "2024-06-06",
      by: [{ id: idOf("event", 1) }],
    });
  });

  it("is that of the last recorded where two happened on the same date, then of the greater id", () => {
    const [first, second] = [bearing(2, "agreed", "2024"), bearing(1, "implementing", "2024", { recordedAt: "2027" })];
    expect([status([first, second]), status([second, first])]).toEqual(["implementing", "implementing"]);
    const twins = [bearing(2, "implementing", "2024"), bearing(1, "agreed", "2024")].map((event) => ({
      ...event,
      recordedAt: "2026",
    }));
    expect([status(twins), status(twins.toReversed())]).toEqual(["implementing", "implementing"]);
    expect(inOrder([first, first])).toEqual([first, first]);
  });

  it("is what remains when an event is taken away", () => {
    const events = [bearing(1, "negotiating", "2023-10"), bearing(2, "agreed", "2024-06")];
    expect(status(events.slice(0, 1))).toBe("negotiating");
  });

  it("counts from the first of the events that gave it, and names those that confirmed it", () => {
    const events = [
      bearing(1, "implementing", "2024-01"),
      bearing(2, null, "2024-02"),
      bearing(3, "implementing", "2024-03"),
    ];
    const { since, by } = statusOf(events, "2023");
    expect([since, by.map(({ id }) => id)]).toEqual(["2024-01", [idOf("event", 1), idOf("event", 3)]]);
  });

  it("counts from the event that took it back to stated, and from the promise where that was only confirmed", () => {
    const talks = bearing(1, "negotiating", "2023-10");
    expect(statusOf([talks, bearing(2, "stated", "2024-02")], "2023").since).toBe("2024-02");
    expect(statusOf([bearing(2, "stated", "2024-02")], "2023").since).toBe("2023");
  });

  it("does not depend on the order in which events of distinct dates were recorded", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 });
    const picks = fc.array(fc.option(fc.constantFrom(...Status.options)), { minLength: 12, maxLength: 12 });
    const places = fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 });
    fc.assert(
      fc.property(days, picks, places, (offsets, statuses, order) => {
        const told = (place: (i: number) => number) =>
          offsets.map((days, i) => bearing(place(i), statuses[i] ?? null, addDays("2020-01-01", days) ?? ""));
        const [a, b] = [told((i) => i), told((i) => order[i] ?? 0).toReversed()].map((events) =>
          statusOf(events, "2019"),
        );
        expect([a?.status, a?.since, a?.by.map(({ date }) => date)]).toEqual([
          b?.status,
          b?.since,
          b?.by.map(({ date }) => date),
        ]);
      }),
    );
  });
});

describe("badMove", () => {
  const agreed = bearing(1, "agreed", "2024-06");

  it("allows what gives no status", () => {
    expect(badMove([agreed], bearing(2, null, "2025"))).toBeNull();
  });

  it("names the move into an event that the rules forbid, from stated where it is the first", () => {
    const back = bearing(2, "negotiating", "2025");
    expect(badMove([agreed, back], back)).toEqual({ from: "agreed", to: "negotiating", event: back });
    const resumption = bearing(3, "superseded", "2020");
    expect(badMove([resumption], resumption)).toBeNull();
  });

  it("names the later event that an event recorded late would contradict", () => {
    const late = bearing(2, "completed", "2024-01");
    expect(badMove([agreed, late], late)).toEqual({ from: "completed", to: "agreed", event: agreed });
  });

  it("allows an event recorded late that both neighbours may meet", () => {
    const late = bearing(2, "negotiating", "2023-10");
    expect(badMove([agreed, late], late)).toBeNull();
  });
});

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
  ...more,
});

describe("the sources that a status rests on", () => {
  const evidence = (...ids: string[]) => ids.map((sourceId) => ({ sourceId, quoteId: null }));

  it("are those of the promise while it is stated, each once, with those that confirm it", () => {
    const events = [bearing(1, "stated", "2024", { evidence: evidence("b", "c") })];
    expect(statusSources(aggregate({ events }), ["a", "b"])).toEqual(["a", "b", "c"]);
  });

  it("are those of the events that gave it and confirmed it from then on", () => {
    const events = [
      bearing(1, "negotiating", "2023", { evidence: evidence("x") }),
      bearing(2, "agreed", "2024", { evidence: evidence("a") }),
      bearing(3, "agreed", "2025", { evidence: evidence("a", "b") }),
    ];
    expect(statusSources(aggregate({ events }), ["q"])).toEqual(["a", "b"]);
  });
});

describe("settle", () => {
  const settled = (more: Partial<Aggregate>) => settle(aggregate(more), []);
  const withDue = (n: number, date: string, edtf: string) => makeEvent(n, { date, due: makeDue(edtf) });

  it("gives the commitment everything that follows from its timeline, and keeps the rest", () => {
    const commitment = makeCommitment(1, { statedOn: "2023-05", statedDue: makeDue("2023"), title: "kept" });
    const events = [bearing(1, "agreed", "2024"), makeEvent(2, { type: "restated" }), withDue(3, "2024", "2025")];
    expect(settle({ commitment, events, milestones: [makeMilestone(1, { state: "met" })] }, [[]])).toEqual({
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

  it("never overwrites the first due date; it is the promise's own, or else the first on the timeline", () => {
    const events = [withDue(1, "2024-06", "2026"), withDue(2, "2024-01", "2025"), makeEvent(3, { date: "2023" })];
    const kept = makeCommitment(1, { originalDue: makeDue("2022"), statedDue: makeDue("2023") });
    expect(settled({ commitment: kept, events }).originalDue?.edtf).toBe("2022");
    expect(settled({ commitment: { ...kept, originalDue: null }, events }).originalDue?.edtf).toBe("2023");
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
    const done = settled({ events: [bearing(1, given, "2024-12")], milestones }).done;
    expect(done).toEqual(isDone ? { edtf: "2024-12", earliest: "2024-12-01", latest: "2024-12-31" } : null);
  });
});
