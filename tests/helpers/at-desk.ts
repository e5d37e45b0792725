import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { openPages } from "./pages.ts";
import { settled, type Visit, visit } from "./visit.ts";

/** The desk over a record with the parties alone: the API by an admin's key, and pages that are opened with a key. */
export async function openDesk(browser: Browser, more: Record<string, string> = {}) {
  const site = await openPages("empty", more);
  const key = (await firstKey(site.context)) ?? "";
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const call = async (method: "GET" | "POST" | "PATCH", url: string, payload?: object) => {
    const response = await site.app.inject({ method, url, headers, ...(payload && { payload }) });
    expect(response.statusCode, response.payload).toBeLessThan(300);
    return response.json();
  };
  const enter = async (as: string = key) => {
    const visited = await visit(browser, site.address);
    await visited.page.addInitScript(`sessionStorage.setItem("servanda-key", "${as}")`);
    return visited;
  };
  return { ...site, call, enter };
}

/** What a page of the desk owes to its readers as it stands, in both schemes and on a phone. */
export async function expectGoodAsIs({ page, findings }: Visit): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await findings()).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findings(["color-contrast"])).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(page);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  expect(await findings()).toEqual([]);
}
