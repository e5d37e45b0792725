import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { openPages } from "../helpers/pages.ts";
import { openBrowser, settled, type Visit, visit } from "../helpers/visit.ts";

/** Milliseconds by which one answer after the other is late, so that parts of a page come in many orders. */
const delays = [0, 400, 200, 600, 100];

let browser: Browser;
let site: Awaited<ReturnType<typeof openPages>>;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openPages("parts");
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function openSlowly(visited: Visit, path: string): Promise<void> {
  const state = { next: 0 };
  await visited.page.route(/\/v1\//, async (route) => {
    const delay = delays[state.next++ % delays.length];
    await new Promise((resolve) => setTimeout(resolve, delay));
    await route.continue().catch(() => {});
  });
  await visited.open(path);
  await settled(visited.page);
}

describe("where answers are late, and come in any order,", () => {
  it.each([
    "/",
    "/commitments",
    "/commitments?view=timeline",
    "/commitments?view=map",
    "/commitments/third-border-port",
    "/commitments/paris-agreement",
    "/commitments/climate-plan",
    "/parties",
    "/parties/KGZ",
    "/parties/KGZ/CHN",
    "/sources",
    "/sources/cgtn-2023-05-26-musaeva",
    "/compare?from=2023-12-31&to=2025-12-31",
    "/codelists",
    "/problems",
  ])("nothing jumps on %s", async (path) => {
    const visited = await visit(browser, site.address);
    await openSlowly(visited, path);
    await visited.expectStill(0.05);
    visited.expectQuiet();
    await visited.close();
  });
});
