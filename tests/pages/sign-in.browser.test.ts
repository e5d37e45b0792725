import { describe, expect, it } from "vitest";
import { signInSite } from "../helpers/sign-in-site.ts";

const at = signInSite();

const policyOf = async (url: string) =>
  String((await at.site.app.inject({ url, headers })).headers["content-security-policy"]);
const headers = { accept: "text/html" };

describe("signing in at the issuer", () => {
  it("comes back to where one was, and signs out there too; no token is in an address or outlives the tab", async () => {
    const { page } = at.visited;
    const addresses: string[] = [];
    page.on("request", (request) => request.isNavigationRequest() && addresses.push(request.url()));
    await at.visited.open("/desk?queue=quiet");
    await page.waitForSelector("a:has-text('Sign in with 127.0.0.1')");
    expect(await at.visited.findings()).toEqual([]);
    await at.signIn();
    await page.waitForSelector(".who b");
    expect(await page.textContent(".who")).toContain("oidc:analyst, analyst");
    expect(page.url()).toBe(`${at.site.address}/desk?queue=quiet`);
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
    expect(await policyOf("/desk/signed-in?code=a")).toContain(`;connect-src 'self' ${at.provider.issuer}`);
    for (const path of ["/", "/desk", "/desk/read", "/commitments/x"])
      expect(await policyOf(path)).not.toContain("connect-src");
    at.visited.expectQuiet();
  });
});
