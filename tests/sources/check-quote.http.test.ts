import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, openWithParties, refused, textOf } from "../helpers/http-bodies.ts";

let t: App;
let speech: { id: string; slug: string };
const text =
  "We are unable to pay. “We hope” to build a road, and a bridge. Then again: we hope. And once more: we hope.";
beforeAll(async () => {
  t = await openWithParties();
  speech = await textOf(t, text);
});
afterAll(() => t.close());

type Asks = App["anonymous"];
const check = async (asks: Asks, words: object) => {
  const { seq } = await t.store.head();
  const answer = await asks.post(`/v1/sources/${speech.slug}/quotes/check`).send(words).expect(200);
  expect((await t.store.head()).seq).toBe(seq);
  return answer.body;
};

describe("POST /v1/sources/{id}/quotes/check", () => {
  it("tells anyone whether the words are there, where, and how the source sets them", async () => {
    expect(await check(t.request, { exact: "to build a road" })).toMatchObject({
      ...{ verdict: "found", matched: "verbatim", exact: "to build a road", start: 32, end: 47, count: 1 },
      ...{ sourceId: speech.id, quoteId: null, isWithinWord: false },
    });
    const phrase = await check(t.anonymous, { exact: "to build a road, and a bridge" });
    expect(phrase).toMatchObject({ verdict: "found", matched: "verbatim", exact: "to build a road, and a bridge" });
    expect([phrase.start, phrase.end, phrase.count]).toEqual([null, null, null]);
    const folded = await check(t.anonymous, { exact: '"We hope" to build' });
    expect(folded).toMatchObject({ verdict: "found", matched: "folded", exact: "“We hope” to build" });
  });

  it("names the quote that has the words on record, and words that are part of longer ones", async () => {
    const quote = await body(t.request.post("/v1/quotes").send({ sourceId: speech.id, exact: "a bridge" }));
    expect((await check(t.request, { exact: "a bridge" })).quoteId).toBe(quote.id);
    expect(await check(t.request, { exact: "able to pay" })).toMatchObject({ verdict: "found", isWithinWord: true });
  });

  it("shows what stands around, or nearly there, to those alone who may read the text", async () => {
    const several = { exact: "we hope" };
    expect(await check(t.request, several)).toMatchObject({ verdict: "ambiguous", count: 2 });
    expect((await check(t.request, several)).places).toHaveLength(2);
    const reader = await t.as("reader");
    const near = { exact: "We hope to build a canal" };
    for (const asks of [t.anonymous, reader])
      expect(await check(asks, near)).toMatchObject({ verdict: "not_found", count: 0, nearest: null });
    expect((await check(t.request, near)).nearest.text).toContain("to build a");
    const joined = { exact: "We are unable to pay ... to build a road, and" };
    expect(await check(t.anonymous, joined)).toMatchObject({ verdict: "found", exact: null });
    expect((await check(t.request, joined)).exact).toBe("We are unable to pay. “We hope” to build a road, and");
  });

  it("cannot be asked for a text letter by letter by those who may not read it", async () => {
    const ask = (words: object) => t.anonymous.post(`/v1/sources/${speech.slug}/quotes/check`).send(words);
    for (const exact of [
      "e",
      "unable",
      "We are unable",
      "to build a road, and a bridge ... w",
      "to build a road, and . . . w",
      "to build a road, and (…) w",
      `a${" ".repeat(20)}b`,
      `e${"\u00ad".repeat(20)}d`,
    ]) {
      const { body: problem } = await ask({ exact }).expect(422);
      expect(problem.errors).toMatchObject([{ pointer: "/exact", code: "too_short" }]);
    }
    const known = "to build a road, and a bri";
    expect(await check(t.anonymous, { exact: known })).toMatchObject({
      verdict: "not_found",
      exact: null,
      start: null,
    });
    const beside = { exact: "to build a road, and a bridge", prefix: "x", start: 3, end: 32 };
    expect(await check(t.anonymous, beside)).toMatchObject({ verdict: "found", start: null, count: null });
  });

  it("says that nobody knows where there is no text", async () => {
    const { id } = await body(t.request.post("/v1/sources").send(document()));
    const answer = await t.anonymous.post(`/v1/sources/${id}/quotes/check`).send({ exact: "x" }).expect(200);
    expect(answer.body).toMatchObject({ verdict: "no_text", exact: null, snapshotId: null, retrievedAt: null });
  });

  it.each([
    ["blank words", { exact: " " }, 400, "/exact"],
    ["no words", {}, 400, "/exact"],
    ["what a check does not take", { exact: "x", translation: "y" }, 400, "/translation"],
    ["too many words", { exact: "x".repeat(5001) }, 400, "/exact"],
  ])("refuses %s", async (_what, sent, status, pointer) => {
    const answer = await refused(t, t.anonymous.post(`/v1/sources/${speech.id}/quotes/check`).send(sent));
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
  });

  it("of a source that is not there is a 404, and without a key a 401 where reading needs one", async () => {
    const ask = (asks: Asks) => asks.post("/v1/sources/nowhere/quotes/check").send({ exact: "x" });
    expect((await refused(t, ask(t.anonymous))).status).toBe(404);
    const closed = await openWithParties({ config: { publicRead: false } });
    expect((await ask(closed.anonymous)).status).toBe(401);
    await closed.close();
  });
});
