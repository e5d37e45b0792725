import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deskForTwo, field, tabTo } from "../helpers/desk-for-two.ts";
import { madeUpSpeech } from "../helpers/made-up-speech.ts";
import { expectGood, settled, type Visit, visit } from "../helpers/visit.ts";

const desk = deskForTwo();

describe("the way in", () => {
  let visited: Visit;
  beforeEach(async () => {
    visited = await visit(desk.browser, desk.site.address);
  });
  afterEach(() => visited.close());

  it("asks for a key, says in the API's words why one does not do, and keeps a good one for the tab alone", async () => {
    const { page } = visited;
    const reader = await desk.makeKey("rea", "reader");
    await visited.open("/desk");
    expect(await visited.findings()).toEqual([]);
    await page.fill("[name=key]", "svd_nonsense");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=alert]");
    expect(await page.textContent("[role=alert]")).toContain("key");
    await page.fill("[name=key]", reader.key);
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=rea has the role reader");
    await page.fill("[name=key]", desk.ann.key);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".who b");
    expect(await page.textContent(".who")).toContain("ann, analyst");
    expect([page.url(), await page.evaluate("localStorage.length + document.cookie.length")]).toEqual([
      `${desk.site.address}/desk`,
      0,
    ]);
    await page.click("text=Forget the key");
    await page.waitForSelector("[name=key]");
    expect(await page.evaluate(`sessionStorage.getItem("servanda-key")`)).toBeNull();
  });
});

describe("the reading desk", () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await desk.atDesk(desk.ann);
  });
  afterAll(() => visited.close());

  it("files five promises of a text without the mouse: one request each, their words in place at once", async () => {
    const { page } = visited;
    const known = await desk.promise("Publish new maps of all glaciers above the road", { type: "environment" });
    const spent = { typed: 0, began: 0, filed: 0, ms: 0 };
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      spent.typed += keys.length;
    };
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await visited.open("/desk/read");
    await tabTo(page, "textarea");
    await page.keyboard.insertText(madeUpSpeech);
    await tabTo(page, ".main-action");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".preview");
    expect(await page.inputValue(field("Title"))).toBe("Address to the Conference on Mountain Roads");
    expect(await page.inputValue(field("Said or published on"))).toBe("2025-05-26");
    await tabTo(
      page,
      field("Kind")
        .replace(/label.*> /, "")
        .replace(":is(input, select, textarea)", "select"),
    );
    await page.keyboard.type("Spe");
    await tabTo(page, ".picked input");
    await page.keyboard.type("norw");
    await page.waitForSelector("text=Enter takes Norway");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".tint-3");
    await settled(page);
    expect(asked.splice(0)).toEqual(["POST /v1/batch", "POST /v1/promises/find"]);
    expect(await visited.findings()).toEqual([]);

    expect(await page.evaluate(`document.activeElement.className`)).toBe("reading-text");
    const toPromise = async (words: string) => {
      for (let n = 0; n < 20; n++) {
        if (((await page.textContent(".current")) ?? "").startsWith(words)) return;
        await press("n");
        await page.evaluate("new Promise(requestAnimationFrame)");
      }
      throw new Error(`n does not reach "${words}"`);
    };
    /** Takes the sentence, chooses a type where none is proposed, and files it. */
    const file = async (words: string, type?: string) => {
      await toPromise(words);
      await press("Enter");
      await page.waitForSelector(`.taken:has-text("${words}")`);
      await expect.poll(() => page.evaluate("document.activeElement.closest('.desk-form') !== null")).toBe(true);
      const proposed = {
        title: await page.inputValue(field("What is promised")),
        firmness: await page.inputValue(field("Firmness")),
        due: await page.inputValue(field("Due, in its words")),
      };
      if (type) await press(...type);
      await press("Control+Enter");
      await page.waitForSelector(`.filed:has-text("${proposed.title}")`);
      return proposed;
    };
    spent.began = performance.now();
    expect(await file("Norway will")).toEqual({
      title: "Build three avalanche shelters on the western road",
      firmness: "pledge",
      due: "by the end of 2027",
    });
    expect(await file("We will also train")).toMatchObject({ firmness: "pledge", due: "within two years" });
    expect(await file("We pledge", "Fin")).toMatchObject({ firmness: "pledge", due: "in 2026" });
    await toPromise("We intend to publish");
    await press("Enter");
    await page.waitForSelector(`.similar:has-text("${known.title}")`);
    await tabTo(page, ".similar button");
    await press("Enter");
    await page.waitForSelector(`.filed:has-text("${known.title}")`);
    await file("We will report");
    spent.ms = performance.now() - spent.began;
    await expect.poll(() => asked.filter((each) => each.endsWith("marks")).length).toBeGreaterThan(5);

    const writes = asked.filter((each) => !each.includes("/v1/promises/"));
    expect(writes).toEqual(Array(5).fill("POST /v1/batch"));
    expect(spent.typed / 5).toBeLessThan(40);
    const { data: quotes } = await desk.api("GET", "/v1/quotes?sort=start");
    expect(quotes.map(({ anchor }: { anchor: string }) => anchor)).toEqual(Array(5).fill("exact"));
    expect(quotes[0].exact).toBe("Norway will build three avalanche shelters on the western road by the end of 2027.");
    const { data: made } = await desk.api("GET", "/v1/commitments?statedFrom=2025&sort=title");
    expect(made.map(({ due }: { due: { latest: string } | null }) => due?.latest ?? null)).toContain("2027-12-31");
    expect(await desk.api("GET", `/v1/commitments/${known.slug}`)).toMatchObject({ restatements: 1 });
    expect(await page.textContent(".reading-head")).toContain("5 quotes on record");
  });

  it("remembers what held nothing and where one stopped, and loses nothing that was typed by a reload", async () => {
    const { page } = visited;
    await page.focus(".reading-text");
    const before = Number(/(\d+) sentences? to look at/.exec((await page.textContent(".reading-head")) ?? "")?.[1]);
    await page.keyboard.press("p");
    await page.keyboard.press("x");
    await page.keyboard.press("p");
    const words = await page.textContent(".current");
    await page.keyboard.press("Enter");
    await page.fill(field("What is promised"), "A title that I am still thinking about");
    const stops = `/v1/promises/marks?source=${new URL(page.url()).searchParams.get("source")}&verdict=stopped`;
    await expect
      .poll(async () => (await desk.api("GET", stops, undefined, desk.ann.key)).data[0]?.exact)
      .toBe(words?.trim());
    await page.reload();
    await page.waitForSelector(".current");
    await settled(page);
    expect(await page.textContent(".current")).toBe(words);
    expect(await page.locator(".done").count()).toBeGreaterThan(0);
    expect(await page.textContent(".reading-head")).toContain(`${before - 1} sentences to look at`);
    expect(await page.inputValue(field("What is promised"))).toBe("A title that I am still thinking about");
    await page.goBack();
    await page.goForward();
    await page.waitForSelector(".taken");
    expect(await page.inputValue(field("What is promised"))).toBe("A title that I am still thinking about");
  });

  it("selects words by the keyboard's own caret, keeps the text as it is, and shows its keys", async () => {
    const { page } = visited;
    await page.focus(".reading-text");
    const whole = await page.textContent(".reading-text");
    await page.keyboard.press("?");
    expect(await page.textContent("dialog[open]")).toContain("nothing here");
    await page.keyboard.press("Escape");
    await page.focus(".reading-text");
    await page.keyboard.press("Control+Home");
    for (let n = 0; n < 4; n++) await page.keyboard.press("Control+Shift+ArrowRight");
    await page.keyboard.type("zq");
    await page.keyboard.press("Delete");
    expect(await page.textContent(".reading-text")).toBe(whole);
    await page.keyboard.press("Enter");
    await page.waitForSelector('.taken:has-text("Address to the Conference")');
    expect(await page.textContent(".side")).toContain("What you had typed of another one is kept");
    await page.click(".side .hint button");
    expect(await page.inputValue(field("What is promised"))).toBe("A title that I am still thinking about");
    visited.expectQuiet();
  });
});

describe("what happened", () => {
  it("is recorded in its place: the effect is shown before, source and words go along, and one step takes it back", async () => {
    const made = await desk.promise("A lighthouse", { due: { edtf: "2024" } });
    const visited = await desk.atDesk(desk.ann);
    const { page } = visited;
    await visited.open(`/commitments/${made.slug}`);
    await page.click("text=Record what happened");
    await page.selectOption(field("What kind of event"), "completed");
    await page.fill(field("When"), "6 June 2025");
    await page.waitForSelector(".effect:has-text('would become')");
    const effect = (await page.textContent(".effect")) ?? "";
    expect(effect.replace(/\s+/g, " ")).toMatch(/Stated would become Completed since 6 June 2025.*Met late by/);
    expect(await desk.api("GET", `/v1/commitments/${made.slug}`)).toMatchObject({ status: "stated" });
    await page.fill(field("Source: its address, or words of its title"), "https://news.example/lighthouse");
    await page.fill(
      field("Not on record: paste the page or its words, for its title and to check the quote"),
      "The lighthouse shines\n\nIt was lit on Friday.",
    );
    await page.selectOption(field("Kind of new source"), "news");
    await page.fill(field("The words that say it"), "It was lit on Friday.");
    expect(await visited.findings()).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("text=Recorded.");
    const { status, events } = await desk.api("GET", `/v1/commitments/${made.slug}?include=events`);
    expect([status, events[0].date, events[0].evidence[0].quoteId]).toEqual([
      "completed",
      "2025-06-06",
      expect.any(String),
    ]);
    await page.waitForSelector(".timeline >> text=It was lit on Friday.");
    await page.click("text=Undo all of it");
    await page.waitForSelector("text=All of it is as it was before.");
    expect(await desk.api("GET", `/v1/commitments/${made.slug}`)).toMatchObject({ status: "stated" });
    visited.expectQuiet();
    await visited.close();
  });
});

describe("the queues", () => {
  it("count what the API counts, and are worked off by single keys", async () => {
    const { id } = await desk.api("POST", "/v1/sources", { kind: "news", title: "A page that changes" });
    await desk.api("POST", `/v1/sources/${id}/snapshots`, { text: "The pier shall be open to all by 2030." });
    const quotes = [{ sourceId: id, exact: "The pier shall be open to all by 2030." }];
    const pier = await desk.promise("A pier", { quotes, due: { edtf: "2024" } });
    await desk.api("POST", `/v1/sources/${id}/snapshots`, { text: "The pier shall be open to everybody by 2030." });
    const visited = await desk.atDesk(desk.ann);
    const { page } = visited;
    await visited.open("/desk");
    await expect.poll(() => page.textContent(".queues nav")).not.toContain("…");
    const shown = await page.$$eval(".queues nav a", (links) =>
      links.map((link) => [link.getAttribute("href"), Number(link.querySelector("b")?.textContent)]),
    );
    const count = async (list: string) => (await desk.api("GET", `${list}&count=exact&limit=1`)).page.count;
    expect(Object.fromEntries(shown)).toMatchObject({
      "/desk?queue=overdue": await count("/v1/commitments?unverified=true"),
      "/desk?queue=evidence": await count("/v1/commitments?evidenced=false"),
      "/desk?queue=quotes": 1,
      "/desk?queue=due-words": 0,
    });
    await tabTo(page, ".queue-rows > li");
    while (!(await page.evaluate("document.activeElement.textContent.includes('A pier')")))
      await page.keyboard.press("n");
    await page.keyboard.press("r");
    await page.waitForSelector("text=Looked at today");
    expect((await desk.api("GET", `/v1/commitments/${pier.slug}`)).reviewedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    await visited.open("/desk?queue=quotes");
    await page.waitForSelector("ins");
    await tabTo(page, ".queue-rows > li");
    await page.keyboard.press("a");
    await page.waitForSelector("text=Found again");
    const { data } = await desk.api("GET", `/v1/quotes?source=${id}`);
    expect(data).toMatchObject([{ exact: "The pier shall be open to everybody by 2030.", anchor: "exact" }]);
    await visited.open("/desk?queue=due-words");
    expect(await page.textContent(".empty")).toContain("All due words were read");
    visited.expectQuiet();
    await visited.close();
  });
});

it("its pages are accessible in both schemes, fit a phone, and are no part of what readers load", async () => {
  const visited = await desk.atDesk(desk.ann);
  const { data } = await desk.api("GET", "/v1/sources?q=mountain");
  for (const path of ["/desk", "/desk/read", `/desk/read?source=${data[0].slug}`]) {
    await expectGood({ ...visited, requests: () => [] }, path);
    await visited.page.emulateMedia({ colorScheme: "dark" });
    expect(await visited.findings(["color-contrast"]), `${path} in the dark`).toEqual([]);
    await visited.page.emulateMedia({ colorScheme: "light" });
  }
  visited.expectQuiet();
  await visited.close();
  const reader = await visit(desk.browser, desk.site.address);
  await reader.open("/commitments");
  expect(reader.requests().filter((url) => url.includes("/assets/desk-"))).toEqual([]);
  await reader.close();
});
