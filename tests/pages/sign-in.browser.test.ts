import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

const policyOf = async (url: string) =>
  String((await site.app.inject({ url, headers })).headers["content-security-policy"]);
const headers = { accept: "text/html" };
const signIn = () => visited.page.click("a:has-text('Sign in')");
const field = (label: string) => `label:has(> span:text-is("${label}")) > :is(input, select, textarea)`;

describe("signing in at the issuer", () => {
  it("comes back to where one was, and signs out there too; no token is in an address or outlives the tab", async () => {
    const { page } = visited;
    const addresses: string[] = [];
    page.on("request", (request) => request.isNavigationRequest() && addresses.push(request.url()));
    await visited.open("/desk?queue=quiet");
    await page.waitForSelector("a:has-text('Sign in with 127.0.0.1')");
    expect(await visited.findings()).toEqual([]);
    await signIn();
    await page.waitForSelector(".who b");
    expect(await page.textContent(".who")).toContain("oidc:analyst, analyst");
    expect(page.url()).toBe(`${site.address}/desk?queue=quiet`);
    const token = await page.evaluate(`sessionStorage.getItem("servanda-key")`);
    expect(addresses.filter((address) => address.includes(String(token)))).toEqual([]);
    expect(await page.evaluate("localStorage.length + document.cookie.length")).toBe(0);
    const asked = new URL(addresses.find((address) => address.includes("/auth?")) ?? "").searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: "code", code_challenge_method: "S256" });
    expect([asked.get("state")?.length, asked.get("nonce")?.length]).toEqual([43, 43]);
    await page.click("button:has-text('Sign out')");
    await page.click("button:has-text('Yes, sign me out')");
    await page.waitForSelector("[name=key]");
    expect(page.url()).toMatch(/\/desk(?:\?|$)/);
    expect(await page.evaluate("Object.keys(sessionStorage).filter((name) => /key|token/.test(name))")).toEqual([]);
  });

  it("is by one page that may ask the issuer's origin, and no other page may", async () => {
    expect(await policyOf("/desk/signed-in?code=a")).toContain(`;connect-src 'self' ${provider.issuer}`);
    for (const path of ["/", "/desk", "/desk/read", "/commitments/x"])
      expect(await policyOf(path)).not.toContain("connect-src");
    visited.expectQuiet();
  });
});

describe("an access token", () => {
  it("that ends in the middle of a form is renewed in another window: nothing typed is lost, and the save goes on", async () => {
    const { page } = visited;
    const parties = [{ party: "KGZ", role: "promisor" }];
    const made = { title: "A weir", type: "infrastructure", firmness: "pledge", statedOn: "2023", parties };
    const { slug } = await site.call("POST", "/v1/commitments", made);
    await visited.open("/desk");
    await signIn();
    await page.waitForSelector(".who b");
    await page.goto(`${site.address}/commitments/${slug}`);
    await page.click("text=Correct the record");
    await page.fill(field("What is promised"), "A high weir");
    await page.evaluate(`sessionStorage.setItem("servanda-key", sessionStorage.getItem("servanda-key").slice(0, -4))`);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("dialog[open] a:has-text('another window')");
    expect(await page.textContent("dialog[open]")).toContain("The token is refused");
    expect(await visited.findings()).toEqual([]);
    const opened = page.context().waitForEvent("page");
    await page.click("dialog[open] a:has-text('another window')");
    const other = await opened;
    await page.waitForSelector("text=Saved.");
    expect(await site.call("GET", `/v1/commitments/${slug}`)).toMatchObject({ title: "A high weir" });
    if (!other.isClosed()) expect(await other.textContent("main")).toContain("You are signed in. Close this window");
  });

  it("that is pasted does as a key does, as it stands in a header or broken by a mail; what is none is told so", async () => {
    const { page } = visited;
    await visited.open("/desk");
    await signIn();
    await page.waitForSelector(".who b");
    const token = String(await page.evaluate(`sessionStorage.getItem("servanda-key")`));
    await page.evaluate("sessionStorage.clear()");
    await visited.open("/desk");
    await page.fill("[name=key]", "ключ");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".trouble >> text=This is no key");
    await page.fill("[name=key]", `Bearer ${token.slice(0, 70)} ${token.slice(70)}`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".who b");
    expect(await page.textContent(".who")).toContain("oidc:analyst, analyst");
    await page.click("button:has-text('Forget the key')");
    await page.waitForSelector("[name=key]");
  });
});
