import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, openWithParties, promise } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const write = async (more: object) => {
  const { warnings = [] } = (await body(t.request.post("/v1/commitments").send(promise(more)))) as {
    warnings?: { code: string; pointer: string; detail: string }[];
  };
  return warnings.filter(({ code }) => code === "likely_duplicate");
};

describe("who records what looks like a promise that is there is warned, and it is taken", () => {
  it("where it rests on the same words of the same source", async () => {
    const { id: sourceId } = await body(t.request.post("/v1/sources").send(document()));
    const quotes = [{ sourceId, exact: "We will open the third border port." }];
    expect(await write({ slug: "first", title: "Open a port", quotes })).toEqual([]);
    const [warning] = await write({ title: "A third crossing", quotes });
    expect(warning).toMatchObject({ pointer: "/quotes/0", detail: expect.stringContaining('"first"') });
    const [both] = await write({ title: "Another crossing", slug: "last", quotes });
    expect(both?.detail).toMatch(/"first".*A third crossing|A third crossing.*"first"/);
  });

  it("where it has nearly the title of another of the same promisor and time", async () => {
    const stated = { statedOn: "2020-05-26", slug: "road" };
    await write({ ...stated, title: "Build the road from Osh to Kashgar" });
    const again = { statedOn: "2020-06-01", title: "Build a road from Osh to Kashgar" };
    expect(await write(again)).toMatchObject([{ pointer: "/title", detail: expect.stringContaining('"road"') }]);
    const parties = [{ party: "CHN", role: "promisor" }];
    for (const other of [
      { ...again, statedOn: "2021" },
      { ...again, parties },
      { ...again, title: "Build a school" },
    ])
      expect(await write(other), JSON.stringify(other)).toEqual([]);
  });

  it("and an import names the line", async () => {
    const lines = [promise({ title: "Plant a million trees" }), promise({ title: "PLANT a million trees" })];
    const { body: report } = await t.request
      .post("/v1/import?dryRun=true")
      .set("content-type", "application/x-ndjson")
      .send(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(report.warnings).toMatchObject([{ line: 2, pointer: "/title", code: "likely_duplicate" }]);
  });
});
