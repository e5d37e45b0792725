import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openDesk } from "../helpers/at-desk.ts";
import { audience, startProvider } from "../helpers/identity-provider.ts";
import { openBrowser, type Visit, visit } from "../helpers/visit.ts";

let browser: Browser;
let provider: Awaited<ReturnType<typeof startProvider>>;
let site: Awaited<ReturnType<typeof openDesk>>;
let visited: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  provider = await startProvider();
  const settings = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: audience, OIDC_CLIENT_ID: "servanda-desk" };
  site = await openDesk(browser, settings);
  await provider.serve(site.address);
});
afterAll(async () => {
  await site.close();
  await provider.close();
  await browser.close();
});
beforeEach(async () => {
  provider.state.account = "analyst";
  visited = await visit(browser, site.address);
});
afterEach(() => visited.close());

const signIn = () => visited.page.click("a:has-text('Sign in')");
const trouble = async () => (await visited.page.textContent(".trouble")) ?? "";

it("says in words what the issuer refuses, whose role falls short, and what is no answer to this sign-in", async () => {
  const { page } = visited;
  provider.state.account = null;
  await visited.open("/desk");
  await signIn();
  await page.waitForSelector(".trouble");
  expect(await trouble()).toMatch(/answered `access_denied`\. It was declined.*“The person said <b>no<\/b>\.”/);
  expect(page.url()).toBe(`${site.address}/desk/signed-in`);
  expect(await visited.findings()).toEqual([]);
  provider.state.account = "owner";
  await signIn();
  await page.waitForSelector(".trouble >> text=oidc:owner has no role here");
  await visited.open("/desk/signed-in?code=stolen&state=other");
  await page.waitForSelector(".trouble >> text=No window of this browser waits for this answer");
  provider.state.sendTo = (url) => url.replace(/([?&]iss=)[^&]*/, "$1https://evil.example");
  await signIn();
  await page.waitForSelector(".trouble >> text=is not what was asked for");
  expect(await trouble()).toContain("iss");
  provider.state.sendTo = (url) => url;
  await page.route(`${provider.issuer}/token`, (route) => route.abort());
  await signIn();
  await page.waitForSelector(`.trouble >> text=No answer came from ${provider.issuer}`);
  expect(await page.evaluate(`sessionStorage.getItem("servanda-key")`)).toBeNull();
});
