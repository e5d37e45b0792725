import { expect, it, vi } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { firstKey } from "../../../src/keys/bootstrap.ts";
import { systemContext } from "../../../src/records/context.ts";
import { openStore } from "../../../src/store/open.ts";
import { allowedHosts } from "../../../src/webhooks/address.ts";
import { createWebhook } from "../../../src/webhooks/service.ts";
import { idsOf, openReceiver, seqsOf } from "../../helpers/receiver.ts";
import { tamper } from "../../helpers/tamper.ts";
import { newDatabase } from "../../helpers/test-store.ts";

const config = readConfig({ LOG_LEVEL: "silent", WEBHOOK_ALLOW: "127.0.0.1", MAX_EVENT_LOOP_DELAY_MS: "0" });

async function process(url: string) {
  const store = await openStore(url);
  const app = await buildApp({ store, config });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const close = async () => {
    await app.close();
    await store.close();
  };
  return { store, app, close };
}

it("several processes deliver each message once and in order, and go on where one of them stopped", async () => {
  const { url, drop } = await newDatabase();
  const all = await Promise.all([process(url), process(url), process(url)]);
  const [first, second, third] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
  const key = await firstKey(systemContext(first.store, config, "test"));
  const headers = { authorization: `Bearer ${key}` };
  const receivers = await Promise.all(Array.from({ length: 8 }, () => openReceiver()));
  for (const receiver of receivers) {
    const payload = { url: receiver.url };
    expect((await first.app.inject({ method: "POST", url: "/v1/webhooks", headers, payload })).statusCode).toBe(201);
  }
  const add = async ({ app }: typeof first, n: number) => {
    const payload = { code: `AGENCY-${n}`, kind: "agency", name: `Agency ${n}` };
    expect((await app.inject({ method: "POST", url: "/v1/parties", headers, payload })).statusCode).toBe(201);
  };
  for (let n = 0; n < 30; n++) await add(n % 2 === 0 ? second : third, n);
  await second.close();
  for (let n = 30; n < 40; n++) await add(third, n);
  const { seq } = await first.store.head();
  const expected = Array.from({ length: 40 }, (_, n) => seq - 39 + n);
  for (const receiver of receivers) {
    await vi.waitFor(() => expect(seqsOf(receiver.all).at(-1)).toBe(seq), { timeout: 10_000, interval: 30 });
    const told = receiver.all.filter((one, n) => idsOf(receiver.all).indexOf(one.headers["webhook-id"] ?? "") === n);
    expect(seqsOf(told)).toEqual(expected);
    expect(receiver.all.length - told.length).toBeLessThan(5);
    receiver.close();
  }
  await first.close();
  await third.close();
  await drop();
});

it("a process that is gone without a word is waited for until its lease ends, and then can note nothing more", async () => {
  const { url, drop } = await newDatabase();
  const store = await openStore(url);
  const ctx = systemContext(store, config, "test");
  const allowed = allowedHosts([]);
  const most = { each: 1, all: 1 };
  const input = { url: "https://hooks.example.org/" };
  const {
    body: { id },
  } = await createWebhook(ctx, input, { allowed, base: "https://servanda.example.org", most });
  const { webhooks } = store;
  const gone = await webhooks.claim(id, "gone");
  expect(gone).toMatchObject({ id, revision: 1 });
  expect(await webhooks.claim(id, "next")).toBeNull();
  const now = { seq: 1000, day: "2000-01-01", now: "2999-01-01T00:00:00.000Z", latest: "2999-01-02", limit: 9 };
  expect(await webhooks.waiting(now)).toEqual([]);
  await tamper(url, "update webhooks set lease_until = '2000-01-01T00:00:00.000Z'");
  expect(await webhooks.waiting(now)).toEqual([expect.objectContaining({ id, failures: 0 })]);
  expect(await webhooks.claim(id, "next")).toMatchObject({ id });
  const { seq, day, dayPlace, failingSince, failures, nextAttemptAt, tried } = gone as NonNullable<typeof gone>;
  const progress = { seq: seq + 1, day, dayPlace, failingSince, failures, nextAttemptAt, tried };
  const state = { id, revision: 1 };
  expect(await webhooks.record(state, "gone", { progress, deliveries: [], isLast: false })).toBeNull();
  expect(await webhooks.record(state, "next", { progress, deliveries: [], isLast: true })).toMatchObject({
    seq: seq + 1,
  });
  expect(await webhooks.claim(id, "other")).toMatchObject({ seq: seq + 1 });
  await webhooks.leave(id, "next");
  expect(await webhooks.claim(id, "next")).toBeNull();
  await webhooks.leave(id, "other");
  expect(await webhooks.claim(id, "next")).not.toBeNull();
  await store.close();
  await drop();
});
