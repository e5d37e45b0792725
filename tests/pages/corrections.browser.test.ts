import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskForTwo, field } from "../helpers/desk-for-two.ts";
import { settled, type Visit } from "../helpers/visit.ts";

const desk = deskForTwo();
let visited: Visit;
beforeAll(async () => {
  visited = await desk.atDesk(desk.ann);
});
afterAll(() => visited.close());

const sourceField = field("Source: its address, or words of its title");
const save = () => visited.page.keyboard.press("Control+Enter");
const sees = (selector: string) => visited.page.waitForSelector(selector);
const withEvents = (slug: string) => desk.api("GET", `/v1/commitments/${slug}?include=events`);

describe("what happened", () => {
  it("is recorded with its source and quote, or not at all", async () => {
    const { page } = visited;
    const made = await desk.promise("A pier");
    await visited.open(`/commitments/${made.slug}`);
    await page.click("text=Record what happened");
    await page.selectOption(field("What kind of event"), "note");
    await page.fill(field("When"), "3/9/2025");
    await page.fill(field("The words that say it"), "It stands.");
    await sees("text=This may be 3 September 2025 or 9 March 2025: write the month as a word.");
    await save();
    await sees(".fault:text('Say which source these words are from.')");
    await page.fill(field("When"), "3.9.2025");
    await sees(".hint:has-text('3 September 2025')");
    await page.focus(sourceField);
    await page.keyboard.type("https://news.example/pier");
    await sees(field("Title of the new source"));
    expect(await page.inputValue(field("Title of the new source"))).toBe("");
    await page.fill(field("Title of the new source"), "The pier");
    await save();
    expect((await withEvents(made.slug)).events).toEqual([]);
    await page.selectOption(field("Kind of new source"), "news");
    await page.fill(".field:has(> label:text-is('Issued by')) input", "Norw");
    await sees("text=Enter takes Norway");
    await page.focus(field("The words that say it"));
    await save();
    await sees("text=Recorded.");
    const { events } = await withEvents(made.slug);
    expect(events).toMatchObject([{ date: "2025-09-03", evidence: [{ quoteId: expect.any(String) }] }]);
    const source = await desk.api("GET", `/v1/sources/${events[0].evidence[0].sourceId}`);
    expect(source).toMatchObject({ title: "The pier", issuedBy: ["NOR"] });
    await page.click("text=Undo all of it");
    await sees("text=All of it is as it was before.");
    await page.selectOption(field("What kind of event"), "note");
    await page.fill(field("When"), "4 September 2025");
    await page.fill(sourceField, "pier");
    await page.fill(field("The words that say it"), "It stands.");
    await save();
    await sees(".fault:text('Take one that is on record')");
    await page.fill(sourceField, "");
    await page.fill(field("The words that say it"), "");
    await save();
    await sees("text=Recorded.");
  });
});

describe("who promises", () => {
  const text =
    "Norway will build a pier by 2030.\n\nThe two sides agreed to build 200 boats.\n\nWe will train pilots.\n\n" +
    "Iceland will:\n- open a lighthouse by 2031;\n- close a harbour by 2032.";

  it("is made a party where nobody is called so, and is asked for while it is unread", async () => {
    const { page } = visited;
    await desk.api("POST", "/v1/sources", { kind: "news", title: "The boats", publishedOn: "2025-05-01" });
    await visited.open("/desk/read");
    await page.click("li:has-text('no text yet') >> text=The boats");
    await sees("main:has(h1:has-text('The boats')) >> text=1 May 2025");
    await page.goBack();
    await page.fill("textarea", text);
    await page.click(".main-action");
    await page.selectOption(field("Kind"), "speech");
    await page.fill(field("Said or published on"), "32.13.2025");
    await page.fill(".picked input", "Harbour Office");
    await sees("text=No party is called “Harbour Office”.");
    await save();
    expect(new URL(page.url()).search).toBe("");
    await page.click("text=Make it a party");
    expect(await visited.findings()).toEqual([]);
    await page.selectOption(field("Kind of party"), "agency");
    await page.fill(field("Code"), "harbour-office");
    await page.keyboard.press("Enter");
    await sees(".picked button:has-text('Harbour Office')");
    await page.focus(field("Title"));
    await save();
    await sees("text=What is wrong stands beside its field.");
    expect(await page.textContent(".desk-form")).not.toContain("batch");
    await page.fill(field("Said or published on"), "12.05.2025");
    await save();
    await sees(".tint-3");
    expect(await desk.api("GET", "/v1/parties/harbour-office")).toMatchObject({ name: "Harbour Office" });
  });

  it("is who is named beside the verb, else who spoke, which is said; taking it back leaves no quote", async () => {
    const { page } = visited;
    const source = new URL(page.url()).searchParams.get("source");
    const take = async (words: string) => {
      await page.click(`.reading-text span:text("${words}")`);
      await sees(`.taken:has-text("${words}")`);
    };
    const promisors = ".field:has(> label:text-is('Promised by'))";
    await take("We will train");
    await sees(`${promisors} >> text=Who speaks in the text.`);
    expect(await page.textContent(promisors)).toContain("Harbour Office");
    await take("The two sides agreed");
    expect(await page.inputValue(field("What is promised"))).toBe("Build 200 boats");
    await take("open a lighthouse");
    await sees(`${promisors} >> text=From “Iceland”.`);
    await take("Norway will build");
    await sees(`${promisors} >> text=From “Norway”.`);
    expect(await page.textContent(promisors)).not.toContain("Harbour Office");
    await page.selectOption(field("Type"), "infrastructure");
    await page.fill(`${promisors} input`, "Icel");
    await sees("text=Enter takes Iceland");
    await page.click("text=File it", { delay: 200 });
    await sees(".filed:has-text('Build a pier')");
    const { data } = await desk.api("GET", "/v1/commitments?q=pier&include=parties&statedFrom=2025");
    expect(data[0].parties.map(({ party }: { party: string }) => party)).toEqual(["NOR", "ISL"]);
    await page.click("text=Take it back");
    await sees("text=Taken back: Build a pier");
    expect((await desk.api("GET", `/v1/sources/${source}/quotes`)).data).toEqual([]);
    await take("We will train");
    await sees(`${promisors} >> text=Taken from the last one.`);
    await visited.open(`/sources/${source}`);
    await page.click("text=Correct the source");
    await page.fill(field("Said or published on"), "13 May 2025");
    await page.fill(field("Language"), "en");
    await save();
    await sees("text=Saved.");
    expect(await desk.api("GET", `/v1/sources/${source}`)).toMatchObject({ publishedOn: "2025-05-13", language: "en" });
    expect(await page.textContent(".facts")).toContain("Harbour Office");
  });
});

describe("correcting the record", () => {
  it("puts a due date right without an event, or records when it was changed; warns, and is undone", async () => {
    const { page } = visited;
    const made = await desk.promise("A quay", { due: { text: "by the end of next year" } });
    await visited.open(`/commitments/${made.slug}`);
    await page.click("text=Correct the record");
    await page.fill(field("Due, in its words"), "by the end of 2027");
    await page.fill(field("Due, as a date"), "2029");
    await page.fill(field("Sources searched up to"), "1 May 2024");
    await page.fill(field("Tags, with commas between"), "sea, sea");
    await save();
    expect(await desk.api("GET", `/v1/commitments/${made.slug}`)).toMatchObject({ version: 1 });
    await page.check("text=The record had it wrong");
    await save();
    await sees("text=Saved.");
    await sees(".fault:has-text('one of them may be a slip')");
    expect(await withEvents(made.slug)).toMatchObject({
      ...{ events: [], due: { edtf: "2029" }, originalDue: { edtf: "2029" }, reviewedOn: "2024-05-01", tags: ["sea"] },
    });
    await settled(page);
    expect(await page.inputValue(field("Due, as a date"))).toBe("2029");
    await page.fill(field("Due, as a date"), "2031");
    await page.check("text=The promise was changed");
    await page.fill(field("It was changed on"), "6 June 2025");
    expect(await visited.findings()).toEqual([]);
    await save();
    await sees(".timeline >> text=now due 2031");
    expect(await withEvents(made.slug)).toMatchObject({
      ...{ events: [{ type: "due_changed", date: "2025-06-06" }], originalDue: { edtf: "2029" } },
    });
    await settled(page);
    await page.fill(field("Due, as a date"), "2032");
    await page.check("text=The record had it wrong");
    await save();
    await sees(".timeline >> text=now due 2032");
    await page.click("text=Undo all of it");
    await sees(".timeline >> text=now due 2031");
    await settled(page);
    await page.fill(".field:has(> label:text-is('Promisee')) input", "Icel");
    await sees("text=Enter takes Iceland");
    await page.keyboard.press("Enter");
    await page.fill(field("Stated on"), "27.05.2023");
    await save();
    await expect.poll(async () => (await withEvents(made.slug)).statedOn).toBe("2023-05-27");
    expect(await withEvents(made.slug)).toMatchObject({
      ...{ events: [{ due: { edtf: "2031" } }], parties: [{ party: "NOR" }, { party: "ISL", role: "promisee" }] },
    });
  });

  it("corrects an event where it stands, takes one out, and takes back the last change and the whole", async () => {
    const { page } = visited;
    const made = await desk.promise("A lock");
    await desk.api("POST", `/v1/commitments/${made.slug}/events`, {
      type: "signed",
      date: "2024-09-03",
      title: "Signed",
    });
    await visited.open(`/commitments/${made.slug}`);
    await page.click(".timeline >> text=Correct");
    await page.fill(field("Day"), "4 September 2024");
    expect(await visited.findings()).toEqual([]);
    await save();
    await sees("text=The event is corrected.");
    expect(await withEvents(made.slug)).toMatchObject({ statusSince: "2024-09-04", events: [{ date: "2024-09-04" }] });
    await settled(page);
    await page.click(".timeline >> text=Take out");
    await page.click(".sure >> text=Take out");
    await sees("text=The event is taken out.");
    expect((await withEvents(made.slug)).events).toEqual([]);
    await page.click("text=How this record came to be");
    await page.click("#history >> text=Take it back");
    await page.click("#history .sure >> text=Take it back");
    await sees(".timeline >> text=4 September 2024");
    await page.click("text=Time machine");
    await sees("text=version 5, the newest");
    await page.click(".update >> text=Delete");
    await page.click(".sure >> text=Delete");
    await sees("text=Deleted: it leaves every list.");
    expect(await page.textContent(".update")).not.toContain("Record what happened");
    expect((await desk.api("GET", "/v1/commitments?q=lock")).data).toEqual([]);
    await page.click("text=Undo all of it");
    await expect.poll(async () => (await desk.api("GET", "/v1/commitments?q=lock")).data).toHaveLength(1);
    await sees("text=Record what happened");
    await desk.api("DELETE", `/v1/commitments/${made.slug}`);
    await page.reload();
    await sees("text=This commitment was deleted by");
    expect(await visited.findings()).toEqual([]);
    await page.click("text=Restore");
    await sees("h1:text-is('A lock')");
    visited.expectQuiet(/status of 4\d\d/);
  });
});

it("days that there are not, and days exchanged, are told in words", async () => {
  const { page } = visited;
  await visited.open("/commitments?on=2024-13-45");
  expect(await page.textContent("main")).toContain("2024-13-45");
  expect(await page.textContent("main")).not.toContain("could not be drawn");
  await visited.open("/compare?from=2025-01-01&to=2024-01-01");
  await page.click("text=Exchange them");
  await sees("text=What happened between them");
});
