import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record, refused } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

interface Told {
  event: string;
  id: string | undefined;
  data: { seq: number; kind: string; id: string; slug: string; day: string; data: { slug: string } };
}

/** Follows the stream: `next` gives so many events, `ended` whether it is over; a broken line is none. */
async function follow(query = "", headers: Record<string, string> = {}, app: App = t) {
  const stop = new AbortController();
  const response = await fetch(`${app.address}/v1/changes/stream${query}`, { headers, signal: stop.signal });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  const pieces = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  async function* events(): AsyncGenerator<Told> {
    for (;;) {
      for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
        const fields = new Map(
          text
            .slice(0, end)
            .split("\n")
            .map((line) => line.split(/: (.*)/s) as [string, string]),
        );
        text = text.slice(end + 2);
        if (fields.has("data"))
          yield { event: fields.get("event") ?? "", id: fields.get("id"), data: JSON.parse(fields.get("data") ?? "") };
      }
      const { done, value } = await pieces.read();
      if (done) return;
      text += value;
    }
  }
  const all = events();
  const next = async (count: number): Promise<Told[]> => {
    const told: Told[] = [];
    while (told.length < count) {
      const { value, done } = await all.next();
      if (done) break;
      told.push(value);
    }
    return told;
  };
  return { next, ended: async () => (await all.next()).done, stop: () => stop.abort() };
}
const seqs = (told: Told[]) => told.map(({ data }) => data.seq);

describe("the stream of changes", () => {
  it("tells each line as it is written, and goes on where a follower stopped, without leaving any out", async () => {
    const { seq } = await t.store.head();
    const first = await follow();
    const { slug } = await make(t);
    const [made] = await first.next(1);
    expect([made?.event, made?.data.data.slug]).toEqual(["change", slug]);
    first.stop();
    await record(t, slug, "signed", "2024-06-06");
    await make(t);
    const again = await follow("", { "last-event-id": String(made?.id) });
    expect(seqs(await again.next(3))).toEqual([seq + 2, seq + 3, seq + 4]);
    again.stop();
    const fromStart = await follow("?since=0");
    expect(seqs(await fromStart.next(seq + 4))).toEqual(Array.from({ length: seq + 4 }, (_, n) => n + 1));
    fromStart.stop();
  });

  it("tells many followers the same, each with what it asked for alone", async () => {
    const { slug, id } = await make(t, { tags: ["followed"] });
    const { seq } = await t.store.head();
    const all = await Promise.all(Array.from({ length: 10 }, () => follow(`?since=${seq}`)));
    const events = await follow(`?since=${seq}&kind=event`);
    const one = await follow(`?since=${seq}&commitment=${slug}`);
    const tagged = await follow(`?since=${seq}&tag=followed`);
    await make(t);
    await record(t, slug, "signed", "2024-06-06");
    for (const each of all) expect(seqs(await each.next(3))).toEqual([seq + 1, seq + 2, seq + 3]);
    expect(seqs(await events.next(1))).toEqual([seq + 2]);
    for (const each of [one, tagged]) expect(seqs(await each.next(2))).toEqual([seq + 2, seq + 3]);
    expect(id).toBeDefined();
    for (const each of [...all, events, one, tagged]) each.stop();
  });

  it("ends within a second of its key, and then is refused", async () => {
    const admin = await t.as("admin");
    const { body } = await admin.post("/v1/keys").send({ name: "follower", role: "reader" }).expect(201);
    const authorization = `Bearer ${body.key}`;
    const followed = await follow("", { authorization });
    const began = performance.now();
    await admin.delete(`/v1/keys/${body.id}`);
    expect([await followed.ended(), performance.now() - began < 2000]).toEqual([true, true]);
    expect((await fetch(`${t.address}/v1/changes/stream`, { headers: { authorization } })).status).toBe(401);
  });

  it("refuses a place that the ledger does not have, or that is none", async () => {
    const beyond = await refused(t, t.request.get("/v1/changes/stream?since=99999999"));
    expect(beyond.body.errors).toMatchObject([{ parameter: "since", code: "beyond_head" }]);
    const bad = await refused(t, t.request.get("/v1/changes/stream").set("Last-Event-ID", "x"));
    expect(bad.body.errors).toMatchObject([{ parameter: "Last-Event-ID", code: "invalid_format" }]);
  });

  it("is not kept open by a HEAD", async () => {
    const { status, headers } = await t.request.head("/v1/changes/stream");
    expect([status, headers["content-type"]]).toEqual([200, "text/event-stream; charset=utf-8"]);
  });
});

describe("what time brings", () => {
  it("is told on the day, once, also to who was away, and only of what is not done", async () => {
    const app = await openWithParties({ now: "2026-11-23T23:59:00.000Z" });
    const late = await make(app, { slug: "late", due: { edtf: "2026-11-23" } });
    await make(app, { slug: "begins", due: { edtf: "2026-11-24/2026-12-31" } });
    await make(app, { slug: "kept", due: { edtf: "2026-11-23" } });
    await record(app, "kept", "completed", "2026-11-20");
    const followed = await follow("", {}, app);
    const away = await follow("", {}, app);
    app.clock.set("2026-11-24T00:00:01.000Z");
    await make(app, { slug: "wakes" });
    const told = [...(await followed.next(3))];
    const news = told.filter(({ event }) => event !== "change");
    expect(news.map(({ event, data }) => [event, data.day, data.slug])).toEqual([
      ["became_due", "2026-11-24", "begins"],
      ["became_overdue", "2026-11-24", "late"],
    ]);
    expect(late.id).toBeDefined();
    away.stop();
    followed.stop();
    const head = (await app.store.head()).seq;
    const back = await follow("", { "last-event-id": `${head};2026-11-23` }, app);
    expect((await back.next(2)).map(({ event }) => event)).toEqual(["became_due", "became_overdue"]);
    const [, last] = news;
    const sure = await follow("", { "last-event-id": String(last?.id) }, app);
    app.clock.set("2026-11-25T00:00:01.000Z");
    await make(app, { slug: "after" });
    expect((await sure.next(1)).map(({ event, data }) => [event, data.data?.slug])).toEqual([["change", "after"]]);
    for (const each of [back, sure]) each.stop();
    await app.close();
  });
});

describe("many followers", () => {
  it("are refused beyond the share of one, and beyond all", async () => {
    const app = await openWithParties({ config: { maxStreamsEach: 2, maxStreams: 3 } });
    const mine = [await follow("", {}, app), await follow("", {}, app)];
    const fourth = await app.anonymous.get("/v1/changes/stream");
    expect([fourth.status, fourth.body.code, fourth.body.policy]).toEqual([429, "rate_limited", "streams"]);
    const other = await follow("", { authorization: `Bearer ${await app.keys("reader")}` }, app);
    const full = await app.request.get("/v1/changes/stream");
    expect([full.status, full.body.code]).toEqual([503, "overloaded"]);
    for (const each of [...mine, other]) each.stop();
    await app.close();
  });

  it("are not counted among requests that are being answered, and end with the service", async () => {
    const app = await openWithParties({ config: { maxRequests: 2, maxRequestsEach: 2 } });
    const all = [await follow("", {}, app), await follow("", {}, app), await follow("", {}, app)];
    expect((await app.anonymous.get("/v1/parties/KGZ")).status).toBe(200);
    const closed = app.close();
    for (const each of all) expect(await each.ended()).toBe(true);
    await closed;
  });
});
