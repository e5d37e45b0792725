import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../src/dates/edtf.ts";
import { participationOn, spansOf } from "../../src/domain/participation.ts";

type Events = Parameters<typeof participationOn>[1];
const parties = ["KGZ", "CHN", "UZB"].map((party) => ({ party, role: "promisor" as const }));

const events = (...list: [type: Events[number]["type"], date: string, who?: string, effectiveOn?: string][]): Events =>
  list.map(([type, date, who = "", effectiveOn = null], n) => ({
    ...{ id: `e${n}`, type, date, ...boundsOf(date), effectiveOn },
    ...{
      parties: who === "" ? [] : who.split(" "),
      recordedAt: `2026-01-01T00:00:0${n}.000Z`,
      updatedAt: "2026-01-01T00:00:00.000Z",
    },
  })) as Events;

const stateOf = (given: Events, day: string, party = "KGZ") =>
  participationOn(parties, given, day).find((of) => of.party === party);

describe("participation of a party", () => {
  it("is told of nobody where no act is of a party", () => {
    expect(participationOn(parties, events(["signed", "2024"], ["entered_into_force", "2025"]), "2026-01-01")).toEqual(
      [],
    );
    expect(spansOf(parties, events(["signed", "2024"]), { from: "2024-01-01", today: "2026-01-01" })).toEqual([]);
  });

  it("goes from signature by consent to being in force, and out a year after the notice", () => {
    const given = events(
      ["signed", "2020-01-10", "KGZ"],
      ["ratified", "2021-03-01", "KGZ", "2021-04-01"],
      ["withdrawn", "2023-06-01", "KGZ", "2024-06-01"],
    );
    const states = ["2020-01-09", "2020-01-10", "2021-03-01", "2021-04-01", "2024-05-31", "2024-06-01"];
    expect(states.map((day) => stateOf(given, day)?.state)).toEqual([
      ...[undefined, "signatory", "contracting", "party", "party", "withdrawn"],
    ]);
    expect(stateOf(given, "2023-06-01")).toMatchObject({
      ...{ state: "party", since: "2021-04-01", inForceSince: "2021-04-01", withdrawnOn: "2024-06-01" },
      ...{ signedOn: "2020-01-10", consentedOn: "2021-03-01", events: ["e0", "e1", "e2"] },
      act: { event: "e2", type: "withdrawn", date: "2023-06-01", effectiveOn: "2024-06-01" },
    });
    expect(stateOf(given, "2023-05-31")?.withdrawnOn).toBeNull();
    expect(stateOf(given, "2024-06-01")).toMatchObject({ since: "2024-06-01", inForceSince: null });
  });

  it("is in force by the entry into force of the whole for those who had consented, and for no other", () => {
    const given = events(
      ["signed", "2020"],
      ["ratified", "2021", "KGZ"],
      ["entered_into_force", "2022-05-01"],
      ["ratified", "2023", "UZB"],
      ["entered_into_force", "2023-09", "UZB"],
    );
    const on = (day: string) => participationOn(parties, given, day).map(({ party, state }) => `${party} ${state}`);
    expect(on("2021-06-01")).toEqual(["CHN signatory", "KGZ contracting", "UZB signatory"]);
    expect(on("2022-05-01")).toEqual(["CHN signatory", "KGZ party", "UZB signatory"]);
    expect(on("2023-02-01")).toEqual(["CHN signatory", "KGZ party", "UZB contracting"]);
    expect(on("2023-09-01")).toEqual(["CHN signatory", "KGZ party", "UZB party"]);
  });

  it("knows provisional application, reservations taken back, and a notice revoked in time or after", () => {
    const given = events(
      ["provisionally_applied", "2020", "KGZ"],
      ["reservation_made", "2020-02", "KGZ"],
      ["ratified", "2021", "KGZ", "2021-02"],
      ["withdrawn", "2022", "KGZ", "2023"],
      ["reversed", "2022-06", "KGZ"],
      ["reservation_withdrawn", "2022-07", "KGZ"],
    );
    expect(stateOf(given, "2020-03-01")).toMatchObject({ state: "provisional", reservations: ["e1"] });
    expect(stateOf(given, "2022-02-01")).toMatchObject({ state: "party", withdrawnOn: "2023", reservations: ["e1"] });
    expect(stateOf(given, "2024-01-01")).toMatchObject({ state: "party", withdrawnOn: null, reservations: [] });
    const late = events(["ratified", "2021", "KGZ", "2021"], ["withdrawn", "2022", "KGZ"], ["reversed", "2023", "KGZ"]);
    expect(stateOf(late, "2022-05-01")?.state).toBe("withdrawn");
    expect(stateOf(late, "2023-05-01")).toMatchObject({ state: "party", since: "2023" });
  });

  it("as kept by spans is what it is on each day, whatever was recorded in whatever order", () => {
    const types = [
      "signed",
      "ratified",
      "entered_into_force",
      "withdrawn",
      "reversed",
      "provisionally_applied",
    ] as const;
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-02-${String(n).padStart(2, "0")}`);
    const one = fc.tuple(
      fc.constantFrom(...types),
      day,
      fc.constantFrom("", "KGZ", "KGZ CHN"),
      fc.option(day, { nil: undefined }),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), day, (list, on) => {
        const given = events(...(list as Parameters<typeof events>));
        const spans = spansOf(parties, given, { from: "2024-01-01", today: "2026-01-01" }).filter(
          (span) => span.fromDay <= on && span.untilDay > on,
        );
        const told = participationOn(parties, given, on);
        const isActed = given.some((event) => event.parties.length > 0 && event.date <= on);
        expect(told.length > 0).toBe(isActed);
        expect(spans.map(({ subject, state }) => `${subject} ${state}`)).toEqual(
          told.map(({ party, state }) => `${party} ${state}`),
        );
        const replayed = participationOn(parties, given.toReversed(), on);
        expect(replayed).toEqual(told);
      }),
    );
  });
});
