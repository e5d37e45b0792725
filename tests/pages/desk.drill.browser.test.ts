import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskForTwo, field, tabTo } from "../helpers/desk-for-two.ts";
import { pdfOf } from "../helpers/pdf.ts";
import { settled, type Visit } from "../helpers/visit.ts";

const desk = deskForTwo();

describe("the reading desk", () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await desk.atDesk(desk.ann);
  });
  afterAll(() => visited.close());

  it.each([
    {
      name: "a PDF by its pages",
      file: {
        name: "report.pdf",
        mimeType: "application/pdf",
        buffer: pdfOf([
          ["A report on ferries", "The sea was calm."],
          ["Iceland will buy two electric", "ferries by 2028."],
        ]),
      },
      shown: "page 2",
      locator: { page: "2", paragraph: null },
    },
    {
      name: "a web page by its paragraphs, without what stands around it",
      file: {
        name: "page.html",
        mimeType: "text/html",
        buffer: Buffer.from(`<!doctype html><html lang="en"><title>On ferries</title><nav><a href="/">Home</a></nav>
          <article><h1>On ferries</h1>${"<p>The sea was calm, and the ferries ran on time, as they mostly do in this season of the year.</p>".repeat(5)}
          <p>Iceland will buy two electric ferries by 2028.</p></article><footer>Cookies</footer></html>`),
      },
      shown: "paragraph",
      locator: { page: null, paragraph: expect.stringMatching(/^[67]$/) },
    },
  ])("reads $name", async ({ file, shown, locator }) => {
    const { page } = visited;
    await visited.open("/desk/read");
    await page.setInputFiles("input[type=file]", file);
    await page.waitForSelector(".preview");
    expect(await page.textContent(".preview")).not.toMatch(/Home|Cookies/);
    await page.selectOption(field("Kind"), "report");
    await page.fill(field("Said or published on"), "3 March 2025");
    await page.fill(".picked input", "Iceland");
    await page.waitForSelector("text=Enter takes Iceland");
    await page.press(".picked input", "Enter");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".tint-3");
    await page.focus(".reading-text");
    await page.keyboard.press("N");
    await page.keyboard.press("Enter");
    await page.waitForSelector(`.taken small:has-text("${shown}")`);
    await page.selectOption(field("Type"), "mobility");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".filed");
    const source = new URL(page.url()).searchParams.get("source");
    const { data } = await desk.api("GET", `/v1/quotes?source=${source}`);
    expect(data).toMatchObject([
      {
        exact: "Iceland will buy two electric ferries by 2028.",
        anchor: "exact",
        locator: { ...locator, article: null },
      },
    ]);
    visited.expectQuiet();
  });
});

describe("with a key that ends in the middle of it", () => {
  it("a form asks for another one where it is, and goes on as if nothing had been", async () => {
    const made = await desk.promise("A bridge over the fjord");
    const cai = await desk.makeKey("cai");
    const visited = await desk.atDesk(cai);
    const { page } = visited;
    await visited.open(`/commitments/${made.slug}`);
    await page.click("text=Correct the record");
    await page.fill(field("What is promised"), "A long bridge over the fjord");
    await desk.api("DELETE", `/v1/keys/${cai.id}`);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("dialog[open]");
    expect(await page.textContent("dialog[open]")).toContain("This key was revoked");
    expect(await visited.findings()).toEqual([]);
    await page.keyboard.type(desk.bob.key);
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Saved.");
    expect(await desk.api("GET", `/v1/commitments/${made.slug}`)).toMatchObject({
      title: "A long bridge over the fjord",
    });
    const { data } = await desk.api("GET", `/v1/commitments/${made.slug}/history`);
    expect(data[0]).toMatchObject({ recordedBy: "bob" });
    await visited.close();
  });
});

describe("of two who correct one record", () => {
  it("both are kept where they do not collide; where they do, both are shown, and one is chosen", async () => {
    const made = await desk.promise("A harbour wall");
    const url = `/v1/commitments/${made.slug}`;
    const visited = await desk.atDesk(desk.ann);
    const { page } = visited;
    await visited.open(`/commitments/${made.slug}`);
    await page.click("text=Correct the record");
    await page.fill(field("In short"), "Of stone.");
    await desk.api("PATCH", url, { tags: ["harbour"] }, desk.bob.key);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("text=bob changed “Tags, with commas between” meanwhile: both are kept.");
    expect(await desk.api("GET", url)).toMatchObject({ summary: "Of stone.", tags: ["harbour"] });
    await settled(page);
    await page.fill(field("What is promised"), "A high harbour wall");
    await page.fill(field("In short"), "Of granite.");
    await desk.api("PATCH", url, { title: "A long harbour wall" }, desk.bob.key);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".conflict");
    const shown = (await page.textContent(".conflict")) ?? "";
    expect([
      shown.includes("A high harbour wall"),
      shown.includes("A long harbour wall"),
      shown.includes("granite"),
    ]).toEqual([...[true, true, false]]);
    expect(await visited.findings()).toEqual([]);
    await page.reload();
    await settled(page);
    await page.click("text=Correct the record");
    expect(await page.inputValue(field("What is promised"))).toBe("A high harbour wall");
    await page.focus(field("What is promised"));
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("text=Saved.");
    expect(await desk.api("GET", url)).toMatchObject({
      title: "A high harbour wall",
      summary: "Of granite.",
      tags: ["harbour"],
    });
    await visited.close();
  });
});

describe("what happened", () => {
  it("has its money and those whose act it is, by keys alone, and each fault stands beside its field", async () => {
    const made = await desk.promise("A quay");
    const visited = await desk.atDesk(desk.ann);
    const { page } = visited;
    await visited.open(`/commitments/${made.slug}`);
    await tabTo(page, ".update button");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".update .desk-form");
    await tabTo(page, "select");
    await page.keyboard.type("Acceded");
    await tabTo(page, "input[placeholder='6 June 2024']");
    await page.keyboard.type("6 June 2025");
    await page.waitForSelector(".field:has(.picked) .fault:text('must say whose act it is')");
    await page.selectOption(field("What kind of event"), "funding_disbursed");
    await tabTo(page, "[inputmode=decimal]");
    await page.keyboard.type("2.3 million");
    await page.keyboard.press("Tab");
    await page.keyboard.type("xyz");
    await page.waitForSelector(".field:has([inputmode=decimal]) .fault:text('ISO 4217')");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("usd");
    await page.waitForSelector("text=2,300,000 US Dollar");
    await tabTo(page, ".picked input");
    await page.keyboard.type("nor");
    await page.waitForSelector("text=Enter takes Norway");
    await page.keyboard.press("Enter");
    await tabTo(page, "summary");
    await page.keyboard.press("Enter");
    await page.fill(field("Takes effect on another day"), "1 July 2025");
    expect(await visited.findings()).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("text=Recorded.");
    const { events, amounts } = await desk.api("GET", `/v1/commitments/${made.slug}?include=events`);
    expect(events).toMatchObject([
      { type: "funding_disbursed", parties: ["NOR"], status: null, effectiveOn: "2025-07-01", date: "2025-06-06" },
    ]);
    expect(amounts).toEqual([{ currency: "USD", pledged: 0, committed: 0, disbursed: 2_300_000 }]);
    visited.expectQuiet(/status of 422/);
    await visited.close();
  });
});

describe("two that look alike", () => {
  it("are said to be different by a key, leave the queue for everybody, and come back by another key", async () => {
    const [one, other] = [await desk.promise("A tunnel under the pass"), await desk.promise("A Tunnel under the Pass")];
    const visited = await desk.atDesk(desk.ann);
    const { page } = visited;
    const queued = async () =>
      (await desk.api("GET", `/v1/commitments?duplicateOf=${one.slug}&fields=slug`)).data.length;
    const isAt = (slug: string) =>
      page.evaluate(`document.activeElement.querySelector("a")?.pathname.endsWith("/${slug}")`);
    const row = (slug: string) => `.queue-rows > li:has(> span > a[href='/commitments/${slug}'])`;
    expect(await queued()).toBe(1);
    await visited.open("/desk?queue=duplicates");
    await page.waitForSelector(`${row(one.slug)} .twins a[href='/commitments/${other.slug}']`);
    expect(await visited.findings()).toEqual([]);
    await tabTo(page, ".queue-rows > li");
    while (!(await isAt(one.slug))) await page.keyboard.press("n");
    await page.keyboard.press("d");
    await page.waitForSelector(`${row(one.slug)} >> text=Two different commitments, for everybody.`);
    expect(await queued()).toBe(0);
    while (!(await isAt(other.slug))) await page.keyboard.press("n");
    await page.keyboard.press("d");
    await page.waitForSelector(`${row(other.slug)} >> text=Two different commitments`);
    expect((await desk.api("GET", `/v1/commitments/${one.slug}/relations`)).data).toMatchObject([
      { type: "different_from", other: { slug: other.slug } },
    ]);
    await page.keyboard.press("u");
    await page.waitForSelector("text=Taken back.");
    expect(await queued()).toBe(1);
    visited.expectQuiet(/status of 409/);
    await visited.close();
  });
});
