import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Commitment } from "../../src/domain/commitment.ts";
import type { Event } from "../../src/domain/event.ts";
import { participationOn } from "../../src/domain/participation.ts";
import { type App, body, happening, make, record, refused, slugs } from "../helpers/http-bodies.ts";
import { openWithParis, others } from "../helpers/paris-agreement.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParis();
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;
const usa = async (on: string) =>
  (await read(`/v1/commitments/paris-agreement/participation?party=USA&on=${on}`)).data[0];
const howMany = async (state: string, on: string) =>
  (await read(`/v1/commitments/paris-agreement/participation?state=${state}&on=${on}&count=exact&limit=1`)).page.count;

describe("a treaty of 195 parties", () => {
  it("stands for the United States as its depositary says, on the days before and after each of its acts", async () => {
    const days = [
      ["2016-04-21", undefined],
      ["2016-04-22", "signatory 2016-04-22"],
      ["2016-09-02", "signatory 2016-04-22"],
      ["2016-09-03", "contracting 2016-09-03"],
      ["2016-11-03", "contracting 2016-09-03"],
      ["2016-11-04", "party 2016-11-04"],
      ["2019-11-03", "party 2016-11-04"],
      ["2019-11-04", "party 2016-11-04 out 2020-11-04"],
      ["2020-11-03", "party 2016-11-04 out 2020-11-04"],
      ["2020-11-04", "withdrawn 2020-11-04 out 2020-11-04"],
      ["2021-01-19", "withdrawn 2020-11-04 out 2020-11-04"],
      ["2021-01-20", "contracting 2021-01-20"],
      ["2021-02-18", "contracting 2021-01-20"],
      ["2021-02-19", "party 2021-02-19"],
      ["2025-01-26", "party 2021-02-19"],
      ["2025-01-27", "party 2021-02-19 out 2026-01-27"],
      ["2026-01-26", "party 2021-02-19 out 2026-01-27"],
      ["2026-01-27", "withdrawn 2026-01-27 out 2026-01-27"],
    ] as const;
    for (const [day, expected] of days) {
      const of = await usa(day);
      const told = of && `${of.state} ${of.since}${of.withdrawnOn === null ? "" : ` out ${of.withdrawnOn}`}`;
      expect([day, told]).toEqual([day, expected]);
    }
  });

  it("counts signatories, contracting parties and parties on a day", async () => {
    expect(await howMany("signatory", "2016-04-22")).toBe(174);
    expect(await howMany("contracting", "2016-10-05")).toBe(97);
    expect(await howMany("party", "2016-11-04")).toBe(97);
    expect(await howMany("party", "2018-12-31")).toBe(194);
    expect(await howMany("party", "2026-11-23")).toBe(193);
    expect(await howMany("no_act", "2026-11-23")).toBe(1);
  });

  it("does not move by what one party does, and stays in force", async () => {
    const treaty = await read("/v1/commitments/paris-agreement");
    expect(treaty).toMatchObject({ status: "in_force", statusSince: "2016-11-04" });
    expect(treaty.parties).toHaveLength(195);
    const { data } = await read("/v1/commitments/paris-agreement/events?type=withdrawn");
    expect(data).toMatchObject([
      { parties: ["USA"], status: null },
      { parties: ["USA"], status: null },
    ]);
    expect((await read("/v1/commitments/paris-agreement/events?party=USA")).data).toHaveLength(5);
    expect((await read("/v1/commitments/paris-agreement/events?party=P194")).data).toEqual([]);
  });

  it("explains each state by its rule and the events that fed it, and embeds it", async () => {
    const { participation } = await read("/v1/commitments/paris-agreement/explain?on=2020-11-04");
    const own = participation.find(({ party }: { party: string }) => party === "USA");
    expect(own).toMatchObject({ state: "withdrawn", rule: expect.stringContaining("taken effect") });
    expect(own.events).toHaveLength(3);
    const whole = await read("/v1/commitments/paris-agreement?include=participation&fields=slug");
    expect(whole.participation).toHaveLength(195);
    expect(whole.participation[0]).toMatchObject({ party: "P001", state: "party", inForceSince: "2016-11-04" });
  });

  it("tells what is coming of a notice that has not taken effect", async () => {
    const { upcoming } = await read("/v1/commitments/paris-agreement?on=2025-06-01");
    expect(upcoming).toMatchObject([
      { type: "withdrawn", date: "2025-01-27", effectiveOn: "2026-01-27", status: null, parties: ["USA"] },
    ]);
  });

  it("pages through its parties", async () => {
    const first = await read("/v1/commitments/paris-agreement/participation?limit=100");
    const next = await read(`/v1/commitments/paris-agreement/participation?limit=100&cursor=${first.page.next}`);
    expect([...first.data, ...next.data].map(({ party }) => party)).toEqual([...others, "USA"]);
    expect(next.page.next).toBeNull();
  });
});

describe("an act of some parties", () => {
  const post = (slug: string, type: string, more: object) =>
    t.request.post(`/v1/commitments/${slug}/events`).send(happening(type, "2024-01-01", more));

  it("must be of parties of the commitment, each once, and moves no status", async () => {
    const { slug } = await make(t);
    const faults = async (type: string, more: object) => (await refused(t, post(slug, type, more))).body.errors;
    expect(await faults("ratified", { parties: ["UZB"] })).toMatchObject([
      { pointer: "/parties/0", code: "not_a_party", allowed: ["KGZ", "CHN"] },
    ]);
    expect(await faults("ratified", { parties: ["KGZ", "KGZ"] })).toMatchObject([{ code: "repeated" }]);
    expect(await faults("ratified", { parties: ["KGZ"], status: "agreed" })).toMatchObject([
      { pointer: "/status", code: "of_some_parties" },
    ]);
    expect(await faults("withdrawn", {})).toMatchObject([{ pointer: "/parties", code: "required" }]);
    await body(post(slug, "signed", {}));
    expect((await body(post(slug, "ratified", { parties: ["KGZ"] }))) as object).toMatchObject({ status: null });
    expect(await read(`/v1/commitments/${slug}`)).toMatchObject({ status: "agreed", statusSince: "2024-01-01" });
    const { data } = await read(`/v1/commitments/${slug}/participation`);
    expect(data.map(({ party, state }: { party: string; state: string }) => `${party} ${state}`)).toEqual([
      "CHN signatory",
      "KGZ contracting",
    ]);
  });

  it("becomes one by a correction, and keeps its party in the commitment", async () => {
    const { slug } = await make(t);
    const event = await body(post(slug, "signed", {}));
    const path = `/v1/commitments/${slug}/events/${event.id}`;
    expect(
      (
        await t.request
          .patch(path)
          .send({ parties: ["CHN"] })
          .expect(200)
      ).body,
    ).toMatchObject({ status: null });
    const parties = [{ party: "KGZ", role: "promisor" }];
    const { errors } = (await refused(t, t.request.patch(`/v1/commitments/${slug}`).send({ parties }))).body;
    expect(errors).toMatchObject([{ pointer: "/parties", code: "acted" }]);
    expect((await t.request.patch(path).send({ parties: null }).expect(200)).body).toMatchObject({ status: "agreed" });
    await t.request.patch(`/v1/commitments/${slug}`).send({ parties }).expect(200);
    expect((await read(`/v1/commitments/${slug}/participation`)).data).toEqual([]);
  });

  it("was not on record before it was recorded", async () => {
    const { slug } = await make(t);
    const { seq } = await t.store.head();
    await body(post(slug, "ratified", { parties: ["KGZ"] }));
    const then = `asOf=seq:${seq}`;
    expect((await read(`/v1/commitments/${slug}/participation?${then}`)).data).toEqual([]);
    const ids = `ids=${slug}&participation=contracting`;
    expect(slugs(await t.request.get(`/v1/commitments?${ids}`))).toEqual([slug]);
    expect(slugs(await t.request.get(`/v1/commitments?${ids}&${then}`))).toEqual([]);
  });
});

describe("the ledger", () => {
  it("replayed up to any of its lines gives the participation that is answered as of it", async () => {
    const types = ["signed", "ratified", "withdrawn", "reversed", "entered_into_force"] as const;
    const act = fc.record({
      type: fc.constantFrom(...types),
      date: fc.constantFrom("2023-06", "2023-07-01", "2024"),
      effectiveOn: fc.constantFrom(null, "2024-01-01", "2025-06-30"),
      parties: fc.constantFrom(["KGZ"], ["CHN"], ["KGZ", "CHN"]),
      isTakenBack: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
        const { slug, id, parties } = (await make(t)) as never as Commitment;
        for (const { type, date, isTakenBack, ...more } of acts) {
          const event = await record(t, slug, type, date, more);
          if (isTakenBack) await t.request.delete(`/v1/commitments/${slug}/events/${event.id}`).expect(204);
        }
        const events = new Map<string, Event>();
        const { data } = await read(`/v1/changes?commitment=${id}&kind=event&limit=200&since=0`);
        for (const { seq, op, id: event, data: told } of data) {
          if (op === "delete") events.delete(event);
          else events.set(event, told);
          const expected = participationOn(parties, [...events.values()], "2026-11-23");
          const answered = await read(`/v1/commitments/${slug}/participation?asOf=seq:${seq}&on=2026-11-23`);
          expect(answered.data).toEqual(expected);
        }
      }),
      { numRuns: 10 },
    );
  });
});
