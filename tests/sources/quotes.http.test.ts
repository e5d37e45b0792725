import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  document,
  make,
  openWithParties,
  record,
  refused,
  textOf,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
let speech: { id: string; slug: string };
const text = "🚂 We will build a road. We hope to sign a treaty. Then again: we hope. And once more: we hope.";
beforeAll(async () => {
  t = await openWithParties();
  speech = await textOf(t, text);
});
afterAll(() => t.close());

const post = (sent: object) => t.request.post("/v1/quotes").send({ sourceId: speech.slug, ...sent });
const another = () => textOf(t, text);

describe("POST /v1/quotes", () => {
  it("locates the words in their source, in code points, with what stands around them", async () => {
    const speaker = { party: "KGZ", name: "Aktilek Musaeva", office: null };
    const { answer, lines } = await written(t, post({ exact: "build a road", speaker }));
    expect([answer.status, answer.headers.etag, lines]).toEqual([201, '"1"', ["create quote 1"]]);
    expect(answer.body).toMatchObject({
      sourceId: speech.id,
      exact: "build a road",
      start: 10,
      end: 22,
      anchor: "exact",
    });
    expect(answer.body).toMatchObject({ prefix: "🚂 We will ", language: "en", translation: null, speaker });
    expect(new URL(String(answer.headers.location)).pathname).toBe(`/v1/quotes/${answer.body.id}`);
    expect((await t.request.get(`/v1/quotes/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it("shows the nearest words where these are not in the source", async () => {
    const answer = await refused(t, post({ exact: "We hope to sign the treaty." }));
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      422,
      "quote_not_found",
      "/exact",
    ]);
    expect(answer.body.nearest.text).toContain("We hope to sign a treaty.");
    expect((await refused(t, post({ exact: "quantum chromodynamics" }))).body.nearest).toBeNull();
  });

  it("lists the places of words that stand in several, until prefix, suffix or start chooses one", async () => {
    const answer = await refused(t, post({ exact: "we hope" }));
    expect([answer.status, answer.body.code, answer.body.count]).toEqual([422, "quote_ambiguous", 2]);
    const starts = answer.body.places.map(({ start }: { start: number }) => start);
    expect(starts.map((start: number) => [...text].slice(start, start + 7).join(""))).toEqual(["we hope", "we hope"]);
    const byPrefix = await body(post({ exact: "we hope", prefix: "more: " }));
    expect(byPrefix.start).toBe(starts[1]);
    const byStart = await body(post({ exact: "we hope", start: starts[0] }));
    expect(byStart.start).toBe(starts[0]);
  });

  it("does not record the same words at the same place twice", async () => {
    const first = await body(post({ exact: "sign a treaty" }));
    const answer = await refused(t, post({ exact: "sign a treaty" }));
    expect([answer.status, answer.body.code, answer.body.existing]).toEqual([
      409,
      "already_exists",
      { kind: "quote", id: first.id },
    ]);
  });

  it("takes the words as they are where the source has no text", async () => {
    const { id } = await body(t.request.post("/v1/sources").send(document()));
    const quote = await body(t.request.post(`/v1/sources/${id}/quotes`).send({ exact: "anything", end: 20 }));
    expect(quote).toMatchObject({ anchor: "unanchored", snapshotId: null, start: 12, end: 20 });
  });

  it.each([
    ["an unknown source", { sourceId: "nowhere" }, 422, { pointer: "/sourceId", code: "unknown_reference" }],
    ["an unknown speaker", { speaker: { party: "XXX" } }, 422, { pointer: "/speaker/party", code: "unknown_party" }],
    ["a speaker who is nobody", { speaker: { office: "x" } }, 400, { pointer: "/speaker" }],
    ["blank words", { exact: "  " }, 400, { pointer: "/exact" }],
    ["another place than the words have", { start: 3 }, 422, { pointer: "/start", code: "wrong_position" }],
    ["a prefix that is not there", { prefix: "must " }, 422, { pointer: "/prefix", code: "context_mismatch" }],
    ["a negative start", { start: -1 }, 400, { pointer: "/start" }],
    ["an anchor", { anchor: "exact" }, 400, { pointer: "/anchor", code: "read_only" }],
    ["half a surrogate pair", { translation: "\ud83d" }, 400, { pointer: "/translation", code: "invalid_text" }],
  ])("refuses %s", async (_what, more, status, fault) => {
    const answer = await refused(t, post({ exact: "will build", ...more }));
    expect([answer.status, answer.body.errors]).toEqual([status, [expect.objectContaining(fault)]]);
  });

  it("under a source that is not there is a 404", async () => {
    expect((await refused(t, t.request.post("/v1/sources/nowhere/quotes").send({ exact: "x" }))).status).toBe(404);
  });
});

describe("PATCH /v1/quotes/{id}", () => {
  it("changes what is said of the words, and bumps the commitments that rest on them", async () => {
    const { id: sourceId } = await another();
    const speaker = { party: "KGZ", name: "A", office: "Ambassador" };
    const quote = await body(post({ sourceId, exact: "will build a road", speaker }));
    const { slug } = await make(t, { quotes: [{ id: quote.id }] });
    const patch = { translation: "x", speaker: { office: null } };
    const { answer, lines } = await written(t, t.request.patch(`/v1/quotes/${quote.id}`).send(patch));
    expect(answer.body).toMatchObject({ ...quote, ...patch, speaker: { ...speaker, office: null }, version: 2 });
    expect(lines).toEqual(["update quote 2", "update commitment 2"]);
    const again = await written(t, t.request.patch(`/v1/quotes/${quote.id}`).send(patch));
    expect([again.answer.body.version, again.lines]).toEqual([2, []]);
    expect((await t.request.get(`/v1/commitments/${slug}`)).headers.etag).toMatch(/^"2-/);
  });

  it("locates changed words anew, and refuses those that are not there", async () => {
    const { id: sourceId } = await another();
    const { id } = await body(post({ sourceId, exact: "will build" }));
    const answer = await t.request.patch(`/v1/quotes/${id}`).send({ exact: "hope to sign" });
    expect(answer.body).toMatchObject({ start: 27, end: 39, anchor: "exact" });
    const missing = await refused(t, t.request.patch(`/v1/quotes/${id}`).send({ exact: "hope to sing" }));
    expect([missing.status, missing.body.nearest.text]).toEqual([422, expect.stringContaining("hope to sign")]);
    expect((await refused(t, t.request.patch(`/v1/quotes/${id}`).send({ exact: "we hope" }))).body.code).toBe(
      "quote_ambiguous",
    );
    expect((await refused(t, t.request.patch(`/v1/quotes/${id}`).send({ exact: null }))).status).toBe(400);
    const stale = t.request.patch(`/v1/quotes/${id}`).set("If-Match", '"1"').send({ translation: "x" });
    expect((await refused(t, stale)).body.currentVersion).toBe(2);
  });

  it("refuses to become a quote that is recorded already", async () => {
    const { id: sourceId } = await another();
    const first = await body(post({ sourceId, exact: "will build" }));
    const { id } = await body(post({ sourceId, exact: "hope to sign" }));
    const answer = await refused(t, t.request.patch(`/v1/quotes/${id}`).send({ exact: "will build" }));
    expect([answer.status, answer.body.existing]).toEqual([409, { kind: "quote", id: first.id }]);
  });
});

describe("the words of a quote", () => {
  const article =
    "Article 4\nOur aim is to reduce poverty rates to 7 per cent by\n2030. “We’ll open a non-\nfossil plant”.\fPage 2. Roads.";
  const inArticle = async (sent: object) => {
    const { id: sourceId } = await textOf(t, article);
    return { sourceId, answer: await post({ sourceId, ...sent }) };
  };
  const aim = "Our aim is to reduce poverty rates to 7 per cent by\n2030";

  it("are those of the source, whatever typography they were given in, and the answer says so", async () => {
    const { sourceId, answer } = await inArticle({
      exact: "our aim is to reduce poverty rates to 7\u00a0per cent by 2030",
    });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { exact: aim, matched: "folded", anchor: "exact", start: 10, end: 66 },
    ]);
    expect(answer.body.warnings).toEqual([
      { pointer: "/exact", code: "matched_folded", detail: expect.stringContaining("`exact` is its wording") },
    ]);
    const read = await t.request.get(`/v1/quotes/${answer.body.id}`);
    const { warnings: _, ...recorded } = answer.body;
    expect(read.body).toEqual(recorded);
    const again = await refused(t, post({ sourceId, exact: `${aim.toUpperCase().slice(0, 1)}${aim.slice(1)}` }));
    expect([again.status, again.body.existing]).toEqual([409, { kind: "quote", id: answer.body.id }]);
  });

  it("are verbatim where they were given to the letter, without a warning", async () => {
    const { answer } = await inArticle({ exact: aim });
    expect(answer.body).toMatchObject({ exact: aim, matched: "verbatim" });
    expect(answer.body).not.toHaveProperty("warnings");
  });

  it("are without the white space around them, and so is their position", async () => {
    const { answer } = await inArticle({ exact: " \r\n poverty rates ", start: 28, end: 45 });
    expect([answer.status, answer.body]).toMatchObject([201, { exact: "poverty rates", start: 31, end: 44 }]);
    const { id } = await body(t.request.post("/v1/sources").send(document()));
    const unanchored = await body(t.request.post(`/v1/sources/${id}/quotes`).send({ exact: " words ", start: 5 }));
    expect(unanchored).toMatchObject({ exact: "words", start: 6, end: 11, matched: null });
  });

  it("are found between a prefix and a suffix of other typography", async () => {
    const { answer } = await inArticle({ exact: "open", prefix: "\"We'll ", suffix: " a nonfossil plant" });
    expect([answer.status, answer.body.prefix]).toEqual([201, "rates to 7 per cent by\n2030. “We’ll ".slice(-32)]);
  });

  it("may cross a page, given with the page break or without", async () => {
    const given = "“We’ll open a non-\nfossil plant”.\fPage 2";
    const { answer } = await inArticle({ exact: given });
    expect([answer.status, answer.body.exact, answer.body.matched]).toEqual([201, given, "verbatim"]);
    const other = await inArticle({ exact: given.replace("\f", "\n") });
    expect([other.answer.status, other.answer.body.exact]).toEqual([201, given]);
    const title = await refused(t, t.request.post("/v1/sources").send(document({ title: "a\fb" })));
    expect([title.status, title.body.errors[0].pointer]).toEqual([400, "/title"]);
  });

  it("that leave too much out are not said to be absent", async () => {
    const exact = "our … aim … is … to … reduce … poverty … rates … per … cent";
    const { answer } = await inArticle({ exact });
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining("up to 8 are looked for")]);
  });

  it("are said to be part of longer ones where they are", async () => {
    const { answer } = await inArticle({ exact: "per cent by\n20" });
    expect([answer.status, answer.body.exact]).toEqual([201, "per cent by\n20"]);
    expect(answer.body.warnings).toMatchObject([
      { pointer: "/exact", code: "within_word", detail: expect.stringContaining("2030") },
    ]);
  });

  it("run from the first passage to the last where an ellipsis joins them, and are displayed with it", async () => {
    const { answer } = await inArticle({ exact: "our aim is to reduce poverty [...] by 2030" });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { exact: aim, start: 10, end: 66, display: "Our aim is to reduce poverty … by 2030" },
    ]);
    expect(answer.body.warnings).toMatchObject([{ code: "joined_passages" }]);
  });

  it("are proposed where they differ by more, and taken where the writer accepts the nearest", async () => {
    const wrong = { exact: "our aim is to reduce poverty rates to 8 per cent by 2030" };
    const { sourceId, answer } = await inArticle(wrong);
    expect([answer.status, answer.body.nearest]).toMatchObject([422, { text: aim, similarity: 1 - 1 / 56 }]);
    const accepted = await post({ sourceId, ...wrong, accept: "nearest" });
    expect([accepted.status, accepted.body]).toMatchObject([201, { exact: aim, matched: "nearest" }]);
    expect(accepted.body.warnings).toMatchObject([{ code: "matched_nearest" }]);
    const unlike = await refused(t, post({ sourceId, exact: "We shall open two plants", accept: "nearest" }));
    expect([unlike.status, unlike.body.detail]).toEqual([422, expect.stringContaining("no passage is so similar")]);
    const other = await refused(t, post({ sourceId, exact: "x", accept: "anything" }));
    expect([other.status, other.body.errors[0]]).toMatchObject([400, { pointer: "/accept", allowed: ["nearest"] }]);
  });

  it("have a place in an edition, and the look that it gives them, which change apart from them", async () => {
    const locator = { page: "3", article: "4", paragraph: null };
    const { answer } = await inArticle({ exact: "a non-\nfossil plant", locator, display: "a non-fossil plant" });
    expect(answer.body).toMatchObject({ locator, display: "a non-fossil plant" });
    const path = `/v1/quotes/${answer.body.id}`;
    const patched = await t.request.patch(path).send({ locator: { page: null, paragraph: "4(2)" } });
    expect(patched.body).toMatchObject({ locator: { page: null, article: "4", paragraph: "4(2)" } });
    const moved = await t.request.patch(path).send({ exact: "Our aim" });
    expect(moved.body).toMatchObject({ display: null, locator: { article: "4" }, exact: "Our aim" });
    const empty = await refused(t, t.request.patch(path).send({ locator: { article: null, paragraph: null } }));
    expect([empty.status, empty.body.errors[0].pointer]).toEqual([400, "/locator"]);
    expect((await t.request.patch(path).send({ locator: null })).body.locator).toBeNull();
  });

  it("longer in the source than a quote may be are refused, saying how long", async () => {
    const { id: sourceId } = await textOf(t, `Start here${" ".repeat(5000)}and end.`);
    const answer = await refused(t, post({ sourceId, exact: "Start here and end." }));
    expect([answer.status, answer.body.errors[0]]).toMatchObject([422, { pointer: "/exact", code: "too_big" }]);
  });
});

describe("a quote that a new text changed", () => {
  it("takes the nearest passage by one field", async () => {
    const { id: sourceId } = await textOf(
      t,
      "By 2030 we will build a road of 120 kilometres to the north of the country.",
    );
    const quote = await body(post({ sourceId, exact: "we will build a road of 120 kilometres to the north" }));
    const next = "By 2030 we will build a road of 130 kilometres to the north of the country.";
    const taken = await body(t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text: next }));
    expect(taken.reanchored).toMatchObject([{ to: "changed", nearest: { text: next.slice(8, 59) } }]);
    const { answer, lines } = await written(t, t.request.patch(`/v1/quotes/${quote.id}`).send({ accept: "nearest" }));
    expect(answer.body).toMatchObject({ exact: next.slice(8, 59), anchor: "exact", matched: "nearest", version: 3 });
    expect([lines, answer.body.warnings[0].code]).toEqual([["update quote 3"], "matched_nearest"]);
  });
});

describe("DELETE /v1/quotes/{id}", () => {
  it("hides the quote until it is restored", async () => {
    const { id: sourceId } = await another();
    const { id } = await body(post({ sourceId, exact: "will build" }));
    const { answer, lines } = await written(t, t.request.delete(`/v1/quotes/${id}`));
    expect([answer.status, lines]).toEqual([204, ["delete quote 2"]]);
    expect((await t.request.get(`/v1/quotes/${id}`)).status).toBe(404);
    expect((await t.request.get(`/v1/sources/${sourceId}/quotes`)).body.data).toEqual([]);
    expect((await t.request.post(`/v1/quotes/${id}/restore`)).body.version).toBe(3);
    expect((await refused(t, t.request.post(`/v1/quotes/${id}/restore`))).body.code).toBe("not_deleted");
  });

  it("refuses while a commitment or evidence rests on it, naming them", async () => {
    const { id: sourceId } = await another();
    const { id } = await body(post({ sourceId, exact: "will build" }));
    const commitment = await make(t, { quotes: [{ id }] });
    const event = await record(t, commitment.slug, "signed", "2023-06-01", { evidence: [{ sourceId, quoteId: id }] });
    const answer = await refused(t, t.request.delete(`/v1/quotes/${id}`));
    expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
    expect(answer.body.referencedBy).toEqual([
      { kind: "commitment", id: commitment.id, slug: commitment.slug },
      { kind: "event", id: event.id, slug: null },
    ]);
    expect((await t.request.delete(`/v1/commitments/${commitment.slug}`)).status).toBe(204);
    expect((await t.request.delete(`/v1/quotes/${id}`)).status).toBe(204);
    const restored = await refused(t, t.request.post(`/v1/commitments/${commitment.slug}/restore`));
    expect([restored.status, restored.body.detail]).toEqual([422, expect.stringContaining(id)]);
  });

  it("and then its source leaves it unrestorable until the source is back", async () => {
    const { id: sourceId } = await another();
    const { id } = await body(post({ sourceId, exact: "will build" }));
    await t.request.delete(`/v1/quotes/${id}`);
    expect((await t.request.delete(`/v1/sources/${sourceId}`)).status).toBe(204);
    const answer = await refused(t, t.request.post(`/v1/quotes/${id}/restore`));
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining(sourceId)]);
    await t.request.post(`/v1/sources/${sourceId}/restore`);
    expect((await t.request.post(`/v1/quotes/${id}/restore`)).status).toBe(200);
  });
});

describe("GET /v1/quotes", () => {
  it("filters by source, speaker and anchor, and lists those of a source as they stand in it", async () => {
    const { id: sourceId, slug } = await another();
    const late = await body(post({ sourceId, exact: "hope to sign", speaker: { party: "UZB" } }));
    const early = await body(post({ sourceId, exact: "will build" }));
    const ids = async (path: string) => (await t.request.get(path)).body.data.map(({ id }: { id: string }) => id);
    expect(await ids(`/v1/sources/${slug}/quotes`)).toEqual([early.id, late.id]);
    expect(await ids(`/v1/quotes?source=${slug}`)).toEqual([late.id, early.id]);
    expect(await ids(`/v1/quotes?source=${slug}&sort=start`)).toEqual([early.id, late.id]);
    expect(await ids("/v1/quotes?speaker=UZB")).toEqual([late.id]);
    expect(await ids(`/v1/quotes?source=${slug}&speaker=!UZB`)).toEqual([early.id]);
    expect(await ids(`/v1/quotes?source=${slug}&anchor=!exact`)).toEqual([]);
  });

  it.each([
    ["source=nowhere", "source", "unknown_source"],
    ["speaker=XXX", "speaker", "unknown_party"],
    ["anchor=lost", "anchor", "invalid_value"],
  ])("refuses ?%s", async (query, parameter, code) => {
    const answer = await t.request.get(`/v1/quotes?${query}`);
    expect([answer.status, answer.body.errors?.[0]]).toEqual([400, expect.objectContaining({ parameter, code })]);
  });
});
