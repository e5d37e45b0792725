import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { answerCache } from "../../../src/http/caching/answer-cache.ts";
import { operation, type Routes } from "../../../src/http/contract/operation.ts";
import { contextOf } from "../../../src/http/request/context.ts";
import { baseUrl } from "../../../src/http/request/url.ts";
import type { Head, Store } from "../../../src/store/port/store.ts";
import { type App, make, openWithParties, record, textOf } from "../../helpers/http-bodies.ts";
import { connectTo, type openTestApp, type Requests } from "../../helpers/test-app.ts";

const opened: App[] = [];
const open = async (options: Parameters<typeof openTestApp>[0] = {}) => {
  const app = await openWithParties(options);
  opened.push(app);
  return app;
};
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

/** A store that counts the lists read from it, and does something after each. */
function counting() {
  const seen: { lists: number; afterwards: () => Promise<void>; head?: Head } = {
    lists: 0,
    afterwards: async () => {},
  };
  const wrap = (store: Store): Store => ({
    ...store,
    head: async () => seen.head ?? store.head(),
    list: async (kind, query) => {
      seen.lists += 1;
      const slice = await store.list(kind, query);
      await seen.afterwards();
      return slice;
    },
  });
  return { seen, wrap };
}
const list = "/v1/commitments?sort=title";

describe("an answer from memory", () => {
  it("is given while nothing has changed, and made anew after a write", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap });
    await make(t);
    const first = await t.anonymous.get(list);
    const reads = seen.lists;
    const second = await t.anonymous.get(list);
    expect([second.body, second.headers.etag, seen.lists]).toEqual([first.body, first.headers.etag, reads]);
    expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
    const { slug } = await make(t, { title: "Another" });
    expect((await t.anonymous.get(list)).body.data.map((one: { slug: string }) => one.slug)).toContain(slug);
    expect(seen.lists).toBeGreaterThan(reads);
  });

  it("is not given on another day", async () => {
    const t = await open();
    await make(t, { due: { edtf: "2026-11-23" } });
    const lateness = async () => (await t.anonymous.get(list)).body.data[0].timeliness;
    const before = [await lateness(), await lateness()];
    t.clock.set("2026-11-24T00:00:00.000Z");
    expect([...before, await lateness()]).toEqual(["due_now", "due_now", "overdue"]);
  });

  it("that was made while something took effect is made anew after a write, too", async () => {
    const t = await open();
    const { slug } = await make(t);
    await record(t, slug, "cancelled", "2026-11-23", { effectiveOn: "2026-11-24" });
    t.clock.set("2026-11-24T00:00:00.000Z");
    const listed = async () => (await t.anonymous.get(list)).body.data.map(({ title }: { title: string }) => title);
    expect(await listed()).toHaveLength(1);
    await make(t, { title: "Another" });
    expect(await listed()).toContain("Another");
  });

  it("of a status is made anew where one comes back to it that another had taken the place of", async () => {
    const t = await open();
    const { slug } = await make(t);
    const { id } = await record(t, slug, "cancelled", "2026-11-23", { effectiveOn: "2026-11-24" });
    t.clock.set("2026-11-24T00:00:00.000Z");
    const stated = async () => (await t.anonymous.get("/v1/commitments?status=stated")).body.data.length;
    await vi.waitUntil(async () => (await stated()) === 0 && (await t.store.isOf("2026-11-24")));
    expect([await stated(), await stated()]).toEqual([0, 0]);
    await t.request.delete(`/v1/commitments/${slug}/events/${id}`).expect(204);
    expect(await stated()).toBe(1);
  });

  it("is not kept when a write fell between its reads: a replica that lags may show the ledger without it again", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap });
    await make(t);
    const before = await t.store.head();
    seen.afterwards = async () => {
      seen.afterwards = async () => {};
      await make(t, { title: "In between" });
    };
    await t.anonymous.get(list);
    seen.head = before;
    const reads = seen.lists;
    await t.anonymous.get(list);
    expect(seen.lists).toBeGreaterThan(reads);
  });

  it("is a 304 to whoever holds it, weakly or compressed, also where it was only ever asked about", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap });
    await make(t);
    const tag = String((await t.anonymous.get(list).set("Accept-Encoding", "identity")).headers.etag);
    const asked = (held: string) => t.anonymous.get(list).set("Accept-Encoding", "identity").set("If-None-Match", held);
    const reads = seen.lists;
    for (const held of [tag, `W/${tag}`, tag.replace(/"$/, '-br"'), `"x", ${tag}`, "*"])
      expect((await asked(held)).status).toBe(304);
    expect(await asked('"x"').then(({ status }) => status)).toBe(200);
    expect((await t.anonymous.head(list).set("If-None-Match", tag)).status).toBe(304);
    expect(seen.lists).toBe(reads);
    expect((await asked("x")).body.code).toBe("invalid_request");
    const elsewhere = () => t.anonymous.get(list).set("Accept-Encoding", "deflate");
    expect((await elsewhere().set("If-None-Match", tag)).status).toBe(304);
    const once = seen.lists;
    expect((await elsewhere().set("If-None-Match", tag)).status).toBe(304);
    expect(seen.lists).toBe(once);
    expect((await elsewhere()).body.data).toHaveLength(1);
  });

  it("is compressed once for all who take that coding", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap });
    for (const title of ["One", "Two", "Three"]) await make(t, { title });
    for (const coding of ["br", "gzip", "zstd"]) {
      const ask = () => t.app.inject({ url: list, headers: { "accept-encoding": coding } });
      const first = await ask();
      const reads = seen.lists;
      const second = await ask();
      expect(second.headers["content-encoding"]).toBe(coding);
      expect([second.rawPayload, second.headers.etag, seen.lists]).toEqual([
        first.rawPayload,
        first.headers.etag,
        reads,
      ]);
    }
  });

  it("is one role's, and given to nobody who may not have it", async () => {
    const t = await open();
    const { id } = await textOf(t, "Whole.");
    const [snapshot] = (await t.request.get(`/v1/sources/${id}/snapshots`)).body.data;
    const address = `/v1/sources/${id}/snapshots/${snapshot.id}/text`;
    const statuses = [];
    for (const who of [t.request, t.request, t.anonymous, await t.as("reader"), t.request])
      statuses.push((await who.get(address)).status);
    expect(statuses).toEqual([200, 200, 401, 403, 200]);
  });

  it("is made for each role and each address of the service, should it depend on them", async () => {
    const routes: Routes = async (app) => {
      const schema = operation({
        id: "who",
        tag: "service",
        access: "read",
        summary: "who",
        answers: { 200: z.any() },
      });
      app.get("/v1/who", { schema }, async (req) => [contextOf(req).principal.role, baseUrl(req)]);
    };
    const t = await open({ routes, config: { publicUrl: undefined } });
    const key = await t.keys("admin");
    const said = [];
    for (const host of ["a.example", "b.example"])
      for (const authorization of [undefined, `Bearer ${key}`])
        said.push(
          (await t.app.inject({ url: "/v1/who", headers: { host, ...(authorization && { authorization }) } })).json(),
        );
    expect(said.map(String)).toEqual([
      "none,http://a.example",
      "admin,http://a.example",
      "none,http://b.example",
      "admin,http://b.example",
    ]);
  });

  it("is refused to a key from the moment that it is revoked", async () => {
    const t = await open({ config: { publicRead: false } });
    const id = "01900000-0000-7000-9999-000000000001";
    const reader = await t.as("reader", { name: "leaver" });
    const { data } = (await (await t.as("admin")).get("/v1/keys")).body;
    const leaver = data.find(({ name }: { name: string }) => name === "leaver")?.id ?? id;
    const before = [(await reader.get(list)).status, (await reader.get(list)).status];
    await t.store.revokeKey(leaver, t.clock.now().toISOString());
    expect([...before, (await reader.get(list)).status]).toEqual([200, 200, 401]);
  });

  it("is never an error, a stream, or what forbids it", async () => {
    const counts = { stream: 0, private: 0 };
    const schema = (id: string) =>
      operation({ id, tag: "service", access: "read", summary: id, answers: { 200: z.any() } });
    const routes: Routes = async (app) => {
      app.get("/v1/streamed", { schema: schema("streamed") }, async (_request, reply) => {
        counts.stream += 1;
        return reply.type("application/json").send(Readable.from([JSON.stringify("x".repeat(3000))]));
      });
      app.get("/v1/private", { schema: schema("private") }, async (_request, reply) => {
        counts.private += 1;
        return reply.header("cache-control", "no-store").send({});
      });
    };
    const t = await open({ routes });
    for (const url of ["/v1/streamed", "/v1/private"]) {
      await t.app.inject({ url, headers: { "accept-encoding": "gzip" } });
      await t.app.inject({ url, headers: { "accept-encoding": "gzip" } });
    }
    expect(counts).toEqual({ stream: 2, private: 2 });
    expect((await t.anonymous.get("/v1/commitments/new")).status).toBe(404);
    await make(t, { slug: "new" });
    expect((await t.anonymous.get("/v1/commitments/new")).status).toBe(200);
  });

  it("is done without where the ledger cannot be asked", async () => {
    const t = await open({ wrap: (store) => ({ ...store, head: () => Promise.reject(new Error("gone")) }) });
    expect((await t.anonymous.get("/v1/codelists")).status).toBe(200);
    expect((await t.anonymous.get("/v1/codelists")).status).toBe(200);
  });
});

describe("with an answer in memory", () => {
  const publicUrl = "https://servanda.example";
  const address = "/v1/commitments";

  const openConnections = (t: App) => new Promise((resolve) => t.app.server.getConnections((_, n) => resolve(n)));

  /** The status and the code of the answer to bytes as they are. */
  async function raw(t: App, lines: readonly string[]): Promise<string> {
    const socket = connectTo(t);
    socket.end([...lines, "Connection: close", "", ""].join("\r\n"));
    const answer = await text(socket);
    return `${answer.split(" ")[1]} ${/"code":"(\w+)"/.exec(answer)?.[1] ?? ""}`;
  }

  it.each<[string, string, string[]]>([
    ["no Host", "400 malformed_request", ["GET /v1/commitments HTTP/1.1"]],
    ["two Hosts", "400 malformed_request", ["GET /v1/commitments HTTP/1.1", "Host: a", "Host: b"]],
    [
      "too many headers",
      "431 headers_too_large",
      ["GET /v1/commitments HTTP/1.1", "Host: a", ...Array.from({ length: 100 }, (_, n) => `X-${n}: 1`)],
    ],
    [
      "a coding that is not read",
      "415 unsupported_media_type",
      ["GET /v1/commitments HTTP/1.1", "Host: a", "Content-Encoding: gzip"],
    ],
    [
      "a type that is not given",
      "406 not_acceptable",
      ["GET /v1/commitments HTTP/1.1", "Host: a", "Accept: image/png"],
    ],
    ["another method", "405 method_not_allowed", ["DELETE /v1/commitments HTTP/1.1", "Host: a"]],
    ["no line of the ledger", "400 invalid_request", ["GET /v1/commitments HTTP/1.1", "Host: a", "Servanda-Seq: x"]],
    ["no tag", "400 invalid_request", ["GET /v1/commitments HTTP/1.1", "Host: a", "If-None-Match: x"]],
    ["a key that is none", "401 invalid_token", ["GET /v1/commitments HTTP/1.1", "Host: a", "Authorization: Bearer x"]],
    [
      "two keys",
      "401 invalid_token",
      ["GET /v1/commitments HTTP/1.1", "Host: a", "Authorization: Bearer x", "Authorization: Bearer x"],
    ],
    ["what HTTP/1.0 may leave out", "200 ", ["GET /v1/commitments HTTP/1.0"]],
  ])("a request is answered as without: %s", async (_what, expected, lines) => {
    const t = await open({ config: { publicUrl } });
    const cold = await raw(t, lines);
    await t.anonymous.get(address).set("Accept-Encoding", "identity").expect(200);
    expect(await raw(t, ["GET /v1/commitments HTTP/1.1", "Host: a"])).toBe("200 ");
    expect([cold, await raw(t, lines)]).toEqual([expected, expected]);
  });

  it("requests are counted, told what is left, and refused at the limit; of wrong credentials, too", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap, config: { rateLimitAnonymous: 3, rateLimitKey: 2, rateLimitRefused: 2 } });
    const reader = await t.as("reader");
    const told = async (who: Requests) => {
      const { status, headers } = await who.get(address);
      return [status, headers["ratelimit-policy"], headers.ratelimit];
    };
    const anonymous = [await told(t.anonymous), await told(t.anonymous), await told(t.anonymous)];
    expect(anonymous).toEqual([2, 1, 0].map((left) => [200, '"anonymous";q=3;w=60', `"anonymous";r=${left};t=60`]));
    expect([await told(reader), await told(reader)]).toEqual(
      [1, 0].map((left) => [200, '"key";q=2;w=60', `"key";r=${left};t=60`]),
    );
    expect([await told(t.anonymous), await told(reader)].map(([status]) => status)).toEqual([429, 429]);
    expect(seen.lists).toBe(2);
    const wrong = () => t.anonymous.get(address).set("Authorization", "Bearer wrong");
    expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([401, 401, 429]);
  });

  it("each request has its own id and time, and HEAD the headers without the body", async () => {
    const { seen, wrap } = counting();
    const t = await open({ wrap });
    const first = await t.anonymous.get(address).set("Accept-Encoding", "identity");
    const { lists } = seen;
    const again = await t.anonymous.get(address).set("Accept-Encoding", "identity").set("X-Request-Id", "job-7");
    const head = await t.anonymous.head(address);
    expect([again.headers["x-request-id"], again.headers["server-timing"]]).toEqual([
      "job-7",
      expect.stringMatching(/^total;dur=\d+\.\d$/),
    ]);
    expect(head.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
    expect([head.status, head.text, head.headers.etag]).toEqual([200, undefined, first.headers.etag]);
    expect(head.headers["content-length"]).toBe(first.headers["content-length"]);
    expect(seen.lists).toBe(lists);
  });

  it("pages of other sites may read it where they may read at all", async () => {
    const t = await open({ config: { corsOrigin: ["https://a.example", "https://b.example"] } });
    const allowed = async (origin: string) =>
      (await t.anonymous.get(address).set("Origin", origin)).headers["access-control-allow-origin"];
    for (const _ of ["cold", "warm"])
      for (const origin of ["https://a.example", "https://b.example"]) expect(await allowed(origin)).toBe(origin);
    expect([await allowed("https://c.example"), await allowed("https://c.example")]).toEqual([undefined, undefined]);
  });

  it("a service that stops makes its answers say so", async () => {
    const t = await open();
    await t.anonymous.get(address).set("Accept-Encoding", "identity").expect(200);
    const socket = connectTo(t);
    socket.write("GET /v1/commitments HTTP/1.1\r\nHost: a\r\n");
    await vi.waitFor(async () => expect(await openConnections(t)).toBe(1));
    const closing = t.app.close();
    await vi.waitUntil(() => !t.app.server.listening);
    socket.write("\r\n");
    expect((await text(socket)).toLowerCase()).toMatch(/^http\/1\.1 200 .*\r\nconnection: close\r\n/s);
    await closing;
  });
});

it("kept answers never take more than the bytes they are given", async () => {
  const t = await open();
  await make(t);
  const cache = answerCache(20_000);
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  const app = await buildApp({ store: t.store, config, now: t.clock.now, cache });
  const sizes = [];
  for (let limit = 1; limit <= 30; limit++) {
    await app.inject({ url: `${list}&limit=${limit}` });
    sizes.push(cache?.heldBytes() ?? 0);
  }
  await app.close();
  expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000);
  expect(Math.min(...sizes.slice(5))).toBeGreaterThan(10_000);
});
