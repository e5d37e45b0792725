import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { createKey } from "../../src/keys/service.ts";
import { systemContext } from "../../src/records/context.ts";
import { openStore } from "../../src/store/open.ts";
import {
  type App,
  document,
  happening,
  judgement,
  loseAnswer,
  make,
  openWithParties,
  promise,
  refused,
  written,
} from "../helpers/http-bodies.ts";
import { requestsTo } from "../helpers/test-app.ts";
import { newDatabase } from "../helpers/test-store.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ config: { publicUrl: "https://servanda.example" } });
  await make(t, { slug: "railway" });
});
afterAll(() => t.close());

const post = (path: string, key: string, body?: object) => t.request.post(path).set("Idempotency-Key", key).send(body);
const event = (more: object = {}) => happening("talks_held", "2024-01-01", more);
const events = "/v1/commitments/railway/events";

describe("a POST with an Idempotency-Key", () => {
  it("takes effect once; who repeats it is given the first answer", async () => {
    const first = await post(events, "once-1", event()).expect(201);
    expect(first.headers["idempotency-replayed"]).toBeUndefined();
    const { answer, lines } = await written(t, post(events, "once-1", event()));
    expect(lines).toEqual([]);
    expect(answer.status).toBe(201);
    expect(answer.headers["idempotency-replayed"]).toBe("true");
    for (const name of ["etag", "location", "content-type"]) expect(answer.headers[name]).toBe(first.headers[name]);
    expect(answer.text).toBe(first.text);
  });

  it("is given the first answer even when the record has changed since", async () => {
    const first = await post("/v1/commitments", "once-2", promise({ slug: "port" })).expect(201);
    await t.request.patch("/v1/commitments/port").send({ title: "Another title" }).expect(200);
    expect((await post("/v1/commitments", "once-2", promise({ slug: "port" })).expect(201)).text).toBe(first.text);
  });

  it("takes the key bare or quoted, as the draft writes it", async () => {
    await post(events, "8e03978e", event()).expect(201);
    await post(events, '"8e03978e"', event()).expect("Idempotency-Replayed", "true");
  });

  it("refuses the key for another body or address", async () => {
    await post(events, "once-3", event()).expect(201);
    const other = await refused(t, post(events, "once-3", event({ title: "Other talks" })));
    expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
    expect((await refused(t, post("/v1/sources", "once-3", document()))).status).toBe(422);
  });

  it("judges anew what was refused, since it took no effect", async () => {
    await post("/v1/commitments/canal/events", "once-4", event()).expect(404);
    await make(t, { slug: "canal" });
    const answer = await post("/v1/commitments/canal/events", "once-4", event()).expect(201);
    expect(answer.headers["idempotency-replayed"]).toBeUndefined();
  });

  it("belongs to who sent it", async () => {
    const other = await t.as("analyst", { name: "other" });
    const send = () => other.post(events).set("Idempotency-Key", "once-1").send(event());
    expect((await send().expect(201)).headers["idempotency-replayed"]).toBeUndefined();
    await send().expect("Idempotency-Replayed", "true");
  });

  it("belongs to a key, not to its name: a new key that is named like a revoked one is given none of its answers", async () => {
    const admin = await t.as("admin");
    const make = async () =>
      (await admin.post("/v1/keys").send({ name: "successive", role: "analyst" }).expect(201)).body;
    const send = (key: string) =>
      requestsTo(t.app, key)
        .post(events)
        .set("Idempotency-Key", "handed-down")
        .send(event({ title: "Said once" }));
    const former = await make();
    const first = await send(former.key).expect(201);
    await admin.delete(`/v1/keys/${former.id}`).expect(204);
    const second = await send((await make()).key).expect(201);
    expect(second.headers["idempotency-replayed"]).toBeUndefined();
    expect(second.body.id).not.toBe(first.body.id);
  });

  it("is forgotten after 24 hours", async () => {
    await post(events, "once-5", event()).expect(201);
    t.clock.set("2026-11-24T09:00:00.000Z");
    await post(events, "once-5", event()).expect("Idempotency-Replayed", "true");
    t.clock.set("2026-11-24T09:00:00.001Z");
    const { answer, lines } = await written(t, post(events, "once-5", event()));
    expect(answer.headers["idempotency-replayed"]).toBeUndefined();
    expect(lines).toHaveLength(2);
  });

  it.each(["", " ", "x".repeat(256), "né"])("refuses the malformed key %j", async (key) => {
    const answer = await refused(
      t,
      t.request.post(events).set("Idempotency-Key", Buffer.from(key).toString("latin1")).send(event()),
    );
    expect(answer.body.errors).toMatchObject([{ parameter: "Idempotency-Key", code: "invalid_format" }]);
  });

  it("sent many times at once has one effect, and every answer is that one or asks to wait", async () => {
    const { seq } = await t.store.head();
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(events, "once-6", event())));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => !made.includes(answer)))
      expect([status, body.code]).toEqual([409, "idempotency_key_in_use"]);
    expect((await t.store.head()).seq).toBe(seq + 2);
  });
});

describe("keys that are remembered", () => {
  const open = async () => {
    const app = await openWithParties({ config: { maxIdempotencyKeys: 3 } });
    await make(app, { slug: "railway" });
    const send = (key: string, who = app.request) => who.post(events).set("Idempotency-Key", key).send(event());
    return { app, send };
  };

  it("are a share for each caller: beyond it new ones are refused until the oldest is forgotten, and none before", async () => {
    const { app, send } = await open();
    const first = await send("share-1").expect(201);
    app.clock.set("2026-11-23T10:00:00.000Z");
    for (const key of ["share-2", "share-3"]) await send(key).expect(201);
    for (const at of ["2026-11-23T10:00:00.000Z", "2026-11-23T11:00:00.000Z"]) {
      app.clock.set(at);
      expect((await refused(app, send("share-4"))).body).toMatchObject({ status: 429, policy: "idempotency-keys" });
    }
    expect((await send("share-4")).headers["retry-after"]).toBe(String(22 * 3600));
    expect((await send("share-1").expect("Idempotency-Replayed", "true")).text).toBe(first.text);
    await send("share-1", await app.as("analyst", { name: "other" })).expect(201);
    await app.request.post(events).send(event()).expect(201);
    app.clock.set("2026-11-24T09:00:00.001Z");
    await send("share-4").expect(201);
    expect((await send("share-5")).status).toBe(429);
    await app.close();
  });

  it("of imports count among them", async () => {
    const { app, send } = await open();
    for (const key of ["share-1", "share-2", "share-3"]) await send(key).expect(201);
    const file = `${JSON.stringify(promise({ slug: "imported" }))}\n`;
    const importing = app.request.post("/v1/import").type("application/x-ndjson").set("Idempotency-Key", "share-4");
    expect((await refused(app, importing.send(file))).body.policy).toBe("idempotency-keys");
    await app.close();
  });

  it("keep no long answer that can be made again: it is, and says the same", async () => {
    const body = promise({ slug: "long", title: "Say much", summary: '"'.repeat(10_000) });
    const first = await post("/v1/commitments", "long-1", body).expect(201);
    expect(first.text.length).toBeGreaterThan(16_384);
    const [tester] = (await t.store.listKeys({ limit: 100 })).filter(({ name }) => name === "tester");
    const now = t.clock.now().toISOString();
    expect((await t.store.taken({ principal: tester?.id ?? "", key: "long-1" }, now))?.answer).toBeNull();
    await t.request.patch("/v1/commitments/long").send({ title: "Changed since" }).expect(200);
    const again = await post("/v1/commitments", "long-1", body).expect(201);
    expect([again.headers["idempotency-replayed"], again.body]).toEqual(["true", first.body]);
  });
});

describe("a process that died between commit and answer", () => {
  const lose = async (key: string) => {
    await loseAnswer(t, key);
    t.clock.set(new Date(t.clock.now().getTime() + 1000).toISOString());
  };

  it.each([
    ["/v1/commitments", promise({ slug: "lost", title: "Find it again" })],
    [events, event({ status: "negotiating" })],
    ["/v1/commitments/railway/milestones", { title: "Tunnel", due: { edtf: "2027" } }],
    ["/v1/sources", document({ slug: "lost-source" })],
    ["/v1/parties", { code: "EAEU", kind: "igo", name: "Eurasian Economic Union" }],
  ])("%s: the answer is made again, as the record was then", async (path, body) => {
    const key = `lost ${path}`;
    const first = await post(path, key, body).expect(201);
    await lose(key);
    const record = new URL(String(first.headers.location)).pathname;
    await t.request
      .patch(record)
      .send(path === "/v1/parties" ? { name: "EAEU" } : { title: "Changed since" })
      .expect(200);
    const { answer, lines } = await written(t, post(path, key, body));
    expect(lines).toEqual([]);
    expect(answer.body).toEqual(first.body);
    expect([answer.status, answer.headers.location]).toEqual([201, first.headers.location]);
  });

  it.each([
    ["/v1/commitments/railway/assessments", judgement()],
    ["/v1/commitments/railway/relations", { type: "part_of", from: "lost-end" }],
  ])("%s: the answer is made again, though another record has changed what it shows", async (path, body) => {
    const [key, end] = [`lost ${path}`, "/v1/commitments/lost-end"];
    if ((await t.request.get(end)).status === 404) await make(t, { slug: "lost-end" });
    const first = await post(path, key, body).expect(201);
    await lose(key);
    await t.request.patch(end).send({ title: "Changed since" }).expect(200);
    await t.request.post("/v1/commitments/railway/assessments").send(judgement({ supersedes: first.body.id }));
    const { answer, lines } = await written(t, post(path, key, body));
    expect(lines).toEqual([]);
    expect([answer.status, answer.body, answer.headers.etag]).toEqual([201, first.body, first.headers.etag]);
    expect(answer.headers.location).toBe(first.headers.location);
  });

  it("a restored record is shown as it was then", async () => {
    await make(t, { slug: "back" });
    await t.request.delete("/v1/commitments/back").expect(204);
    const first = await post("/v1/commitments/back/restore", "lost-restore").expect(200);
    await lose("lost-restore");
    const answer = await post("/v1/commitments/back/restore", "lost-restore").expect(200);
    expect([answer.headers["idempotency-replayed"], answer.body]).toEqual(["true", first.body]);
  });
});

it("processes that share a database do once what is sent to each at the same time; one that starts later repeats the answer", async () => {
  const { url, drop } = await newDatabase();
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  const startOne = async () => {
    const store = await openStore(url);
    return { store, app: await buildApp({ store, config }) };
  };
  const [here, there] = [await startOne(), await startOne()];
  const holder = { name: "ann", role: "analyst", expiresAt: null } as const;
  const { key } = await createKey(systemContext(here.store, config, "test"), holder);
  const headers = { authorization: `Bearer ${key}`, "idempotency-key": "same" };
  const send = ({ app }: typeof here) =>
    app.inject({ method: "POST", url: "/v1/sources", headers, payload: document({ issuedBy: [] }) });

  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(n % 2 ? here : there)));
  const made = answers.filter(({ statusCode }) => statusCode === 201);
  expect(new Set(made.map(({ body }) => body)).size).toBe(1);
  expect(answers.every((answer) => answer.statusCode === 409 || made.includes(answer))).toBe(true);
  expect((await here.store.head()).seq).toBe(1);

  const later = await startOne();
  const again = await send(later);
  expect([again.statusCode, again.headers["idempotency-replayed"], again.body]).toEqual([201, "true", made[0]?.body]);
  for (const { app, store } of [here, there, later]) await app.close().finally(() => store.close());
  await drop();
});
