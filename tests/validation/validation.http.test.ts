import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { thingRoutes } from "../helpers/example-noun.ts";
import { openTestApp } from "../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  t = await openTestApp({ routes: thingRoutes });
});
afterAll(() => t.close());

const post = (body: unknown) => t.request.post("/v1/things").send(body as object);
const postText = (text: string | Buffer, type = "application/json") =>
  t.request
    .post("/v1/things")
    .set("Content-Type", type)
    .send(text as string);

describe("a body", () => {
  it.each([
    ["a missing field", { color: "red" }, { pointer: "/name", code: "required" }],
    [
      "a wrong type",
      { name: 1, color: "red" },
      { pointer: "/name", code: "invalid_type", detail: "`name` must be a string, not a number." },
    ],
    [
      "a misspelt field",
      { nmae: "a", name: "a", color: "red" },
      {
        pointer: "/nmae",
        code: "unknown_field",
        detail: "There is no field `nmae` here. Did you mean `name`?",
        allowed: ["name", "color", "text", "due"],
      },
    ],
    [
      "a field that the server sets",
      { version: 2, name: "a", color: "red" },
      { pointer: "/version", code: "read_only" },
    ],
    [
      "a value outside the list",
      { name: "a", color: "rde" },
      {
        pointer: "/color",
        code: "invalid_value",
        detail: "`color` cannot be `rde`. Did you mean `red`?",
        allowed: ["red", "green", "blue"],
      },
    ],
    [
      "a text too short",
      { name: "", color: "red" },
      { pointer: "/name", code: "too_small", detail: "`name` must be at least 1 character long." },
    ],
    [
      "an unknown field of a union's nearest branch",
      { name: "a", color: "red", due: { text: "soon", "a/b~c": 1 } },
      { pointer: "/due/a~1b~0c", code: "unknown_field" },
    ],
    ["a NUL", { name: "a\u0000", color: "red" }, { pointer: "/name", code: "invalid_text" }],
    ["half a surrogate pair", { name: "a\ud800", color: "red" }, { pointer: "/name", code: "invalid_text" }],
    ["another control character", { name: "a\u0007", color: "red" }, { pointer: "/name", code: "invalid_text" }],
    ["no object", [], { pointer: "", code: "invalid_type" }],
  ])("with %s is refused, naming the place", async (_name, body, fault) => {
    const answer = await post(body);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    expect(answer.body.errors).toContainEqual(expect.objectContaining(fault));
  });

  it("that is missing is asked for", async () => {
    const answer = await t.request.post("/v1/things");
    expect(answer.body.errors).toEqual([{ pointer: "", code: "required", detail: "A body is required." }]);
  });

  it("has all its faults reported at once", async () => {
    const { body } = await post({ nmae: 1, id: 3, color: "rad" });
    expect(body.errors.map((fault: { code: string }) => fault.code)).toEqual([
      "required",
      "invalid_value",
      "unknown_field",
      "read_only",
    ]);
  });

  it.each([
    ["cut short", '{"name":'],
    ["with __proto__", '{"name":"a","color":"red","__proto__":{"x":1}}'],
    ["with constructor", '{"name":"a","color":"red","constructor":{"prototype":{}}}'],
    ["nested too deeply", `${"[".repeat(5000)}${"]".repeat(5000)}`],
  ])("%s is malformed", async (_name, text) => {
    const answer = await postText(text);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_json"]);
  });

  it("that is not UTF-8 is malformed", async () => {
    const agent = t.request.post("/v1/things").set("Content-Type", "application/json");
    agent.write(Buffer.from([0x22, 0xff, 0x22]));
    expect((await agent).body.code).toBe("malformed_json");
  });

  it("has line feeds for the line breaks of HTML forms and of old files", async () => {
    expect((await post({ name: "a\r\nb\rc\n\r\nd", color: "red" })).body.name).toBe("a\nb\nc\n\nd");
  });

  it("with a number beyond all that are kept is told so", async () => {
    const { body } = await postText('{"name":1e400,"color":"red"}');
    expect(body.errors).toMatchObject([{ detail: "`name` must be a string, not an infinite number." }]);
  });

  it("with a key twice takes the last", async () => {
    const answer = await postText('{"name":"a","name":"b","color":"red"}');
    expect(answer.body.name).toBe("b");
  });

  it.each(["text/plain", "application/xml", "application/merge-patch+json", "application/json; charset=latin1"])(
    "as %s is not read where JSON is asked for",
    async (type) => {
      const answer = await postText("{}", type);
      expect([answer.status, answer.body.code]).toEqual([415, "unsupported_media_type"]);
    },
  );

  it("that is compressed is not read", async () => {
    const answer = await postText("{}").set("Content-Encoding", "gzip");
    expect(answer.status).toBe(415);
  });

  it("longer than the limit is refused, saying the limit", async () => {
    const answer = await post({ name: "a", color: "red", text: "x".repeat(1_100_000) });
    expect([answer.status, answer.body.detail]).toEqual([413, "The body is longer than 1048576 bytes."]);
  });

  it("of a merge patch is read as such and as JSON", async () => {
    const { id } = (await post({ name: "a", color: "red" })).body;
    for (const type of ["application/merge-patch+json", "application/json; charset=UTF-8"]) {
      const answer = await t.request.patch(`/v1/things/${id}`).set("Content-Type", type).send('{"name":"b"}');
      expect(answer.body.name).toBe("b");
    }
  });

  it("of plain text is read where a text is asked for, beyond the limit of JSON, line ends and all", async () => {
    const text = "né\r\n\f".repeat(300_000);
    const answer = await t.request.post("/v1/texts").set("Content-Type", "text/plain; charset=utf-8").send(text);
    expect(answer.body).toEqual({ length: text.length });
    expect((await t.request.post("/v1/texts").send({ text: "ab" })).body).toEqual({ length: 2 });
    const nul = await t.request.post("/v1/texts").set("Content-Type", "text/plain").send("a\u0000");
    expect([nul.status, nul.body.errors[0].code]).toEqual([400, "invalid_text"]);
  });
});

describe("a query", () => {
  const refusal = async (query: string) => {
    const answer = await t.request.get(`/v1/things?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    return answer.body.errors;
  };

  it("takes several values by comma and by repetition, and their negation", async () => {
    const { body } = await t.request.get("/v1/things?color=!red,!blue&ids=a&ids=b,c&deleted=true&limit=3");
    expect(body.asked).toEqual({ colors: ["red", "blue"], not: true, ids: ["a", "b", "c"], deleted: true });
    expect(body.page.limit).toBe(3);
    const plain = await t.request.get("/v1/things");
    expect(plain.body.asked).toEqual({ colors: [], not: false, ids: [], deleted: false });
  });

  it.each([
    [
      "colour=red",
      {
        parameter: "colour",
        code: "unknown_parameter",
        detail: "There is no parameter `colour` here. Did you mean `color`?",
      },
    ],
    ["color=rde", { parameter: "color", code: "invalid_value", allowed: ["red", "green", "blue"] }],
    ["color=!rde", { parameter: "color", code: "invalid_value", allowed: ["red", "green", "blue"] }],
    ["color=red,!blue", { parameter: "color", code: "mixed_negation" }],
    ["limit=0", { parameter: "limit", code: "too_small" }],
    ["limit=many", { parameter: "limit", code: "invalid_type" }],
    ["limit=1&limit=2", { parameter: "limit", code: "repeated", detail: "`limit` is given 2 times; give it once." }],
    ["q=a&q=b", { parameter: "q", code: "repeated" }],
    ["deleted=maybe", { parameter: "deleted", code: "invalid_value", allowed: ["true", "false"] }],
    ["q=%00", { parameter: "q", code: "invalid_text" }],
    ["ids=", { parameter: "ids", code: "too_small" }],
  ])("%s is refused, naming the parameter", async (query, fault) => {
    expect(await refusal(query)).toContainEqual(expect.objectContaining(fault));
  });
});
