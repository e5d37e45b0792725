import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, happening, make, openWithParties, promise, slugs } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
  for (const code of ["AUS", "JPN"])
    await body(t.request.post("/v1/parties").send({ code, kind: "state", name: `State ${code}` }));
});
afterAll(() => t.close());

const codes = ({ warnings = [] }: { warnings?: { pointer: string; code: string }[]; [name: string]: unknown }) =>
  warnings.filter(({ code }) => code.startsWith("due_")).map(({ pointer, code }) => [pointer, code]);
const notUnderstood = (pointer: string) => [[pointer, "due_not_understood"]];

describe("GET /v1/due-words", () => {
  const preview = (query: Record<string, string>) => t.request.get("/v1/due-words").query(query);

  it("reads words without recording anything", async () => {
    const before = await t.store.head();
    const query = { text: "by the end of next year", statedOn: "2023-05-26", language: "en" };
    expect((await preview(query)).body).toEqual({
      ...query,
      ...{ edtf: "../2024", earliest: null, latest: "2024-12-31", basis: "relative" },
      reading: { read: ["by the end of next year"], unread: [], rule: "deadline" },
      warnings: [],
    });
    expect(await t.store.head()).toEqual(before);
  });

  it("tells the language from the words, and counts from today, where nobody says", async () => {
    const { body: answer } = await preview({ text: "в следующем году" });
    expect([answer.statedOn, answer.language, answer.edtf]).toEqual(["2026-11-23", null, "2027"]);
  });

  it("warns of words that it does not understand, and says why", async () => {
    const { body: answer } = await preview({ text: "in 2026, if ratified", statedOn: "2023-05-26" });
    expect(answer).toMatchObject({ edtf: null, basis: "none", reading: { read: [], rule: "condition" } });
    expect(codes(answer)).toEqual(notUnderstood("/text"));
    expect(answer.warnings[0].detail).toContain("depend on something");
    expect((await preview({ text: "soon" })).body.warnings).toEqual([]);
  });

  it("knows seasons and fiscal years by who promises", async () => {
    const of = async (text: string, promisor: string) =>
      (await preview({ text, statedOn: "2024-01-10", promisor })).body.edtf;
    expect(await of("by spring 2026", "AUS")).toBe("../2026-11");
    expect(await of("by spring 2026", "JPN")).toBe("../2026-05");
    expect(await of("by spring 2026", "AUS,JPN")).toBeNull();
    expect(await of("in FY 2030", "JPN")).toBe("2030-04/2031-03");
  });

  it.each([
    [{}, "text"],
    [{ text: "x".repeat(301) }, "text"],
    [{ text: "soon", statedOn: "soon" }, "statedOn"],
    [{ text: "soon", language: "not a language" }, "language"],
    [{ text: "soon", promisor: "NOBODY" }, "promisor"],
  ])("refuses %j", async (query, parameter) => {
    const { status, body: problem } = await preview(query);
    expect(status).toBe(400);
    expect(problem.errors[0].parameter).toBe(parameter);
  });
});

describe("a commitment", () => {
  it("keeps how its due words were read, and their language and translation", async () => {
    const due = { text: "в 2030 году", language: "ru", translation: "in 2030" };
    const { slug } = await make(t, { due });
    const { body: kept } = await t.request.get(`/v1/commitments/${slug}`);
    expect(kept.due).toEqual({
      ...due,
      ...{ edtf: "2030", earliest: "2030-01-01", latest: "2030-12-31", basis: "explicit" },
      reading: { read: ["в 2030 году"], unread: [], rule: "within" },
    });
    const { body: patched } = await t.request.patch(`/v1/commitments/${slug}`).send({ summary: "A road" });
    expect([patched.due, patched.originalDue]).toEqual([kept.due, kept.due]);
    const { body: put } = await t.request.put(`/v1/commitments/${slug}`).send(promise({ slug, due }));
    expect(put.due).toEqual(kept.due);
    expect((await t.request.get(`/v1/commitments/${slug}/events`)).body.data).toEqual([]);
  });

  it("warns its writer alone of due words that were not understood", async () => {
    const made = await make(t, { due: { text: "at the next session" } });
    expect(codes(made)).toEqual(notUnderstood("/due/text"));
    expect((await t.request.get(`/v1/commitments/${made.slug}`)).body.warnings).toBeUndefined();
    const patch = (change: object) => t.request.patch(`/v1/commitments/${made.slug}`).send(change);
    expect(codes((await patch({ summary: "A road" })).body)).toEqual([]);
    expect(codes((await patch({ due: { text: "in 2027, if elected" } })).body)).toEqual(notUnderstood("/due/text"));
    const put = await t.request.put(`/v1/commitments/${made.slug}`).send(promise({ due: { text: "every year" } }));
    expect(codes(put.body)).toEqual(notUnderstood("/due/text"));
    expect(codes(await make(t, { due: { text: "soon" } }))).toEqual([]);
    expect(codes(await make(t, { due: { text: "at the next session", edtf: "2027" } }))).toEqual([]);
  });

  it("warns of words of its events and milestones, where they stand", async () => {
    const due = { text: "at the next session" };
    const events = [happening("note", "2023-06"), happening("postponed", "2024", { due })];
    const made = await make(t, { events, milestones: [{ title: "Opened", due }] });
    expect(codes(made)).toEqual([
      ["/events/1/due/text", "due_not_understood"],
      ["/milestones/0/due/text", "due_not_understood"],
    ]);
    const at = `/v1/commitments/${made.slug}`;
    const { body: event } = await t.request.post(`${at}/events`).send(happening("postponed", "2025", { due }));
    expect(codes(event)).toEqual(notUnderstood("/due/text"));
    const { body: later } = await t.request.patch(`${at}/events/${event.id}`).send({ due: { text: "by 2030" } });
    expect(codes(later)).toEqual([]);
    const { body: step } = await t.request.post(`${at}/milestones`).send({ title: "Step", due });
    expect(codes(step)).toEqual(notUnderstood("/due/text"));
    const { body: moved } = await t.request.patch(`${at}/milestones/${step.id}`).send({ due: { text: "at a summit" } });
    expect(codes(moved)).toEqual(notUnderstood("/due/text"));
  });

  it.each([
    ["by 2030", "2035", true],
    ["by 2030", "../2035", true],
    ["in 2030", "2029", true],
    ["within six months", "2024-12", true],
    ["by 2030", "2029", false],
    ["in 2030", "2030-05", false],
    ["around 2030", "2031", false],
    ["from 2026", "2027", false],
    ["at the next session", "2027", false],
  ])("warns that %j beside %s is a contradiction: %s", async (text, edtf, isWarned) => {
    const made = await make(t, { due: { text, edtf } });
    expect(codes(made)).toEqual(isWarned ? [["/due/edtf", "due_contradicts_text"]] : []);
  });

  it("has the seasons of those who promise", async () => {
    const parties = [
      { party: "AUS", role: "promisor" },
      { party: "JPN", role: "promisee" },
    ];
    const due = { text: "by spring 2026" };
    const made = await make(t, { statedOn: "2024-01-10", parties, due });
    expect(made).toMatchObject({ due: { edtf: "../2026-11", basis: "explicit" } });
  });
});

describe("the filter dueReading", () => {
  it("finds by whether due words came to a date, also as of a day", async () => {
    const tagged = (slug: string, due: object | null) => make(t, { slug, due, tags: ["read"] });
    await tagged("read-understood", { text: "by 2030" });
    await tagged("read-given", { text: "at the next session", edtf: "2027" });
    await tagged("read-vague", { text: "in due course" });
    await tagged("read-not", { text: "at the next session" });
    await tagged("read-none", null);
    const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?tag=read&${query}`)).toSorted();
    expect(await found("dueReading=not_understood")).toEqual(["read-not"]);
    expect(await found("dueReading=vague,not_understood")).toEqual(["read-not", "read-vague"]);
    expect(await found("dueReading=understood")).toEqual(["read-given", "read-understood"]);
    const change = { due: { text: "by 2030" } };
    await t.request.patch("/v1/commitments/read-not").send(change).expect(200);
    expect(await found("dueReading=not_understood")).toEqual([]);
    expect(await found("dueReading=not_understood&on=2026-11-22")).toEqual(["read-not"]);
  });
});

describe("an import", () => {
  const post = (text: string, type: string) => t.request.post("/v1/import").set("content-type", type).send(text);

  it("warns of due words line by line, and in its report, and keeps what an export says of them", async () => {
    const due = { text: "at the next session" };
    const lines = [
      promise({ slug: "lines-1", title: "Open a road", due: { text: "by 2030" } }),
      promise({
        slug: "lines-2",
        title: "Hold talks",
        due: { text: "at a summit" },
        events: [happening("note", "2024"), happening("postponed", "2025", { due })],
      }),
    ];
    const ndjson = "application/x-ndjson";
    const { body: report } = await post(lines.map((line) => JSON.stringify(line)).join("\n"), ndjson);
    expect(report).toMatchObject({ committed: true, created: 2 });
    expect(report.warnings.map(({ line, pointer, code }: Record<string, unknown>) => [line, pointer, code])).toEqual([
      [2, "/due/text", "due_not_understood"],
      [2, "/events/1/due/text", "due_not_understood"],
    ]);
    const { text } = await t.request.get("/v1/commitments.ndjson?ids=lines-1,lines-2");
    const { body: again } = await post(text, ndjson);
    expect(again).toMatchObject({ unchanged: 2, updated: 0 });
    expect(again.warnings).toBeUndefined();
  });

  it("leaves a due date as an export of an earlier version has it, without a reading", async () => {
    const due = { text: "до 2025 года", edtf: null, earliest: null, latest: null, basis: "none" };
    const old = promise({ slug: "old-line", title: "Publish a plan", due, statedDue: due, originalDue: due });
    const { body: report } = await post(`${JSON.stringify(old)}\n`, "application/x-ndjson");
    expect([report.created, report.warnings]).toEqual([1, undefined]);
    const { body: kept } = await t.request.get("/v1/commitments/old-line");
    expect([kept.due, kept.originalDue]).toEqual([due, due]);
    const { text } = await t.request.get("/v1/commitments.ndjson?ids=old-line");
    expect((await post(text, "application/x-ndjson")).body).toMatchObject({ unchanged: 1 });
    const rewritten = { due: { text: "до 2026 года", language: "ru" } };
    const { body: patched } = await t.request.patch("/v1/commitments/old-line").send(rewritten);
    expect(patched.due).toMatchObject({ edtf: "../2026", reading: { rule: "deadline" } });
  });

  it("names the column of a spreadsheet", async () => {
    const csv =
      "title,type,firmness,statedOn,parties,dueText\nA road,trade,intend,2023-05-26,KGZ:promisor,at the next session\n";
    const { body: report } = await post(csv, "text/csv");
    expect(report.warnings).toMatchObject([{ line: 2, column: "dueText", code: "due_not_understood" }]);
  });
});
