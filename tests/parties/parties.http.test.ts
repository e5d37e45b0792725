import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, make, openWithParties, promise, refused, written } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const add = (code: string, more: object = {}) =>
  body(t.request.post("/v1/parties").send({ code, kind: "company", name: code, ...more }));

describe("POST /v1/parties", () => {
  it("adds a party, with one line in the ledger", async () => {
    const sent = { code: "CN-XJ", kind: "region", name: "Xinjiang", names: { zh: "新疆" }, parent: "CHN" };
    const { answer, lines } = await written(t, t.request.post("/v1/parties").send(sent));
    expect([answer.status, answer.headers.etag, lines]).toEqual([201, '"1"', ["create party 1"]]);
    expect(new URL(String(answer.headers.location)).pathname).toBe("/v1/parties/CN-XJ");
    expect(answer.body).toEqual({
      ...sent,
      aliases: [],
      members: [],
      until: null,
      successors: [],
      wikidataId: null,
      isoAlpha2: null,
      version: 1,
      createdAt: "2026-11-23T09:00:00.000Z",
      updatedAt: "2026-11-23T09:00:00.000Z",
    });
    expect((await t.request.get("/v1/parties/CN-XJ")).body).toEqual(answer.body);
  });

  it.each([
    ["an unknown kind", { kind: "stat" }, 400, { pointer: "/kind", code: "invalid_value" }],
    ["a state's code that is none", { kind: "state" }, 422, { pointer: "/code", code: "wrong_code" }],
    ["an unknown parent", { parent: "XXX" }, 422, { pointer: "/parent", code: "unknown_party" }],
    ["itself as parent", { code: "SELF", parent: "SELF" }, 422, { pointer: "/parent", code: "unknown_party" }],
    ["a language that is none", { names: { "not a tag": "x" } }, 400, { pointer: "/names/not a tag" }],
    ["a blank name", { name: " " }, 400, { pointer: "/name" }],
    ["a Wikidata item that is none", { wikidataId: "813" }, 400, { pointer: "/wikidataId" }],
    ["a code with a slash", { code: "a/b" }, 400, { pointer: "/code" }],
    ["a misspelt field", { wikidata: "Q1" }, 400, { pointer: "/wikidata", code: "unknown_field" }],
    ["a version", { version: 3 }, 400, { pointer: "/version", code: "read_only" }],
  ])("refuses %s", async (_what, more, status, fault) => {
    const sent = { code: "new-one", kind: "company", name: "x", ...more };
    const answer = await refused(t, t.request.post("/v1/parties").send(sent));
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toContainEqual(expect.objectContaining(fault));
  });

  it("refuses a code that is taken, and says how to go on", async () => {
    const again = (code: string) => t.request.post("/v1/parties").send({ code, kind: "company", name: "x" });
    const answer = await refused(t, again("KGZ"));
    expect([answer.status, answer.body.code]).toEqual([409, "already_exists"]);
    await add("gone-1");
    await t.request.delete("/v1/parties/gone-1");
    expect((await refused(t, again("gone-1"))).body.detail).toContain("/v1/parties/gone-1/restore");
  });
});

describe("PATCH /v1/parties/{code}", () => {
  it("merges: names by language, null takes away", async () => {
    await add("patched", { names: { ru: "р", zh: "中" }, parent: "CHN", wikidataId: "Q1" });
    const patch = { names: { ru: null, fr: "f" }, parent: null };
    const { answer, lines } = await written(t, t.request.patch("/v1/parties/patched").send(patch));
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect([answer.headers.etag, lines]).toEqual(['"2"', ["update party 2"]]);
    expect(answer.body).toMatchObject({ names: { zh: "中", fr: "f" }, parent: null, wikidataId: "Q1" });
  });

  it("that changes nothing writes nothing", async () => {
    const { answer, lines } = await written(t, t.request.patch("/v1/parties/KGZ").send({ name: "Kyrgyzstan" }));
    expect([answer.status, answer.headers.etag, lines]).toEqual([200, '"1"', []]);
  });

  it.each([
    ["another code", { code: "KG" }, 422, { pointer: "/code", code: "immutable" }],
    ["no name", { name: null }, 400, { pointer: "/name" }],
    ["an unknown parent", { parent: "XXX" }, 422, { pointer: "/parent", code: "unknown_party" }],
  ])("refuses %s", async (_what, patch, status, fault) => {
    const answer = await refused(t, t.request.patch("/v1/parties/SCO").send(patch));
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toContainEqual(expect.objectContaining(fault));
  });

  it("refuses a circle of parents", async () => {
    await add("mother");
    await add("daughter", { parent: "mother" });
    const answer = await refused(t, t.request.patch("/v1/parties/mother").send({ parent: "daughter" }));
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, "circular"]);
  });

  it("holds the client to the version it saw", async () => {
    const stale = t.request.patch("/v1/parties/KGZ").set("If-Match", '"7"').send({ name: "x" });
    const answer = await refused(t, stale);
    expect([answer.status, answer.body.currentVersion]).toEqual([412, 1]);
  });
});

describe("PUT /v1/parties/{code}", () => {
  it("replaces: what is left out goes", async () => {
    await add("put", { names: { ru: "р" }, parent: "CHN" });
    const sent = { code: "put", kind: "agency", name: "Put" };
    const { answer, lines } = await written(t, t.request.put("/v1/parties/put").send(sent));
    expect(answer.body).toMatchObject({ ...sent, names: {}, parent: null, version: 2 });
    expect(lines).toEqual(["update party 2"]);
  });

  it("does not create", async () => {
    const sent = { code: "nowhere", kind: "agency", name: "Put" };
    expect((await refused(t, t.request.put("/v1/parties/nowhere").send(sent))).status).toBe(404);
  });
});

describe("DELETE /v1/parties/{code}", () => {
  it("hides the party until it is restored", async () => {
    await add("hidden");
    const { answer, lines } = await written(t, t.request.delete("/v1/parties/hidden"));
    expect([answer.status, lines]).toEqual([204, ["delete party 2"]]);
    expect((await t.request.get("/v1/parties/hidden")).status).toBe(404);
    expect((await refused(t, t.request.delete("/v1/parties/hidden"))).status).toBe(404);
    const restored = await written(t, t.request.post("/v1/parties/hidden/restore"));
    expect([restored.answer.body.version, restored.lines]).toEqual([3, ["restore party 3"]]);
    const again = await refused(t, t.request.post("/v1/parties/hidden/restore"));
    expect([again.status, again.body.code]).toEqual([409, "not_deleted"]);
    expect((await refused(t, t.request.post("/v1/parties/never/restore"))).status).toBe(404);
  });

  it("refuses a party in use, naming who uses it", async () => {
    await add("used");
    await add("branch", { parent: "used" });
    await make(t, { slug: "uses-it", parties: [{ party: "used", role: "promisor" }] });
    const answer = await refused(t, t.request.delete("/v1/parties/used"));
    expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
    expect(answer.body.referencedBy).toMatchObject([
      { kind: "commitment", slug: "uses-it" },
      { kind: "party", id: "branch" },
    ]);
    expect(answer.body.detail).toContain("commitment uses-it");
  });

  it("refuses to restore below a parent that is gone, naming it", async () => {
    await add("above");
    await add("below", { parent: "above" });
    await t.request.delete("/v1/parties/below");
    await t.request.delete("/v1/parties/above");
    const answer = await refused(t, t.request.post("/v1/parties/below/restore"));
    expect([answer.status, answer.body.code]).toEqual([422, "unprocessable"]);
    expect(answer.body.detail).toContain("above");
  });

  it("of a party that only a deleted commitment used leaves that commitment unrestorable, and says why", async () => {
    await add("lone");
    const { slug } = await make(t, { parties: [{ party: "lone", role: "promisor" }] });
    await t.request.delete(`/v1/commitments/${slug}`);
    expect((await t.request.delete("/v1/parties/lone")).status).toBe(204);
    const answer = await refused(t, t.request.post(`/v1/commitments/${slug}/restore`));
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, "/parties/0/party"]);
  });
});

describe("GET /v1/parties", () => {
  it("lists by kind, parent and name, and counts", async () => {
    const states = await t.request.get("/v1/parties?kind=state&count=exact&sort=-name");
    expect(states.body.data.map(({ code }: { code: string }) => code)).toEqual(["UZB", "KGZ", "CHN"]);
    expect(states.body.page).toEqual({ limit: 50, next: null, count: 3 });
    const below = await t.request.get("/v1/parties?parent=CHN&kind=region,state");
    expect(below.body.data.map(({ code }: { code: string }) => code)).toEqual(["CN-XJ"]);
  });

  it("refuses a parent that is not there, rather than finding nothing", async () => {
    const answer = await t.request.get("/v1/parties?parent=XXX");
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([400, "unknown_party"]);
  });
});

describe("who may be meant by words that are no code", () => {
  const told = async (party: string) => {
    const sent = promise({ parties: [{ party, role: "promisor" }] });
    const { body } = await refused(t, t.request.post("/v1/commitments").send(sent));
    return /Did you mean (.*)\?/.exec(body.errors[0].detail)?.[1] ?? null;
  };

  it("is told by a two-letter code, a name, a part of a name or a misspelt one; where several are so called, all", async () => {
    await add("DEM-1", { name: "Democratic Republic of Namesake", aliases: ["Namesake"] });
    await add("DEM-2", { name: "Republic of Namesake", aliases: ["Namesake"] });
    expect(await told("UZ")).toBe("`UZB` (Uzbekistan)");
    expect(await told("shanghai cooperation")).toBe("`SCO` (Shanghai Cooperation Organisation)");
    expect(await told("Shanghai Co-operation Organization")).toBe("`SCO` (Shanghai Cooperation Organisation)");
    expect(await told("Kyrgystan")).toBe("`KGZ` (Kyrgyzstan)");
    expect(await told("namesake")).toBe("`DEM-1` (Democratic Republic of Namesake) or `DEM-2` (Republic of Namesake)");
    expect(await told("Republic of Namesake")).toBe("`DEM-2` (Republic of Namesake)");
    expect([await told("Atlantis"), await told("?!"), await told(`"''\\`), await told("x".repeat(300))]).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it("is told wherever a party is named", async () => {
    const meant = expect.stringContaining("Did you mean `UZB` (Uzbekistan)?");
    const source = await body(t.request.post("/v1/sources").send(document()));
    const sent: [string, object][] = [
      ["/v1/sources", document({ issuedBy: ["Uzbekistan"] })],
      ["/v1/quotes", { sourceId: source.id, exact: "words", speaker: { party: "Uzbekistan" } }],
      ["/v1/parties", { code: "new-one", kind: "agency", name: "x", parent: "Uzbekistan" }],
      ["/v1/parties", { code: "new-one", kind: "igo", name: "x", members: ["KGZ", "Uzbekistan"] }],
      ["/v1/parties", { code: "new-one", kind: "agency", name: "x", successors: ["Uzbekistan"] }],
    ];
    for (const [path, what] of sent) {
      const answer = await refused(t, t.request.post(path).send(what));
      expect([path, answer.status, answer.body.errors[0].detail]).toEqual([path, 422, meant]);
    }
    for (const path of [
      "/v1/sources?issuedBy",
      "/v1/quotes?speaker",
      "/v1/parties?parent",
      "/v1/stats?by=status&party",
    ]) {
      const answer = await t.request.get(`${path}=Uzbekistan`);
      expect([path, answer.status, answer.body.errors[0].detail]).toEqual([path, 400, meant]);
    }
    expect((await t.request.get("/v1/parties/UZ")).body.detail).toBe(
      'There is no party "UZ". Did you mean `UZB` (Uzbekistan)?',
    );
  });
});

it("an organisation's members and a former state's successors are there and are not itself, and cannot go meanwhile", async () => {
  await add("union", { kind: "igo", members: ["KGZ", "SCO"], until: "1991", successors: ["UZB"] });
  const itself = await refused(t, t.request.patch("/v1/parties/union").send({ members: ["union"] }));
  expect([itself.status, itself.body.errors[0]]).toEqual([422, expect.objectContaining({ pointer: "/members" })]);
  const gone = await refused(t, t.request.delete("/v1/parties/SCO"));
  expect([gone.status, gone.body.referencedBy]).toEqual([409, [{ kind: "party", id: "union", slug: null }]]);
  await t.request.patch("/v1/parties/union").send({ members: [] }).expect(200);
  await t.request.delete("/v1/parties/union").expect(204);
});

it("a lower-case code in a commitment is refused with the right one", async () => {
  const sent = promise({ parties: [{ party: "kgz", role: "promisor" }] });
  const { body } = await refused(t, t.request.post("/v1/commitments").send(sent));
  expect(body.errors).toEqual([
    expect.objectContaining({
      pointer: "/parties/0/party",
      code: "unknown_party",
      detail: expect.stringContaining("Did you mean `KGZ` (Kyrgyzstan)?"),
    }),
  ]);
});
