import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, openWithParties } from "../helpers/http-bodies.ts";
import { call, connectClient } from "../helpers/mcp-client.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

describe("POST /mcp", () => {
  const post = (sent: unknown, headers: Record<string, string> = {}) =>
    fetch(`${t.address}/mcp`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      },
      body: typeof sent === "string" ? sent : JSON.stringify(sent),
    });
  const listing = { jsonrpc: "2.0", id: 1, method: "tools/list" };

  it.each([
    ["no JSON", "{", 400],
    ["no message", { method: "tools/list" }, 400],
    ["a batch", [listing, listing], 400],
    ["too large a message", { ...listing, params: { x: "x".repeat(2_000_000) } }, 413],
    ["too deep a message", `{"jsonrpc":"2.0","x":${"[".repeat(100)}${"]".repeat(100)}}`, 400],
  ])("refuses %s by a problem document", async (_what, sent, status) => {
    const answer = await post(sent);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      status,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
  });

  it("answers what is no request by the protocol's own errors, never by a 500", async () => {
    const odd = [
      ...[{ ...listing, method: "nothing/here" }, { jsonrpc: "2.0" }, { ...listing, id: null }, { ...listing, id: {} }],
      ...[
        { ...listing, method: "tools/call" },
        { ...listing, method: "tools/call", params: { name: 5 } },
      ],
      ...[{ ...listing, method: "tools/call", params: { name: "stats", arguments: [] } }],
      ...[
        { ...listing, method: "subscriptions/listen", params: {} },
        { ...listing, method: 7 },
      ],
    ];
    for (const sent of odd) {
      const answer = await post(sent);
      expect([sent, answer.status < 500]).toEqual([sent, true]);
      await answer.text();
    }
  });

  it("is answered whatever the client calls the host", async () => {
    for (const host of ["x:99999", "x:-1", "[::1", "a b"]) {
      const headers = { host, accept: "application/json, text/event-stream" };
      const answer = await t.app.inject({ method: "POST", url: "/mcp", headers, payload: listing });
      expect([host, answer.statusCode]).toEqual([host, 200]);
    }
  });

  it("takes no page of an origin that the operator has not named", async () => {
    for (const [origin, status] of [
      ["https://evil.example", 403],
      [t.address.replace("127.0.0.1", "evil.example"), 403],
      ["null", 403],
      ["http://localhost.evil.example", 403],
      ["http://localhost:6274", 200],
      [t.address, 200],
    ] as const)
      expect([origin, (await post(listing, { origin })).status]).toEqual([origin, status]);
    const named = await openWithParties({
      config: { corsOrigin: ["https://good.example"], publicUrl: "https://servanda.example" },
    });
    const ask = (origin: string) =>
      fetch(`${named.address}/mcp`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", origin },
        body: JSON.stringify(listing),
      });
    const statuses = ["https://good.example", "https://servanda.example", "https://evil.example"].map(
      async (origin) => (await ask(origin)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 403]);
    await named.close();
  });

  it("offers POST alone, since there are no sessions", async () => {
    for (const method of ["GET", "DELETE"]) {
      const answer = await fetch(`${t.address}/mcp`, { method, headers: { accept: "text/event-stream" } });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
    }
  });

  it("needs a key that holds where one is shown, and any where reading needs one", async () => {
    expect((await post(listing, { authorization: "Bearer svd_wrong" })).status).toBe(401);
    const closed = await openWithParties({ config: { publicRead: false } });
    await expect(connectClient(closed.address)).rejects.toThrow();
    const reader = await connectClient(closed.address, { key: await closed.keys("reader") });
    expect((await call(reader, "search_commitments")).isError).toBe(false);
    await reader.close();
    await closed.close();
  });

  it("asks as from the caller's own address, behind a proxy too", async () => {
    const proxied = await openWithParties({ config: { trustProxy: 1, rateLimitAnonymous: 4 } });
    const from = async (address: string) => {
      const answer = await fetch(`${proxied.address}/mcp`, {
        method: "POST",
        headers: {
          ...{ "content-type": "application/json", accept: "application/json, text/event-stream" },
          ...{ "x-forwarded-for": address, "x-forwarded-host": "servanda.example", "x-forwarded-proto": "https" },
        },
        body: JSON.stringify({ ...listing, method: "tools/call", params: { name: "search_sources" } }),
      });
      return [answer.status, (await answer.text()).includes('"isError":true')];
    };
    const calls = [await from("192.0.2.1"), await from("192.0.2.1"), await from("192.0.2.1"), await from("192.0.2.2")];
    expect(calls).toEqual([
      [200, false],
      [200, false],
      [429, false],
      [200, false],
    ]);
    await proxied.close();
  });

  it("counts, and so does what a tool asks", async () => {
    const limited = await openWithParties({ config: { rateLimitAnonymous: 4 } });
    const client = await connectClient(limited.address);
    const answers: string[] = [];
    for (let n = 0; n < 4; n += 1)
      answers.push(
        await call(client, "search_commitments").then(
          ({ isError, data }) => (isError ? String(data.code) : "answered"),
          () => "refused",
        ),
      );
    expect(answers.at(-1)).toBe("refused");
    expect(answers).toContain("rate_limited");
    await client.close();
    await limited.close();
  });
});
