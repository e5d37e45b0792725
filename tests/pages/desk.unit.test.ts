import { describe, expect, it } from "vitest";
import { parseEdtf } from "../../src/dates/edtf.ts";
import { merge } from "../../web/src/desk/conflict/merge.ts";
import { faultsOf } from "../../web/src/desk/faults.ts";
import { sumOf } from "../../web/src/desk/fields/amount.ts";
import { namedBeside, namedIn } from "../../web/src/desk/fields/same-name.ts";
import { inShort } from "../../web/src/desk/import/mistakes.ts";
import { NotSent } from "../../web/src/desk/not-sent.ts";
import { firstDate } from "../../web/src/desk/read/document.ts";
import type { Sentence } from "../../web/src/desk/read/finder.ts";
import { pageBreak, placeAt } from "../../web/src/desk/read/locator.ts";
import { textOf } from "../../web/src/desk/read/points.ts";
import { proposed } from "../../web/src/desk/read/proposal.ts";
import { wordsOf } from "../../web/src/desk/sign-in/words.ts";

describe("two changes of one record", () => {
  const base = { title: "A", summary: "B", tags: ["x"] };

  it("are both kept where they are of different fields", () => {
    const merged = merge(base, { ...base, summary: "mine" }, { ...base, tags: ["x", "theirs"] });
    expect(merged).toEqual({ change: { summary: "mine" }, fromOthers: ["tags"], collisions: [] });
  });

  it("collide where both changed a field, and not where both made the same of it", () => {
    const merged = merge(base, { title: "mine", summary: "same" }, { ...base, title: "theirs", summary: "same" });
    expect(merged.change).toEqual({ title: "mine" });
    expect(merged.collisions).toEqual([{ field: "title", mine: "mine", theirs: "theirs" }]);
  });
});

it("places are those of the API, in code points, whatever stands before them", () => {
  const text = `${"𝄞a".repeat(700)}end`;
  const { toUnits, toPoints } = textOf(text);
  for (const point of [0, 1, 511, 512, 513, 1024, 1400, 1403]) {
    expect(toUnits(point)).toBe([...text].slice(0, point).join("").length);
    expect(toPoints(toUnits(point))).toBe(point);
  }
});

it("words of a PDF have their page, those of a web page their paragraph, others no locator", () => {
  const text = `One.${pageBreak}${pageBreak}Two.\n\nThree.`;
  const at = text.indexOf("Three");
  expect(placeAt(text, at, "application/pdf")).toEqual({ page: "3", paragraph: null });
  expect(placeAt("One.\n\nTwo.", 7, "text/html")).toEqual({ page: null, paragraph: "2" });
  expect(placeAt(text, at, "text/plain")).toBeNull();
});

it.each([
  ["Bishkek, 2023-05-26. We", "2023-05-26"],
  ["On 26 May 2023 we", "2023-05-26"],
  ["May 6, 2023", "2023-05-06"],
  ["26 мая 2023 года", "2023-05-26"],
  ["le 3 août 2024", "2024-08-03"],
  ["3 de agosto de 2024", "2024-08-03"],
  ["2024年8月3日", "2024-08-03"],
  ["No day at all in 2024", null],
])("the day that the head of a text names: %s", (text, date) => {
  expect(firstDate(text)).toBe(date);
});

it.each([
  ["We hope that trade will double by 2030.", 7, "Trade will double"],
  ["We plan to build a road by 2030.", 7, "Build a road"],
])("what %j promises is proposed without what makes it a promise, and without its date", (exact, end, title) => {
  const due = { start: exact.indexOf("by"), end: exact.length - 1, text: "by 2030" };
  const cue = { kind: "modal", start: 0, end, weight: 1 };
  const sentence = { cues: [cue], due: [due], parties: [], numbers: [] } as unknown as Sentence;
  const shared = { statedOn: "2025-05-26", promisors: ["NOR"], promisorsFrom: "", speakerName: "", speakerOffice: "" };
  expect(proposed({ start: 0, end: exact.length, exact }, { sentence, shared, actor: null }).title).toBe(title);
});

it.each([
  ["soon", "This is no date as files have it: write it like 2024-06-06 or 2024-06."],
  ["2024-6-1", "Months and days have two digits: write 2023-05 or 2023-05-06."],
])("what the API says of %j as a date is told to people in short", (text, words) => {
  const parsed = parseEdtf(text);
  expect(parsed.ok || inShort(parsed.reason)).toBe(words);
});

describe("who promises", () => {
  const sentence = { cues: [], due: [], parties: ["NOR", "ISL"], numbers: [] } as unknown as Sentence;
  const shared = { ...{ statedOn: "", speakerName: "", speakerOffice: "" }, promisorsFrom: "Who speaks in the text." };
  const words = { start: 0, end: 9, exact: "Any words" };
  const actor = { words: "Norway", parties: ["NOR"] };

  it("is the party that acts, whoever speaks; the others are those whom it is promised", () => {
    const draft = proposed(words, { sentence, shared: { ...shared, promisors: ["ISL"] }, actor });
    expect(draft).toMatchObject({ promisors: ["NOR"], promisees: ["ISL"], promisorsFrom: "From “Norway”." });
  });

  it("is who spoke so far where no party acts, and nobody where nobody is known to", () => {
    const ofText = proposed(words, { sentence, shared: { ...shared, promisors: ["ISL"] }, actor: null });
    expect(ofText).toMatchObject({ promisors: ["ISL"], promisees: ["NOR"], promisorsFrom: shared.promisorsFrom });
    const ofNobody = proposed(words, { sentence, shared: { ...shared, promisors: [] }, actor: null });
    expect(ofNobody).toMatchObject({ promisors: [], promisorsFrom: "" });
  });

  it.each([
    ["norway", "NOR"],
    ["Австрии", "AUT"],
    ["Австралию", "AUS"],
    ["Côte d’Ivoire", "CIV"],
    ["The two sides", null],
  ])("is found by its names, in their forms: %s", (named, code) => {
    const parties = [
      { code: "NOR", names: ["Norway"] },
      { code: "AUS", names: ["Австралия"] },
      { code: "AUT", names: ["Austria", "Австрия"] },
      { code: "CIV", names: ["Cote d'Ivoire"] },
    ];
    expect(namedIn(named, parties)?.code ?? null).toBe(code);
  });
});

it.each([
  ["Norway and Iceland will build", "Norway", ["ISL"]],
  ["Denmark, Norway and the Republic of Iceland will build", "Norway", ["DNK", "ISL"]],
  ["In Denmark, Norway will build", "Norway", []],
  ["Norway will build with Iceland", "Norway", []],
  ["Исландия и Норвегия построят", "Норвегия", ["ISL"]],
  ["挪威和冰岛将", "挪威", ["ISL"]],
  ["Norway and Icelanders will", "Norway", []],
])("those who act together are named in one row: %s", (text, words, codes) => {
  const start = text.indexOf(words);
  const parties = [
    { code: "ISL", names: ["Iceland", "Republic of Iceland", "Исландия", "冰岛"] },
    { code: "DNK", names: ["Denmark"] },
  ];
  const found = namedBeside(text, { start, end: start + words.length }, parties);
  expect(found.map(({ code }) => code)).toEqual(codes);
});

it("what a page knows to be wrong is about its own field, whichever request it would have been of", () => {
  const { problem } = new NotSent("publishedOn", "No date.");
  expect(faultsOf(problem, "/operations/0/body")).toEqual({ publishedOn: "No date." });
});

it.each([
  ["2.3 billion", 2_300_000_000],
  ["1,400,000.50", 1_400_000.5],
  ["1 400 000", 1_400_000],
  ["70.25", 70.25],
  ["1.1 million", 1_100_000],
  ["12,5", null],
  ["1,40", null],
  ["about 5", null],
])("a sum of money as it is typed: %s", (text, sum) => {
  expect(sumOf(text)).toBe(sum);
});

it.each([
  [
    "access_denied",
    "no <b>",
    "It was declined, by you or by who decides there who may come in here. In its words: “no <b>”",
  ],
  ["invalid_client", "", "It does not know these pages as a public client, without a secret (OIDC_CLIENT_ID)."],
  ["of_its_own", "  ", "It gave a reason that is not known here."],
])("what an issuer refuses is said in words, with its code and its own: %s", (code, own, words) => {
  expect(wordsOf(code, own, "id.example")).toBe(`id.example answered \`${code}\`. ${words}`);
});
