import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { Store } from "../../src/store/port/store.ts";
import { type App, openWithParties, promise } from "../helpers/http-bodies.ts";
import { connectTo, type Requests, requestsTo } from "../helpers/test-app.ts";

const ndjson = "application/x-ndjson";
const patience = { timeout: 20_000 };
const opened: App[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of opened.splice(0)) await app.close();
});

async function open(config: Partial<Config> = {}, wrap?: (store: Store) => Store): Promise<App> {
  const t = await openWithParties({ config, ...(wrap && { wrap }) });
  opened.push(t);
  return t;
}

const lines = (name: string, n: number, more: object = {}) =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify(promise({ slug: `${name}-${i}`, ...more }))}\n`).join("");
const send = (who: Requests, text: string) => who.post("/v1/import").set("content-type", ndjson).send(text);

/** Sends the head of an import, and so much of its body, on a connection of its own. */
async function begin(t: App, file: string, { sent = file.length, key = "" } = {}): Promise<Socket> {
  const socket = connectTo(t).on("error", () => {});
  sockets.push(socket);
  const head = [
    "POST /v1/import HTTP/1.1",
    "Host: x",
    `Authorization: Bearer ${key || (await t.keys("analyst"))}`,
    `Content-Type: ${ndjson}`,
    `Accept: ${ndjson}`,
    `Content-Length: ${Buffer.byteLength(file)}`,
  ];
  const asked = once(t.app.server, "request");
  socket.write(`${head.join("\r\n")}\r\n\r\n${file.slice(0, sent)}`);
  await asked;
  return socket;
}

describe("an import", () => {
  it("whose report nobody reads is written all the same, and keeps nobody from writing", async () => {
    const t = await open();
    const connection = once(t.app.server, "connection");
    const slug = "unread".repeat(16);
    const file = lines(slug, 700);
    const unread = begin(t, file);
    const [server] = (await connection) as [Socket];
    server.cork();
    const client = await unread;
    await vi.waitFor(async () => expect((await t.anonymous.get(`/v1/commitments/${slug}-0`)).status).toBe(200), {
      timeout: 60_000,
    });
    await t.request
      .post("/v1/commitments")
      .send(promise({ slug: "meanwhile" }))
      .expect(201);
    expect(server.destroyed).toBe(false);
    const report: Buffer[] = [];
    client.on("data", (chunk: Buffer) => report.push(chunk));
    process.nextTick(() => server.uncork());
    await vi.waitFor(
      () => expect(Buffer.concat(report).toString()).toMatch(/"committed":true.*\r\n0\r\n\r\n$/s),
      patience,
    );
  }, 120_000);

  it("whose file comes slowly keeps nobody else's out", async () => {
    const t = await open();
    const file = lines("slow", 3);
    const slow = await begin(t, file, { sent: 10 });
    const { body } = await send(t.request, lines("quick", 3)).expect(200);
    expect([body.committed, body.created]).toEqual([true, 3]);
    slow.write(file.slice(10));
    await vi.waitFor(() => t.anonymous.get("/v1/commitments/slow-2").expect(200), patience);
  });

  it("one caller makes one at a time", async () => {
    const t = await open();
    const key = await t.keys("analyst");
    await begin(t, lines("first", 1), { sent: 10, key });
    const again = await send(requestsTo(t.app, key), lines("second", 1));
    expect([again.status, again.body.code, again.headers["retry-after"]]).toEqual([503, "import_underway", "5"]);
    await send(t.request, lines("other", 1)).expect(200);
  });

  it("whose file does not come makes way for who waits, where all places are taken", async () => {
    const t = await open({ maxImports: 2, slowClientMs: 200 });
    const stuck = [await begin(t, lines("a", 1), { sent: 10 }), await begin(t, lines("b", 1), { sent: 10 })];
    await send(t.request, lines("quick", 1)).expect(200);
    await vi.waitFor(() => expect(stuck.filter(({ destroyed }) => destroyed)).toHaveLength(1), patience);
  });

  it("that nobody waits for any more when its turn comes is not begun", async () => {
    const gate = Promise.withResolvers<void>();
    const counts = { begun: 0 };
    const t = await open({}, (store) => ({
      ...store,
      exclusively: async (work) => {
        counts.begun += 1;
        await gate.promise;
        return store.exclusively(work);
      },
    }));
    const first = send(t.request, lines("first", 1)).then(({ status }) => status);
    await vi.waitFor(() => expect(counts.begun).toBe(1), patience);
    const file = lines("gone", 1);
    const leaving = await begin(t, file);
    const server = await new Promise<number>((resolve) => t.app.server.getConnections((_error, n) => resolve(n)));
    leaving.destroy();
    await vi.waitFor(async () => {
      const now = await new Promise<number>((resolve) => t.app.server.getConnections((_error, n) => resolve(n)));
      expect(now).toBe(server - 1);
    }, patience);
    gate.resolve();
    expect(await first).toBe(200);
    await send(t.request, lines("next", 1)).expect(200);
    expect(counts.begun).toBe(2);
    await t.anonymous.get("/v1/commitments/gone-0").expect(404);
  });
});
