import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Config } from "../../../src/config/config.ts";
import { operation, type Routes } from "../../../src/http/contract/operation.ts";
import { thingRoutes } from "../../helpers/example-noun.ts";
import { connectTo, openTestApp } from "../../helpers/test-app.ts";

type App = Awaited<ReturnType<typeof openTestApp>>;
const opened: App[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

async function open(config: Partial<Config>, routes: Routes = thingRoutes): Promise<App> {
  const app = await openTestApp({ config, routes });
  opened.push(app);
  return app;
}

/** A connection that is cut may end in ECONNRESET or EPIPE: what came before tells whether it was rightly so. */
const socketTo = (t: App): Socket => connectTo(t).on("error", () => {});

const quick = { headersTimeoutMs: 200, requestTimeoutMs: 400, handlerTimeoutMs: 200 };
const head =
  "POST /v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer KEY\r\nContent-Type: application/json\r\nContent-Length: 100\r\n";

/**
 * Sends one more piece every few milliseconds until it is answered; resolves to all that came before the connection
 * ended. Each piece goes out after what has arrived was read: on a connection that the other side has cut, a write
 * fails and takes an answer with it that was not read yet.
 */
async function trickle(socket: Socket, start: string, piece: string): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.write(start);
  const timer = setInterval(() => setImmediate(() => chunks.length === 0 && socket.write(piece)), 20);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(timer);
  return Buffer.concat(chunks).toString();
}

/** Answers with more than the buffers of a connection hold. */
const largeRoutes: Routes = async (app) => {
  const summary = "A large answer";
  const schema = operation({ id: "getLarge", tag: "service", access: "open", summary, answers: { 200: z.string() } });
  app.get("/v1/large", { schema }, async () => "x".repeat(15_000_000));
};

describe("a slow client is cut off,", () => {
  it.each([
    ["that sends its headers byte by byte", "GET /v1 HTTP/1.1\r\nHost: a\r\nX-Slow: ", "x"],
    ["that sends its body byte by byte", `${head}\r\n`, " "],
    ["that stops in its headers", "GET /v1 HTTP/1.1\r\nHost: a\r\nX-Slow: ", ""],
    ["that stops in its body", `${head}\r\n{`, ""],
  ])("%s, with a 408 problem", async (_what, start, piece) => {
    const t = await open(quick);
    const answer = await trickle(socketTo(t), start.replace("KEY", await t.keys("analyst")), piece);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
  });

  it("that asks and never reads, though the answers are more than the network holds", async () => {
    const t = await open(quick, largeRoutes);
    const socket = socketTo(t);
    socket.pause();
    socket.write("GET /v1/large HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n".repeat(3));
    const held = () => new Promise((resolve) => t.app.server.getConnections((_error, count) => resolve(count)));
    await once(socket, "connect");
    await vi.waitFor(async () => expect(await held()).toBe(1));
    await vi.waitFor(async () => expect(await held()).toBe(0), { timeout: 5000 });
    socket.destroy();
  });
});

/** Keeps the event loop busy, as too much work does. */
const busyRoutes: Routes = async (app) => {
  app.get(
    "/v1/busy",
    {
      schema: operation({
        id: "work",
        tag: "service",
        access: "open",
        summary: "Works",
        answers: { 200: z.object({}) },
      }),
    },
    async () => {
      const end = performance.now() + 300;
      while (performance.now() < end);
      return {};
    },
  );
};

/** Answers once it is let go. */
function waitingRoutes() {
  const gate = Promise.withResolvers<void>();
  const seen = { count: 0 };
  const schema = operation({
    id: "wait",
    tag: "service",
    access: "open",
    summary: "Waits",
    answers: { 200: z.object({}) },
  });
  const routes: Routes = async (app) => {
    app.get("/v1/waiting", { schema }, async () => {
      seen.count += 1;
      await gate.promise;
      return {};
    });
  };
  return { routes, seen, letGo: gate.resolve };
}

describe("connections", () => {
  const held = ({ app }: App) => new Promise<number>((resolve) => app.server.getConnections((_error, n) => resolve(n)));
  const connectOnce = async (t: App) => {
    const socket = socketTo(t);
    await once(socket, "connect");
    return socket;
  };

  it("are a share for each address: more are dropped, until one of them is closed", async () => {
    const t = await open({ maxConnectionsEach: 3 });
    const own = await Promise.all([connectOnce(t), connectOnce(t), connectOnce(t)]);
    await vi.waitFor(async () => expect(await held(t)).toBe(3));
    const port = Number(new URL(t.address).port);
    for (let n = 0; n < 3; n++) await once(await connectOnce(t), "close");
    expect(own.some(({ destroyed }) => destroyed)).toBe(false);
    const neighbour = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
    neighbour.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(await text(neighbour)).toMatch(/^HTTP\/1\.1 200 /);
    own[0]?.destroy();
    await vi.waitFor(async () => {
      const answer = await fetch(`${t.address}/healthz`, { headers: { connection: "close" } });
      expect([answer.status, (await answer.text()).length > 0]).toEqual([200, true]);
    });
    for (const socket of own) socket.destroy();
  });

  it("have no such share behind a proxy, whose they all are", async () => {
    const t = await open({ maxConnectionsEach: 1, trustProxy: 1 });
    const own = await Promise.all([connectOnce(t), connectOnce(t), connectOnce(t)]);
    await vi.waitFor(async () => expect(await held(t)).toBe(3));
    await t.anonymous.get("/v1/codelists").expect(200);
    for (const socket of own) socket.destroy();
  });
});

describe("an overloaded process", () => {
  it("turns requests away with a 503 that says when to come back, answers probes, and recovers", async () => {
    const t = await open({ maxEventLoopDelayMs: 150 }, busyRoutes);
    const ask = () => t.anonymous.get("/v1/codelists");
    await vi.waitUntil(async () => (await t.anonymous.get("/v1/busy")).status === 503, {
      timeout: 10_000,
      interval: 1,
    });
    const [turnedAway, health, readiness] = [
      await ask(),
      await t.anonymous.get("/healthz"),
      await t.anonymous.get("/readyz"),
    ];
    expect([turnedAway.status, turnedAway.body.code, turnedAway.headers["retry-after"]]).toEqual([
      503,
      "overloaded",
      "5",
    ]);
    expect([health.status, readiness.status]).toEqual([200, 200]);
    expect(turnedAway.headers.ratelimit).toBeUndefined();
    await vi.waitFor(async () => expect((await ask()).status).toBe(200), { timeout: 5000, interval: 50 });
  });

  it("gives one address a share of the requests that are answered at once, and serves others", async () => {
    const { routes, seen, letGo } = waitingRoutes();
    const t = await open({ maxRequestsEach: 2, trustProxy: 1 }, routes);
    const from = (path: string, address: string) => t.anonymous.get(path).set("X-Forwarded-For", address);
    const waiting = [from("/v1/waiting", "192.0.2.1"), from("/v1/waiting", "192.0.2.1")];
    const answers = Promise.all(waiting.map((each) => each.then(({ status }) => status)));
    await vi.waitUntil(() => seen.count === 2);
    const { status, body, headers } = await from("/v1/codelists", "192.0.2.1");
    expect([status, body.code, body.policy, headers["retry-after"]]).toEqual([429, "rate_limited", "at-once", "5"]);
    await from("/v1/codelists", "192.0.2.2").expect(200);
    await from("/readyz", "192.0.2.1").expect(200);
    letGo();
    expect(await answers).toEqual([200, 200]);
    await from("/v1/codelists", "192.0.2.1").expect(200);
  });

  it("answers no more requests at once than it may, whether they end well or are given up", async () => {
    const { routes, seen, letGo } = waitingRoutes();
    const t = await open({ maxRequests: 2 }, routes);
    const leaving = socketTo(t);
    leaving.write("GET /v1/waiting HTTP/1.1\r\nHost: a\r\n\r\n");
    const waiting = t.anonymous.get("/v1/waiting").then(({ status }) => status);
    await vi.waitUntil(() => seen.count === 2);
    const ask = async () => (await t.anonymous.get("/v1/codelists")).status;
    expect([await ask(), (await t.anonymous.get("/readyz")).status]).toEqual([503, 200]);
    leaving.destroy();
    await vi.waitFor(async () => expect(await ask()).toBe(200));
    letGo();
    expect(await waiting).toBe(200);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200]);
  });
});
