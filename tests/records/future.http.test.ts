import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  happening,
  make,
  openWithParties,
  promise,
  record,
  refused,
  slugs,
} from "../helpers/http-bodies.ts";

/** Today, in UTC, of the applications here. */
const now = "2026-11-28T12:00:00.000Z";
const tomorrow = "2026-11-29";
const later = "2026-11-30";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now });
});
afterAll(() => t.close());

const fault = (pointer: string) => [expect.objectContaining({ pointer, code: "in_the_future" })];

describe("what is still to come has not happened", () => {
  it.each([
    [
      "an event",
      (key: string) => t.request.post(`/v1/commitments/${key}/events`).send(happening("opened", later)),
      "/date",
    ],
    [
      "an announcement",
      (key: string) => t.request.post(`/v1/commitments/${key}/events`).send(happening("note", "2027")),
      "/date",
    ],
    [
      "an event of a new commitment",
      () => t.request.post("/v1/commitments").send(promise({ events: [happening("signed", "2205-05-01")] })),
      "/events/0/date",
    ],
    ["a statement", () => t.request.post("/v1/commitments").send(promise({ statedOn: later })), "/statedOn"],
    [
      "a statement, corrected",
      (key: string) => t.request.patch(`/v1/commitments/${key}`).send({ statedOn: "2032-01" }),
      "/statedOn",
    ],
    [
      "a status",
      (key: string) =>
        t.request.patch(`/v1/commitments/${key}`).send({ status: "agreed", statusChangedOn: "2026-12/.." }),
      "/statusChangedOn",
    ],
    [
      "a milestone met",
      (key: string) =>
        t.request.post(`/v1/commitments/${key}/milestones`).send({ title: "A", state: "met", metOn: "2099" }),
      "/metOn",
    ],
    [
      "a judgement",
      (key: string) =>
        t.request
          .post(`/v1/commitments/${key}/assessments`)
          .send({ fulfilment: "full", confidence: "low", on: later, assessor: "A", origin: "independent" }),
      "/on",
    ],
  ] as const)("%s dated wholly after today is refused", async (_what, send, pointer) => {
    const { slug } = await make(t);
    const answer = await refused(t, send(slug));
    expect([answer.status, answer.body.errors]).toEqual([422, fault(pointer)]);
    expect(answer.body.detail).toContain("today is 2026-11-28");
  });

  it("the refusal says where a plan belongs: a milestone, or a due date", async () => {
    const { slug } = await make(t);
    const answer = await refused(
      t,
      t.request.post(`/v1/commitments/${slug}/events`).send(happening("opened", "2027-01-01")),
    );
    expect(answer.body.detail).toMatch(/milestone.*due date/);
    const statement = await refused(t, t.request.post("/v1/commitments").send(promise({ statedOn: "2027" })));
    expect(statement.body.detail).toContain("due date");
  });

  it.each([tomorrow, "2026", "2026-11-20/2027", "../2030", "2026-11-29/.."])(
    "%s may have begun somewhere on Earth, and is taken",
    async (date) => {
      const { slug } = await make(t);
      await record(t, slug, "signed", date);
      await body(t.request.post(`/v1/commitments/${slug}/milestones`).send({ title: "A", state: "met", metOn: date }));
      expect((await t.request.get(`/v1/commitments/${slug}`)).body.status).toBe("agreed");
    },
  );

  it("corrections of an event and a milestone are held to it, their other fields are not", async () => {
    const old = await openWithParties({ now: "2027-02-01T00:00:00.000Z" });
    const { slug } = await make(old, {
      events: [happening("opened", "2027-01-15")],
      milestones: [{ title: "A", state: "met", metOn: "2027-01" }],
    });
    const ids = async (part: string) => (await old.request.get(`/v1/commitments/${slug}/${part}`)).body.data[0].id;
    const [event, milestone] = [
      `/v1/commitments/${slug}/events/${await ids("events")}`,
      `/v1/commitments/${slug}/milestones/${await ids("milestones")}`,
    ];
    old.clock.set(now);
    await body(old.request.patch(event).send({ title: "Opened at last" }), 200);
    await body(old.request.patch(milestone).send({ weight: 2 }), 200);
    expect((await refused(old, old.request.patch(event).send({ date: "2027-01-16" }))).body.errors).toEqual(
      fault("/date"),
    );
    expect((await refused(old, old.request.patch(milestone).send({ metOn: "2028" }))).body.errors).toEqual(
      fault("/metOn"),
    );
    await body(old.request.patch(event).send({ date: "2026-11-16" }), 200);
    await old.close();
  });

  it("an import refuses it by line and place, and writes nothing", async () => {
    const line = JSON.stringify(promise({ slug: "planned", events: [happening("signed", "2027-05-01")] }));
    const { body: report } = await t.request.post("/v1/import").set("content-type", "application/x-ndjson").send(line);
    expect(report).toMatchObject({
      committed: false,
      errors: [{ line: 1, pointer: "/events/0/date", code: "in_the_future" }],
    });
  });
});

describe("what is recorded already of the future", () => {
  it("is found by a filter, on lists, exports and statistics, as a body too; by then it is none any more", async () => {
    const app = await openWithParties({ now: "2028-01-01T00:00:00.000Z" });
    await make(app, { slug: "event", events: [happening("opened", "2027-05-01")] });
    await make(app, { slug: "milestone", milestones: [{ title: "A", state: "met", metOn: "2027" }] });
    await make(app, { slug: "statement", statedOn: "2027-01" });
    await make(app, { slug: "plan", due: { edtf: "2030" }, milestones: [{ title: "A", due: { edtf: "2029" } }] });
    const found = async (query: string) => slugs(await app.request.get(`/v1/commitments?sort=slug&${query}`)).join(" ");
    expect(await found("future=true")).toBe("");
    app.clock.set(now);
    expect(await found("future=true")).toBe("event milestone statement");
    expect(await found("future=false")).toBe("plan");
    expect(await found("future=true&on=2026-11-28")).toBe("");
    expect((await app.request.get("/v1/stats?future=true")).body.total).toBe(3);
    expect((await app.request.get("/v1/commitments.csv?future=false")).text.trim().split("\n")).toHaveLength(2);
    const { body: searched } = await app.request.post("/v1/commitments/search").send({ future: true, count: "exact" });
    expect(searched.page.count).toBe(3);
    await app.request.delete("/v1/commitments/event").expect(204);
    expect(await found("future=true")).toBe("milestone statement");
    await app.close();
  });
});
