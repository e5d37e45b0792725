import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, refused, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const speech = "Dear friends, thank you. We will build a railway to China by 2027. It was a good year.";
const find = async (body: object, asks = t.anonymous) => {
  const { seq } = await t.store.head();
  const answer = await asks.post("/v1/promises/find").send(body);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  expect((await t.store.head()).seq).toBe(seq);
  return answer.body;
};

describe("POST /v1/promises/find", () => {
  it("ranks every sentence of a text, and says what speaks for each", async () => {
    const railway = await make(t, { title: "Build a railway to China" });
    const found = await find({ text: speech, parties: ["KGZ"], statedOn: "2026-03-01" });
    expect(found).toMatchObject({
      ...{ language: "en", count: 3, tinted: 2, length: speech.length, sourceId: null, parties: ["KGZ"] },
      basis: { language: "text", statedOn: "given", parties: "given" },
    });
    const [, promise] = found.data;
    expect(promise).toMatchObject({
      ...{ exact: "We will build a railway to China by 2027.", start: 25, end: 66, rank: 1, tinted: true },
      ...{ firmness: "pledge", type: "infrastructure", parties: ["CHN"] },
      due: [{ text: "by 2027", edtf: "../2027", latest: "2027-12-31", start: 58, end: 65 }],
      restates: [{ slug: railway.slug, similarity: 1 }],
    });
    expect(promise.cues.map(({ cue }: { cue: string }) => cue)).toEqual(["will", "actor", "time"]);
  });

  it("reads the newest text of a source, with its language, its date and who issued it", async () => {
    const source = await textOf(t, speech);
    const found = await find({ source: source.slug }, t.request);
    expect(found).toMatchObject({
      ...{ sourceId: source.id, language: "en", statedOn: "2023-05-26", parties: ["KGZ"], count: 3 },
      basis: { language: "source", statedOn: "source", parties: "source" },
    });
  });

  it("is not for those who may not read the text of a source", async () => {
    const source = await textOf(t, speech);
    const ask = (asks: App["anonymous"]) => refused(t, asks.post("/v1/promises/find").send({ source: source.slug }));
    expect((await ask(t.anonymous)).body.code).toBe("unauthorized");
    expect((await ask(await t.as("reader"))).body.code).toBe("forbidden");
  });
});
