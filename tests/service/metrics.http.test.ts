import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../src/store/port/store.ts";
import { type App, make, openWithParties } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

describe("/metrics", () => {
  it("counts requests by route and status, and says where the ledger stands, with no word of what was asked", async () => {
    const { slug } = await make(t, { title: "A secret title" });
    await t.anonymous.get(`/v1/commitments/${slug}?tag=hidden`);
    await t.anonymous.get("/v1/nowhere-at-all");
    const { text, headers } = await t.request.get("/metrics").expect(200);
    expect(headers["content-type"]).toMatch(/^text\/plain; version=/);
    expect(text).toContain('http_request_duration_seconds_count{method="POST",route="/v1/commitments",status="201"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).toContain(`servanda_ledger_head ${(await t.store.head()).seq}`);
    expect(text).toMatch(/^servanda_streams 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).not.toMatch(/secret|hidden|nowhere|svd_|tester/);
  });

  it("says how busy the places are that are shared, and how ready answers fare", async () => {
    const asked = "/v1/commitments?limit=7&q=nothing";
    const counts = async () => {
      const { text } = await t.request.get("/metrics").expect(200);
      return (result: string) =>
        Number(new RegExp(`servanda_cache_requests_total{result="${result}"} (\\d+)`).exec(text)?.[1]);
    };
    const before = await counts();
    await t.anonymous.get(asked).expect(200);
    await t.anonymous.get(asked).expect(200);
    await make(t, { title: "Another" });
    await t.anonymous.get(asked).expect(200);
    const after = await counts();
    expect(["hits", "misses", "stale"].map((result) => after(result) - before(result))).toEqual([1, 2, 1]);
    const { text } = await t.request.get("/metrics").expect(200);
    expect(text).toMatch(/^servanda_cache_bytes [1-9]\d*$/m);
    expect(text).toMatch(/^servanda_cache_answers [1-9]\d*$/m);
    expect(text).toMatch(/^servanda_event_loop_delay_seconds -?[\d.e-]+$/m);
    for (const place of ["requests", "exports", "imports", "checks", "streams", "counting", "searching", "listing"]) {
      expect(text).toMatch(new RegExp(`^servanda_places_taken{place="${place}"} \\d+$`, "m"));
      expect(text).toContain(`servanda_places_waiting{place="${place}"} 0`);
      expect(text).toMatch(new RegExp(`^servanda_places{place="${place}"} \\d+$`, "m"));
    }
    expect(text).not.toContain("servanda_replica");
  });

  it("is given while the database cannot be reached, but for what is asked of it", async () => {
    const state = { gone: false };
    const wrap = (store: Store): Store => ({
      ...store,
      head: () => (state.gone ? Promise.reject(new Error("gone")) : store.head()),
    });
    const app = await openWithParties({ config: { metrics: "anyone" }, wrap });
    state.gone = true;
    const { text } = await app.anonymous.get("/metrics").expect(200);
    expect(text).toContain("servanda_places_taken");
    expect(text).not.toMatch(/^servanda_ledger_head \d/m);
    state.gone = false;
    await app.close();
  });

  it("is for whoever has a key, for anyone, or for nobody, as the operator says", async () => {
    const statuses = async (metrics: "anyone" | "off") => {
      const app = await openWithParties({ config: { metrics } });
      const answers = [await app.anonymous.get("/metrics"), await app.request.get("/metrics")];
      await app.close();
      return answers.map(({ status }) => status);
    };
    expect((await t.anonymous.get("/metrics")).status).toBe(401);
    expect(await statuses("anyone")).toEqual([200, 200]);
    expect(await statuses("off")).toEqual([401, 404]);
  });
});

it("/llms.txt names every operation, and addresses that answer", async () => {
  const { text } = await t.anonymous.get("/llms.txt").expect(200);
  expect(text).toMatch(/^# Servanda\n/);
  for (const line of ["GET /v1/commitments: List commitments", "POST /v1/batch: "]) expect(text).toContain(line);
  expect(text).toContain(`${t.address}/mcp`);
  const addresses = [...text.matchAll(/\]\(http:\/\/[^/]+(\/[^)]+)\)/g)].map(([, path]) => path ?? "");
  for (const path of addresses.filter((each) => !each.includes("cku-railway")))
    expect([path, (await t.anonymous.get(path)).status]).toEqual([path, 200]);
});
