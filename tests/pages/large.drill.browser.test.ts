import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPages } from "../helpers/pages.ts";
import { openBrowser, settled, type Visit, visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openPages>>;
let reader: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openPages("large");
  reader = await visit(browser, site.address);
});
afterAll(async () => {
  await reader.close();
  await site.close();
  await browser.close();
});

it.each(["/", "/commitments?view=timeline", "/parties", "/compare?from=2024-01-01&to=2025-01-01"])(
  "%s is complete and quiet with ten thousand commitments",
  async (path) => {
    await reader.open(path);
    expect(reader.requests().length).toBeLessThanOrEqual(9);
    expect(await reader.page.textContent("main")).toMatch(/\d,\d{3}/);
    const cut = "labels => labels.filter(label => label.getBBox().x < 0).map(label => label.textContent)";
    expect(
      await reader.page.evaluate(
        `(${cut})([...document.querySelectorAll("main svg.drawing text, main .drawing svg text")])`,
      ),
    ).toEqual([]);
    if (path === "/") expect(await reader.findings()).toEqual([]);
    reader.expectQuiet();
  },
);

it("what sorts or narrows a list begins at its first page", async () => {
  await reader.open("/commitments");
  await reader.page.click("text=Next 50");
  await reader.page.waitForURL("**?cursor=*");
  await settled(reader.page);
  await reader.page.click(".list thead th:nth-child(2) a");
  await reader.page.waitForURL("**?sort=status");
  await settled(reader.page);
  expect(await reader.page.locator(".list tbody tr").count()).toBe(50);
  reader.expectQuiet();
});

it("the list goes on page by page, and back to where one was", async () => {
  const rows = () =>
    reader.page.$$eval(".list th[scope=row] > a", (found) => found.map((link) => link.getAttribute("href")));
  await reader.open("/commitments");
  const first = await rows();
  await reader.page.click("text=Next 50");
  await reader.page.waitForURL("**?cursor=*");
  await settled(reader.page);
  const second = await rows();
  expect(second).toHaveLength(50);
  expect(second.filter((href) => first.includes(href))).toEqual([]);
  await reader.page.goBack();
  await reader.page.waitForURL("**/commitments");
  await settled(reader.page);
  expect(await rows()).toEqual(first);
  const top = () => reader.page.evaluate("scrollY");
  await reader.page.evaluate("scrollTo(0, 1500)");
  const row = reader.page.locator(".list tbody tr:nth-child(30) th > a");
  await row.scrollIntoViewIfNeeded();
  const left = await top();
  await row.click();
  await reader.page.waitForURL("**/commitments/*");
  await settled(reader.page);
  expect(await top()).toBe(0);
  await reader.page.goBack();
  await reader.page.waitForURL("**/commitments");
  await settled(reader.page);
  await expect.poll(top).toBe(left);
  reader.expectQuiet();
});
