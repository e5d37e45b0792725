import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../helpers/cases.ts";
import { fuzz } from "../helpers/fuzz-run.ts";
import { hostile } from "../helpers/hostile-texts.ts";
import { type App, body, document, happening, make, openWithParties } from "../helpers/http-bodies.ts";

/**
 * What an import may change of the export it reads: who recorded something and when, version numbers, and how quotes
 * were found.
 */
const ownValues = new Set(["createdAt", "updatedAt", "recordedAt", "recordedBy", "version", "anchor", "snapshotId"]);

function withoutOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOwn);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !ownValues.has(name));
  return Object.fromEntries(kept.map(([name, child]) => [name, withoutOwn(child)]));
}

const types = { ndjson: "application/x-ndjson", csv: "text/csv", "iati.xml": "application/xml" };
async function read(t: App, format: keyof typeof types): Promise<string> {
  const answer = await t.request.get(`/v1/commitments.${format}`);
  return answer.text ?? answer.body.toString();
}
const linesIn = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => withoutOwn(JSON.parse(line)));

/** The commitments within the activities of a file. */
const linesOf = (file: string) =>
  Array.from(file.matchAll(/<!\[CDATA\[(.*?)\]\]>/gs), ([, json = ""]) => withoutOwn(JSON.parse(json)));

async function send(t: App, text: string, format: keyof typeof types) {
  const { body: report } = await t.request.post("/v1/import").set("content-type", types[format]).send(text);
  const { created, updated, unchanged, failed, errors } = report;
  return { created, updated, unchanged, failed, errors };
}

/** Commitments whose texts are hostile, and whose dates, quotes and timelines have a history. */
async function writeHistories(t: App): Promise<void> {
  const { id: sourceId } = await body(t.request.post("/v1/sources").send(document({ slug: "texts" })));
  await body(
    t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text: "We will open it. We will open it. Soon." }),
  );
  for (const [n, text] of hostile.entries()) {
    const title = text.replaceAll("\n", " ");
    const { id } = await make(t, {
      ...{ slug: `hostile-${n}`, title, summary: text, tags: [title.replaceAll(",", "")], due: { text: "this year" } },
      quotes: [{ sourceId, exact: "We will open it.", start: n % 2 === 0 ? 0 : 17 }],
      location: { type: "Point", coordinates: [74.59, -42.87] },
      milestones: [{ title, due: { text: "next year" } }],
    });
    const evidence = [{ sourceId, quote: { exact: "Soon.", translation: text } }];
    await body(t.request.post(`/v1/commitments/${id}/events`).send(happening("signed", "2024~", { title, evidence })));
    const patch = [{ due: { text: "by 2026" } }, { due: null }, { statedOn: "2023-04", status: "implementing" }][n % 3];
    await body(t.request.patch(`/v1/commitments/${id}`).send(patch), 200);
  }
  await body(t.request.post("/v1/commitments/hostile-0/relations").send({ type: "part_of", to: "hostile-1" }));
  await body(t.request.patch(`/v1/sources/${sourceId}`).send({ issuedBy: ["SCO"] }), 200);
  await writeQuotes(t);
  await writeNumbers(t, sourceId);
  await body(t.request.post(`/v1/sources/${sourceId}/snapshots`).send({ text: "They changed all of it." }));
}

/**
 * A treaty with acts of its parties, one in effect later, money, numbers with evidence, a condition and occurrences.
 */
async function writeNumbers(t: App, sourceId: string): Promise<void> {
  const evidence = [{ sourceId }];
  const { id } = await make(t, {
    ...{ slug: "numbers", reviewedOn: "2026-09-01", nextReviewOn: "2027-01-01", testability: "measurable" },
    conditions: [{ text: "if ratified" }, { text: "subject to support", state: "met", decidedOn: "2024-05", evidence }],
    targets: [
      {
        ...{ indicator: "emissions", unit: "Mt", comparator: "change_by", min: -50, max: -46, by: "2030" },
        ...{ baseline: { value: 1407, on: "2013" }, measurements: [{ value: 1148, on: "2020", evidence }] },
      },
      { indicator: "roads", unit: "km", comparator: "at_least", value: 12.5, conditional: true },
    ],
    recurrence: { every: "P1Y", from: "2024", until: "2026" },
    events: [
      happening("signed", "2023-06-01"),
      happening("ratified", "2024-01-15", { parties: ["KGZ"], effectiveOn: "2024-03-01", evidence }),
      happening("withdrawn", "2026-11-01", { parties: ["KGZ"], effectiveOn: "2027-11-01" }),
      happening("suspended", "2026-11-02", { effectiveOn: "2027-01-01" }),
      happening("funding_pledged", "2024-02-01", { amount: { value: 70.25, currency: "KGS" } }),
    ],
  });
  const { body: steps } = await t.request.get(`/v1/commitments/${id}/milestones`).expect(200);
  const path = `/v1/commitments/${id}/milestones/${steps.data[0].id}`;
  await body(t.request.patch(path).send({ state: "met", metOn: "2024-09", evidence }), 200);
}

/** Quotes taken in other typography, over a page, with what an edition says of them, of a text that went and came. */
async function writeQuotes(t: App): Promise<void> {
  const text = "“We’ll build\na road”.\fPage 2: to the north, by 2027. And more.";
  const { id: sourceId } = await body(t.request.post("/v1/sources").send(document({ slug: "comes-back" })));
  const path = `/v1/sources/${sourceId}/snapshots`;
  const take = (sent: string) => body(t.request.post(path).send({ text: sent, withhold: true }));
  await body(t.request.post(path).send({ text }));
  const locator = { page: "2", article: null, paragraph: "4(2)" };
  const quotes = [
    { sourceId, exact: "we'll build a road", locator, display: "We’ll build a road" },
    { sourceId, exact: "a road”. Page 2: to the north" },
    { sourceId, exact: "to the north … more" },
    { sourceId, exact: "to the north, by 2028. And more.", accept: "nearest" },
  ];
  await make(t, { slug: "quoted", quotes });
  await take("503 Service Unavailable");
  await take(text);
  const { data } = (await t.request.get(path)).body;
  expect(data).toHaveLength(3);
}

describe.each([1, 2].slice(0, cases(2)))("after random history %i", (seed) => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
    await writeHistories(t);
    await fuzz({ app: t.app, store: t.store, newKey: () => t.keys("admin") }, { seed, requests: cases(300) });
  }, 120_000);
  afterAll(() => t.close());

  it.each(["ndjson", "csv", "iati.xml"] as const)(
    "the import of an export as %s changes nothing, and adds no line to the ledger",
    async (format) => {
      const before = await t.store.head();
      const report = await send(t, await read(t, format), format);
      expect(report).toMatchObject({ created: 0, updated: 0, failed: 0, errors: [] });
      expect(report.unchanged).toBeGreaterThan(5);
      expect(await t.store.head()).toEqual(before);
    },
  );

  it("the import of an export into an empty database gives the same export, but for the import's own values", async () => {
    const other = await openWithParties();
    const exported = await read(t, "ndjson");
    expect(await send(other, exported, "ndjson")).toMatchObject({ updated: 0, failed: 0, errors: [] });
    expect(linesIn(await read(other, "ndjson"))).toEqual(linesIn(exported));
    await other.close();
  }, 60_000);

  it("so it is with activities of IATI", async () => {
    const other = await openWithParties();
    const exported = await read(t, "iati.xml");
    const { failed, created } = await send(other, exported, "iati.xml");
    expect([failed, created]).toEqual([0, linesOf(exported).length]);
    expect(linesOf(await read(other, "iati.xml"))).toEqual(linesOf(exported));
    await other.close();
  }, 60_000);
});
