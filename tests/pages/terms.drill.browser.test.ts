import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { happening } from "../helpers/http-bodies.ts";
import { openPages } from "../helpers/pages.ts";
import { desktop, expectGood, openBrowser, settled, type Visit, visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openPages>>;
let reader: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openPages("parts", { CORRECTIONS_CONTACT: "errata@servanda.example" });
  reader = await visit(browser, site.address);
});
afterAll(async () => {
  await reader.close();
  await site.close();
  await browser.close();
});
beforeEach(() => reader.page.setViewportSize(desktop));
afterEach(() => reader.expectQuiet());

const address = () => reader.page.url().slice(site.address.length);
const texts = (selector: string) =>
  reader.page.$$eval(selector, (found) => found.map((element) => (element.textContent ?? "").replace(/\s+/g, " ")));
const arrive = async (expected: string) => {
  await reader.page.waitForURL(`${site.address}${expected}`);
  await settled(reader.page);
};
const json = async (path: string) => (await site.app.inject(path)).json();

it.each([
  ["/commitments/paris-agreement", "195 in all"],
  ["/commitments/climate-plan", "subject to international support"],
  ["/commitments/yearly-meeting", "To be kept every year"],
  ["/parties/USA", "Where it stands in treaties"],
])("%s is complete, accessible, fits a phone and is quiet", async (path, shown) => {
  await expectGood(reader, path);
  expect(await reader.page.textContent("main")).toContain(shown);
});

describe("where parties stand", () => {
  const rows = () => texts(".standings tbody tr");

  it("narrows the list, with the counts of the API, and is a chip of it then", async () => {
    await reader.open("/commitments");
    await reader.page.click("aside summary:has-text('Stands as')");
    await reader.page.click("aside details[open] label:has-text('Withdrawn') input");
    await arrive("/commitments?participation=withdrawn");
    const { page } = await json("/v1/commitments?participation=withdrawn&count=exact");
    expect(await reader.page.locator(".list tbody tr").count()).toBe(page.count);
    expect(await reader.page.textContent(".chips")).toContain("Withdrawn");
  });

  it("is counted as the API counts it, and each number is the list behind it", async () => {
    await reader.open("/commitments/paris-agreement");
    const links = await reader.page.$$eval("#participation .counts a", (found) =>
      found.map((link) => [link.getAttribute("href") ?? "", Number(link.querySelector("b")?.textContent)] as const),
    );
    expect(links.map(([, count]) => count)).toEqual([195, 193, 1, 1]);
    for (const [href, count] of links) {
      const { search } = new URL(href, site.address);
      const { page } = await json(
        `/v1/commitments/paris-agreement/participation${search}${search ? "&" : "?"}count=exact`,
      );
      expect(page.count, href).toBe(count);
    }
    await reader.page.click("#participation .counts a:has-text('withdrawn')");
    await arrive("/commitments/paris-agreement?state=withdrawn#participation");
    expect(await rows()).toEqual([expect.stringMatching(/^United States of America ?Withdrawn ?27 January 2026/)]);
    await reader.page.reload();
    await settled(reader.page);
    expect(await rows()).toHaveLength(1);
    await reader.page.goBack();
    await arrive("/commitments/paris-agreement");
    expect(await rows()).toHaveLength(50);
  });

  it.each([
    ["2016-05-01", "Signatory", ""],
    ["2020-12-01", "Withdrawn", ""],
    ["2025-06-01", "Party", "Withdrawn takes effect 27 January 2026"],
  ])("is told as it was on %s", async (on, state, toCome) => {
    await reader.open(`/commitments/paris-agreement?on=${on}&party=USA`);
    expect((await texts(".standings td:nth-child(2)")).map((cell) => cell.trim())).toEqual([state]);
    expect((await texts(".standings td:nth-child(7)")).join()).toBe(toCome);
  });

  it("is found among a thousand by words and by pages, by keyboard, and comes back as it was", async () => {
    await reader.open("/commitments/great-treaty");
    await reader.page.focus("#participation .pages a");
    await reader.page.keyboard.press("Enter");
    await arrive("/commitments/great-treaty?cursor=Q0050#participation");
    expect((await rows())[0]).toContain("Member 0051");
    await reader.page.focus("#search-live");
    await reader.page.keyboard.type("099");
    await arrive("/commitments/great-treaty?q=099#participation");
    expect(await rows()).toHaveLength(11);
    await reader.page.reload();
    await settled(reader.page);
    expect([await reader.page.inputValue("#search-live"), (await rows()).length]).toEqual(["099", 11]);
    await reader.page.fill("#search-live", "nobody");
    await arrive("/commitments/great-treaty?q=nobody#participation");
    expect(await reader.page.textContent("#participation")).toContain("No party fits.");
    await reader.page.click("#participation .counts a:has-text('in all')");
    await arrive("/commitments/great-treaty#participation");
    expect(await reader.page.textContent("#participation [role=status]")).toBe("1,000 parties");
  });

  it("is told as it was known before an act was recorded", async () => {
    const state = async () => (await texts(".standings td:nth-child(2)")).join();
    const { updatedAt: before } = await json("/v1/commitments/great-treaty");
    const headers = { authorization: `Bearer ${site.key}` };
    const payload = happening("ratified", "2022-02-01", { parties: ["Q0850"] });
    const url = "/v1/commitments/great-treaty/events";
    expect((await site.app.inject({ method: "POST", url, headers, payload })).statusCode).toBe(201);
    await reader.open("/commitments/great-treaty?party=Q0850");
    expect(await state()).toBe("Contracting");
    await reader.open(`/commitments/great-treaty?party=Q0850&asOf=${before}#participation`);
    expect(await state()).toBe("Signatory");
    const top = `document.getElementById("participation").getBoundingClientRect().top`;
    await expect.poll(() => reader.page.evaluate(top)).toBeLessThan(900);
  });

  it("is counted on a party's page, each number the list behind it", async () => {
    await reader.open("/parties/USA");
    await reader.page.click("#participation summary");
    await reader.page.waitForSelector("#participation .entries");
    expect(await texts("#participation .entries li")).toEqual(["27 January 2026Paris AgreementWithdrawn"]);
    expect(await reader.page.getAttribute("#participation .entries a", "href")).toBe(
      "/commitments/paris-agreement?party=USA#participation",
    );
    expect(await reader.findings()).toEqual([]);
    await reader.page.click("#participation dd a");
    await arrive("/commitments?party=USA&participation=withdrawn");
    expect(await texts(".list th[scope=row] > a")).toEqual(["Paris Agreement"]);
    expect(await reader.page.textContent(".chips")).toContain("Stands as: Withdrawn");
  });

  it("names who acted in the timeline, folded away where they are many", async () => {
    await reader.open("/commitments/paris-agreement");
    expect(await texts(".timeline summary")).toContain("by 174 parties");
    expect(await reader.page.textContent("main .by")).toContain("183 others");
  });
});

describe("numbers, money and conditions", () => {
  it("stand as they were promised and measured, those under a condition beside those without", async () => {
    await reader.open("/commitments/climate-plan");
    const [outright, conditional] = await texts("#targets .targets");
    expect(outright).toContain("−50 to −46 %: 703.5 to 759.78 Mt, by 2030");
    expect(outright).toContain("39 to 43 %");
    expect(outright).toContain("at least 8 %, by the end of 2030");
    expect(conditional).toContain("−60 %: 562.8 Mt, by 2030");
    expect(await reader.page.textContent(".verdicts")).toContain("by the numbers that it promises");
    const drawing = reader.page.locator("#targets svg").first();
    expect(await drawing.getAttribute("aria-label")).toBe(
      "Baseline 2013: 1,407 Mt; Measured 2017 to 2018: 1,290 Mt; Measured 2020: 1,148 Mt; Measured about 30 June 2022: 1,130 Mt; promised 2030: 703.5 to 759.78 Mt",
    );
    expect(await drawing.locator(".w-met").count()).toBe(3);
    await drawing.focus();
    await reader.page.keyboard.press("t");
    await reader.page.waitForSelector("#targets figure table");
    expect(await texts("#targets figure table tr")).toContain("Measured2017/20182017-01-012018-12-311290");
  });

  it("are those of the day that the time machine shows", async () => {
    await reader.open("/commitments/climate-plan?on=2024-04-01");
    expect(await reader.page.textContent("#money")).toContain("70.25");
    expect(await reader.page.textContent("#money")).not.toContain("KGS");
    await reader.open("/commitments/climate-plan?on=2024-01-01");
    expect(await texts("#conditions .when")).toEqual(["Pending", "Pending"]);
    expect(await reader.page.locator("#money").count()).toBe(0);
  });

  it("money is never summed across currencies, and each sum leads to its events", async () => {
    await reader.open("/commitments/climate-plan");
    expect(await texts("#money tbody tr")).toEqual([
      "KGSnone on record1,000,000none on record",
      "USD100none on record40",
    ]);
    await reader.page.click("#money a:has-text('100')");
    await reader.page.waitForURL("**#money-USD-pledged");
    expect(await reader.page.isVisible("#money-USD-pledged")).toBe(true);
    expect(await texts("#money-USD-pledged small")).toEqual(["70.25 USD", "29.75 USD"]);
  });

  it("conditions stand with their state, and the verdict says that it waits", async () => {
    await reader.open("/commitments/climate-plan");
    expect(await texts("#conditions .when")).toEqual(["Pending", "Met"]);
    expect(await reader.page.textContent(".verdict:nth-child(2)")).toContain("Awaiting condition");
    await reader.page.click("#conditions a");
    await settled(reader.page);
    expect(await reader.page.textContent("h1")).toContain("Forging a shared future");
  });

  it("occurrences of a recurring promise stand each with its state", async () => {
    await reader.open("/commitments/yearly-meeting");
    const { data } = await json("/v1/commitments/yearly-meeting/milestones");
    expect(await texts(".occurrences b")).toEqual(data.map(({ occurrence }: { occurrence: string }) => occurrence));
    expect((await texts(".occurrences small")).filter((words) => words === "Overdue")).toHaveLength(3);
  });
});

it("what is overdue and was not looked at since says so, in lists too", async () => {
  await reader.open("/commitments/yearly-meeting");
  expect(await reader.page.textContent(".verdict:nth-child(2)")).toContain("nobody has looked since");
  expect(await reader.page.textContent(".care")).toContain("Nobody has said that sources were searched");
  await reader.open("/");
  await reader.page.click("text=those that nobody has looked at since");
  await arrive("/commitments?unverified=true&sort=due");
  expect(await texts(".list th[scope=row] > a")).toEqual(["Meet every year"]);
  await reader.open("/commitments/third-border-port");
  expect(await reader.page.textContent(".care")).toContain("Sources searched up to");
});

describe("the map", () => {
  it("is read with arrow keys, leads to what it shows, and has its table one key away", async () => {
    await reader.open("/commitments?view=map");
    expect(await reader.page.locator(".land").count()).toBe(3);
    const focused = () => reader.page.evaluate("document.activeElement.getAttribute('aria-label')");
    await reader.page.focus("figcaption button:has-text('SVG')");
    await reader.page.keyboard.press("Tab");
    const marks = [await focused()];
    for (const _ of [1, 2]) {
      await reader.page.keyboard.press("ArrowRight");
      marks.push(await focused());
    }
    expect(marks.toSorted()).toEqual((await texts(".map a title")).toSorted());
    await reader.page.keyboard.press("Tab");
    expect(await reader.page.locator(".map a:focus").count(), "one stop of Tab for all").toBe(0);
    await reader.page.focus(".map a");
    await reader.page.keyboard.press("t");
    expect(await texts("figure tbody tr")).toHaveLength(4);
    const download = reader.page.waitForEvent("download");
    await reader.page.click("figcaption button:has-text('CSV')");
    expect(await text(await (await download).createReadStream())).toContain(
      "Open a third border port (Bedel),Delivered,",
    );
    await reader.page.keyboard.press("t");
    await reader.page.focus(".map a[aria-label^='Open a third']");
    await reader.page.keyboard.press("Enter");
    await arrive("/commitments/third-border-port");
    await reader.page.click("text=On the map");
    await arrive("/commitments?view=map&ids=third-border-port");
    expect(await texts(".map a title")).toEqual(["Open a third border port (Bedel): Delivered"]);
    await reader.page.goBack();
    await arrive("/commitments/third-border-port");
    await reader.page.goBack();
    await arrive("/commitments?view=map");
    expect(await reader.page.locator(".map a").count()).toBe(3);
  });

  it("has one mark for what would cover each other, which leads to a list of so many", async () => {
    await reader.open("/commitments?view=map&on=2026-06-30");
    expect(await reader.page.textContent(".map .several-count")).toBe("2");
    await reader.page.click(".map a:has(.several)");
    await settled(reader.page);
    expect((await texts(".list th[scope=row] > a")).toSorted()).toEqual([
      "Cut emissions by 46 to 50 per cent",
      "Meet every year",
    ]);
    expect(await reader.page.textContent(".chips")).toContain("Only: 2 commitments");
    expect(address()).toContain("on=2026-06-30");
    await reader.open("/commitments?view=map");
    await reader.page.click("text=4 commitments with a place on record");
    await arrive("/commitments?near=0,0,20040");
    expect(await texts(".list th[scope=row] > a")).toHaveLength(4);
  });
});

it("an error is reported to whom the operator has named, with the address and its moment", async () => {
  await reader.open("/commitments/yearly-meeting?on=2024-06-30");
  await reader.page.click("text=Report an error");
  await reader.page.waitForSelector("#report a");
  const href = new URL((await reader.page.getAttribute("#report a", "href")) ?? "");
  expect([href.protocol, href.pathname]).toEqual(["mailto:", "errata@servanda.example"]);
  expect(href.searchParams.get("subject")).toBe('Error in "Meet every year"');
  expect(href.searchParams.get("body")).toMatch(
    /version 1:\nhttp:.*\/commitments\/yearly-meeting\?on=2024-06-30&asOf=20/,
  );
  expect(address()).toBe("/commitments/yearly-meeting?on=2024-06-30");
  expect(await reader.findings()).toEqual([]);
});
