import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/dates/calendar.ts";
import { inOrder } from "../../src/dates/order.ts";
import { Status } from "../../src/domain/codelists/codelists.ts";
import type { Event } from "../../src/domain/event.ts";
import { allowedMoves, badMove, canMove, statusOf } from "../../src/domain/status.ts";
import { idOf, makeEvent } from "../helpers/stored-records.ts";

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
