import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { firstKey } from "../../src/keys/bootstrap.ts";
import { openPages } from "../helpers/pages.ts";
import { desktop, openBrowser, settled, type Visit, visit } from "../helpers/visit.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof openPages>>;
let reader: Visit;
beforeAll(async () => {
  browser = await openBrowser();
  site = await openPages("seeds");
  reader = await visit(browser, site.address);
});
afterAll(async () => {
  await reader.close();
  await site.close();
  await browser.close();
});
beforeEach(() => reader.page.setViewportSize(desktop));
afterEach(() => reader.expectQuiet());

const press = async (...keys: string[]) => {
  for (const key of keys) await reader.page.keyboard.press(key);
};
const address = () => reader.page.url().slice(site.address.length);
const titles = () => reader.page.$$eval(".list th[scope=row] > a", (found) => found.map((link) => link.textContent));
/** Waits for the address that the page makes of what was done, and for what it shows then. */
const arrive = async (expected: string) => {
  await reader.page.waitForURL(`${site.address}${expected}`);
  await settled(reader.page);
};
/** Goes on with Tab until something of that name has the focus. */
async function tabTo(name: string): Promise<void> {
  const focused = `(() => { const at = document.activeElement;
    return (at.getAttribute("aria-label") ?? at.closest("label")?.textContent ?? at.textContent ?? "").trim(); })()`;
  for (let n = 0; n < 120; n += 1) {
    await press("Tab");
    if (String(await reader.page.evaluate(focused)).startsWith(name)) return;
  }
  throw new Error(`Nothing named "${name}" can be reached by Tab.`);
}

/** The text of a file that a button of the drawing gives. */
async function saved(button: string): Promise<string> {
  const download = reader.page.waitForEvent("download");
  await reader.page.click(`figcaption button:has-text("${button}")`);
  return text(await (await download).createReadStream());
}

describe("the list", () => {
  it("is narrowed, sorted and left by keyboard alone, and comes back as it was", async () => {
    await reader.open("/");
    await tabTo("Skip to the content");
    await tabTo("Commitments");
    await press("Enter");
    await arrive("/commitments");
    await tabTo("Completed");
    await press("Space");
    await arrive("/commitments?status=completed");
    await tabTo("Delivered");
    await press("Space");
    await arrive("/commitments?status=completed,delivered");
    await tabTo("Due");
    await press("Enter");
    await arrive("/commitments?status=completed,delivered&sort=due");
    const shown = await titles();
    expect(shown).toHaveLength(5);
    await tabTo(shown[0] ?? "");
    await press("Enter");
    await reader.page.waitForURL("**/commitments/*");
    await settled(reader.page);
    expect(await reader.page.textContent("h1")).toBe(shown[0]);
    await reader.page.goBack();
    await arrive("/commitments?status=completed,delivered&sort=due");
    expect(await titles()).toEqual(shown);
    await reader.page.reload();
    await settled(reader.page);
    expect(await titles()).toEqual(shown);
    expect(await reader.page.isChecked("label:has-text('Delivered') input")).toBe(true);
    await reader.page.goBack();
    await arrive("/commitments?status=completed,delivered");
  });

  it("searches while one types, and is the same to whom the link is sent", async () => {
    await reader.open("/commitments");
    await reader.page.focus("#search-live");
    await reader.page.keyboard.type("border port");
    await arrive("/commitments?q=border+port");
    const found = await titles();
    expect(found[0]).toBe("Open a third border port (Bedel)");
    expect(await reader.page.inputValue("#search-live")).toBe("border port");
    const other = await visit(browser, site.address);
    await other.open(address());
    expect(await other.page.inputValue("#search-live")).toBe("border port");
    expect(await other.page.$$eval(".list th[scope=row] > a", (all) => all.map((link) => link.textContent))).toEqual(
      found,
    );
    await other.close();
  });

  it("counts the other filters once somebody opens them, as the API does", async () => {
    await reader.open("/commitments?status=delivered,completed");
    expect(reader.requests().filter((url) => url.includes("/facets"))).toHaveLength(1);
    await tabTo("Fulfilment");
    await press("Enter");
    await reader.page.waitForSelector("details[open]:has-text('Fulfilment') li");
    const { data } = (await site.app.inject("/v1/stats/facets?by=fulfilment&status=delivered,completed")).json();
    const shown = await reader.page.$$eval("aside details[open]", (all) =>
      all
        .filter((each) => each.textContent?.startsWith("Fulfilment"))
        .map((each) => each.querySelectorAll("li").length),
    );
    expect(shown[0]).toBe(data[0].groups.length);
    await press("Tab", "Space");
    await reader.page.waitForURL("**?status=delivered,completed&fulfilment=*");
    await settled(reader.page);
    expect(await titles()).toHaveLength(data[0].groups[0].count);
  });

  it("is taken along as it is: the files have its filters", async () => {
    await reader.open("/commitments?status=delivered&sort=due&on=2025-01-01");
    const csv = await reader.page.getAttribute("a:has-text('CSV, for')", "href");
    expect(csv).toBe("/v1/commitments.csv?status=delivered&on=2025-01-01&labels=true");
    const { payload } = await site.app.inject(String(csv));
    expect(payload.trim().split("\n")).toHaveLength(1 + (await titles()).length);
  });

  it("shows a filter that the API refuses in its own words, and how to go on", async () => {
    const other = await browser.newPage();
    await other.goto(`${site.address}/commitments?stauts=delivered`);
    expect(await other.textContent("[role=alert]")).toContain("Did you mean `status`?");
    await other.goto(`${site.address}/commitments?status=banana`);
    expect(await other.textContent("[role=alert]")).toContain("stated, negotiating, agreed");
    expect(await other.textContent("main")).not.toContain("Counting");
    await other.close();
  });
});

describe("a commitment", () => {
  const status = () => reader.page.textContent(".verdict:first-child .answer");
  const lateness = () => reader.page.textContent(".verdict:nth-child(2)");

  it("is shown as it was known on three dates by the time machine, moved by keyboard", async () => {
    await reader.open("/commitments/third-border-port");
    expect(await status()).toBe("Delivered");
    expect(await lateness()).toContain("September 2029 to 2030");
    await tabTo("Time machine");
    await press("Enter", "Tab");
    await reader.page.waitForSelector("#machine-as-of");
    await press("Home");
    await arrive("/commitments/third-border-port?on=2023-05-26");
    expect(await status()).toBe("Negotiating");
    await reader.page.fill("input[type=date]", "2024-09-30");
    await reader.page.dispatchEvent("input[type=date]", "change");
    await arrive("/commitments/third-border-port?on=2024-09-30");
    expect([await status(), await lateness()]).toEqual(["Delivered", expect.stringContaining("by the end of 2027")]);
    expect(await reader.page.textContent(".earlier")).toContain("30 September 2024");
    await reader.page.reload();
    await settled(reader.page);
    expect(await lateness()).toContain("by the end of 2027");
    await reader.page.focus("#machine-on");
    await press("End");
    await arrive("/commitments/third-border-port");
    expect(await lateness()).toContain("September 2029 to 2030");
  });

  it("is shown as it was recorded before a correction, by the second slider", async () => {
    const key = await firstKey(site.context);
    const headers = { authorization: `Bearer ${key}` };
    await site.app.inject({
      method: "PATCH",
      url: "/v1/commitments/mining-cooperation",
      headers,
      payload: { title: "Dig together" },
    });
    await reader.open("/commitments/mining-cooperation");
    expect(await reader.page.textContent("h1")).toBe("Dig together");
    await tabTo("Time machine");
    await press("Enter");
    await reader.page.focus("#machine-as-of");
    await press("ArrowLeft", "ArrowLeft");
    await reader.page.waitForURL("**?asOf=*");
    await settled(reader.page);
    expect(await reader.page.textContent("h1")).toBe("Mining cooperation");
    expect(await reader.page.textContent(".earlier")).toContain("what was recorded by");
    await reader.page.click("text=Back to today");
    await arrive("/commitments/mining-cooperation");
    expect(await reader.page.textContent("h1")).toBe("Dig together");
  });

  it("opens the working of a verdict in place, which the address keeps", async () => {
    await reader.open("/commitments/third-border-port");
    await tabTo("Why: Is it late?");
    await press("Enter");
    await arrive("/commitments/third-border-port?why=timeliness");
    expect(await reader.page.textContent(".why")).toContain("The day is before the due window");
    await tabTo("Why: How do we know?");
    await press("Enter");
    await arrive("/commitments/third-border-port?why=corroboration");
    expect(await reader.page.textContent(".why")).toContain("issued by no party on record");
    await reader.open("/commitments/visa-free-agreement");
    expect(await lateness()).toContain("No date can be read from its words: in the near future");
  });

  it("has a drawing in which a day is a dot, and a window of dates a box as wide", async () => {
    await reader.open("/commitments/third-border-port");
    const drawn = (label: string, what: string) => reader.page.locator(`svg a[aria-label^="${label}"] ${what}`).count();
    expect(await drawn("26 May 2023: Promised", "circle.promise")).toBe(1);
    expect(await drawn("May 2023: Another checkpoint", ".window rect")).toBe(1);
    expect(await drawn("May 2023: Another checkpoint", "circle")).toBe(0);
    expect(await drawn("3 September 2024: Bedel", "circle.dot")).toBe(1);
  });

  it("has a drawing that is read with arrow keys, and its table one key away", async () => {
    await reader.open("/commitments/third-border-port");
    await reader.page.focus("svg a[tabindex='0']");
    const name = () => reader.page.evaluate("document.activeElement.getAttribute('aria-label')");
    expect(await name()).toBe("26 May 2023: Promised, gives Stated");
    await press("ArrowRight", "ArrowRight");
    expect(await name()).toBe("May 2023: Another checkpoint agreed in talks during the state visit, gives Negotiating");
    await press("t");
    expect(await reader.page.textContent("figure table")).toContain("Bedel road port opens");
    expect(await saved("CSV")).toContain("event,2024-09-03,2024-09-03,2024-09-03,Bedel road port opens");
    await press("t");
    expect(await saved("SVG")).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg".* fill="rgb\(/s);
  });
});
