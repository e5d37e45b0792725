import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record, refused, slugs } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
  await make(t, { slug: "by-2050", statedOn: "2023-05-26", due: { text: "by 2050" } });
  await make(t, { slug: "in-2024", statedOn: "2023-05-26", due: { edtf: "2024" } });
  await make(t, { slug: "moved", statedOn: "2023", due: { edtf: "2024" } });
  await record(t, "moved", "postponed", "2024-06-01", { due: { edtf: "../2027-06" } });
  await make(t, { slug: "open-end", statedOn: "2023", due: { edtf: "2026/.." } });
  await make(t, { slug: "undated", statedOn: "2023" });
});
afterAll(() => t.close());

const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?sort=slug&${query}`)).join(" ");

describe("dueFrom and dueTo", () => {
  it.each(["1990", "2022", "2023-05-25"])("do not find a promise in %s, before it was made", async (day) => {
    expect(await found(`ids=by-2050&dueTo=${day}`)).toBe("");
  });

  it("count the open start of `by 2050` from the statement", async () => {
    expect(await found("dueTo=2023-05-26")).toBe("by-2050 moved");
    expect(await found("dueFrom=2040&dueTo=2060")).toBe("by-2050 open-end");
    expect(await found("dueFrom=2051")).toBe("open-end");
  });
});

describe("deadlineFrom and deadlineTo", () => {
  it("go by the last day of the due window, in whole months and years too", async () => {
    expect(await found("deadlineFrom=2024&deadlineTo=2024")).toBe("in-2024");
    expect(await found("deadlineFrom=2027&deadlineTo=2027")).toBe("moved");
    expect(await found("deadlineTo=2027-06-29")).toBe("in-2024");
    expect(await found("deadlineFrom=2027-06-30")).toBe("by-2050 moved");
    expect(await found("deadlineTo=9999")).toBe("by-2050 in-2024 moved");
  });

  it("are asked alike on a day, as of a moment, of exports, statistics and timelines", async () => {
    expect(await found("deadlineTo=2024&on=2024-05-31")).toBe("in-2024 moved");
    expect(await found("dueTo=2023-12&on=2024-05-31")).toBe("by-2050");
    expect(await found("deadlineTo=2024&asOf=2026-11-28T12:00:00.000Z")).toBe("in-2024");
    const csv = await t.request.get("/v1/commitments.csv?deadlineTo=2024");
    expect(csv.text.trim().split("\n")).toHaveLength(2);
    expect((await t.request.get("/v1/stats?deadlineTo=2024")).body.total).toBe(1);
    expect((await t.request.get("/v1/stats?dueTo=2023&on=2024-05-31")).body.total).toBe(1);
    const searched = await t.request.post("/v1/commitments/search").send({ deadlineFrom: "2027", deadlineTo: "2027" });
    expect(slugs(searched)).toEqual(["moved"]);
    const timeline = async (query: string) => (await t.request.get(`/v1/timeline?${query}`)).body.data;
    expect(await timeline("deadlineTo=2024&entry=stated")).toHaveLength(1);
    expect(await timeline("entry=due&to=2023")).toEqual([]);
    expect(await timeline("entry=due&from=2050&to=2050")).toHaveLength(2);
  });
});

it.each([
  ["2023-12-31", "not_yet_due"],
  ["2024-01-01", "due_now"],
  ["2024-12-31", "due_now"],
  ["2025-01-01", "overdue"],
])("what is due in 2024 is found on %s as %s, as it is shown", async (day, timeliness) => {
  expect(await found(`ids=in-2024&timeliness=${timeliness}&on=${day}`)).toBe("in-2024");
  expect(await found(`ids=in-2024&timeliness=!${timeliness}&on=${day}`)).toBe("");
  expect((await t.request.get(`/v1/commitments/in-2024?on=${day}`)).body.timeliness).toBe(timeliness);
  const { data } = (await t.request.get(`/v1/stats?ids=in-2024&by=timeliness&on=${day}`)).body;
  expect(data).toMatchObject([{ key: timeliness }]);
});

it.each([
  ["/v1/commitments", "dueFrom=2025&dueTo=2024", "dueFrom"],
  ["/v1/commitments", "deadlineFrom=2025-02&deadlineTo=2025-01", "deadlineFrom"],
  ["/v1/commitments", "statedFrom=2025&statedTo=2024-12-31", "statedFrom"],
  ["/v1/stats", "statusSinceFrom=2025&statusSinceTo=2024", "statusSinceFrom"],
  ["/v1/timeline", "from=2025&to=2024", "from"],
])("%s refuses %s: its ends are the wrong way round", async (path, query, parameter) => {
  const { status, body } = await refused(t, t.request.get(`${path}?${query}`));
  expect([status, body.errors]).toEqual([400, [expect.objectContaining({ parameter, code: "empty_range" })]]);
});

it("a range within one month or year is none the wrong way round", async () => {
  expect(await found("deadlineFrom=2024&deadlineTo=2024-12-31")).toBe("in-2024");
  expect(await found("deadlineFrom=2024-12-31&deadlineTo=2024")).toBe("in-2024");
});
