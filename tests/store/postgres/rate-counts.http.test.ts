import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { openStore } from "../../../src/store/open.ts";
import { writeLock } from "../../../src/store/postgres/engine.ts";
import { openTestApp, requestsTo } from "../../helpers/test-app.ts";

const opened: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0).toReversed()) await close();
});

async function open(config: { rateLimitAnonymous?: number }) {
  const app = await openTestApp({ config });
  opened.push(app);
  return app;
}

const statuses = async (times: number, ask: () => PromiseLike<{ status: number }>) => {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) seen.push((await ask()).status);
  return seen;
};

describe("limits", () => {
  it("hold across the processes that share a database", async () => {
    const t = await open({ rateLimitAnonymous: 100 });
    const store = await openStore(t.url);
    opened.push(store);
    const config = { ...readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" }), rateLimitAnonymous: 100 };
    const second = await buildApp({ store, config, now: t.clock.now });
    opened.push(second);
    await second.ready();
    const other = requestsTo(second);
    await statuses(40, () => t.anonymous.get("/v1"));
    const own = { asked: 0 };
    const left = async () => {
      own.asked += 1;
      return Number(/r=(\d+)/.exec((await other.get("/v1/codelists")).headers.ratelimit ?? "")?.[1]);
    };
    // What is asked here to look counts as well: it is not that which brings the rest down.
    const granted = async () => (await left()) + own.asked;
    await vi.waitFor(async () => expect(await granted()).toBe(60), { timeout: 5000, interval: 100 });
    expect((await statuses(62, () => other.get("/v1"))).at(-1)).toBe(429);
  });

  it("are counted while another process holds the ledger's lock", async () => {
    const t = await open({});
    const client = new pg.Client({ connectionString: t.url });
    await client.connect();
    opened.push({ close: () => client.end() });
    await client.query("select pg_advisory_lock($1)", [writeLock]);
    const count = (used: number) => t.store.addCounts([{ bucket: "a", period: 1, used }]);
    expect(await count(2)).toEqual([{ bucket: "a", period: 1, used: 2 }]);
    expect(await count(3)).toEqual([{ bucket: "a", period: 1, used: 5 }]);
    expect(await t.store.addCounts([{ bucket: "b", period: 3, used: 1 }])).toHaveLength(1);
    expect(await count(1)).toEqual([{ bucket: "a", period: 1, used: 1 }]);
  });
});
