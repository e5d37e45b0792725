import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { openPages } from "./pages.ts";
import { openBrowser, type Visit, visit } from "./visit.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";
type Key = { id: string; key: string };

/** A desk for the tests of a file: two analysts, the API as an admin, and pages that are opened with a key. */
export function deskForTwo() {
  const held = {} as {
    browser: Browser;
    site: Awaited<ReturnType<typeof openPages>>;
    admin: string;
    ann: Key;
    bob: Key;
  };
  const api = async (method: Method, url: string, payload?: object, key = held.admin) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await held.site.app.inject({ method, url, headers, ...(payload && { payload }) });
    expect([url, answer.statusCode < 300, answer.body]).toEqual([url, true, answer.body]);
    return answer.statusCode === 204 ? null : answer.json();
  };
  const makeKey = (name: string, role = "analyst"): Promise<Key> => api("POST", "/v1/keys", { name, role });
  const promise = (title: string, more: object = {}) =>
    api("POST", "/v1/commitments", {
      ...{ title, type: "infrastructure", firmness: "pledge", statedOn: "2023-05-26" },
      ...{ parties: [{ party: "NOR", role: "promisor" }], ...more },
    });
  /** A visitor whose key is kept, as after having given it. */
  const atDesk = async ({ key }: { key: string }): Promise<Visit> => {
    const visited = await visit(held.browser, held.site.address);
    await visited.page.addInitScript(
      `if (location.protocol === "http:" && !sessionStorage.length) sessionStorage.setItem("servanda-key", "${key}")`,
    );
    return visited;
  };
  beforeAll(async () => {
    held.browser = await openBrowser();
    held.site = await openPages("empty");
    held.admin = (await firstKey(held.site.context)) ?? "";
    held.ann = await makeKey("ann");
    held.bob = await makeKey("bob");
  });
  afterAll(async () => {
    await held.site.close();
    await held.browser.close();
  });
  return Object.assign(held, { api, makeKey, promise, atDesk });
}

/** Tab, until what has the focus matches: whoever has no mouse gets there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 80; n++) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}

export const field = (label: string) => `label:has(> span:text-is("${label}")) > :is(input, select, textarea)`;
