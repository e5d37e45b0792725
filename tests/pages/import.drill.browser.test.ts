import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { expectGoodAsIs, openDesk } from "../helpers/at-desk.ts";
import { openBrowser, settled, type Visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openDesk>>;
let desk: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openDesk(browser);
});
afterAll(async () => {
  await site.close();
  await browser.close();
});
beforeEach(async () => {
  desk = await site.enter();
  await desk.open("/desk/import");
});
afterEach(async () => {
  desk.expectQuiet();
  await desk.close();
});

const waitFor = (words: string) => desk.page.getByText(words, { exact: false }).first().waitFor();
const text = async (selector: string) => (await desk.page.textContent(selector)) ?? "";
const count = async () => (await site.call("GET", "/v1/commitments?count=exact&limit=1")).page.count as number;
const choose = (name: string, content: string | Buffer, mimeType = "text/csv") =>
  desk.page.setInputFiles("input[type=file]", { name, mimeType, buffer: Buffer.from(content) });
const putAway = async () => {
  await desk.page.click("button:has-text('Put it away')");
  await desk.page.click(".sure button:has-text('Put it away')");
  await waitFor("Drop a file anywhere here");
};
const mistakes = () => desk.page.locator(".import-mistakes > li").count();
const check = async () => {
  await desk.page.keyboard.press("Control+Enter");
  await settled(desk.page);
};
const importAs = async (reason: string) => {
  await desk.page.fill("label:has-text('Why, for the record') input", reason);
  await desk.page.keyboard.press("Control+Enter");
};

/** Sixty rows as somebody kept them, with fifty mistakes of eight kinds, dates each another one. */
function sheetWithMistakes(): string {
  const header = ["Title", "Type", "Firmness", "Stated on", "Parties", "Mood", "Latitude", "Longitude"];
  const rows = Array.from({ length: 60 }, (_, n) => [
    n === 55 ? "" : `Promise ${n}`,
    n < 14 ? "treaty" : "legal",
    n >= 15 && n < 25 ? "promise" : "pledge",
    n >= 25 && n < 28 ? `${n}.05.2023` : n === 28 ? "soon" : "2023-05-26",
    n >= 30 && n < 42 ? "KGZ:promisor; Kina:promisee" : n >= 42 && n < 50 ? "KGZ:Promisor" : "KGZ:promisor",
    "good",
    n === 56 ? "north" : "42.8",
    "74.6",
  ]);
  return [header, ...rows].map((cells) => `${cells.join("\t")}\r\n`).join("");
}

it("teaches how it is used, and is accessible with faults and without", async () => {
  expect(await text("main")).toContain("Drop a file anywhere here");
  await expectGoodAsIs(desk);
  await choose("promises.csv", sheetWithMistakes());
  await waitFor("50 faults");
  await settled(desk.page);
  await expectGoodAsIs(desk);
  await putAway();
});

it("sixty rows with fifty mistakes are mended on the page, the same one once, and undone as one", async () => {
  const { page } = desk;
  await page.fill("textarea", sheetWithMistakes());
  await page.reload();
  await settled(page);
  await page.click("button:has-text('Read what is pasted')");
  await waitFor("50 faults");
  expect(await text(".import-columns")).toContain("Mood");
  expect(await mistakes()).toBe(10);
  const mend = async (part: string, by: string | null) => {
    const form = page.locator(".import-mistakes form", { hasText: part }).first();
    const isChoice = (await form.locator("select").count()) > 0;
    if (by !== null && isChoice) await form.locator("select").selectOption(by);
    else if (by !== null) await form.locator("input").fill(by);
    await form.locator("button").press("Enter");
  };
  await mend("treaty", "legal");
  await mend("cannot be `promise`", "pledge");
  await mend("Promisor", null);
  await page.click("button:has-text('Read 4 dates as people write them')");
  await waitFor("3 of 4 dates could be read");
  await mend("Kina", "CHN");
  await page.reload();
  await settled(page);
  await waitFor("3 faults");
  await page.fill("[aria-label='title, row 57']", "Promise 55");
  await page.fill("[aria-label='statedOn, row 30']", "2023-06");
  await page.fill("[aria-label='latitude, row 58']", "42.9");
  await check();
  await waitFor("Import all of it");
  expect(await text(".counts")).toContain("60 new");
  await importAs("Как было опубликовано");
  await waitFor("Imported: 60 new, 0 changed.");
  expect(await count()).toBe(60);
  expect((await site.call("GET", "/v1/change-sets?limit=1")).data[0].reason).toBe("Как было опубликовано");
  await page.click("button:has-text('Undo all of it')");
  await waitFor("All of it is as it was before");
  expect(await count()).toBe(0);
});

it("Ctrl Enter asks once, wherever one types: in the form below, or among the mistakes", async () => {
  const { page } = desk;
  await choose("promises.csv", sheetWithMistakes());
  await waitFor("50 faults");
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/v1/import?") && asked.push(request.method()));
  for (const place of [".import-mistakes form input", "form[aria-label='Check and import'] select"]) {
    asked.length = 0;
    await page.locator(place).first().press("Control+Enter");
    await settled(page);
    expect(asked, place).toEqual(["POST"]);
  }
  await putAway();
});

it("lines of NDJSON are mended by their members, and what would change of known ones is told", async () => {
  const { page } = desk;
  const line = { slug: "a-bridge", type: "infrastructure", firmness: "pledge", statedOn: "2023" };
  const parties = [{ party: "KGZ", role: "promisor" }];
  const { id } = await site.call("POST", "/v1/commitments", { ...line, parties, title: "A bridge" });
  const lines = [
    { id, tags: ["rail"] },
    { ...line, slug: "b", title: "B", parties: [{ party: "KGZ", role: "maker" }] },
  ];
  await page.fill("textarea", lines.map((each) => JSON.stringify(each)).join("\n"));
  await page.click("button:has-text('Read what is pasted')");
  await waitFor("1 fault");
  await page.locator(".import-mistakes select").selectOption("promisor");
  await page.keyboard.press("Enter");
  await page.click(".import-mistakes button");
  await page.focus("[aria-label='Check and import'] select");
  await check();
  await waitFor("Import all of it");
  expect(await text(".counts")).toContain("1 new");
  expect(await text(".import-mending table")).toMatch(/a-bridge.*tags/);
  await importAs("Tags from the programme");
  await waitFor("Imported: 1 new, 1 changed.");
});

it("a workbook that was exported is taken back, and changes nothing", async () => {
  const response = await site.app.inject("/v1/commitments.xlsx");
  await choose("commitments.xlsx", response.rawPayload, "application/octet-stream");
  await waitFor("Import all of it");
  expect(await text(".counts")).toContain("0 with faults");
  await importAs("Nothing new");
  await waitFor("Nothing was to be changed");
  await putAway();
});

it("activities of IATI are recognised, given what they do not say, mended as XML, and what has no place is told", async () => {
  const { page } = desk;
  const whole = readFileSync(new URL("../imports/iati-activity.xml", import.meta.url), "utf8");
  const { 0: second } = /<iati-activity [\s\S]*<\/iati-activity>/.exec(whole.replaceAll("ABC123", "ABC124")) ?? [];
  const bad = second?.replace('iso-date="2026-12-31"', 'iso-date="31.12.2026"');
  await choose("aid.xml", whole.replace("</iati-activities>", `${bad}</iati-activities>`), "application/xml");
  await waitFor("2 activities");
  const party = page.getByLabel("The party that AA-AAA-123456789 is");
  await party.fill("Kyrg");
  await waitFor("Enter takes Kyrgyzstan");
  await party.press("Enter");
  await check();
  await waitFor("Activities with faults: 2");
  expect(await text(".import-activities > li:last-child")).toContain("activity-date: Days are written year first");
  const bodies = page.locator(".import-activities textarea");
  await bodies.last().fill((await bodies.last().inputValue()).replace("31.12.2026", "2026-12-31"));
  await check();
  await waitFor("Related activities that are nowhere: 2");
  await page.getByLabel("Pass over related activities").check();
  await check();
  await waitFor("2 of them do not say it.");
  await expectGoodAsIs(desk);
  await page.selectOption("label:has(> span:text-is('Firmness')) select", "signed");
  await page.getByLabel("Stated on").fill("10 February 2024");
  await page.reload();
  await settled(page);
  await waitFor("Import all of it");
  expect(await text(".counts")).toContain("2 new");
  expect(await text("[aria-label='What would change']")).toMatch(/In activity 1.*There is no place here for: .*budget/);
  await importAs("The register of March");
  await waitFor("Imported: 2 new, 0 changed.");
  const { data } = await site.call("GET", "/v1/commitments?q=kitchens");
  expect(data[0]).toMatchObject({ firmness: "signed", statedOn: "2024-02-10", due: { edtf: "2026-12-31" } });
  await choose("other.xml", "<?xml version='1.0' encoding='nonsense'?><a/>", "application/xml");
  await waitFor("no text of the charset nonsense");
});
