import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, make, openWithParties, refused, textOf, written } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const text = "We plan to sign an agreement this year. We will open a center in Bishkek. Roads matter.\n";
const sha256 = (of: string) => createHash("sha256").update(of).digest("hex");
const hashOnly = { sha256: sha256(text), length: text.length };
const add = (more: object = {}) => body(t.request.post("/v1/sources").send(document(more)));
const post = (id: string, sent: object) => t.request.post(`/v1/sources/${id}/snapshots`).send(sent);
const plain = (id: string, sent: string) =>
  t.request.post(`/v1/sources/${id}/snapshots`).set("Content-Type", "text/plain; charset=utf-8").send(sent);
const quoteIn = (id: string, sent: object) => body(t.request.post(`/v1/sources/${id}/quotes`).send(sent));
const quote = async (id: string) => (await t.request.get(`/v1/quotes/${id}`)).body;

describe("a text of a source", () => {
  it("is taken as plain text or as JSON, normalised, hashed and counted in code points", async () => {
    const { id } = await add();
    const { answer, lines } = await written(t, plain(id, "Cafe\u0301 🚂\r\nend"));
    expect([answer.status, answer.headers.etag, lines]).toEqual([201, '"1"', ["create snapshot 1"]]);
    const normal = "Café 🚂\nend";
    const expected = { sha256: sha256(normal), length: 10, hasText: true, mediaType: "text/plain", reanchored: [] };
    expect(answer.body).toMatchObject({ ...expected, retrievedAt: "2026-11-23T09:00:00.000Z" });
    expect(answer.body).not.toHaveProperty("text");
    const other = await add();
    expect((await post(other.id, { text: normal })).body).toMatchObject(expected);
  });

  it("is the same with its page breaks, and in whatever line breaks it comes", async () => {
    const { id } = await add();
    const taken = await body(post(id, { text: "One.\r\nTwo.\f\r\nThree.\r" }));
    expect(taken.sha256).toBe(sha256("One.\nTwo.\f\nThree.\n"));
    expect((await written(t, plain(id, "One.\nTwo.\f\r\nThree.\n"))).lines).toEqual([]);
  });

  it("is readable to analysts alone, unless the operator opens it", async () => {
    const { id } = await textOf(t, text);
    const [snapshot] = (await t.request.get(`/v1/sources/${id}/snapshots`)).body.data;
    const address = `/v1/sources/${id}/snapshots/${snapshot.id}/text`;
    const [anyone, reader] = [await t.anonymous.get(address), await (await t.as("reader")).get(address)];
    expect([anyone.status, anyone.body.code]).toEqual([401, "unauthorized"]);
    expect([reader.status, reader.body.code]).toEqual([403, "forbidden"]);
    expect(JSON.stringify([anyone.body, reader.body])).not.toContain("agreement");
    expect((await t.request.get(address)).text).toBe(text);
  });

  it("is readable with PUBLIC_TEXT, except where it is withheld", async () => {
    const open = await openWithParties({ config: { publicText: true } });
    const { id } = await textOf(open, text);
    const [{ id: snapshotId }] = (await open.request.get(`/v1/sources/${id}/snapshots`)).body.data;
    const answer = await open.anonymous.get(`/v1/sources/${id}/snapshots/${snapshotId}/text`);
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([200, text, `"${hashOnly.sha256}"`]);
    const held = open.anonymous.get(`/v1/sources/${id}/snapshots/${snapshotId}/text`);
    expect((await held.set("If-None-Match", String(answer.headers.etag))).status).toBe(304);
    const other = await textOf(open, "Other.");
    expect((await open.request.get(`/v1/sources/${other.id}/snapshots/${snapshotId}/text`)).status).toBe(404);
    const withheld = await body(open.request.post(`/v1/sources/${other.id}/snapshots`).send({ text, withhold: true }));
    expect(withheld.hasText).toBe(false);
    expect((await open.request.get(`/v1/sources/${other.id}/snapshots/${withheld.id}/text`)).status).toBe(404);
    await open.close();
  });

  it("that is recorded already is not recorded twice", async () => {
    const { id } = await textOf(t, text);
    const { answer, lines } = await written(t, plain(id, text));
    expect([answer.status, lines]).toEqual([201, []]);
    expect((await t.request.get(`/v1/sources/${id}/snapshots`)).body.data).toHaveLength(1);
  });

  it.each([
    ["another hash", { text, sha256: "0".repeat(64) }, 422, { pointer: "/sha256", code: "hash_mismatch" }],
    ["another length", { text, length: 3 }, 422, { pointer: "/length", code: "length_mismatch" }],
    ["nothing", {}, 422, { pointer: "/sha256", code: "required" }],
    ["a hash without a length", { sha256: "0".repeat(64) }, 422, { pointer: "/length", code: "required" }],
    ["an empty text", { text: "" }, 400, { pointer: "/text", code: "too_small" }],
    ["a hash that is none", { sha256: "abc", length: 3 }, 400, { pointer: "/sha256" }],
    ["a moment that is none", { text, retrievedAt: "2023-02-30T00:00:00Z" }, 400, { pointer: "/retrievedAt" }],
    ["a vertical tab", { text: "a\u000b" }, 400, { pointer: "/text", code: "invalid_text" }],
    ["a NUL", { text: "a\u0000" }, 400, { pointer: "/text", code: "invalid_text" }],
  ])("with %s is refused", async (_what, sent, status, fault) => {
    const { id } = await add();
    const answer = await refused(t, post(id, sent));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
  });

  it("that is too large, no UTF-8, of another type or of no source is refused", async () => {
    const { id } = await add();
    expect((await refused(t, plain(id, "x".repeat(5 * 1024 * 1024 + 1)))).body.code).toBe("too_large");
    const long = (await refused(t, plain(id, "x".repeat(2_000_001)))).body;
    expect([long.code, long.detail]).toEqual(["too_large", expect.stringContaining("at most 2000000 code points")]);
    const bad = t.request.post(`/v1/sources/${id}/snapshots`).set("Content-Type", "text/plain");
    bad.write(Buffer.from([0x61, 0xff]));
    expect((await refused(t, bad)).body).toMatchObject({
      code: "malformed_text",
      detail: expect.stringContaining("byte 1,"),
    });
    const html = t.request.post(`/v1/sources/${id}/snapshots`).set("Content-Type", "text/html").send("<p>");
    expect((await refused(t, html)).status).toBe(415);
    expect((await refused(t, plain("nowhere", "x"))).status).toBe(404);
  });
});

describe("quotes", () => {
  it("are attested by a hash alone, and exact once the matching text is posted", async () => {
    const { id } = await add();
    await body(post(id, hashOnly));
    const recorded = await quoteIn(id, { exact: "open a center", start: 48 });
    expect(recorded).toMatchObject({ anchor: "attested", start: 48, end: 61 });
    const { answer, lines } = await written(t, plain(id, text));
    expect(answer.body).toMatchObject({ hasText: true, version: 2 });
    expect(answer.body.reanchored).toEqual([
      { quoteId: recorded.id, from: "attested", to: "exact", start: 48, end: 61, nearest: null },
    ]);
    expect(lines).toEqual(["update snapshot 2", "update quote 2"]);
    expect(await quote(recorded.id)).toMatchObject({ anchor: "exact", suffix: expect.stringContaining(" in Bishkek") });
  });

  it("stay exact where the text is checked and withheld", async () => {
    const { id } = await add();
    await body(post(id, hashOnly));
    const recorded = await quoteIn(id, { exact: "open a center", start: 48 });
    const taken = await body(post(id, { text, withhold: true }));
    expect(taken.hasText).toBe(false);
    expect((await quote(recorded.id)).anchor).toBe("exact");
  });

  it("are moved, changed, missing or ambiguous in a new text, and the commitments that rest on them know", async () => {
    const { id } = await textOf(t, text);
    const exact = [
      "We plan to sign an agreement this year.",
      "We will open a center in Bishkek.",
      "Roads matter.",
      "sign",
    ];
    const quotes: { id: string }[] = [];
    for (const words of exact) quotes.push(await quoteIn(id, { exact: words }));
    const { slug } = await make(t, { quotes: quotes.map((one) => ({ id: one.id })) });
    const next = "New. We plan to sign an agreement this year. We will open two centers in Bishkek.";
    const { answer, lines } = await written(t, plain(id, `${next} sign sign`));
    const became = answer.body.reanchored.map(({ quoteId, from, to }: Record<string, string>) => [
      quotes.findIndex((one) => one.id === quoteId),
      from,
      to,
    ]);
    expect(became.toSorted()).toEqual([
      [0, "exact", "moved"],
      [1, "exact", "changed"],
      [2, "exact", "missing"],
      [3, "exact", expect.stringMatching(/moved|ambiguous/)],
    ]);
    const changed = answer.body.reanchored.find((one: { to: string }) => one.to === "changed");
    expect(changed.nearest).toMatchObject({ text: expect.stringContaining("two centers") });
    expect(lines).toEqual(["create snapshot 1", ...Array(4).fill("update quote 2"), "update commitment 2"]);
    expect(await quote(String(quotes[0]?.id))).toMatchObject({ anchor: "moved", start: 5, end: 44, exact: exact[0] });
    expect(await quote(String(quotes[1]?.id))).toMatchObject({ anchor: "changed", start: 40, exact: exact[1] });
    expect((await t.request.get(`/v1/commitments/${slug}`)).body.version).toBe(2);
  });

  it("are ambiguous where the words now stand in several places, and nowhere with their context", async () => {
    const { id } = await textOf(t, "Alpha: we will build a road. Omega.");
    const recorded = await quoteIn(id, { exact: "we will build a road" });
    const { reanchored } = await body(plain(id, "x we will build a road y we will build a road z"));
    expect(reanchored).toMatchObject([{ quoteId: recorded.id, to: "ambiguous", nearest: null }]);
  });

  it("are where they were once a text comes back, which is the newest again", async () => {
    const { id } = await textOf(t, text);
    const recorded = await quoteIn(id, { exact: "open a center" });
    expect((await body(plain(id, "503 Service Unavailable"))).reanchored).toMatchObject([{ to: "missing" }]);
    const { answer, lines } = await written(t, plain(id, text));
    expect(answer.body.reanchored).toMatchObject([{ quoteId: recorded.id, from: "missing", to: "exact", start: 48 }]);
    expect(lines).toEqual(["create snapshot 1", "update quote 3"]);
    expect(await quote(recorded.id)).toMatchObject({ anchor: "exact", snapshotId: answer.body.id });
    expect(await quoteIn(id, { exact: "Roads matter." })).toMatchObject({ anchor: "exact" });
    const { data } = (await t.request.get(`/v1/sources/${id}/snapshots`)).body;
    expect(data.map(({ length }: { length: number }) => length)).toEqual([text.length, 23, text.length]);
    expect(data[0].id).toBe(answer.body.id);
    expect((await written(t, plain(id, text))).lines).toEqual([]);
  });

  it("are not changed by another typography alone, and have the words as they are set now", async () => {
    const { id } = await textOf(t, 'It is planned for 2027-2028 - "if elected" - in Bishkek.');
    const recorded = await quoteIn(id, { exact: '2027-2028 - "if elected"' });
    const { slug } = await make(t, { quotes: [{ id: recorded.id }] });
    const { answer } = await written(t, plain(id, "It is planned\nfor 2027–2028 – “if elected” – in Bishkek."));
    const exact = "2027–2028 – “if elected”";
    expect(answer.body.reanchored).toMatchObject([{ from: "exact", to: "exact", exact, nearest: null }]);
    expect(await quote(recorded.id)).toMatchObject({ exact, anchor: "exact", matched: "folded", start: 18, end: 42 });
    expect((await t.request.get(`/v1/commitments/${slug}?include=quotes`)).body.quotes[0].exact).toBe(exact);
  });

  it("are searched for by the words as they are set now", async () => {
    const { id } = await textOf(t, "They plan an agree-\nment on water.");
    const { id: quoteId } = await quoteIn(id, { exact: "plan an agreement on water" });
    const { slug } = await make(t, { quotes: [{ id: quoteId }] });
    const search = async () => (await t.request.get("/v1/commitments?q=agreement+water")).body.data;
    expect(await search()).toEqual([]);
    await body(plain(id, "They plan an agreement on water."));
    expect(await search()).toMatchObject([{ slug }]);
  });

  it("never move to the same words of another party: those are proposed", async () => {
    const road = "shall complete the road by the end of 2025";
    const { id } = await textOf(t, `Article 1. Kyrgyzstan ${road}. Article 2. Uzbekistan ${road}.`);
    const recorded = await quoteIn(id, { exact: road, prefix: "Kyrgyzstan " });
    const { reanchored } = await body(plain(id, `Article 2. Uzbekistan ${road}.`));
    expect(reanchored).toMatchObject([{ to: "changed", start: 22, nearest: { start: 22, text: road, similarity: 1 } }]);
    expect(await quote(recorded.id)).toMatchObject({ anchor: "changed", prefix: "Article 1. Kyrgyzstan " });
    const accepted = await t.request.patch(`/v1/quotes/${recorded.id}`).send({ accept: "nearest" });
    expect(accepted.body).toMatchObject({ anchor: "exact", prefix: "Article 2. Uzbekistan ", matched: "verbatim" });
  });

  it("are never hidden for good by a text that was retrieved in the future, which is refused", async () => {
    const { id } = await add();
    const answer = await refused(t, post(id, { text, retrievedAt: "2062-01-01T00:00:00Z" }));
    expect([answer.status, answer.body.errors]).toMatchObject([
      422,
      [{ pointer: "/retrievedAt", code: "in_the_future" }],
    ]);
    await body(post(id, { text, retrievedAt: "2026-11-24T02:00:00+09:00" }));
  });

  it("are left alone by a text that is older than the newest", async () => {
    const { id } = await textOf(t, text);
    const recorded = await quoteIn(id, { exact: "Roads matter." });
    const old = { text: "Something else.", retrievedAt: "2020-01-01T00:00:00Z" };
    const { answer, lines } = await written(t, post(id, old));
    expect([answer.body.retrievedAt, answer.body.reanchored]).toEqual(["2020-01-01T00:00:00.000Z", []]);
    expect(lines).toEqual(["create snapshot 1"]);
    expect(await quote(recorded.id)).toMatchObject({ anchor: "exact", version: 1 });
    const { data } = (await t.request.get(`/v1/sources/${id}/snapshots`)).body;
    expect(data.map(({ length }: { length: number }) => length)).toEqual([text.length, 15]);
  });
});
