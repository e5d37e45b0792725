import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, promise, refused } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const post = (more: object) => t.request.post("/v1/commitments").send(promise(more));
const raw = (text: string) => t.request.post("/v1/commitments").set("Content-Type", "application/json").send(text);
const party = (code: string, role: string) => ({ party: code, role });

describe("a commitment that cannot be is refused, by the pointer of the fault, and nothing is written:", () => {
  it.each<[string, object, number, object]>([
    ["no title", { title: undefined }, 400, { pointer: "/title", code: "required" }],
    ["a number for a title", { title: 7 }, 400, { pointer: "/title", code: "invalid_type" }],
    ["a blank title", { title: " \t" }, 400, { pointer: "/title" }],
    ["an endless title", { title: "x".repeat(301) }, 400, { pointer: "/title", code: "too_big" }],
    [
      "an unknown type",
      { type: "cultre" },
      400,
      {
        pointer: "/type",
        detail: expect.stringContaining("Did you mean `culture`?"),
        allowed: expect.arrayContaining(["trade"]),
      },
    ],
    [
      "an unknown firmness",
      { firmness: "maybe" },
      400,
      { pointer: "/firmness", allowed: expect.arrayContaining(["hope", "in_force"]) },
    ],
    [
      "an unknown status",
      { status: "done" },
      400,
      { pointer: "/status", allowed: expect.arrayContaining(["stated", "lapsed"]) },
    ],
    [
      "an unknown role",
      { parties: [party("KGZ", "boss")] },
      400,
      { pointer: "/parties/0/role", allowed: expect.arrayContaining(["promisor"]) },
    ],
    [
      "an unknown party",
      { parties: [party("KGZ", "promisor"), party("XXX", "promisee")] },
      422,
      { pointer: "/parties/1/party", code: "unknown_party" },
    ],
    [
      "a party twice in one role",
      { parties: [party("KGZ", "promisor"), party("KGZ", "promisor")] },
      422,
      { pointer: "/parties/1", code: "repeated" },
    ],
    ["no promisor", { parties: [party("KGZ", "promisee")] }, 422, { pointer: "/parties", code: "no_promisor" }],
    ["no party", { parties: [] }, 400, { pointer: "/parties", code: "too_small" }],
    ["an impossible date", { statedOn: "2023-02-30" }, 400, { pointer: "/statedOn" }],
    ["a month that is none", { statedOn: "2023-13" }, 400, { pointer: "/statedOn" }],
    ["a date in words", { statedOn: "26 May 2023" }, 400, { pointer: "/statedOn" }],
    ["an instant for a date", { statedOn: "2023-05-26T00:00:00Z" }, 400, { pointer: "/statedOn" }],
    ["due before it was stated", { due: { edtf: "2023-04" } }, 422, { pointer: "/due", code: "due_before_stated" }],
    ["due in words that were over", { due: { text: "in 2022" } }, 422, { pointer: "/due", code: "due_before_stated" }],
    ["an impossible due date", { due: { edtf: "2023-02-30" } }, 400, { pointer: "/due/edtf" }],
    ["a due date of nothing", { due: {} }, 400, { pointer: "/due" }],
    [
      "a bound of a due date",
      { due: { edtf: "2024", latest: "2024-12-31" } },
      400,
      { pointer: "/due/latest", code: "read_only" },
    ],
    ["a slug with spaces", { slug: "A b" }, 400, { pointer: "/slug" }],
    ["a tag with a comma, which no filter could name", { tags: ["a,b"] }, 400, { pointer: "/tags/0" }],
    ["a tag that would negate a filter", { tags: ["a", "!b"] }, 400, { pointer: "/tags/1" }],
    ["a tag twice", { tags: ["a", "a"] }, 422, { pointer: "/tags/1", code: "repeated" }],
    [
      "a place off the globe",
      { location: { type: "Point", coordinates: [200, 0] } },
      400,
      { pointer: "/location/coordinates/0" },
    ],
    [
      "a misspelt field",
      { titel: "x" },
      400,
      { pointer: "/titel", code: "unknown_field", detail: expect.stringContaining("Did you mean `title`?") },
    ],
    ["an id", { id: "x" }, 400, { pointer: "/id", code: "read_only" }],
    ["a computed value", { timeliness: "overdue" }, 400, { pointer: "/timeliness", code: "read_only" }],
    ["statusSince", { statusSince: "2024" }, 400, { pointer: "/statusSince", code: "read_only" }],
    ["a NUL", { summary: "a\u0000b" }, 400, { pointer: "/summary", code: "invalid_text" }],
    ["a lone surrogate", { tags: ["\udc00"] }, 400, { pointer: "/tags/0", code: "invalid_text" }],
    ["quotes that are no list", { quotes: "words" }, 400, { pointer: "/quotes", code: "invalid_type" }],
    ["a quote without words", { quotes: [{ sourceId: "a" }] }, 400, { pointer: "/quotes/0/exact", code: "required" }],
    [
      "a quote's speaker misspelt",
      { quotes: [{ sourceId: "a", exact: "b", speakr: {} }] },
      400,
      { pointer: "/quotes/0/speakr", code: "unknown_field" },
    ],
    [
      "a status that cannot be reached",
      { status: "agreed", events: [{ type: "completed", date: "2024", title: "x" }] },
      409,
      { pointer: "/status", code: "invalid_move" },
    ],
  ])("%s", async (_what, more, status, fault) => {
    const answer = await refused(t, post(more));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  });
});

describe("a body that cannot be read is refused, and nothing is written:", () => {
  it.each([
    ["cut short", '{"title":', "malformed_json"],
    ["with __proto__", '{"title":"a","__proto__":{"status":"completed"}}', "malformed_json"],
    ["with __proto__ deep inside", '{"parties":[{"__proto__":{}}]}', "malformed_json"],
    ["with NaN", '{"title":NaN}', "malformed_json"],
    ["a list", "[]", "invalid_request"],
    ["null", "null", "invalid_request"],
    ["nothing", "", "invalid_request"],
  ])("%s", async (_what, text, code) => {
    const answer = await refused(t, raw(text));
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it("invalid UTF-8", async () => {
    const test = t.request.post("/v1/commitments").set("Content-Type", "application/json");
    test.write(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]));
    expect((await refused(t, test)).body.code).toBe("malformed_json");
  });

  it("longer than 1 MiB", async () => {
    const answer = await refused(t, raw(JSON.stringify(promise({ summary: "x".repeat(1_048_576) }))));
    expect([answer.status, answer.body.code]).toEqual([413, "too_large"]);
  });

  it("of another media type", async () => {
    const test = t.request
      .post("/v1/commitments")
      .set("Content-Type", "application/x-www-form-urlencoded")
      .send("title=a");
    expect((await refused(t, test)).status).toBe(415);
  });
});

describe("a patch that cannot be is refused, and nothing is written:", () => {
  it.each<[string, unknown, object]>([
    ["a list", [], { pointer: "" }],
    [
      "an unknown field",
      { stauts: "agreed" },
      { pointer: "/stauts", detail: expect.stringContaining("Did you mean `status`?") },
    ],
    ["a read-only field", { version: 3 }, { pointer: "/version", code: "read_only" }],
    ["null for what is required", { parties: null }, { pointer: "/parties" }],
    ["a wrong type", { tags: "a" }, { pointer: "/tags", code: "invalid_type" }],
    ["events", { events: [] }, { pointer: "/events", code: "unknown_field" }],
  ])("%s", async (_what, patch, fault) => {
    const { slug } = (await post({})).body;
    const answer = await refused(t, t.request.patch(`/v1/commitments/${slug}`).send(patch as object));
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining(fault)]]);
  });
});

it.each([
  "/v1/commitments/nowhere",
  "/v1/commitments/01900000-0000-7000-8000-00000000ffff",
  "/v1/commitments/%F0%9F%9A%82",
  "/v1/commitments/nowhere/events",
  "/v1/commitments/nowhere/milestones/01900000-0000-7000-8000-00000000ffff",
  "/v1/sources/nowhere/snapshots",
  "/v1/quotes/01900000-0000-7000-8000-00000000ffff",
  "/v1/parties/XXX",
])("GET %s is a 404 that says what is not there", async (path) => {
  const answer = await t.request.get(path);
  expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
  expect(answer.body.detail).toMatch(/^There is no /);
});
