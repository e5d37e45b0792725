import { createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type App, body, make, openWithParties } from "../helpers/http-bodies.ts";
import { answering, openReceiver, type Receiver } from "../helpers/receiver.ts";
import { tamper } from "../helpers/tamper.ts";

/** Receivers that answer wrongly, slowly, endlessly or not at all. */

let t: App;
let resolved: string[] = [];
const open: { close: () => void }[] = [];
beforeAll(async () => {
  t = await openWithParties({
    config: { webhooks: true, maxWebhooksEach: 200 },
    resolve: async () => resolved,
  });
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(() => t.close());

async function receiver(...given: Parameters<typeof openReceiver>): Promise<Receiver> {
  const made = await openReceiver(...given);
  open.push(made);
  return made;
}

/** A server that does with each connection what it will; how many came. */
async function server(behave: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    behave(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  };
  open.push({ close });
  const { port } = listening.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/`, count: () => sockets.size };
}

const hook = async (url: string) => (await body(t.request.post("/v1/webhooks").send({ url }))).id;
const remove = (id: string) => t.request.delete(`/v1/webhooks/${id}`).expect(204);
/** What a ping comes to. */
async function trial(url: string) {
  const id = await hook(url);
  const { body: came } = await t.request.post(`/v1/webhooks/${id}/test`).expect(200);
  await remove(id);
  return came;
}

const head = "HTTP/1.1 200 OK\r\n";
/** Writes the same again and again, as fast as it is taken. */
const pour = (socket: Socket, piece: string) => {
  const on = () => {
    while (!socket.destroyed && socket.write(piece)) if (socket.writableLength > 1e6) break;
    if (!socket.destroyed) setImmediate(on);
  };
  on();
};

describe("a receiver", () => {
  it.each([
    ["cuts the connection", (socket: Socket) => socket.once("data", () => socket.resetAndDestroy()), "cut before"],
    ["answers no HTTP", (socket: Socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"), "no HTTP"],
    [
      "sends headers without end",
      (socket: Socket) => socket.write(head, () => pour(socket, "x: y\r\n".repeat(500))),
      "longer",
    ],
    ["sends 1xx without end", (socket: Socket) => pour(socket, "HTTP/1.1 103 Early Hints\r\n\r\n"), "failed"],
    [
      "wants another protocol",
      (socket: Socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
      "failed",
    ],
  ] as const)("that %s has not taken the message", async (_name, behave, words) => {
    const { url } = await server((socket) => void behave(socket));
    const came = await trial(url);
    expect([came.delivered, came.error]).toEqual([false, expect.stringContaining(words)]);
    expect(came.durationMs).toBeLessThan(8000);
  });

  it("that sends a body without end, or a byte a second, has taken it, and is cut", async () => {
    const endless = await server((socket) => {
      socket.write(`${head}content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n`);
      pour(socket, `10000\r\n${"0".repeat(65_536)}\r\n`);
    });
    const slow = await server((socket) => {
      socket.write(`${head}content-length: 100000\r\n\r\n`);
      const timer = setInterval(() => socket.write("0"), 200);
      socket.on("close", () => clearInterval(timer));
    });
    const before = process.memoryUsage.rss();
    for (const { url } of [endless, slow]) {
      const began = performance.now();
      expect(await trial(url)).toMatchObject({ delivered: true, responseStatus: 200 });
      expect(performance.now() - began).toBeLessThan(8000);
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  });

  it("that leads elsewhere is not followed", async () => {
    const inside = await receiver();
    const { url } = await receiver(answering(302, { location: inside.url }));
    expect(await trial(url)).toMatchObject({
      delivered: false,
      responseStatus: 302,
      error: expect.stringContaining("not followed"),
    });
    expect(inside.connections()).toBe(0);
  });

  it("that is a name is looked up with each connection, and refused where it has come to lead inwards", async () => {
    const inside = await receiver();
    const { port } = new URL(inside.url);
    for (const addresses of [
      ["127.0.0.2"],
      ["10.0.0.1"],
      ["::1"],
      ["93.184.216.34", "169.254.169.254"],
      ["::ffff:10.0.0.1"],
    ]) {
      resolved = addresses;
      expect((await trial(`https://hooks.example.org:${port}/`)).error).toContain("an address that is not public");
    }
    resolved = [];
    expect((await trial(`https://hooks.example.org:${port}/`)).error).toContain("leads to no address");
    expect(inside.connections()).toBe(0);
    resolved = ["127.0.0.1"];
    expect((await trial(`https://hooks.example.org:${port}/`)).error).toMatch(/TLS|cut before|failed/);
    expect(inside.connections()).toBe(1);
  });

  it("that cannot be trusted by its certificate, or that has none, gets nothing", async () => {
    const { url, connections, all } = await receiver();
    expect((await trial(url.replace("http:", "https:"))).error).toMatch(/TLS/);
    expect([connections(), all.length]).toEqual([1, 0]);
  });
});

describe("a hundred dead receivers", () => {
  it("keep nobody else waiting: those that take messages have them long before the others are given up", async () => {
    const silent = await server(() => {});
    const ids = await Promise.all(Array.from({ length: 100 }, () => hook(silent.url)));
    const well = await receiver();
    ids.push(await hook(well.url));
    await make(t);
    await vi.waitFor(() => expect(silent.count()).toBe(100), { timeout: 5000 });
    const lags: number[] = [];
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      const count = well.all.length;
      await make(t);
      await well.got(count + 1);
      lags.push(performance.now() - began);
    }
    expect(Math.max(...lags)).toBeLessThan(5000);
    await Promise.all(ids.map(remove));
  });
});

it("pings of one caller that wait for a receiver leave places to others", async () => {
  const { url, count } = await server(() => {});
  const id = await hook(url);
  const ping = (asks: App["request"], of: string) => asks.post(`/v1/webhooks/${of}/test`);
  const waiting = Array.from({ length: 4 }, () => ping(t.request, id).then(({ status }) => status));
  await vi.waitFor(() => expect(count()).toBe(4));
  expect((await ping(t.request, id).expect(429)).body.code).toBe("rate_limited");
  const other = await t.as("analyst");
  const fine = await receiver();
  const own = (await body(other.post("/v1/webhooks").send({ url: fine.url }))).id;
  expect((await ping(other, own).expect(200)).body).toMatchObject({ delivered: true });
  for (const one of open.splice(0)) one.close();
  expect(await Promise.all(waiting)).toEqual([200, 200, 200, 200]);
  await remove(id);
});

it("one that was to wait by a clock that has gone back since is tried at once", async () => {
  const fine = await receiver(answering(500));
  const id = await hook(fine.url);
  await make(t);
  await fine.got(1);
  await vi.waitFor(async () => expect((await t.store.webhooks.get(id))?.nextAttemptAt).not.toBeNull());
  await tamper(t.url, `update webhooks set next_attempt_at = '2999-01-01T00:00:00.000Z' where id = '${id}'`);
  await fine.got(2);
  await remove(id);
});
