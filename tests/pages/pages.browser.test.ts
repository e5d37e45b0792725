import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { openPages } from "../helpers/pages.ts";
import { expectGood, openBrowser, settled, type Visit, visit } from "../helpers/visit.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("with the seeds", () => {
  let site: Awaited<ReturnType<typeof openPages>>;
  let visited: Visit;
  beforeAll(async () => {
    site = await openPages("seeds");
    visited = await visit(browser, site.address);
  });
  afterAll(async () => {
    await visited.close();
    await site.close();
  });

  it.each([
    ["/", "Are they keeping their word?", "Modernize and expand two border ports"],
    ["/commitments?q=railway", "Commitments", "Implement the China-Kyrgyzstan-Uzbekistan railway"],
    ["/commitments?view=timeline", "Commitments", "From promise to due date"],
    ["/commitments?view=map", "Commitments", "2 commitments with a place on record"],
    ["/commitments/bilateral-trade-growth", "Maintain and keep increasing bilateral trade", "19,800,000,000"],
    ["/commitments/third-border-port", "Open a third border port (Bedel)", "Bedel road port opens"],
    ["/parties", "Parties", "Kyrgyzstan"],
    ["/parties/KGZ", "Kyrgyzstan", "With whom"],
    ["/parties/KGZ/CHN", "Kyrgyzstan and China", "How that came"],
    ["/sources?kind=op_ed", "Sources", "Forging a shared future"],
    ["/sources/cgtn-2023-05-26-musaeva", "Forging a shared future", "What rests on it"],
    ["/compare?from=2023-12-31&to=2025-12-31", "Compare two days", "What happened between them"],
    ["/codelists", "Codes", "Firmness of the words"],
    ["/codelists/status", "Status", "The intention was publicly expressed"],
    ["/problems", "Problems", "not_found"],
    ["/problems/not_found", "Not found", "What to do"],
    ["/api?path=/v1/parties/KGZ", "API", '"code": "KGZ"'],
    ["/embed/commitments/third-border-port", "Open a third border port (Bedel)", "Delivered"],
    ["/embed/status?type=trade", "Commitments by status over time", "How that came"],
  ])("%s is complete, accessible, fits a phone and is quiet", async (path, heading, text) => {
    await expectGood(visited, path);
    expect(await visited.page.textContent("h1"), path).toContain(heading);
    expect(await visited.page.textContent("main"), path).toContain(text);
    visited.expectQuiet();
  });

  it("every number of the front page leads to a list of so many", async () => {
    await visited.open("/");
    const links = await visited.page.$$eval(".counts a, .grid td a", (found) =>
      found.map((link) => [link.getAttribute("href") ?? "", /\d+/.exec(link.textContent ?? "")?.[0]] as const),
    );
    expect(links.length).toBeGreaterThan(20);
    for (const [href, count] of links) {
      const { searchParams } = new URL(href, site.address);
      const { json } = await site.app.inject(`/v1/commitments?count=exact&limit=1&${searchParams}`);
      expect(json().page.count, href).toBe(Number(count));
    }
  });

  it.each([
    ["/commitments?fields=slug&limit=1&include=quotes", "Implement the China-Kyrgyzstan-Uzbekistan railway"],
    ["/commitments/third-border-port?on=banana&asOf=x&why=nothing#%E0%A4%A", "on"],
    ["/commitments?cursor=x", "cursor"],
    ["/compare?from=x&to=2024-99-99", "Must be a day of the calendar"],
    ["/api?path=/v1/commitments.csv", "could not be read"],
    ["/api?path=//example.org/v1", "Servanda"],
  ])("%s, which nobody would write, is still a page", async (path, text) => {
    const wild = await visit(browser, site.address);
    const errors: string[] = [];
    wild.page.on("pageerror", ({ message }) => errors.push(message));
    await wild.open(path);
    expect(await wild.page.textContent("main")).toContain(text);
    expect(await wild.page.textContent("h1")).not.toContain("could not be drawn");
    expect(errors).toEqual([]);
    await wild.close();
  });

  it("a commitment that is not there is told in the words of the API", async () => {
    const lost = await visit(browser, site.address);
    await lost.open("/commitments/nope");
    expect(await lost.page.textContent("[role=alert]")).toContain('There is no commitment "nope".');
    await lost.page.click("text=What this means, and what to do");
    await settled(lost.page);
    expect(await lost.page.textContent("h1")).toBe("Not found");
    await lost.close();
  });
});

describe("with nothing on record", () => {
  let site: Awaited<ReturnType<typeof openPages>>;
  let visited: Visit;
  beforeAll(async () => {
    site = await openPages("empty");
    visited = await visit(browser, site.address);
  });
  afterAll(async () => {
    await visited.close();
    await site.close();
  });

  it.each([
    ["/", "files the first one"],
    ["/commitments", "The front page says how it begins"],
    ["/commitments?view=map", "None of these has a place on record"],
    ["/parties", "states and the usual organisations are known"],
    ["/parties/KGZ", "Nothing is on record that Kyrgyzstan promised"],
    ["/sources", "Sources come with the commitments"],
    ["/compare", "Nothing is on record from"],
  ])("%s says what to do", async (path, text) => {
    await visited.open(path);
    if (path === "/") expect(await visited.findings()).toEqual([]);
    expect((await visited.page.textContent("main"))?.replace(/\s+/g, " ")).toContain(text);
    visited.expectQuiet();
  });
});

it("what an empty record says to do files the first commitment", async () => {
  const site = await openPages("empty");
  const visited = await visit(browser, site.address);
  await visited.open("/");
  const lines = (await visited.page.textContent(".first-steps pre")) ?? "";
  const payload = /-d '(.*)'/s.exec(lines)?.[1] ?? "";
  const headers = { authorization: `Bearer ${await firstKey(site.context)}`, "content-type": "application/json" };
  const { statusCode } = await site.app.inject({ method: "POST", url: "/v1/commitments", headers, payload });
  expect(statusCode).toBe(201);
  await visited.open("/");
  expect(await visited.page.textContent(".counts")).toContain("1 commitment");
  await visited.close();
  await site.close();
});

it("where reading needs a key, the pages ask for one, and keep it for the tab", async () => {
  const site = await openPages("empty", { PUBLIC_READ: "false" });
  const key = (await firstKey(site.context)) ?? "";
  const visited = await visit(browser, site.address);
  await visited.open("/");
  expect(await visited.page.textContent("[role=alert]")).toContain("A key is needed.");
  await visited.page.fill("input[name=key]", key);
  await visited.page.click("text=Read with it");
  await visited.page.waitForSelector(".first-steps");
  expect(visited.page.url()).toBe(`${site.address}/`);
  await visited.open("/parties/KGZ");
  expect(await visited.page.textContent("h1")).toBe("Kyrgyzstan");
  await visited.close();
  await site.close();
});
