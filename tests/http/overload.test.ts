import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Config } from "../../src/config.ts";
import { operation } from "../../src/http/operation.ts";
import type { Routes } from "../../src/http/plugin.ts";
import { openTestApp } from "../helpers/app.ts";
import { thingRoutes } from "../helpers/things.ts";

type App = Awaited<ReturnType<typeof openTestApp>>;
const opened: App[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

async function open(config: Partial<Config>, routes: Routes = thingRoutes): Promise<App> {
  const app = await openTestApp({ config, routes });
  opened.push(app);
  await app.app.listen({ port: 0 });
  return app;
}

function socketTo({ app }: App): Socket {
  const { port } = app.server.address() as { port: number };
  return connect(port, "127.0.0.1").on("error", () => {});
}

const quick = { headersTimeoutMs: 200, requestTimeoutMs: 400, handlerTimeoutMs: 200 };
const head =
  "POST /v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer KEY\r\nContent-Type: application/json\r\nContent-Length: 100\r\n";

/** Sends one more piece every few milliseconds, for as long as the other side takes them. */
async function trickle(socket: Socket, start: string, piece: string): Promise<string> {
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), 20);
  return text(socket).finally(() => clearInterval(timer));
}

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
    const t = await open({ ...quick, bodyLimitBytes: 16_777_216 });
    const { id } = (await t.request.post("/v1/things").send({ name: "a", color: "red", text: "x".repeat(15_000_000) }))
      .body;
    const key = await t.keys("reader");
    const socket = socketTo(t);
    socket.pause();
    const ask = `GET /v1/things/${id} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\nAuthorization: Bearer ${key}\r\n\r\n`;
    socket.write(ask.repeat(3));
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

describe("an overloaded process", () => {
  it("turns requests away with a 503 that says when to come back, answers probes, and recovers", async () => {
    const t = await open({ maxEventLoopDelayMs: 50 }, busyRoutes);
    const ask = () => t.anonymous.get("/v1/codelists");
    expect((await ask()).status).toBe(200);
    const busy = vi.waitUntil(async () => (await t.anonymous.get("/v1/busy")).status === 503, {
      timeout: 10_000,
      interval: 1,
    });
    await busy;
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
});
