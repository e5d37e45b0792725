import { afterEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../../../src/config/config.ts";
import { networkOf } from "../../../src/http/limits/caller.ts";
import { openTestApp, requestsTo } from "../../helpers/test-app.ts";

type App = Awaited<ReturnType<typeof openTestApp>>;
const opened: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0).toReversed()) await close();
});

async function open(config: Partial<Config>, more: Parameters<typeof openTestApp>[0] = {}): Promise<App> {
  const app = await openTestApp({ config, ...more });
  opened.push(app);
  return app;
}

const statuses = async (times: number, ask: () => PromiseLike<{ status: number }>) => {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) seen.push((await ask()).status);
  return seen;
};
const wrong = `Bearer svd_${"0".repeat(32)}_${"A".repeat(43)}`;
const tryWrong = (t: App) => t.anonymous.get("/v1").set("Authorization", wrong);

describe("a caller without a key", () => {
  it("is told what is left, and at the limit is a 429 problem that says when to come back", async () => {
    const t = await open({ rateLimitAnonymous: 2 }, { now: "2026-11-23T09:00:20.000Z" });
    const first = await t.anonymous.get("/v1");
    expect(first.headers["ratelimit-policy"]).toBe('"anonymous";q=2;w=60');
    expect(first.headers.ratelimit).toBe('"anonymous";r=1;t=40');
    expect((await t.anonymous.get("/v1/codelists")).headers.ratelimit).toBe('"anonymous";r=0;t=40');
    const over = await t.anonymous.get("/v1");
    expect([over.status, over.body.code, over.body.policy]).toEqual([429, "rate_limited", "anonymous"]);
    expect([over.headers["retry-after"], over.headers.ratelimit]).toEqual(["40", '"anonymous";r=0;t=40']);
  });

  it.each<[string, (t: App) => PromiseLike<{ status: number; headers: Record<string, string> }>, number]>([
    ["an unknown address", (t) => t.anonymous.get("/v1/nothing"), 404],
    ["an address with an empty part", (t) => t.anonymous.get("/v1/parties/"), 404],
    ["OPTIONS of an unknown address", (t) => t.anonymous.options("/v1/nothing"), 404],
    ["a method that is not offered", (t) => t.anonymous.delete("/v1/parties"), 405],
    ["a type that is not given", (t) => t.anonymous.get("/v1/parties").set("Accept", "image/png"), 406],
    ["an address that is too long", (t) => t.anonymous.get(`/v1/parties?q=${"x".repeat(8200)}`), 414],
    ["a part of an address that is too long", (t) => t.anonymous.get(`/v1/parties/${"x".repeat(300)}`), 414],
    ["an address that is no UTF-8", (t) => t.anonymous.get("/v1/parties/%ff"), 400],
    ["a type that is not read", (t) => t.anonymous.post("/v1/parties").type("image/png").send("x"), 415],
    ["a coding that is not read", (t) => t.anonymous.post("/v1/parties").set("Content-Encoding", "gzip").send({}), 415],
  ])("is counted though it is refused early: %s", async (_what, ask, status) => {
    const t = await open({ rateLimitAnonymous: 2 });
    expect((await ask(t)).headers.ratelimit).toBe('"anonymous";r=1;t=60');
    expect(await statuses(2, () => ask(t))).toEqual([status, 429]);
    expect((await t.anonymous.get("/v1")).status).toBe(429);
    expect((await t.anonymous.get("/healthz")).status).toBe(200);
    expect((await t.request.get("/v1")).status).toBe(200);
  });

  it("starts afresh with each minute", async () => {
    const t = await open({ rateLimitAnonymous: 1 });
    expect(await statuses(2, () => t.anonymous.get("/v1"))).toEqual([200, 429]);
    t.clock.set("2026-11-23T09:00:59.999Z");
    expect((await t.anonymous.get("/v1")).headers["retry-after"]).toBe("1");
    t.clock.set("2026-11-23T09:01:00.000Z");
    expect((await t.anonymous.get("/v1")).status).toBe(200);
  });

  it("cannot change who it is by X-Forwarded-For, unless the proxy is trusted", async () => {
    const from = (t: App) => (address: string) => t.anonymous.get("/v1").set("X-Forwarded-For", address);
    const plain = from(await open({ rateLimitAnonymous: 1 }));
    expect([(await plain("192.0.2.1")).status, (await plain("192.0.2.2")).status]).toEqual([200, 429]);
    const proxied = from(await open({ rateLimitAnonymous: 1, trustProxy: 1 }));
    expect([(await proxied("192.0.2.1")).status, (await proxied("192.0.2.2")).status]).toEqual([200, 200]);
    expect((await proxied("203.0.113.9, 192.0.2.1")).status).toBe(429);
  });

  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("at %s is counted as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe("a key", () => {
  it("has limits of its own, for reading and for writing", async () => {
    const t = await open({ rateLimitAnonymous: 1, rateLimitKey: 2, rateLimitWrites: 1 });
    const other = await t.as("reader");
    const write = () => t.request.post("/v1/parties").send({ code: "A", kind: "agency", name: "A" });
    expect(await statuses(2, () => t.anonymous.get("/v1"))).toEqual([200, 429]);
    expect(await statuses(3, () => t.request.get("/v1"))).toEqual([200, 200, 429]);
    expect(await statuses(2, write)).toEqual([201, 429]);
    expect((await other.get("/v1")).headers.ratelimit).toBe('"key";r=1;t=60');
  });

  it("is another than the one before that had its name", async () => {
    const t = await open({ rateLimitKey: 1 });
    const admin = await t.as("admin");
    const make = async () => (await admin.post("/v1/keys").send({ name: "ann", role: "reader" })).body;
    const former = await make();
    expect(await statuses(2, () => requestsTo(t.app, former.key).get("/v1"))).toEqual([200, 429]);
    await admin.delete(`/v1/keys/${former.id}`);
    const next = await make();
    expect((await requestsTo(t.app, next.key).get("/v1")).status).toBe(200);
  });

  it("that is refused for its role is counted as well", async () => {
    const t = await open({ rateLimitWrites: 2 });
    const reader = await t.as("reader");
    expect(await statuses(3, () => reader.delete("/v1/parties/KGZ"))).toEqual([403, 403, 429]);
  });
});

describe("wrong credentials", () => {
  it("are no longer looked at when there were too many from one address, right ones among them", async () => {
    const t = await open({ rateLimitRefused: 3 });
    const reads = vi.spyOn(t.store, "getKey");
    expect(await statuses(5, () => tryWrong(t))).toEqual([401, 401, 401, 429, 429]);
    expect(reads).toHaveBeenCalledTimes(3);
    const over = await (await t.as("reader")).get("/v1");
    expect([over.status, over.body.policy, over.headers["retry-after"]]).toEqual([429, "refused", "60"]);
    expect(over.headers["ratelimit-policy"]).toBe('"refused";q=3;w=60');
    t.clock.set("2026-11-23T09:01:00.000Z");
    expect((await tryWrong(t)).status).toBe(401);
  });

  it("do not lock out who was let in before, nor who shows none", async () => {
    const t = await open({ rateLimitRefused: 1 });
    expect((await t.request.get("/v1")).status).toBe(200);
    expect(await statuses(2, () => tryWrong(t))).toEqual([401, 429]);
    expect((await t.request.get("/v1")).status).toBe(200);
    expect((await t.anonymous.get("/v1")).status).toBe(200);
  });

  it("that were right before are wrong once revoked", async () => {
    const t = await open({ rateLimitRefused: 1 });
    const admin = await t.as("admin");
    const { body } = await admin.post("/v1/keys").send({ name: "ann", role: "reader" });
    const ann = requestsTo(t.app, body.key);
    expect((await ann.get("/v1")).status).toBe(200);
    expect((await admin.delete(`/v1/keys/${body.id}`)).status).toBe(204);
    expect(await statuses(2, () => ann.get("/v1"))).toEqual([401, 429]);
  });
});

describe("limits", () => {
  it("leave probes alone, and say nothing where they are 0", async () => {
    const t = await open({ rateLimitAnonymous: 1 });
    expect(await statuses(3, () => t.anonymous.get("/healthz"))).toEqual([200, 200, 200]);
    expect((await t.anonymous.get("/readyz")).headers.ratelimit).toBeUndefined();
    const off = await open({ rateLimitAnonymous: 0, rateLimitRefused: 0 });
    expect((await off.anonymous.get("/v1")).headers["ratelimit-policy"]).toBeUndefined();
    expect(await statuses(3, () => tryWrong(off))).toEqual([401, 401, 401]);
  });

  it("never fail a request: without the database each process counts for itself", async () => {
    const told: unknown[] = [];
    const addCounts = (counts: unknown) => {
      told.push(counts);
      return Promise.reject(new Error("gone"));
    };
    const t = await open({ rateLimitAnonymous: 3 }, { wrap: (store) => ({ ...store, addCounts }) });
    expect(await statuses(2, () => t.anonymous.get("/v1"))).toEqual([200, 200]);
    told.length = 0;
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), { timeout: 10_000 });
    expect(told[1]).toEqual(told[0]);
    expect(await statuses(2, () => t.anonymous.get("/v1"))).toEqual([200, 429]);
  });
});
