import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk } from "../helpers/at-desk.ts";
import { openBrowser, settled, type Visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openDesk>>;
let desk: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openDesk(browser);
  desk = await site.enter();
});
afterAll(async () => {
  await site.close();
  await browser.close();
});

const field = (label: string) => `label:has(> span:text-is("${label}")) > :is(input, select, textarea)`;
const promise = (title: string): Promise<{ id: string; slug: string }> =>
  site.call("POST", "/v1/commitments", {
    ...{ title, type: "infrastructure", firmness: "pledge", statedOn: "2023" },
    parties: [{ party: "KGZ", role: "promisor" }],
  });
const eventsOf = async (slug: string) => (await site.call("GET", `/v1/commitments/${slug}/events`)).data.length;
const noting = async (slug: string) => {
  const { page } = desk;
  await desk.open(`/commitments/${slug}`);
  await page.click("text=Record what happened");
  await page.selectOption(field("What kind of event"), "note");
  await page.fill(field("When"), "2024");
  await page.waitForSelector(".effect");
};

it("what was done though its answer was lost is done once when it is saved again, after a reload too", async () => {
  const { page } = desk;
  const { slug } = await promise("A lost answer");
  await noting(slug);
  await page.route("**/v1/batch", async (route) => {
    if (route.request().postDataJSON().dryRun) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".trouble >> text=nothing that you typed is lost");
  expect(await eventsOf(slug)).toBe(1);
  await page.unroute("**/v1/batch");
  await page.reload();
  await settled(page);
  await page.click("text=Record what happened");
  await page.waitForSelector(".effect");
  await page.click(".main-action");
  await page.waitForSelector("text=Recorded.");
  expect(await eventsOf(slug)).toBe(1);
});

it("what is sent twice at the same moment is saved once, and the same again later is another one", async () => {
  const { page } = desk;
  const { slug } = await promise("Saved twice at once");
  await noting(slug);
  await page.evaluate(`for (const _ of [1, 2]) document.querySelector(".update form").requestSubmit()`);
  await page.waitForSelector("text=Recorded.");
  await settled(page);
  expect(await eventsOf(slug)).toBe(1);
  await noting(slug);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("text=Recorded.");
  expect(await eventsOf(slug)).toBe(2);
});

it("a record that is deleted meanwhile is told of, and a draft that cannot be read is none", async () => {
  const { page } = desk;
  const { id, slug } = await promise("Deleted meanwhile");
  await noting(slug);
  const headers = { authorization: `Bearer ${await page.evaluate(`sessionStorage.getItem("servanda-key")`)}` };
  await site.app.inject({ method: "DELETE", url: `/v1/commitments/${slug}`, headers });
  await page.click(".main-action");
  await page.waitForSelector(`.trouble >> text=There is no commitment "${id}"`);
  await page.evaluate(`sessionStorage.setItem("servanda-draft:import", "{oops")`);
  await desk.open("/desk/import");
  await page.waitForSelector("text=Drop a file anywhere here");
});

it("every page of the desk fits 320 px, as at 400 % zoom, with a title that is one word of 290 letters", async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 320, height: 700 });
  const { slug } = await promise("W".repeat(290));
  await promise("W".repeat(290));
  const paths = ["/desk", "/desk?queue=duplicates", "/desk/read", "/desk/grid", "/desk/import", "/desk/admin"];
  for (const path of [...paths, `/commitments/${slug}`]) {
    await desk.open(path);
    expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 320]);
  }
  await page.click("text=Record what happened");
  await page.selectOption(field("What kind of event"), "funding_pledged");
  await page.click("summary:has-text('More about it')");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  await page.setViewportSize({ width: 1280, height: 900 });
});

it("a text whose language is not told from its words is given one there, and read", async () => {
  const { page } = desk;
  await desk.open("/desk/read");
  await page.fill("textarea", "خطاب الوزير\n\nسنبني جسرا جديدا بحلول نهاية عام 2030.");
  await page.click("text=Read it");
  await page.selectOption(field("Kind"), "speech");
  await page.press(field("Title"), "Control+Enter");
  await page.waitForSelector("text=The language of the text is not told from its words");
  await page.selectOption(field("It is in"), "ar");
  await page.click("text=Look for promises again");
  await page.waitForSelector(".tint-3, .tint-2, .tint-1");
  expect(await page.evaluate(`getComputedStyle(document.querySelector(".reading-text")).direction`)).toBe("rtl");
});

it("a text of a million letters is read as it is pasted, without the field that would take seconds for it", async () => {
  const { page } = desk;
  await desk.open("/desk/read");
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "The sea was calm. ".repeat(60_000));
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("textarea").dispatchEvent(paste);
  }`);
  await page.waitForSelector("text=1,080,000 characters");
});
