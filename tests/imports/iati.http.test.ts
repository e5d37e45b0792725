import { readFileSync } from "node:fs";
import type { Response } from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mostOfActivity } from "../../src/imports/iati/activities.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { type App, happening, make, openWithParties, refused, textOf } from "../helpers/http-bodies.ts";

const foreign = readFileSync(new URL("iati-activity.xml", import.meta.url), "utf8");
const xml = "application/xml";
const told = "defaultFirmness=signed&defaultStatedOn=2023-11-05&organisations=AA-AAA-123456789:UZB&ignoreUnknown=true";

const send = (t: App, file: string | Buffer, { query = "", type = xml } = {}) =>
  t.request.post(`/v1/import?${query}`).set("content-type", type).send(file);

describe("an activity of somebody else", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
  });
  afterAll(() => t.close());

  it("fails with what it does not say, and what may be said, at the elements that are meant; nothing is written", async () => {
    const { body } = await refused(
      t,
      send(t, foreign, { query: "organisations=AA-AAA-123456789:UZB&ignoreUnknown=true" }),
    );
    expect(body).toMatchObject({ code: "import_refused", failed: 1 });
    expect(body.errors).toMatchObject([
      { line: 1, pointer: "/firmness", allowed: expect.arrayContaining(["pledge", "signed"]) },
      { line: 1, pointer: "/statedOn" },
    ]);
  });

  it("names organisations that are no party, unless the request says which ones they are", async () => {
    const { body } = await refused(t, send(t, foreign, { query: told.replace("AA-AAA-123456789:UZB", "X-1:UZB") }));
    const unknown = body.errors.filter(({ detail }: { detail: string }) => detail.includes('"AA-AAA-123456789"'));
    expect(unknown[0]).toMatchObject({ line: 1 });
    expect(body.errors.map(({ column }: { column: string }) => column)).toContain("reporting-org");
  });

  it("becomes a commitment of what it says, and tells what it has no place for", async () => {
    const dry = await send(t, foreign, { query: `${told}&dryRun=true` });
    expect(dry.body).toMatchObject({ created: 1, errors: [], committed: false });
    const { body: report } = await send(t, foreign, { query: told });
    expect(report).toMatchObject({ created: 1, errors: [], committed: true });
    expect(report.warnings.filter(({ code }: { code: string }) => code === "not_taken")).toMatchObject([
      { line: 1, detail: expect.stringContaining("participating-org of role 3") },
    ]);
    for (const name of [
      "contact-info",
      "budget",
      "transaction of type 1",
      "indicator of measure 5",
      "sector of vocabulary 99",
    ])
      expect(report.warnings[0].detail).toContain(name);
    const { body } = await t.request.get("/v1/commitments/aa-aaa-123456789-abc123?include=events,sources");
    expect(body).toMatchObject({
      title: "School meals & kitchens",
      summary: "Hot meals for <all> pupils.\n\nEvery school has a kitchen.",
      ...{ type: "education", firmness: "signed", statedOn: "2023-11-05" },
      ...{ status: "implementing", statusSince: "2024-02-10", due: { edtf: "2026-12-31", basis: "explicit" } },
      parties: [
        { party: "UZB", role: "funder" },
        { party: "UZB", role: "promisor" },
        { party: "SCO", role: "implementer" },
        { party: "KGZ", role: "beneficiary" },
      ],
      sectors: [{ vocabulary: "OECD-DAC", code: "11110" }],
      location: { type: "Point", coordinates: [74.59, 42.87] },
      amounts: [
        { currency: "KGS", pledged: 0, committed: 0, disbursed: 90_000 },
        { currency: "USD", pledged: 0, committed: 250_000.5, disbursed: 40 },
      ],
      sources: [
        { kind: "dataset", publisher: "Agency of Example Cooperation", issuedBy: ["UZB"], publishedOn: "2024-09-10" },
      ],
    });
    expect(body.events).toMatchObject([
      { type: "funding_committed", date: "2024-01-20", title: "Grant agreement", parties: ["UZB"], status: null },
      { type: "status_changed", date: "2024-02-10", title: "Actual start", status: "implementing" },
      { type: "funding_disbursed", date: "2024-03-05", title: "Disbursement", parties: [] },
      { type: "funding_disbursed", date: "2024-03-06", title: "Expenditure" },
    ]);
    expect(body.targets).toMatchObject([
      {
        ...{
          indicator: "Meals: Schools with a kitchen",
          unit: "units",
          comparator: "at_least",
          value: 50,
          by: "2024-12-31",
        },
        ...{ baseline: { value: 10, on: "2023-12-31" }, measurements: [{ value: 11, on: "2024" }] },
      },
      { indicator: "Meals: Schools with a kitchen", value: 90, by: "2025-06-30", measurements: [] },
      { indicator: "Meals: Pupils who go hungry", unit: "%", comparator: "at_most", value: 12.5 },
    ]);
  });

  it("is known again by its identifier, and left alone where nothing has changed", async () => {
    expect((await refused(t, send(t, foreign, { query: told }))).body.errors).toMatchObject([
      { column: "iati-identifier", code: "already_exists" },
    ]);
    const before = await t.store.head();
    const { body } = await send(t, foreign, { query: `${told}&mode=upsert` });
    expect(body).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await t.store.head()).toEqual(before);
  });

  it("waits for the activity that it is a part of, and fails where that is not there", async () => {
    const parent = foreign
      .replace(/<related-activity.*\/>/g, "")
      .replace("ABC123", "6789")
      .replace("School meals", "Meals in schools");
    const both = foreign.replace(
      "</iati-activities>",
      `${/<iati-activity [\s\S]*<\/iati-activity>/.exec(parent)?.[0]}</iati-activities>`,
    );
    const query = told.replace("&ignoreUnknown=true", "&mode=upsert");
    const alone = await refused(t, send(t, foreign, { query }));
    expect(alone.body.errors).toMatchObject([{ column: "related-activity", code: "unknown_reference" }]);
    expect((await send(t, both, { query })).body).toMatchObject({ lines: 2, created: 1, errors: [] });
    const { body } = await t.request.get("/v1/commitments/aa-aaa-123456789-abc123/relations");
    expect(body.data).toMatchObject([
      { type: "part_of", direction: "outgoing", other: { slug: "aa-aaa-123456789-6789" } },
    ]);
  });
});

describe("what we exported", () => {
  const text = (answer: Response) => answer.text ?? answer.body.toString();
  /** The activities without what is of one database: its address, and when it was told what. */
  const activitiesOf = (file: string) =>
    (file.match(/<iati-activity .*/g) ?? []).map((activity) =>
      activity
        .replace(/<servanda:line>.*<\/servanda:line>/, "")
        .replace(/ last-updated-datetime="[^"]*"/, "")
        .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, ""),
    );
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
    await loadSeeds(t.context);
  });
  afterAll(() => t.close());

  it("gives the same activities again, imported into an empty database", async () => {
    const other = await openWithParties();
    const exported = text(await t.request.get("/v1/commitments.iati.xml"));
    const { body: report } = await send(other, exported);
    expect(report).toMatchObject({ updated: 0, failed: 0, errors: [] });
    expect(report.created).toBeGreaterThan(5);
    expect(activitiesOf(text(await other.request.get("/v1/commitments.iati.xml")))).toEqual(activitiesOf(exported));
    await other.close();
  });

  it("changes nothing in the database that it came from", async () => {
    const before = await t.store.head();
    const { body } = await send(t, text(await t.request.get("/v1/commitments.iati.xml")));
    expect(body).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(await t.store.head()).toEqual(before);
  });

  it("alone fails where it relates to what is not there, unless that is to be passed over", async () => {
    const other = await openWithParties();
    const port = text(await t.request.get("/v1/commitments/third-border-port?format=iati"));
    expect((await refused(other, send(other, port))).body.errors).toMatchObject([{ code: "unknown_reference" }]);
    const { body } = await send(other, port, { query: "ignoreUnknown=true" });
    expect(body).toMatchObject({ created: 1, errors: [] });
    await other.close();
  });

  it("may have got transactions and results from others since, which are taken", async () => {
    const exported = text(await t.request.get("/v1/commitments/cku-railway?format=iati"));
    const paid =
      '<transaction><transaction-type code="3"/><transaction-date iso-date="2026-01-05"/><value currency="EUR" value-date="2026-01-05">12</value></transaction>';
    const { body } = await send(t, exported.replace("<document-link", `${paid}<document-link`));
    expect(body).toMatchObject({ updated: 1, changes: [{ slug: "cku-railway" }] });
    const { body: railway } = await t.request.get("/v1/commitments/cku-railway");
    expect(railway.amounts).toContainEqual({ currency: "EUR", pledged: 0, committed: 0, disbursed: 12 });
  });

  it("without the line of ours in it, has its transactions and results read as those of anybody else", async () => {
    const other = await openWithParties();
    const evidence = [{ sourceId: (await textOf(t, "As reported.", { slug: "as-reported" })).id }];
    const { slug } = await make(t, {
      due: { edtf: "2030-12-31" },
      events: [
        happening("funding_pledged", "2024-02-01", { amount: { value: 70.25, currency: "KGS" } }),
        happening("funding_committed", "2024-03-01", { amount: { value: 70, currency: "KGS" }, parties: ["KGZ"] }),
        happening("funding_disbursed", "2024-04-01", { amount: { value: 10, currency: "USD" } }),
      ],
      targets: [
        {
          ...{
            indicator: "emissions",
            unit: "Mt",
            comparator: "at_most",
            value: 1000,
            baseline: { value: 1407, on: "2013" },
          },
          measurements: [{ value: 1148, on: "2024", evidence }],
        },
      ],
    });
    const stripped = text(await t.request.get(`/v1/commitments/${slug}?format=iati`))
      .replace(/<servanda:line>.*?<\/servanda:line>/, "")
      .replaceAll(/ servanda:id="[^"]*"/g, "");
    const query = "defaultFirmness=pledge&defaultType=culture&defaultStatedOn=2023-05-26&organisations=Kyrgyzstan:KGZ";
    const { body } = await send(other, stripped, { query });
    expect(body).toMatchObject({ created: 1, errors: [] });
    const again = text(await other.request.get("/v1/commitments.iati.xml"));
    const numbersOf = (file: string) => file.match(/<(?:baseline|target|actual|value) [^>]*>[^<]*/g);
    expect(numbersOf(stripped)).toHaveLength(6);
    expect(numbersOf(again)).toEqual(numbersOf(stripped));
    await other.close();
  });
});

describe("XML that is hostile, or broken", () => {
  let t: App;
  beforeAll(async () => {
    t = await openWithParties();
  });
  afterAll(() => t.close());
  const whole = (inside: string, start = '<?xml version="1.0"?>') =>
    `${start}<iati-activities version="2.03">${inside}</iati-activities>`;
  const laughs = `<!DOCTYPE iati-activities [<!ENTITY a "ha">${Array.from("bcdefghij", (name, n) => `<!ENTITY ${name} "${`&${"abcdefghij"[n]};`.repeat(10)}">`).join("")}]>`;
  const activity = (inside: string) => whole(`<iati-activity>${inside}</iati-activity>`);

  it.each([
    [
      "an external entity",
      whole(
        "<iati-activity><title>&x;</title></iati-activity>",
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      ),
      "malformed_xml",
      "document type",
    ],
    [
      "entities of entities",
      whole("<iati-activity><title>&j;</title></iati-activity>", laughs),
      "malformed_xml",
      "document type",
    ],
    ["an entity that is not known", activity("<title>&nbsp;</title>"), "malformed_xml", "undefined entity"],
    ["elements within elements", activity("<a>".repeat(100_000)), "malformed_xml", "deeper than 32"],
    ["elements without end", activity("<a/>".repeat(60_000)), "too_large", "elements"],
    [
      "a text without end",
      activity(`<title>${"a".repeat(mostOfActivity.length + 100_000)}</title>`),
      "too_large",
      "characters",
    ],
    [
      "a declaration without end",
      `<!DOCTYPE x [<!-- ${"a".repeat(mostOfActivity.length + 100_000)}`,
      "too_large",
      "characters",
    ],
    ["no end", foreign.slice(0, 1500), "malformed_xml", "well-formed"],
    ["nothing in it", " ", "malformed_xml", "well-formed"],
    ["a second root", whole("") + whole(""), "malformed_xml", "well-formed"],
    ["another root", "<iati-organisations version='2.03'/>", "malformed_xml", "iati-organisations"],
    ["an earlier version", whole("").replace("2.03", "1.05"), "invalid_request", "2.01 to 2.03"],
    ["no version", "<iati-activities/>", "invalid_request", "2.01 to 2.03"],
    ["control characters", activity("<title>\u0001</title>"), "malformed_xml", "well-formed"],
    ["an encoding that is not its own", whole("").replace("?>", ' encoding="UTF-16"?>'), "malformed_xml", ""],
    ["an encoding that nobody knows", whole("").replace("?>", ' encoding="klingon"?>'), "invalid_request", "klingon"],
  ])("with %s is refused, and nothing is written", async (_name, file, code, why) => {
    const { body } = await refused(t, send(t, file));
    expect(body).toMatchObject({ code });
    expect(body.detail).toContain(why);
  });

  it("in bytes that are not of its encoding is refused, with the byte", async () => {
    const file = Buffer.concat([Buffer.from(whole("<!-- ").slice(0, 60)), Buffer.from([0xff, 0xfe])]);
    expect((await refused(t, send(t, file))).body).toMatchObject({
      code: "malformed_xml",
      detail: expect.stringContaining("byte 60"),
    });
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from(`\ufeff${foreign.replace("UTF-8", "UTF-16")}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(foreign.replace("UTF-8", "UTF-16"), "utf16le").swap16()],
    ["the encoding that it declares", Buffer.from(foreign.replace("UTF-8", "ISO-8859-1"), "latin1")],
  ])("in %s is read", async (_name, file) => {
    const { body } = await send(t, file, { query: `${told}&dryRun=true`, type: "text/xml" });
    expect(body).toMatchObject({ created: 1, errors: [] });
  });

  it("elements and attributes of other namespaces are passed over", async () => {
    const file = foreign
      .replace("<iati-activities ", '<iati-activities xmlns:x="http://example.org/x" x:a="1" ')
      .replace("</iati-activity>", "<x:title><title><narrative>Wrong</narrative></title></x:title></iati-activity>");
    expect((await send(t, file, { query: `${told}&dryRun=true` })).body).toMatchObject({ created: 1, errors: [] });
  });
});
