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

  it("says what it restates by the words of a summary and of a quote, too", async () => {
    const source = await textOf(
      t,
      "Dear friends. We shall plant walnut trees along the whole northern border. Thanks.",
    );
    const exact = "We shall plant walnut trees along the whole northern border.";
    const quoting = await make(t, { title: "Greening", quotes: [{ sourceId: source.id, exact }] });
    const summary = "Doctors of the capital visit mountain villages monthly.";
    const told = await make(t, { title: "Health", summary });
    const text = `${exact} Our doctors will visit mountain villages of the capital monthly. We will sing.`;
    const found = await find({ text, parties: ["KGZ"], statedOn: "2026-03-01" });
    expect(
      found.data.map(({ restates }: { restates: { slug: string }[] }) => restates.map(({ slug }) => slug)),
    ).toEqual([[quoting.slug], [told.slug], []]);
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

  it("tells the language where it is not said, and asks for it where it is not told", async () => {
    expect(await find({ text: "Мы построим мост и откроем его для всех." })).toMatchObject({
      ...{ language: "ru", statedOn: expect.any(String), parties: [] },
      basis: { language: "text", statedOn: "today", parties: "none" },
    });
    for (const body of [{ text: "1 2 3" }, { text: "Wir werden bauen.", language: "de" }]) {
      const { status, body: problem } = await refused(t, t.anonymous.post("/v1/promises/find").send(body));
      expect([status, problem.errors]).toMatchObject([
        422,
        [{ pointer: "/language", code: "unknown_language", allowed: expect.arrayContaining(["en", "ky", "zh"]) }],
      ]);
    }
  });

  it("tints the share that is asked for", async () => {
    const shares = await Promise.all([0, 0.5, 1].map((share) => find({ text: speech, share })));
    expect(shares.map(({ tinted }) => tinted)).toEqual([0, 2, 3]);
  });

  it("counts in code points of the text as it is normalised", async () => {
    const { data, length } = await find({ text: "\uFEFF😀😀 It is.\r\nWe will build e\u0301coles." });
    expect([length, data[1].start, data[1].end, data[1].exact]).toEqual([31, 10, 31, "We will build écoles."]);
  });

  it.each([
    [{}, 400, "give text or source"],
    [{ text: "a", source: "b" }, 400, "give text or source"],
    [{ text: "" }, 400, "/text"],
    [{ text: "We will.", share: 2 }, 400, "/share"],
    [{ text: "We will.", statedOn: "soon" }, 400, "/statedOn"],
    [{ text: "We will.", language: "no language" }, 400, "/language"],
    [{ text: "We will.", parties: ["ATL"] }, 422, "/parties/0"],
    [{ text: "We will ".repeat(130_000) }, 422, "/text"],
    [{ source: "nowhere" }, 404, "nowhere"],
  ])("refuses %.80o", async (body, status, named) => {
    const answer = await refused(t, t.request.post("/v1/promises/find").send(body));
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(named)]);
  });

  it("says so where a source has no text", async () => {
    const { body } = await t.request.post("/v1/sources").send({ kind: "speech", title: "Not yet retrieved" });
    const answer = await refused(t, t.request.post("/v1/promises/find").send({ source: body.slug }));
    expect(answer.body.errors).toMatchObject([{ pointer: "/source", code: "no_text" }]);
  });

  it("reads a long text aside, in pieces of equal worth", async () => {
    const long = "We will open a road by 2027. It rained. ".repeat(300);
    const { count, data } = await find({ text: long, language: "en" });
    expect([count, data[598].exact, data[598].score]).toEqual([600, data[0].exact, data[0].score]);
  });

  it("gives one caller a share of what goes on at once", async () => {
    const text = "We will open a road by 2027 and a bridge. ".repeat(800);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => t.request.post("/v1/promises/find").send({ text, language: "en" })),
    );
    const refusals = answers.filter(({ status }) => status === 429);
    expect(refusals.map(({ body }) => body.policy)).toEqual(["finds", "finds"]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
  });
});
