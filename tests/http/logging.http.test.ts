import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import { afterEach, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { hashKeyText } from "../../src/domain/key-text.ts";
import { thingRoutes } from "../helpers/example-noun.ts";
import { openTestApp } from "../helpers/test-app.ts";

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

/** An application that logs everything, and the lines that it has logged. */
async function openLogged() {
  const t = await openTestApp();
  closings.push(t.close);
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  const logger = Fastify({ logger: { level: "trace", stream } }).log;
  const app = await buildApp({ store: t.store, config: readConfig({}), now: t.clock.now, logger });
  closings.push(() => app.close());
  await app.register(thingRoutes);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  const send = async (request: string): Promise<number> => {
    const socket = connect(port, "127.0.0.1");
    socket.write(request);
    return Number((await text(socket)).split(" ")[1]);
  };
  const lines = () => chunks.join("").trimEnd().split("\n");
  return { t, port, send, lines };
}

const secret = () => randomBytes(32).toString("base64url");

it("an answer from memory is logged as any other", async () => {
  const { send, lines } = await openLogged();
  const request = "GET /v1/codelists HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  expect([await send(request), await send(request)]).toEqual([200, 200]);
  const answered = lines().flatMap((line) => (line.includes('"answered"') ? [JSON.parse(line)] : []));
  expect(answered.map(({ method, path, status }) => [method, path, status])).toEqual(
    [1, 2].map(() => ["GET", "/v1/codelists", 200]),
  );
  expect(answered.every(({ ms, ip }) => ms >= 0 && ip === "127.0.0.1")).toBe(true);
});

it("a client that goes away before the end of its answer leaves a line, and one that stays no second one", async () => {
  const { port, send, lines } = await openLogged();
  const stream = connect(port, "127.0.0.1");
  stream.write("GET /v1/changes/stream HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(stream, "data");
  stream.destroy();
  await send("GET /v1/codelists HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const ended = () =>
    lines().flatMap((line) => (/"answered"|"closed before the end"/.test(line) ? [JSON.parse(line)] : []));
  await expect.poll(() => ended().length).toBe(2);
  expect(new Set(ended().map(({ path, status, msg }) => `${path} ${status} ${msg}`))).toEqual(
    new Set(["/v1/changes/stream 200 closed before the end", "/v1/codelists 200 answered"]),
  );
});

it("no credential, query, header or body is ever logged, whatever becomes of the request", async () => {
  const { t, send, lines } = await openLogged();
  const [right, wrong] = [await t.keys("admin"), `svd_${"0".repeat(32)}_${secret()}`];
  const canaries = { query: secret(), header: secret(), body: randomBytes(32).toString("hex") };
  const head = (line: string, key: string, ...more: string[]) =>
    [`${line} HTTP/1.1`, "Host: a", "Connection: close", `Authorization: Bearer ${key}`, ...more, "", ""].join("\r\n");
  const body = JSON.stringify({ name: canaries.body, role: "reader" });
  const json = ["Content-Type: application/json", `Content-Length: ${body.length}`];
  const asked = [
    head(`GET /v1?q=${canaries.query}`, right),
    head("GET /v1", right, `Cookie: ${canaries.header}`, `X-Api-Key: ${canaries.header}`),
    head("GET /v1/commitments?limit=1&cursor=x", right),
    head("GET /v1/keys", wrong),
    head("GET /v1", `${right}\r\nAuthorization: Bearer ${wrong}`),
    head("GET /v1", "").replace("Bearer ", `Basic ${canaries.header}`),
    head("GET /v1/faulty", right),
    head("POST /v1/keys", right, ...json) + body,
    head("POST /v1/things", right, ...json) + body,
    head("POST /v1/things", right, ...json.slice(0, 1), `Content-Length: ${body.length - 1}`) + body.slice(0, -1),
    head("GET /v1", right, `X-Bad\u0000: ${canaries.header}`),
    head("GET /v1", right, `X-Long: ${canaries.header}${"x".repeat(20_000)}`),
  ];
  const statuses: number[] = [];
  for (const request of asked) statuses.push(await send(request));
  expect(statuses).toEqual([400, 200, 400, 401, 401, 401, 500, 201, 400, 400, 400, 431]);
  const all = lines().join("\n");
  expect(all).toContain('"path":"/v1/keys"');
  const sealing = (await t.store.secret("cursors")).toString("base64url");
  for (const text of [
    right,
    right.slice(37),
    hashKeyText(right),
    wrong,
    wrong.slice(37),
    sealing,
    ...Object.values(canaries),
  ])
    expect(all).not.toContain(text);
  expect(all).not.toMatch(/Bearer |authorization/i);
});

it("a request cannot forge a line: each is one JSON object, whatever its address or its headers hold", async () => {
  const { send, lines } = await openLogged();
  const forged = '{"level":60,"msg":"forged"}';
  const before = lines().length;
  const asked = [
    `GET /v1/x%0a${encodeURIComponent(forged)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    `GET /v1\n${forged} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    `GET /v1 HTTP/1.1\r\nHost: a\r\nX-Request-Id: a\n${forged}\r\nConnection: close\r\n\r\n`,
    `GET /v1 HTTP/1.1\r\nHost: a\r\nX-Request-Id: a"},${forged}\r\nConnection: close\r\n\r\n`,
    `GET /v1 HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${forged}\r\nTraceparent: ${forged}\r\nConnection: close\r\n\r\n`,
  ];
  for (const request of asked) await send(request);
  const added = lines().slice(before);
  expect(added.length).toBeGreaterThan(2);
  for (const line of added)
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number) });
  expect(added.some((line) => JSON.parse(line).msg === "forged")).toBe(false);
});
