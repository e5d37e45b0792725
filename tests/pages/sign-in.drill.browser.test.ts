import { describe, expect, it } from "vitest";
import { signInSite } from "../helpers/sign-in-site.ts";

const at = signInSite();

const field = (label: string) => `label:has(> span:text-is("${label}")) > :is(input, select, textarea)`;
const trouble = async () => (await at.visited.page.textContent(".trouble")) ?? "";

it("says in words what the issuer refuses, whose role falls short, and what is no answer to this sign-in", async () => {
  const { page } = at.visited;
  at.provider.state.account = null;
  await at.visited.open("/desk");
  await at.signIn();
  await page.waitForSelector(".trouble");
  expect(await trouble()).toMatch(/answered `access_denied`\. It was declined.*“The person said <b>no<\/b>\.”/);
  expect(page.url()).toBe(`${at.site.address}/desk/signed-in`);
  expect(await at.visited.findings()).toEqual([]);
  at.provider.state.account = "owner";
  await at.signIn();
  await page.waitForSelector(".trouble >> text=oidc:owner has no role here");
  await at.visited.open("/desk/signed-in?code=stolen&state=other");
  await page.waitForSelector(".trouble >> text=No window of this browser waits for this answer");
  at.provider.state.sendTo = (url) => url.replace(/([?&]iss=)[^&]*/, "$1https://evil.example");
  await at.signIn();
  await page.waitForSelector(".trouble >> text=is not what was asked for");
  expect(await trouble()).toContain("iss");
  at.provider.state.sendTo = (url) => url;
  await page.route(`${at.provider.issuer}/token`, (route) => route.abort());
  await at.signIn();
  await page.waitForSelector(`.trouble >> text=No answer came from ${at.provider.issuer}`);
  expect(await page.evaluate(`sessionStorage.getItem("servanda-key")`)).toBeNull();
});

describe("an access token", () => {
  it("that ends in the middle of a form is renewed in another window: nothing typed is lost, and the save goes on", async () => {
    const { page } = at.visited;
    const parties = [{ party: "KGZ", role: "promisor" }];
    const made = { title: "A weir", type: "infrastructure", firmness: "pledge", statedOn: "2023", parties };
    const { slug } = await at.site.call("POST", "/v1/commitments", made);
    await at.visited.open("/desk");
    await at.signIn();
    await page.waitForSelector(".who b");
    await page.goto(`${at.site.address}/commitments/${slug}`);
    await page.click("text=Correct the record");
    await page.fill(field("What is promised"), "A high weir");
    await page.evaluate(`sessionStorage.setItem("servanda-key", sessionStorage.getItem("servanda-key").slice(0, -4))`);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("dialog[open] a:has-text('another window')");
    expect(await page.textContent("dialog[open]")).toContain("The token is refused");
    expect(await at.visited.findings()).toEqual([]);
    const opened = page.context().waitForEvent("page");
    await page.click("dialog[open] a:has-text('another window')");
    const other = await opened;
    await page.waitForSelector("text=Saved.");
    expect(await at.site.call("GET", `/v1/commitments/${slug}`)).toMatchObject({ title: "A high weir" });
    if (!other.isClosed()) expect(await other.textContent("main")).toContain("You are signed in. Close this window");
  });

  it("that is pasted does as a key does, as it stands in a header or broken by a mail; what is none is told so", async () => {
    const { page } = at.visited;
    await at.visited.open("/desk");
    await at.signIn();
    await page.waitForSelector(".who b");
    const token = String(await page.evaluate(`sessionStorage.getItem("servanda-key")`));
    await page.evaluate("sessionStorage.clear()");
    await at.visited.open("/desk");
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
