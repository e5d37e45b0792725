import { once } from "node:events";
import { brotliDecompressSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../src/errors/errors.ts";
import { operation } from "../../src/http/contract/operation.ts";
import { toProblem } from "../../src/http/errors/problem.ts";
import { baseUrl } from "../../src/http/request/url.ts";
import { thingRoutes } from "../helpers/example-noun.ts";
import { connectTo, openTestApp } from "../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
beforeAll(async () => {
  t = await openTestApp({ routes: thingRoutes });
});
afterAll(() => t.close());

const makeThing = async (text = "") =>
  (await t.request.post("/v1/things").send({ name: "a", color: "red", text })).body;

it("an answer that is made after its connection has gone has the address that the request was made to", async () => {
  const bases = Promise.withResolvers<string[]>();
  const late = await openTestApp({
    config: { trustProxy: true },
    routes: async (app) => {
      const schema = operation({
        id: "late",
        tag: "service",
        access: "read",
        summary: "Late",
        answers: { 200: z.object({}) },
      });
      app.get("/v1/late", { schema }, async (request, reply) => {
        request.raw.socket.destroy();
        await once(request.raw.socket, "close");
        const { type } = toProblem(new AppError("internal", "Late."), {
          base: baseUrl(request),
          instance: "/",
          requestId: "r",
        });
        bases.resolve([String(type)]);
        return reply.hijack();
      });
    },
  });
  const forwarded = { Host: "inner.example", "X-Forwarded-Host": "outer.example", "X-Forwarded-Proto": "https" };
  await expect(late.anonymous.get("/v1/late").set(forwarded)).rejects.toThrow();
  expect(await bases.promise).toEqual(["https://outer.example/problems/internal"]);
  await late.close();
});

describe("every answer", () => {
  it("carries a request id: the client's own when it is fit to be repeated, else a new one", async () => {
    const own = await t.request.get("/v1").set("X-Request-Id", "job-7:step.2");
    expect(own.headers["x-request-id"]).toBe("job-7:step.2");
    const unfit = await t.request.get("/v1").set("X-Request-Id", "a b{}");
    expect(unfit.headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
  });

  it("says how long it took and may be read from any page", async () => {
    const { headers } = await t.request.get("/v1").set("Origin", "https://example.org");
    expect(headers["server-timing"]).toMatch(/^total;dur=\d+\.\d$/);
    expect(headers["access-control-allow-origin"]).toBe("*");
    for (const name of ["ETag", "Link", "Location", "X-Request-Id", "Server-Timing", "Retry-After"]) {
      expect(headers["access-control-expose-headers"]).toContain(name);
    }
  });

  it("allows a preflight for what the address offers", async () => {
    const answer = await t.request
      .options("/v1/things")
      .set({ Origin: "https://example.org", "Access-Control-Request-Method": "PATCH" });
    expect(answer.status).toBe(204);
    expect(answer.headers["access-control-allow-methods"]).toContain("PATCH");
    expect(answer.headers.allow).toBe("GET, HEAD, OPTIONS, POST");
  });

  it("has a HEAD beside each GET, without a body", async () => {
    const answer = await t.request.head("/v1/things");
    expect(answer.status).toBe(200);
    expect(answer.text).toBeUndefined();
  });
});

describe("an unknown address", () => {
  it.each([
    ["/v1/thingz", "Did you mean /v1/things?"],
    ["/v1/things/", "Write it without extra slashes: /v1/things"],
    ["/v1/brinks", "The addresses are listed at /v1"],
    ["/v1//things", "Write it without extra slashes: /v1/things"],
    ["/completely/other", "The addresses are listed at /v1"],
  ])("%s is a 404 problem that hints: %s", async (target, hint) => {
    const { status, body } = await t.request.get(target);
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: "not_found", instance: target });
    expect(body.detail).toContain(hint);
  });

  it("is a 404 even when its body is malformed", async () => {
    const answer = await t.request.post("/nope").type("json").send("{");
    expect(answer.status).toBe(404);
  });

  it("with another method than those offered is a 405 that lists them", async () => {
    const { status, headers, body } = await t.request.put("/v1/things").send({});
    expect(status).toBe(405);
    expect(headers.allow).toBe("GET, HEAD, OPTIONS, POST");
    expect(body.allowed).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
  });

  it.each(["/v1/things/%ff", "/v1/things?q=%ff"])("%s is a 400: not UTF-8", async (target) => {
    const answer = await t.request.get(target);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
  });

  it("with a part that is too long is a 414", async () => {
    const answer = await t.request.get(`/v1/things/${"x".repeat(300)}`);
    expect([answer.status, answer.body.code]).toEqual([414, "uri_too_long"]);
  });
});

describe("a problem", () => {
  it("has a type that resolves to a page on this server", async () => {
    const server = await t.request.get("/v1/things/none");
    const page = await t.request.get(new URL(server.body.type).pathname).set("Accept", "text/html");
    expect(page.text).toContain("<h1>Not found</h1>");
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none';.*;style-src 'sha256-/);
    expect(page.text).not.toMatch(/https?:\/\//);
  });

  it("of ours leaks nothing", async () => {
    const { status, body, text } = await t.request.get("/v1/faulty");
    expect([status, body.code]).toEqual([500, "internal"]);
    expect(text).not.toMatch(/SQLITE|secret|\.ts/);
  });

  it("names its type by PUBLIC_URL when that is set, whatever Host says", async () => {
    const other = await openTestApp({ config: { publicUrl: "https://servanda.example" } });
    const { body } = await other.request.get("/nope").set("Host", "evil.example");
    expect(body.type).toBe("https://servanda.example/problems/not_found");
    await other.close();
  });

  it("in the registry has a page of each kind, as JSON and as HTML", async () => {
    const { body } = await t.request.get("/problems");
    for (const { code } of body.data) {
      expect((await t.request.get(`/problems/${code}`)).body.code).toBe(code);
    }
    expect((await t.request.get("/problems").set("Accept", "text/html")).text).toContain("problems/not_found");
    expect((await t.request.get("/problems/conflct")).body.detail).toContain("Did you mean conflict?");
  });
});

describe("content negotiation", () => {
  it("refuses an Accept that fits nothing", async () => {
    const answer = await t.request.get("/v1").set("Accept", "text/csv, application/json;q=0");
    expect([answer.status, answer.body.code]).toEqual([406, "not_acceptable"]);
  });

  it.each(["*/*", "application/*", "text/csv;q=0.9, application/json;q=0.1"])("takes Accept: %s", async (accept) => {
    expect((await t.request.get("/v1").set("Accept", accept)).status).toBe(200);
  });

  it("marks the tag of a compressed answer, and knows it again", async () => {
    const { id } = await makeThing("x".repeat(5000));
    const plain = await t.request.get(`/v1/things/${id}`).set("Accept-Encoding", "identity");
    expect(plain.headers.etag).toBe('"1"');
    for (const [coding, decompress] of [
      ["br", brotliDecompressSync],
      ["zstd", zstdDecompressSync],
    ] as const) {
      const packed = await t.app.inject({ url: `/v1/things/${id}`, headers: { "accept-encoding": coding } });
      expect([packed.headers["content-encoding"], packed.headers.etag]).toEqual([coding, `"1-${coding}"`]);
      expect(packed.headers.vary).toMatch(/accept-encoding/);
      expect(JSON.parse(decompress(packed.rawPayload).toString()).id).toBe(id);
      const again = await t.request.get(`/v1/things/${id}`).set("If-None-Match", `"1-${coding}"`);
      expect([again.status, again.headers.etag]).toEqual([304, `"1-${coding}"`]);
    }
    const gzip = await t.request.get(`/v1/things/${id}`).set("Accept-Encoding", "gzip");
    expect(gzip.headers.etag).toBe('"1-gzip"');
    const changed = await t.request.patch(`/v1/things/${id}`).set("If-Match", '"1-gzip"').send({ name: "b" });
    expect(changed.status).toBe(200);
  });
});

describe("probes", () => {
  it("are ready while the database answers, and say when to come back while it does not", async () => {
    expect((await t.request.get("/readyz")).body).toEqual({ status: "ok" });
    const broken = await openTestApp({
      wrap: (store) => ({ ...store, ping: () => Promise.reject(new Error("gone")) }),
    });
    const answer = await broken.request.get("/readyz");
    expect([answer.status, answer.body.code, answer.headers["retry-after"]]).toEqual([503, "unavailable", "5"]);
    expect((await broken.request.get("/healthz")).status).toBe(200);
    await broken.close();
  });
});

describe("on the wire", () => {
  const raw = async (text: string) => {
    const socket = connectTo(t);
    socket.end(text);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    const [head = "", body = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
    return { status: Number(head.split(" ")[1]), head, body: JSON.parse(body) };
  };

  it.each([
    ["no HTTP at all", "hello\r\n\r\n", 400, "malformed_request"],
    [
      "two Host headers",
      "GET /v1 HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
      400,
      "malformed_request",
    ],
    ["no Host header", "GET /v1 HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "malformed_request"],
    [
      "both lengths",
      "POST /v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
      400,
      "malformed_request",
    ],
    ["headers of 20 kB", `GET /v1 HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
  ])("%s is answered by a problem document", async (_name, text, status, code) => {
    const answer = await raw(text);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.head.toLowerCase()).toContain("content-type: application/problem+json");
    expect(answer.head.toLowerCase()).toContain("x-request-id: ");
    expect(answer.body.type).toContain(`/problems/${code}`);
  });
});
