import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../src/app.ts";
import { NewParty } from "../../src/domain/party.ts";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { addParties } from "../../src/parties/service.ts";
import { openStore } from "../../src/store/open.ts";
import { type App, body, make, openWithParties, record } from "../helpers/http-bodies.ts";
import { answering, idsOf, openReceiver, type Receiver, seqsOf, taken } from "../helpers/receiver.ts";
import { requestsTo } from "../helpers/test-app.ts";
import { newDatabase } from "../helpers/test-store.ts";

let t: App;
let receiver: Receiver;
beforeEach(async () => {
  t = await openWithParties({ config: { webhooks: true } });
  receiver = await openReceiver();
});
afterEach(async () => {
  receiver.close();
  await t.close();
});

interface Made {
  id: string;
  secret: string;
}
const hook = (more: object = {}, request = t.request) =>
  body(request.post("/v1/webhooks").send({ url: receiver.url, ...more })) as unknown as Promise<Made>;
const shown = async (id: string) => (await t.request.get(`/v1/webhooks/${id}`)).body;
/** Waits until a webhook shows so. */
const becomes = (id: string, what: object) =>
  vi.waitFor(async () => expect(await shown(id)).toMatchObject(what), { timeout: 8000, interval: 30 });

/** Lets time go on, and the sender look. */
const at = (instant: string) => t.clock.set(instant);

describe("a webhook", () => {
  it("is sent a signed, thin message for each line, in order, which libraries of the standard verify", async () => {
    const { id, secret } = await hook();
    const { seq } = await t.store.head();
    const made = await make(t, { title: "A secret title" });
    await record(t, made.slug, "signed", "2024-06-06");
    const all = await receiver.got(3);
    expect(seqsOf(all)).toEqual([seq + 1, seq + 2, seq + 3]);
    const [first] = all;
    expect(first?.message).toEqual({
      type: "change",
      timestamp: "2026-11-23T09:00:00.000Z",
      data: {
        ...{ seq: seq + 1, op: "create", kind: "commitment", id: made.id, commitmentId: made.id },
        url: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/v1/commitments/${made.id}$`)),
      },
    });
    for (const each of all) {
      vi.setSystemTime(t.clock.now());
      expect(new Webhook(secret).verify(each.body, each.headers)).toEqual(each.message);
      vi.useRealTimers();
      expect(each.body).not.toContain("secret title");
      expect((await t.request.get(new URL(String(each.message.data.url)).pathname)).status).toBe(200);
    }
    expect(new Set(idsOf(all)).size).toBe(3);
    expect(receiver.connections()).toBeLessThanOrEqual(2);
    await becomes(id, { seq: seq + 3, day: "2026-11-23", failing: null, enabled: true });
    const { data } = (await t.request.get(`/v1/webhooks/${id}/deliveries`)).body;
    expect(data.map((one: { id: string }) => one.id)).toEqual(idsOf(all).toReversed());
    expect(data[0]).toMatchObject({
      type: "change",
      seq: seq + 3,
      status: "delivered",
      attempts: 1,
      responseStatus: 204,
    });
  });

  it("is told of what matches its filters alone, and not again of what was before", async () => {
    await make(t, { tags: ["mine"] });
    await hook({ filters: { tag: ["mine"], party: ["!UZB"], kind: ["event"] } });
    const { slug } = await make(t, { tags: ["mine"] });
    const { slug: other } = await make(t);
    await record(t, other, "signed", "2024-06-06");
    const event = await record(t, slug, "signed", "2024-06-06");
    const [told] = await receiver.got(1);
    expect([told?.message.data.kind, told?.message.data.id]).toEqual(["event", event.id]);
    await make(t, { tags: ["mine"] });
    expect(receiver.all).toHaveLength(1);
  });

  it("with filters is told of nothing that belongs to no commitment", async () => {
    await hook({ filters: { tag: ["mine"] } });
    await t.request
      .patch("/v1/parties/KGZ")
      .send({ aliases: ["Kirghizia"] })
      .expect(200);
    const { id } = await make(t, { tags: ["mine"] });
    const [told] = await receiver.got(1);
    expect(told?.message.data).toMatchObject({ kind: "commitment", id });
  });

  it("is told once of what time brings, day by day", async () => {
    at("2026-11-23T23:59:00.000Z");
    await make(t, { slug: "late", due: { edtf: "2026-11-23" } });
    await make(t, { slug: "begins", due: { edtf: "2026-11-24/2026-12-31" } });
    await make(t, { slug: "waits", due: { edtf: "2026-11-23" }, conditions: [{ text: "if ratified" }] });
    await make(t, { slug: "kept", due: { edtf: "2026-11-23" } });
    await record(t, "kept", "completed", "2026-11-20");
    await make(t, { slug: "ends", due: { edtf: "2026-11-23" } });
    await record(t, "ends", "cancelled", "2026-11-23", { effectiveOn: "2026-11-24" });
    const { id } = await hook();
    at("2026-11-25T00:00:01.000Z");
    const news = await receiver.got(3);
    expect(news.map(({ message }) => [message.type, message.data.day])).toEqual([
      ["became_due", "2026-11-24"],
      ["became_overdue", "2026-11-24"],
      ["condition_due", "2026-11-24"],
    ]);
    await becomes(id, { day: "2026-11-25" });
    await make(t);
    const all = await receiver.got(4);
    expect(all.at(-1)?.message.type).toBe("change");
  });

  it("has the rest wait while a message fails, sends that one again with its id, and then all in order", async () => {
    receiver.answerBy(answering(500));
    const { id } = await hook();
    const { seq } = await t.store.head();
    await make(t);
    await becomes(id, { failing: { attempts: 1 } });
    await make(t);
    await make(t);
    const { failing } = await shown(id);
    expect(Date.parse(failing.nextAttemptAt) - t.clock.now().getTime()).toBeGreaterThanOrEqual(4000);
    expect((await t.request.get(`/v1/webhooks/${id}/deliveries`)).body.data).toMatchObject([
      {
        status: "failing",
        attempts: 1,
        responseStatus: 500,
        error: "The answer was 500.",
        nextAttemptAt: failing.nextAttemptAt,
      },
    ]);
    receiver.answerBy(taken);
    at("2026-11-23T09:00:07.000Z");
    const all = await receiver.got(4);
    expect(seqsOf(all)).toEqual([seq + 1, seq + 1, seq + 2, seq + 3]);
    expect(idsOf(all)[0]).toBe(idsOf(all)[1]);
    await becomes(id, { failing: null, seq: seq + 3 });
  });

  it("that is changed while messages are sent is not sent again what it has taken", async () => {
    for (const _ of Array(10)) await make(t);
    const { seq } = await t.store.head();
    receiver.answerBy((response) => setTimeout(() => response.writeHead(204).end(), 60));
    const { id } = await hook({ since: 0 });
    for (let n = 0; n < 6; n += 1) {
      await receiver.got(2 * n + 1);
      await t.request
        .patch(`/v1/webhooks/${id}`)
        .send({ description: `number ${n}` })
        .expect(200);
    }
    await becomes(id, { seq, failing: null });
    expect(receiver.all.length).toBe(new Set(idsOf(receiver.all)).size);
    expect(seqsOf(receiver.all)).toEqual(seqsOf(receiver.all).toSorted((a, b) => Number(a) - Number(b)));
  });

  it("is disabled after three days of failures, with the reason, and goes on where it stopped", async () => {
    receiver.answerBy(answering(404));
    const { id } = await hook();
    const { seq } = await t.store.head();
    await make(t);
    await becomes(id, { failing: { attempts: 1 } });
    at("2026-11-26T09:00:01.000Z");
    await becomes(id, { enabled: false, disabledAt: "2026-11-26T09:00:01.000Z" });
    expect((await shown(id)).disabledReason).toBe("A message has failed for three days, 2 times. The answer was 404.");
    receiver.answerBy(taken);
    await t.request.patch(`/v1/webhooks/${id}`).send({ enabled: true }).expect(200);
    expect(seqsOf(await receiver.got(3))).toEqual([seq + 1, seq + 1, seq + 1]);
    await becomes(id, { enabled: true, disabledReason: null, failing: null });
  });

  it("that answers 410 is sent nothing more", async () => {
    receiver.answerBy(answering(410));
    const { id } = await hook();
    await make(t);
    await becomes(id, { enabled: false, disabledReason: "The receiver answered 410: it wants no more." });
  });

  it("waits as long as Retry-After asks", async () => {
    receiver.answerBy(answering(429, { "retry-after": "1800" }));
    const { id } = await hook();
    await make(t);
    await becomes(id, { failing: { nextAttemptAt: "2026-11-23T09:30:00.000Z" } });
  });

  it("is signed with both secrets for a day after a rotation, and then with the new one alone", async () => {
    const { id, secret } = await hook();
    const { body: rotated } = await t.request.post(`/v1/webhooks/${id}/rotate`).expect(200);
    expect(rotated).toMatchObject({ id, previousSecretUntil: "2026-11-24T09:00:00.000Z" });
    expect(rotated.secret).not.toBe(secret);
    await make(t);
    const [both] = await receiver.got(1);
    at("2026-11-24T09:00:01.000Z");
    await make(t);
    const last = (await receiver.got(2)).at(-1);
    const verifies = (text: string, one = both) => {
      vi.setSystemTime(Number(one?.headers["webhook-timestamp"]) * 1000);
      try {
        return Boolean(new Webhook(text).verify(one?.body ?? "", one?.headers ?? {}));
      } catch {
        return false;
      } finally {
        vi.useRealTimers();
      }
    };
    expect([verifies(secret), verifies(rotated.secret)]).toEqual([true, true]);
    expect([verifies(secret, last), verifies(rotated.secret, last)]).toEqual([false, true]);
    expect((await shown(id)).previousSecretUntil).toBeNull();
  });

  it("can be sent lines again, with the ids that they had", async () => {
    const { id } = await hook();
    const { seq } = await t.store.head();
    for (const _ of [1, 2, 3, 4]) await make(t);
    await receiver.got(4);
    await becomes(id, { seq: seq + 4 });
    const range = { from: seq + 2, to: seq + 3 };
    const { body: asked } = await t.request.post(`/v1/webhooks/${id}/replay`).send(range).expect(202);
    expect(asked.replay).toEqual(range);
    const all = await receiver.got(6);
    expect(seqsOf(all)).toEqual([1, 2, 3, 4, 2, 3].map((n) => seq + n));
    expect(idsOf(all).slice(4)).toEqual(idsOf(all).slice(1, 3));
    await becomes(id, { replay: null, seq: seq + 4 });
  });

  it("tells what came of a ping, which has what failed tried again at once", async () => {
    receiver.answerBy(answering(500));
    const { id, secret } = await hook();
    await make(t);
    await becomes(id, { failing: { attempts: 1 } });
    const ping = async () => (await t.request.post(`/v1/webhooks/${id}/test`).expect(200)).body;
    expect(await ping()).toMatchObject({ delivered: false, responseStatus: 500, error: "The answer was 500." });
    receiver.answerBy(taken);
    expect(await ping()).toMatchObject({ delivered: true, responseStatus: 204, error: null });
    const all = await receiver.got(4);
    expect(all.map(({ message }) => message.type)).toEqual(["change", "ping", "ping", "change"]);
    vi.setSystemTime(t.clock.now());
    expect(new Webhook(secret).verify(all[2]?.body ?? "", all[2]?.headers ?? {})).toMatchObject({ type: "ping" });
    vi.useRealTimers();
  });

  it("stops with the key of its owner, and is had by the admin who enables it again", async () => {
    const admin = await t.as("admin", { name: "boss" });
    const { body: key } = await admin.post("/v1/keys").send({ name: "leaver", role: "analyst" }).expect(201);
    const { id } = await hook({}, requestsTo(t.app, key.key));
    await make(t);
    await receiver.got(1);
    await admin.delete(`/v1/keys/${key.id}`).expect(204);
    await vi.waitFor(
      async () => {
        await make(t);
        expect((await admin.get(`/v1/webhooks/${id}`)).body).toMatchObject({ enabled: false, owner: "leaver" });
      },
      { timeout: 5000, interval: 100 },
    );
    const { body: stopped } = await admin.get(`/v1/webhooks/${id}`);
    expect(stopped.disabledReason).toMatch(/^The key of its owner was revoked at/);
    const count = receiver.all.length;
    const { body: taken } = await admin.patch(`/v1/webhooks/${id}`).send({ enabled: true }).expect(200);
    expect(taken).toMatchObject({ enabled: true, owner: "boss" });
    await receiver.got(count + 1);
  });
});

describe("what is taken back before it is committed", () => {
  it("is never told of, and what comes after it is told once", async () => {
    await hook();
    const { seq } = await t.store.head();
    await t.store.exclusively(async (store) => {
      await addParties({ ...t.context, store }, [NewParty.parse({ code: "GONE", kind: "agency", name: "Gone" })]);
      expect((await store.head()).seq).toBe(seq + 1);
      expect((await t.store.head()).seq).toBe(seq);
      return { commit: false, value: null };
    });
    const { id } = await make(t);
    const [told] = await receiver.got(1);
    expect([told?.message.data.seq, told?.message.data.id]).toEqual([seq + 1, id]);
    expect(receiver.all).toHaveLength(1);
  });
});

describe("a restart", () => {
  it("in the middle of deliveries loses none and keeps their order; what is sent again has its id", async () => {
    const { url, drop } = await newDatabase();
    const open = async () => {
      const store = await openStore(url, { ownsFile: true });
      const app = await buildApp({ store, config: t.config });
      await app.listen({ port: 0, host: "127.0.0.1" });
      const close = async () => {
        await app.close();
        await store.close();
      };
      return { store, app, close };
    };
    const first = await open();
    const context = { ...t.context, store: first.store, now: () => new Date() };
    const key = (await firstKey(context)) ?? "";
    const parties = (app: typeof first.app, n: number) =>
      app.inject({
        ...{ method: "POST", url: "/v1/parties", headers: { authorization: `Bearer ${key}` } },
        payload: { code: `AGENCY-${n}`, kind: "agency", name: `Agency ${n}` },
      });
    const held: { release?: () => void } = {};
    receiver.answerBy((response) => {
      if (receiver.all.length === 40) held.release = () => response.writeHead(204).end();
      else response.writeHead(204).end();
    });
    const made = await first.app.inject({
      ...{ method: "POST", url: "/v1/webhooks", headers: { authorization: `Bearer ${key}` } },
      payload: { url: receiver.url },
    });
    expect(made.statusCode).toBe(201);
    for (let n = 0; n < 100; n++) expect((await parties(first.app, n)).statusCode).toBe(201);
    await receiver.got(40);
    await first.close();
    const second = await open();
    const { seq } = await second.store.head();
    await vi.waitFor(() => expect(seqsOf(receiver.all).at(-1)).toBe(seq), { timeout: 10_000, interval: 30 });
    await second.close();
    await drop();
    const seen = new Map(receiver.all.map(({ headers, message }) => [headers["webhook-id"], message.data.seq]));
    expect([...seen.values()]).toEqual(Array.from({ length: 100 }, (_, n) => seq - 99 + n));
    expect(receiver.all.length).toBeLessThan(150);
  });
});
