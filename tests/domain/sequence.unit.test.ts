import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventTypes, Status } from "../../src/domain/codelists/codelists.ts";
import type { Event } from "../../src/domain/event.ts";
import { sequenceOf } from "../../src/domain/sequence.ts";
import { badMove, canMove, statusOf } from "../../src/domain/status.ts";
import { cases } from "../helpers/cases.ts";
import { makeEvent } from "../helpers/stored-records.ts";

/** An act as its type implies, or with a status of its own. */
const act = (n: number, type: Event["type"], date: string, status: Status | null = eventTypes[type].status) =>
  makeEvent(n, { type, kind: eventTypes[type].kind, date, status });
const status = (events: readonly Event[]) => statusOf(events, "2023").status;

const windows = [
  ...["2024", "2024-01", "2024-03", "2024-06-06", "2024-03-15", "2024-02-01/2024-07", "2024-05/2025"],
  ...["../2024-04", "2024-06/..", "2025", "2024-01-10"],
];
const kinds = [
  ...(["talks_held", "signed", "ratified", "entered_into_force", "work_started", "opened", "completed"] as const),
  ...(["suspended", "cancelled", "resumed", "reversed"] as const),
];
const acts = (most: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...windows), fc.constantFrom(...Status.options)), {
      minLength: 1,
      maxLength: most,
    })
    .map((list) =>
      list.map(([type, date, other], n) => act(n, type, date, eventTypes[type].status ?? (other as Status))),
    );

/** Whether some choice of days makes every move possible, found by trying every order. */
function fitsSomehow(events: readonly Event[], from: Status = "stated"): boolean {
  if (events.length === 0) return true;
  return events.some((event) => {
    const others = events.filter((other) => other !== event);
    const mayBeNext = others.every(({ latest }) => latest === null || (event.earliest ?? "") <= latest);
    const to = event.status as Status;
    return mayBeNext && canMove(from, to, event.type) && fitsSomehow(others, to);
  });
}

describe("vague dates", () => {
  it.each([
    ["2024", "2024-06-06"],
    ["2024-06", "2024-06-06"],
    ["2024-06/2024-12", "2024-06-06"],
    ["../2024", "2024-06-06"],
    ["2024-06-06", "2024"],
  ])("contradict nothing where one choice of days makes sense: work started in %s, signed on %s", (work, signature) => {
    for (const places of [[1, 2] as const, [2, 1] as const]) {
      const [started, signed] = [act(places[0], "work_started", work), act(places[1], "signed", signature)];
      expect(badMove([started, signed], started)).toBeNull();
      expect(badMove([started, signed], signed)).toBeNull();
      expect(statusOf([started, signed], "2023")).toMatchObject({ status: "implementing", since: work });
    }
  });

  it("are a contradiction exactly where no choice of days makes sense", () => {
    fc.assert(
      fc.property(acts(6), (events) => {
        expect(sequenceOf(events).bad.length === 0).toBe(fitsSomehow(events));
      }),
      { numRuns: cases(600) },
    );
  });

  it("are kept to: what ended before another began comes before it", () => {
    fc.assert(
      fc.property(acts(8), (events) => {
        const order = sequenceOf(events).events;
        order.forEach((event, n) => {
          for (const later of order.slice(n + 1))
            expect(later.latest === null || event.earliest === null || later.latest >= event.earliest).toBe(true);
        });
        expect(order).toHaveLength(events.length);
      }),
      { numRuns: cases(300) },
    );
  });

  it("give one status, whichever act was recorded first", () => {
    fc.assert(
      fc.property(acts(7), fc.shuffledSubarray([...Array(7).keys()], { minLength: 7 }), (events, places) => {
        const told = events.map((event, n) => {
          const other = makeEvent(places[n] ?? n);
          return { ...event, id: other.id, recordedAt: other.recordedAt };
        });
        const [a, b] = [statusOf(events, "2023"), statusOf(told.toReversed(), "2023")];
        expect([b.status, b.since, sequenceOf(told).bad.length]).toEqual([
          a.status,
          a.since,
          sequenceOf(events).bad.length,
        ]);
      }),
      { numRuns: cases(600) },
    );
  });

  it("count a resumption after the pause, and a reversal after the end, that may have come before it", () => {
    expect(status([act(1, "suspended", "2024-02-01"), act(2, "resumed", "2024", "agreed")])).toBe("agreed");
    expect(status([act(1, "reversed", "2024", "agreed"), act(2, "cancelled", "2024-03-15")])).toBe("agreed");
  });

  it("do not hide a contradiction between days that are known", () => {
    const [done, back] = [act(1, "completed", "2024-01"), act(2, "signed", "2024-06")];
    const vague = act(3, "work_started", "2023/2025");
    expect(badMove([done, back, vague], back)).toMatchObject({ from: "completed", to: "agreed", event: back });
    expect(badMove([done, back, vague], vague)).toBeNull();
  });
});

describe("acts of one date", () => {
  it("count in the order of their kinds, not of record", () => {
    const day = "2024-06-06";
    const order = ["talks_held", "signed", "ratified", "entered_into_force", "work_started", "opened"] as const;
    const events = order.map((type, n) => act(order.length - n, type, day));
    expect(sequenceOf(events).events.map(({ type }) => type)).toEqual(order);
    expect(status([act(1, "opened", day), act(2, "work_milestone", day)])).toBe("delivered");
  });

  it("leave editorial events in the order of record: what is set after an act was recorded stands", () => {
    const day = "2024-06-06";
    const set = (n: number, to: Status) => act(n, "status_changed", day, to);
    expect(status([act(1, "opened", day), set(2, "implementing")])).toBe("implementing");
    expect(status([set(1, "implementing"), act(2, "opened", day)])).toBe("delivered");
    expect(status([act(1, "signed", day), act(2, "correction", day, "stated")])).toBe("stated");
    expect(status([act(1, "signed", day), act(2, "correction", day, "stated"), act(3, "signed", day)])).toBe("agreed");
  });
});

it("of hundreds of events, each of which may be anywhere, an order is found; of thousands, that of dates is taken", () => {
  const many = (length: number) =>
    Array.from({ length }, (_, n) =>
      act(n, n % 2 === 0 ? "work_milestone" : "signed", n % 3 === 0 ? "2024" : "2023/2025"),
    );
  expect(sequenceOf(many(300)).bad).toEqual([]);
  expect(status(many(300))).toBe("implementing");
  expect(sequenceOf(many(2000)).events.map(({ date }) => date)).toEqual(
    [...many(2000)].map(({ date }) => date).toSorted((a, b) => (a < b ? -1 : 1)),
  );
});
