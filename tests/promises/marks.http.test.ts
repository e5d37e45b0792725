import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties, refused, textOf } from "../helpers/http-bodies.ts";
import type { Requests } from "../helpers/test-app.ts";

let t: App;
let admin: Requests;
beforeAll(async () => {
  t = await openWithParties();
  admin = await t.as("admin");
});
afterAll(() => t.close());

const text = "We will build a railway. We will open a library. It rained.";
const railway = { start: 0, end: 24, exact: "We will build a railway." };
const mark = async (body: object, asks = t.request) => {
  const answer = await asks.post("/v1/promises/marks").send(body);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body;
};
const list = async (query: string, asks = t.request) =>
  (await asks.get(`/v1/promises/marks?${query}`).expect(200)).body.data;

describe("marks of promises", () => {
  it("are one a place, shown where the text is read again, and no lines of the ledger", async () => {
    const source = await textOf(t, text);
    const { seq } = await t.store.head();
    const first = await mark({ source: source.slug, ...railway, verdict: "rejected" });
    const second = await mark({ source: source.id, ...railway, verdict: "accepted" });
    expect(second).toEqual({ ...first, verdict: "accepted" });
    expect(second).toMatchObject({ sourceId: source.id, language: "en", cues: ["will", "actor"], by: "tester" });
    expect(await list(`source=${source.slug}`)).toEqual([second]);
    expect((await t.store.head()).seq).toBe(seq);
    const found = (await t.request.post("/v1/promises/find").send({ source: source.slug })).body;
    expect(found.data.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["accepted", null, null]);
  });

  it("remember what held nothing, and where each reader stopped", async () => {
    const source = await textOf(t, text);
    const rain = { source: source.slug, start: 49, end: 59, exact: "It rained." };
    const other = await t.as("analyst", { name: "other" });
    await mark({ ...rain, verdict: "nothing" });
    await mark({ source: source.slug, ...railway, verdict: "stopped" });
    const stopped = await mark({ ...rain, verdict: "stopped" });
    await mark({ source: source.slug, ...railway, verdict: "stopped" }, other);
    const mine = await list(`source=${source.slug}`);
    expect(mine.map((one: typeof rain & { verdict: string }) => [one.start, one.verdict])).toEqual([
      [49, "nothing"],
      [49, "stopped"],
    ]);
    expect(await list(`source=${source.slug}&verdict=stopped`, other)).toMatchObject([{ start: 0, by: "other" }]);
    await other.delete(`/v1/promises/marks/${stopped.id}`).expect(404);
    await t.request.delete(`/v1/promises/marks/${stopped.id}`).expect(204);
    expect(await list(`source=${source.slug}&verdict=stopped`)).toEqual([]);
  });

  it("come in pages, of a text by its hash too", async () => {
    const sha256 = "a".repeat(64);
    for (const start of [0, 30, 60]) await mark({ sha256, ...railway, start, end: start + 24, verdict: "nothing" });
    const first = (await t.request.get(`/v1/promises/marks?sha256=${sha256}&limit=2`).expect(200)).body;
    const more = `sha256=${sha256}&limit=2&cursor=${first.page.next}`;
    const second = (await t.request.get(`/v1/promises/marks?${more}`).expect(200)).body;
    expect([first.data.length, second.data.length, second.page.next]).toEqual([2, 1, null]);
    const forged = await refused(t, t.request.get(`/v1/promises/marks?limit=3&cursor=${first.page.next}`));
    expect(forged.body.code).toBe("invalid_cursor");
  });

  it("move the weights of their cues, within bounds that are told", async () => {
    const words = { text: "Мы построим мост.", language: "ru" };
    const weigh = async () => (await t.request.post("/v1/promises/find").send(words).expect(200)).body;
    const before = await weigh();
    const own = (n: number) => ({ sha256: "b".repeat(64), start: n * 20, end: n * 20 + 17, exact: words.text });
    const rival = (n: number) => ({ ...own(n), exact: "Мы надеемся на это." });
    for (let n = 0; n < 12; n++) await mark({ ...own(n), verdict: "rejected" });
    for (let n = 12; n < 24; n++) await mark({ ...rival(n), verdict: "accepted" });
    const after = await weigh();
    const will = ({ data: [{ cues }] }: typeof after) => cues.find(({ cue }: { cue: string }) => cue === "we_will");
    expect(after.learntFrom).toEqual({ accepted: 12, rejected: 12 });
    expect(will(before).learnt).toBe(0);
    expect(will(after).learnt).toBe(Number(Math.log(10 / 22).toFixed(2)));
    expect(after.data[0].score).toBeLessThan(before.data[0].score);
  });

  it("are refused where the text has other words, and for who is no analyst", async () => {
    const source = await textOf(t, text);
    const ask = (body: object, asks = t.request) => refused(t, asks.post("/v1/promises/marks").send(body));
    const good = { source: source.slug, ...railway, verdict: "accepted" };
    expect((await ask({ ...good, start: 1 })).body.errors).toMatchObject([{ pointer: "/exact", code: "other_words" }]);
    expect((await ask({ ...good, sha256: "a".repeat(64) })).body.code).toBe("invalid_request");
    expect((await ask({ ...good, end: 0 })).body.code).toBe("invalid_request");
    expect((await ask({ ...good, source: "no-such" })).body.code).toBe("not_found");
    const bare = await t.request.post("/v1/sources").send({ kind: "speech", title: "Without a text" });
    expect((await ask({ ...good, source: bare.body.slug })).body.errors).toMatchObject([{ code: "no_text" }]);
    expect((await ask(good, t.anonymous)).body.code).toBe("unauthorized");
    expect((await ask(good, await t.as("reader"))).body.code).toBe("forbidden");
  });

  it("go with their source, and with the text they are of, when these are purged", async () => {
    const [whole, part] = [await textOf(t, text), await textOf(t, text)];
    for (const { slug } of [whole, part]) await mark({ source: slug, ...railway, verdict: "accepted" });
    const [snapshot] = (await t.request.get(`/v1/sources/${part.id}/snapshots`).expect(200)).body.data;
    await admin.post(`/v1/records/snapshot/${snapshot.id}/purge`).send({ reason: "A court" }).expect(200);
    await admin.post(`/v1/records/source/${whole.id}/purge`).send({ reason: "A court" }).expect(200);
    const left = await t.store.promiseMarks.list({ byId: "", limit: 1000 });
    expect(left.filter(({ sourceId }) => [whole.id, part.id].includes(sourceId ?? ""))).toEqual([]);
  });

  it.each(["source", "snapshot"] as const)("by the hash of a text alone go with the %s that had it", async (kind) => {
    const [gone, stays] = [`${text} Once a ${kind}.`, `${text} Another ${kind}.`];
    const source = await textOf(t, gone);
    const hashes: string[] = [];
    for (const own of [gone, stays]) {
      const { sha256 } = (await t.request.post("/v1/promises/find").send({ text: own }).expect(200)).body;
      await mark({ sha256, ...railway, verdict: "accepted" });
      hashes.push(sha256);
    }
    const [snapshot] = (await t.request.get(`/v1/sources/${source.id}/snapshots`).expect(200)).body.data;
    expect(snapshot.sha256).toBe(hashes[0]);
    const id = kind === "source" ? source.id : snapshot.id;
    await admin.post(`/v1/records/${kind}/${id}/purge`).send({ reason: "A court" }).expect(200);
    expect(await Promise.all(hashes.map((sha256) => list(`sha256=${sha256}`)))).toEqual([
      [],
      [expect.objectContaining({ exact: railway.exact })],
    ]);
  });
});
