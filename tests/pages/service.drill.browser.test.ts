import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { expectGoodAsIs, openDesk } from "../helpers/at-desk.ts";
import { answering, openReceiver, type Receiver, taken } from "../helpers/receiver.ts";
import { openBrowser, settled, type Visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openDesk>>;
let receiver: Receiver;
let desk: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  receiver = await openReceiver();
  site = await openDesk(browser, { WEBHOOK_ALLOW: "127.0.0.1" });
});
afterAll(async () => {
  await site.close();
  receiver.close();
  await browser.close();
});
afterEach(async () => {
  desk.expectQuiet();
  await desk.close();
});

const waitFor = (words: string) => desk.page.getByText(words, { exact: false }).first().waitFor();
const text = async (selector: string) => (await desk.page.textContent(selector)) ?? "";
const enter = async (key?: string) => {
  desk = await site.enter(key);
  await desk.open("/desk/admin");
};

it("tells how the service is, recomputes the chain of the ledger, and is accessible", async () => {
  await enter();
  const { lastChange } = await site.call("GET", "/v1");
  expect(await text("main")).toContain("none is scheduled here");
  await desk.page.click("button:has-text('Recompute the chain')");
  await waitFor(`All ${lastChange.seq.toLocaleString("en")} lines follow from the one before`);
  await desk.page.click("summary:has-text('What the process measures')");
  await waitFor("Memory, bytes");
  await expectGoodAsIs(desk);
});

it("makes a key, shows it once, and revokes it after asking, by keyboard alone", async () => {
  await enter();
  const { page } = desk;
  await page.fill("label:has-text('Whose it is') input", "ann");
  await page.reload();
  await settled(page);
  await page.selectOption("label:has-text('Role') select", "analyst");
  await page.keyboard.press("Tab");
  await page.focus("button:has-text('Make the key')");
  await page.keyboard.press("Enter");
  await waitFor("is shown this once");
  const key = await text(".admin-once pre");
  expect(key).toMatch(/^svd_/);
  expect((await site.app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${key}` } })).json()).toEqual({
    ...{ name: "ann", role: "analyst" },
  });
  await page.click("button:has-text('I have it')");
  expect(await text("main")).not.toContain(key);
  await page.fill("label:has-text('Whose it is') input", "ann");
  await page.selectOption("label:has-text('Role') select", "reader");
  const row = page.locator("tr", { hasText: "ann" });
  await row.locator("button").focus();
  await page.keyboard.press("Enter");
  await waitFor("Revoke the key of ann for good?");
  await page.keyboard.press("Enter");
  await waitFor("is refused from now on");
  expect((await site.app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${key}` } })).statusCode).toBe(401);
});

it("webhooks are made, tried by a ping, looked into, replayed, given another secret, and deleted", async () => {
  await enter();
  const { page } = desk;
  await page.fill("label:has-text('Where messages go') input", receiver.url);
  await page.fill("label:has-text('Only about') input", "kind=commitment&type=energy,trade");
  await page.click("button:has-text('Make the webhook')");
  await waitFor("its receiver verifies messages with it");
  expect(await text(".admin-once pre")).toMatch(/^whsec_/);
  await page.click("button:has-text('I have it')");
  expect(await text(".admin-hooks")).toContain('{"type":["energy","trade"],"kind":["commitment"]}');
  await page.click("button:has-text('Send a ping')");
  await waitFor("Taken in");
  receiver.answerBy(answering(500));
  await page.click("button:has-text('Send a ping')");
  await waitFor("Not taken");
  receiver.answerBy(taken);
  const body = { title: "A grid", type: "energy", firmness: "pledge", statedOn: "2024", parties: [] as object[] };
  body.parties.push({ party: "KGZ", role: "promisor" });
  await site.call("POST", "/v1/commitments", body);
  await receiver.got(3);
  const { data } = await site.call("GET", "/v1/webhooks");
  const sentSoFar = async () => (await site.call("GET", `/v1/webhooks/${data[0].id}/deliveries`)).data.length;
  await expect.poll(sentSoFar, { timeout: 10_000 }).toBe(1);
  await page.click("button:has-text('Deliveries')");
  await waitFor("delivered");
  await expectGoodAsIs(desk);
  const sent = Number(await text(".admin-table tbody th[scope=row] >> nth=-1"));
  await page.fill("label:has-text('Send again from line') input", String(sent));
  await page.click("button:has-text('Send again')");
  await waitFor("are sent again");
  await receiver.got(4);
  await page.click("button:has-text('Disable')");
  await waitFor("No messages are sent any more");
  await page.click("button:has-text('Enable')");
  await waitFor("It goes on where it stopped");
  await page.click("button:has-text('New secret')");
  await page.click(".sure button:has-text('New secret')");
  await waitFor("It has a new secret");
  await page.click("button:has-text('Delete')");
  await page.click(".sure button:has-text('Delete')");
  await waitFor("Nobody is told of changes yet");
});

it("an analyst has webhooks of their own, and is told what keys need", async () => {
  const { key } = await site.call("POST", "/v1/keys", { name: "ben", role: "analyst" });
  await enter(key);
  expect(await text("main")).toContain("Your webhooks");
  expect(await text("main")).toContain("whose role is admin; that of ben is analyst");
  expect(desk.requests().filter((url) => url.includes("/v1/keys"))).toEqual([]);
});
