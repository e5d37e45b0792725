import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
