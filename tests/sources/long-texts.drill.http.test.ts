import type { Test } from "supertest";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type App, body, document, openWithParties } from "../helpers/http-bodies.ts";
import { change, makeQuote, stamp } from "../helpers/stored-records.ts";

/** The longest text that is taken, with words that no quote of these tests has. */
const text = "Rails, roads and rivers. ".repeat(80_000);
let t: App;
beforeEach(async () => {
  t = await openWithParties();
});
afterEach(() => t.close());

/** The answer to a long request, and how many others were asked and answered, one after the other, before it. */
async function meanwhile(long: Test) {
  const state = { isDone: false, others: 0 };
  const answer = long.then((response) => {
    state.isDone = true;
    return response;
  });
  for (; !state.isDone; state.others += 1) await t.anonymous.get("/v1/parties/KGZ").expect(200);
  return { answer: await answer, others: state.others };
}

it("others are answered while the nearest passage to words that a long text lacks is looked for", async () => {
  const { id: sourceId } = await body(t.request.post("/v1/sources").send(document()));
  await body(t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text }));
  const wish = { sourceId, exact: "Rails, roads and river banks. Rails" };
  const { answer, others } = await meanwhile(t.request.post("/v1/quotes").send(wish));
  expect([answer.status, answer.body.code, answer.body.nearest.text]).toEqual([
    422,
    "quote_not_found",
    expect.stringContaining("rivers"),
  ]);
  expect(others).toBeGreaterThan(10);
}, 120_000);

it("others are answered while 120 quotes are anchored in a long text that has none, and who was not compared is said", async () => {
  const { id: sourceId } = await body(t.request.post("/v1/sources").send(document()));
  const quotes = Array.from({ length: 120 }, (_, n) =>
    makeQuote(n + 1, sourceId, { exact: `Sentence ${n} of another text` }),
  );
  await t.store.apply(
    quotes.map((quote) => change("create", "quote", quote)),
    stamp,
  );
  const { answer, others } = await meanwhile(t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text }));
  expect(answer.status).toBe(201);
  const { reanchored } = answer.body as { reanchored: { to: string; compared?: false }[] };
  expect(new Set(reanchored.map(({ to }) => to))).toEqual(new Set(["missing"]));
  expect(reanchored.filter(({ compared }) => compared === false)).toHaveLength(110);
  expect(others).toBeGreaterThan(120);
}, 120_000);

it("a text too long for so many quotes is refused, before anything is written", async () => {
  const { id: sourceId } = await body(t.request.post("/v1/sources").send(document()));
  const quotes = Array.from({ length: 501 }, (_, n) => makeQuote(n + 1, sourceId, { exact: `Sentence ${n}` }));
  await t.store.apply(
    quotes.map((quote) => change("create", "quote", quote)),
    stamp,
  );
  const answer = await t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text });
  expect([answer.status, answer.body.errors[0].code]).toEqual([422, "too_long"]);
});
