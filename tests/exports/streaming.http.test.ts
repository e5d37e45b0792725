import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Response } from "supertest";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Commitment } from "../../src/domain/commitment.ts";
import type { Due } from "../../src/domain/due.ts";
import type { Store } from "../../src/store/port/store.ts";
import { make, openWithParties } from "../helpers/http-bodies.ts";
import { change, makeCommitment, stamp } from "../helpers/stored-records.ts";
import { connectTo } from "../helpers/test-app.ts";

type App = Awaited<ReturnType<typeof openWithParties>>;
const opened: App[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

/**
 * An application that calls `before` before each page of commitments that it reads as of a moment; with `isEndless` it
 * reads the first page again and again.
 */
async function open(before: (page: number) => Promise<void>, config: object = {}, isEndless = false): Promise<App> {
  const state = { pages: 0 };
  const watched = (store: Store): Store => ({
    ...store,
    list: async (kind, query) => {
      if (kind !== "commitment") return store.list(kind, query);
      await before(++state.pages);
      if (!isEndless) return store.list(kind, query);
      return { ...(await store.list(kind, { ...query, after: [""] })), next: ["again"] };
    },
  });
  const wrap = (store: Store): Store => ({ ...store, at: (moment) => watched(store.at(moment)) });
  const t = await openWithParties({ wrap, config });
  opened.push(t);
  return t;
}

const ask = "GET /v1/commitments.ndjson HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const socketTo = (t: App) => connectTo(t).on("error", () => {});
async function answerTo(t: App): Promise<string> {
  const socket = socketTo(t);
  const pieces: string[] = [];
  socket.setEncoding("utf8").on("data", (piece: string) => pieces.push(piece));
  socket.write(ask);
  await once(socket, "close");
  return pieces.join("");
}
const fill = (t: App, count: number, more: Partial<Commitment> = {}) =>
  t.store.apply(
    Array.from({ length: count }, (_, n) =>
      change("create", "commitment", makeCommitment(n, { parties: [{ party: "KGZ", role: "promisor" }], ...more })),
    ),
    stamp,
  );
const gate = () => Promise.withResolvers<void>();

describe("an export that takes long", () => {
  it("shows one state of the record, though others write between its pages", async () => {
    const t = await open(async (page) => {
      if (page !== 2) return;
      for (const n of [1, 101, 103])
        await t.request
          .patch(`/v1/commitments/commitment-${n}`)
          .send({ tags: ["late"] })
          .expect(200);
      await make(t, { title: "Late" });
      await t.request.delete("/v1/commitments/commitment-104").expect(204);
    });
    await fill(t, 105);
    const answer = await t.anonymous.get("/v1/commitments.ndjson").expect(200);
    const lines = answer.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(105);
    expect(answer.headers["servanda-count"]).toBe("105");
    expect(lines.flatMap(({ tags }) => tags)).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ title: "Commitment 104", version: 1 });
  }, 60_000);

  it("goes on beyond the time for a handler, as long as somebody reads", async () => {
    const t = await open(() => new Promise((resolve) => setTimeout(resolve, 1200)), { handlerTimeoutMs: 1000 });
    await fill(t, 1);
    const answer = await answerTo(t);
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\n0\r\n\r\n$/s);
  });

  it("that fails midway is cut off, not ended", async () => {
    const t = await open(async (page) => {
      if (page === 2) throw new Error("the disk is gone");
    });
    await fill(t, 101, { summary: "x".repeat(2000) });
    const answer = await answerTo(t);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain("Commitment 1");
    expect(answer).not.toMatch(/\r\n0\r\n\r\n$/);
  }, 60_000);
});

describe("exports at once", () => {
  const hold = async (config: object) => {
    const { promise, resolve } = gate();
    const held = { pages: 0 };
    const t = await open(
      (page) => {
        held.pages = page;
        return promise;
      },
      { slowClientMs: 100, ...config },
    );
    return { t, held, letGo: resolve };
  };
  const problemOf = ({ status, body, headers }: Response) => [status, body.code, headers["retry-after"]];

  it("are as many as there are places: who waits in vain is given a 503, and a place when one ends or its client leaves", async () => {
    const { t, held, letGo } = await hold({ maxExports: 4, maxExportsEach: 9 });
    const sockets = Array.from({ length: 4 }, () => socketTo(t));
    for (const socket of sockets) socket.write(ask);
    await vi.waitFor(() => expect(held.pages).toBe(4));
    expect(problemOf(await t.anonymous.get("/v1/commitments.csv"))).toEqual([503, "overloaded", "5"]);
    await t.anonymous.head("/v1/commitments.csv").expect(200);
    await t.anonymous.get("/v1/commitments").expect(200);
    sockets[0]?.destroy();
    await once(sockets[0] ?? t.app.server, "close");
    const next = t.anonymous.get("/v1/commitments.csv").then(({ status }) => status);
    await vi.waitFor(() => expect(held.pages).toBe(5));
    letGo();
    expect(await next).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it("one caller has a share of the places, be it an address or a key, and others have theirs", async () => {
    const { t, held, letGo } = await hold({ maxExports: 4, maxExportsEach: 1, trustProxy: 1 });
    const from = (address: string) => t.anonymous.get("/v1/commitments.csv").set("X-Forwarded-For", address);
    const served = [from("192.0.2.1"), from("2001:db8:0:1::1"), t.request.get("/v1/commitments.csv")];
    const answers = Promise.all(served.map((each) => each.then(({ status }) => status)));
    await vi.waitFor(() => expect(held.pages).toBe(3));
    expect(problemOf(await from("192.0.2.1"))).toEqual([429, "rate_limited", "5"]);
    expect((await from("2001:db8:0:1::2")).body.policy).toBe("exports");
    expect((await t.request.get("/v1/commitments.csv")).status).toBe(429);
    const other = from("192.0.2.2").then(({ status }) => status);
    await vi.waitFor(() => expect(held.pages).toBe(4));
    letGo();
    expect([...(await answers), await other]).toEqual([200, 200, 200, 200]);
    await from("192.0.2.1").expect(200);
  });

  describe("of which some are not read", () => {
    const due: Due = { text: null, edtf: "2027", earliest: "2027-01-01", latest: "2027-12-31", basis: "explicit" };
    const held = new Set<Socket>();
    let t: App;
    beforeAll(async () => {
      t = await openWithParties({ config: { maxExports: 2, maxExportsEach: 2, slowClientMs: 200 } });
      await fill(t, 60, { title: "x".repeat(5000), summary: "x".repeat(10_000), due });
    });
    afterEach(() => {
      for (const socket of held) socket.destroy();
      held.clear();
    });
    afterAll(() => t.close());

    /** Asks for an export, of which the network then takes nothing. */
    async function leaveUnread(path: string): Promise<Socket> {
      const taken = new Promise<Socket>((resolve) => {
        t.app.server.once("connection", (socket: Socket) => {
          socket.cork();
          resolve(socket);
        });
      });
      socketTo(t).write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      const socket = await taken;
      held.add(socket);
      await vi.waitFor(() => expect(socket.writableNeedDrain).toBe(true), { timeout: 10_000 });
      return socket;
    }

    it.each([
      "/v1/commitments.ndjson",
      "/v1/commitments.csv",
      "/v1/commitments.geojson?unlocated=true",
      "/v1/commitments.jsonld",
      "/v1/commitments.iati.xml",
      "/v1/commitments?format=ndjson",
      "/v1/timeline.ics",
    ])("%s keeps its place while nobody needs it, and makes way for who waits", async (path) => {
      const unread = await leaveUnread(path);
      for (let n = 0; n < 4; n++) {
        await t.request.get("/v1/commitments.csv").expect(200);
        await pause(100);
      }
      expect(unread.destroyed).toBe(false);
      const second = await leaveUnread(path);
      await t.request.get("/v1/commitments.csv").expect(200);
      expect([unread.destroyed, second.destroyed]).toEqual([true, false]);
    });
  });

  it("that nobody reads are cut off", async () => {
    const t = await open(async () => {}, { requestTimeoutMs: 400, handlerTimeoutMs: 200, headersTimeoutMs: 200 }, true);
    await fill(t, 10, { summary: "x".repeat(10_000) });
    const socket = socketTo(t);
    socket.pause();
    socket.write(ask);
    const held = () => new Promise((resolve) => t.app.server.getConnections((_error, count) => resolve(count)));
    await once(socket, "connect");
    await vi.waitFor(async () => expect(await held()).toBe(1));
    await vi.waitFor(async () => expect(await held()).toBe(0), { timeout: 10_000 });
    socket.destroy();
  }, 60_000);
});
