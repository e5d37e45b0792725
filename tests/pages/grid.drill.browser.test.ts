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
  const bridge = (n: number) => ({
    ...{ title: `Bridge ${String(n).padStart(2, "0")}`, type: "infrastructure", firmness: "pledge" },
    ...{ statedOn: "2024-02", tags: ["many", "draft"], parties: [{ party: "KGZ", role: "promisor" }] },
  });
  const bridges = Array.from({ length: 30 }, (_, n) => ({ op: "POST", path: "/v1/commitments", body: bridge(n) }));
  await site.call("POST", "/v1/batch", { operations: bridges });
});
afterAll(async () => {
  await site.close();
  await browser.close();
});
beforeEach(async () => {
  desk = await site.enter();
});
afterEach(async () => {
  desk.expectQuiet(/status of (409|422) .*\/v1\/(batch|change-sets)/);
  await desk.close();
});

const press = async (...keys: string[]) => {
  for (const each of keys) await desk.page.keyboard.press(each);
};
const text = async (selector: string) => (await desk.page.textContent(selector)) ?? "";
const waitFor = (words: string) => desk.page.getByText(words, { exact: false }).first().waitFor();
const grid = "/desk/grid?tag=many&sort=title";

it("teaches how it is used, is accessible, fits a phone and is quiet", async () => {
  await desk.open(grid);
  expect(await text("main")).toContain("Select, change, look, save");
  await expectGoodAsIs(desk);
  await desk.page.click("button:has-text('Select all 30')");
  await desk.page.fill(".grid-panel label:has-text('Tags to add') input", "rail");
  await press("Control+Enter");
  await waitFor("30 commitments would change");
  await expectGoodAsIs(desk);
});

it("thirty are selected and changed by keyboard, looked at before, saved as one, and undone as one", async () => {
  await desk.open(grid);
  const { page } = desk;
  await page.focus("tbody input");
  await press("Space", "ArrowDown", "Shift+ArrowDown", "Shift+End");
  await waitFor("Change 30 commitments");
  await page.selectOption(".grid-panel label:has-text('Status') select", "implementing");
  await page.fill(".grid-panel label:has-text('Since') input", "6 June 2024");
  await page.fill(".grid-panel label:has-text('Note on the status') input", "Works began");
  await page.fill(".grid-panel label:has-text('Tags to add') input", "rail, border");
  await page.fill(".grid-panel label:has-text('Tags to take out') input", "draft");
  await page.fill(".grid-panel label:has-text('Look again on') input", "2027-01-15");
  await page.reload();
  await settled(page);
  await press("Control+Enter");
  expect(await page.inputValue(".grid-panel label:has-text('Tags to add') input")).toBe("rail, border");
  await page.focus(".grid-panel label:has-text('Tags to add') input");
  await press("Control+Enter");
  await waitFor("30 commitments would change");
  const first = await text(".grid-preview li");
  for (const words of ["Stated", "Implementing", "6 June 2024", "many, draft", "many, rail, border", "15 January 2027"])
    expect(first).toContain(words);
  await press("Control+Enter");
  await waitFor("Say why");
  await page.fill(".grid-panel label:has-text('Why, for the record') input", "The minutes of 6 June");
  await press("Control+Enter");
  await waitFor("30 commitments changed as one");
  await settled(page);
  const { data } = await site.call("GET", "/v1/commitments?tag=rail&limit=200");
  expect(data).toHaveLength(30);
  expect(data[0]).toMatchObject({ status: "implementing", statusSince: "2024-06-06", nextReviewOn: "2027-01-15" });
  const sets = await site.call("GET", "/v1/change-sets?limit=1");
  expect(sets.data[0]).toMatchObject({ reason: "The minutes of 6 June" });
  await page.reload();
  await settled(page);
  await page.click("button:has-text('Undo all of it')");
  await waitFor("All of it is as it was before");
  await settled(page);
  const { data: after } = await site.call("GET", "/v1/commitments?tag=draft&limit=200");
  expect(after).toHaveLength(30);
  expect(after[0]).toMatchObject({ status: "stated", nextReviewOn: null, tags: ["many", "draft"] });
});

it("what others changed meanwhile is named record by record, and nothing is lost", async () => {
  await desk.open(grid);
  const { page } = desk;
  await page.focus("tbody input");
  await press("Space", "Shift+ArrowDown", "Shift+ArrowDown");
  await page.fill(".grid-panel label:has-text('Tags to add') input", "mine");
  const { data } = await site.call("GET", "/v1/commitments?tag=many&sort=title&limit=3");
  await site.call("PATCH", `/v1/commitments/${data[1].id}`, { tags: ["many", "theirs"] });
  await press("Control+Enter");
  await waitFor("1 of 3 cannot be changed like this");
  expect(await text(".trouble li")).toContain("Bridge 01");
  await page.click("button:has-text('Read them as they are now')");
  await waitFor("3 commitments would change");
  expect(await text(".grid-preview")).toContain("Changed by others meanwhile: tags");
  await page.fill(".grid-panel label:has-text('Why, for the record') input", "Both are kept");
  await press("Control+Enter");
  await waitFor("3 commitments changed as one");
  expect((await site.call("GET", `/v1/commitments/${data[1].id}`)).tags).toEqual(["many", "theirs", "mine"]);
  await site.call("PATCH", `/v1/commitments/${data[0].id}`, { summary: "Later" });
  await page.click("button:has-text('Undo all of it')");
  await waitFor("have been changed since");
  expect(await text("[aria-label='Changed since']")).toContain("bridge-00");
});

it("a move that no rule allows is told in the API's words, and leaving those out goes on with the others", async () => {
  const { data } = await site.call("GET", "/v1/commitments?tag=many&sort=title&limit=30");
  await site.call("POST", `/v1/commitments/${data[20].id}/events`, {
    type: "completed",
    date: "2024-05-01",
    title: "Opened",
  });
  await desk.open(grid);
  const { page } = desk;
  await page.click("button:has-text('Select all 30')");
  await waitFor("Change 30 commitments");
  await page.selectOption(".grid-panel label:has-text('Status') select", "negotiating");
  await page.fill(".grid-panel label:has-text('Since') input", "the day when pigs fly");
  await page.focus(".grid-panel label:has-text('Since') input");
  await press("Control+Enter");
  await waitFor("Nothing was sent.");
  await page.fill(".grid-panel label:has-text('Since') input", "2024-06-06");
  await press("Control+Enter");
  await waitFor("1 of 30 cannot be changed like this");
  expect(await text(".trouble li")).toContain("Bridge 20");
  await page.click("button:has-text('Leave it out')");
  await waitFor("Change 29 commitments");
  await page.focus(".grid-panel label:has-text('Since') input");
  await press("Control+Enter");
  await waitFor("29 commitments would change");
});
