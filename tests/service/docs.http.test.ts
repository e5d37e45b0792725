import { get } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { committed } from "../helpers/contract-check.ts";
import { openTestApp } from "../helpers/test-app.ts";

let t: Awaited<ReturnType<typeof openTestApp>>;
let page: string;
beforeAll(async () => {
  t = await openTestApp();
  page = (await t.anonymous.get("/docs").expect(200)).text;
});
afterAll(() => t.close());

/** What a browser is sent, in bytes, before anything is unpacked; nothing is not a number. */
async function sizeOf(path: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = get(`${t.address}${path}`, { headers: { "accept-encoding": "br" } }, async (response) => {
    let bytes = 0;
    for await (const chunk of response) bytes += chunk.length;
    resolve(response.statusCode === 200 ? bytes : Number.NaN);
  });
  asked.on("error", reject);
  return promise;
}

it("lists every operation of the contract, to be opened", () => {
  for (const [path, item] of Object.entries(committed.paths))
    for (const [method, { operationId }] of Object.entries(item))
      expect(page).toContain(`<details id="${operationId}" data-method="${method}" data-path="${path}">`);
  expect(page.match(/<details /g)).toHaveLength(Object.values(committed.paths).flatMap(Object.keys).length);
});

it("is sent with less than 300 kB at first view, and loads the rest with the first operation that is opened", async () => {
  const first = [...page.matchAll(/ (?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => `/${file}`);
  const { text: script } = await t.anonymous.get("/docs/browser.js");
  const later = [...script.matchAll(/"((?:docs\/|openapi)[^"]+)"/g)].map(([, file]) => `/${file}`);
  const sizes = await Promise.all(["/docs", ...first].map(sizeOf));
  expect(first).toHaveLength(2);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(300_000);
  expect(later.toSorted()).toEqual(["/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/openapi.json"]);
  for (const path of later) expect(await sizeOf(path)).toBeGreaterThan(10_000);
});

it("is not sent twice", async () => {
  const { headers } = await t.anonymous.get("/docs/swagger-ui.css");
  const again = await t.anonymous.get("/docs/swagger-ui.css").set("If-None-Match", String(headers.etag));
  expect(again.status).toBe(304);
});
