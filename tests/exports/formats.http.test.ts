import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import jsonld from "jsonld";
import type { Response } from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../../src/seeds.ts";
import { hostile } from "../helpers/hostile-texts.ts";
import { type App, body, judgement, make, openWithParties, record, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ config: { publicUrl: "https://servanda.example" } });
  await loadSeeds(t.context);
}, 120_000);
afterAll(() => t.close());

const parsed = (answer: Response) => JSON.parse(answer.text ?? JSON.stringify(answer.body));
const textFrom = (answer: Response): string => answer.text ?? Buffer.from(answer.body).toString();
const get = (path: string) => t.anonymous.get(path).expect(200);
const point = { type: "Point", coordinates: [-70.5, -33.25] };

describe("GeoJSON", () => {
  it("has what has a place, and counts the rest", async () => {
    const { body: list } = await get("/v1/commitments?limit=200");
    const placed = list.data.filter(({ location }: { location: unknown }) => location !== null);
    const found = parsed(await get("/v1/commitments.geojson"));
    expect(found).toMatchObject({ type: "FeatureCollection", located: placed.length, unlocated: 21 - placed.length });
    expect(found.features).toHaveLength(placed.length);
    const port = found.features.find(
      ({ properties }: never) => (properties as { slug: string }).slug === "third-border-port",
    );
    expect(port).toMatchObject({ geometry: { type: "Point", coordinates: [78.4083, 41.4083] } });
    expect(port.properties).toMatchObject({ status: "delivered", promisors: ["KGZ", "CHN"], dueLatest: "2030-12-31" });
  });

  it("has the others without geometry where that is asked for, and is whole when empty", async () => {
    const all = parsed(await get("/v1/commitments.geojson?unlocated=true"));
    expect(all.features).toHaveLength(21);
    const none = parsed(await get("/v1/commitments.geojson?tag=nowhere"));
    expect(none).toMatchObject({ features: [], located: 0, unlocated: 0, servanda: { commitments: 0 } });
  });
});

describe("JSON-LD", () => {
  const offline = async (url: string) => Promise.reject(new Error(`fetched ${url}`));
  const expand = async (path: string) =>
    (await jsonld.expand(parsed(await get(path)), { documentLoader: offline as never })) as Record<string, never>[];

  it("expands, without fetching anything, to Claims whose quotes are Web Annotations", async () => {
    const source = await textOf(t, "🚂 We will open it.");
    const { slug, id } = await make(t, {
      due: { text: "This year" },
      quotes: [{ sourceId: source.id, exact: "We will open it." }],
    });
    const nodes = await expand(`/v1/commitments/${slug}?format=jsonld`);
    const claim = nodes.find((node) =>
      (node["@type"] as unknown as string[])?.includes("https://schema.org/Claim"),
    ) as never;
    expect(claim).toMatchObject({
      "@id": `https://servanda.example/v1/commitments/${id}`,
      "https://schema.org/datePublished": [{ "@value": "2023-05-26" }],
      "https://servanda.example/v1/codelists#due": [
        { "@value": "2023", "@type": "http://id.loc.gov/datatypes/edtf/EDTF" },
      ],
    });
    const [quotation] = claim["https://schema.org/citation"] as never[];
    const [target] =
      (quotation as unknown as Record<string, Record<string, unknown>[]>)["http://www.w3.org/ns/oa#hasTarget"] ?? [];
    expect(target?.["http://www.w3.org/ns/oa#hasSelector"]).toMatchObject([
      {
        "@type": ["http://www.w3.org/ns/oa#TextQuoteSelector"],
        "http://www.w3.org/ns/oa#exact": [{ "@value": "We will open it." }],
      },
      { "http://www.w3.org/ns/oa#start": [{ "@value": 2 }], "http://www.w3.org/ns/oa#end": [{ "@value": 18 }] },
    ]);
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });

  it("has judgements in force as ClaimReviews, rated by the crosswalk of their codes", async () => {
    const source = await textOf(t, "It is half built.");
    const { slug, id } = await make(t, {});
    const judge = (more: object) =>
      body(t.request.post(`/v1/commitments/${slug}/assessments`).send(judgement({ rationale: "Half of it", ...more })));
    const first = await judge({ fulfilment: "full" });
    const second = await judge({ fulfilment: "limited", supersedes: first.id, evidence: [{ sourceId: source.id }] });
    const unclear = await judge({ fulfilment: "unverifiable", on: "2024", party: "KGZ" });
    const document = parsed(await get(`/v1/commitments/${slug}?format=jsonld`)) as never as { "@graph": never[] };
    const claim = document["@graph"][1] as never as { review: object[] };
    const address = `https://servanda.example/v1/commitments/${id}`;
    expect(claim.review).toHaveLength(2);
    expect(claim.review).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ id: `${address}/assessments/${second.id}`, type: "ClaimReview", itemReviewed: { id: address } },
          ...{
            author: { name: "Institute of Regional Studies" },
            datePublished: "2024-06-30",
            reviewBody: "Half of it",
          },
          reviewRating: { type: "Rating", alternateName: "Limited", ratingValue: 0, worstRating: -1, bestRating: 1 },
          citation: [{ id: `https://servanda.example/v1/sources/${source.id}` }],
        }),
        expect.objectContaining({
          ...{ id: `${address}/assessments/${unclear.id}`, judgedOn: "2024" },
          ...{ reviewRating: { type: "Rating", alternateName: "Unverifiable" } },
          about: { id: "https://servanda.example/v1/parties/KGZ" },
        }),
      ]),
    );
    expect(claim.review).not.toContainEqual(
      expect.objectContaining({ judgedOn: "2024", datePublished: expect.anything() }),
    );
    await jsonld.expand(document as never, { documentLoader: offline, safe: true } as never);
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });

  it("keeps every member: all seeds expand, and each is a Claim", async () => {
    const nodes = await expand("/v1/commitments.jsonld");
    expect(nodes).toHaveLength(22);
    expect(await expand("/v1/commitments.jsonld?tag=nowhere")).toHaveLength(1);
    const document = parsed(await get("/v1/commitments/cku-railway?format=jsonld"));
    await jsonld.expand(document, { documentLoader: offline, safe: true } as never);
  });
});

/** The order of elements in an activity, by the schema of version 2.03. */
const order = [
  "iati-identifier",
  "reporting-org",
  "title",
  "description",
  "participating-org",
  "activity-status",
  "activity-date",
  "recipient-country",
  "location",
  "sector",
  "tag",
  "transaction",
  "document-link",
  "related-activity",
  "result",
  "servanda:line",
];

describe("IATI", () => {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    trimValues: false,
  });
  type Node = Record<string, Node[]> & { ":@"?: Record<string, string>; "#text"?: string };
  const nameOf = (node: Node) => Object.keys(node).find((key) => key !== ":@") ?? "";
  const activitiesOf = (xml: string): Node[] => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const root = (parser.parse(xml) as Node[]).find((node) => "iati-activities" in node);
    return (root?.["iati-activities"] ?? []).filter((node) => "iati-activity" in node);
  };
  const childrenOf = (activity: Node | undefined) =>
    (activity?.["iati-activity"] ?? []).filter((node) => nameOf(node) !== "#text");
  const named = (activity: Node | undefined, name: string) =>
    childrenOf(activity).filter((node) => nameOf(node) === name);

  it("has a transaction for money whose day is known, and a result for each target", async () => {
    const railway = textFrom(await get("/v1/commitments/cku-railway?format=iati"));
    const [paid] = named(activitiesOf(railway)[0], "transaction");
    expect(JSON.stringify(paid)).toContain('"currency":"USD","value-date":"2025-12-16"');
    expect(railway).toContain('<transaction-type code="2"/><transaction-date iso-date="2025-12-16"/>');
    expect(railway).toContain('<value currency="USD" value-date="2025-12-16">2300000000</value>');
    const trade = textFrom(await get("/v1/commitments/bilateral-trade-growth?format=iati"));
    expect(named(activitiesOf(trade)[0], "result")).toHaveLength(1);
    expect(trade).toContain('<indicator measure="1" ascending="1">');
    const period = '<period><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>';
    expect(trade).toContain(`${period}<actual value="22700000000"/></period>`);
  });

  it("has no transaction for money whose day is not known", async () => {
    const { slug } = await make(t, { statedOn: "2023-05-26" });
    const money = (value: number) => ({ amount: { value, currency: "USD" } });
    await record(t, slug, "funding_pledged", "2024-01", money(5));
    await record(t, slug, "funding_disbursed", "2024-02-03", money(4));
    const [activity] = activitiesOf(textFrom(await get(`/v1/commitments/${slug}?format=iati`)));
    const paid = named(activity, "transaction");
    expect(paid).toHaveLength(1);
    expect(JSON.stringify(paid)).toContain("2024-02-03");
  });

  it("names the language of a quote by its code in ISO 639-1, whatever script and country its tag has", async () => {
    const { id: sourceId } = await textOf(t, "One, two, three, four.");
    const words = { One: "zh-Hans", two: "EN", three: "kaz", four: "ky" };
    const quotes = Object.entries(words).map(([exact, language]) => ({ sourceId, exact, language }));
    const { slug } = await make(t, { statedOn: "2023-05-26", quotes });
    const activity = textFrom(await get(`/v1/commitments/${slug}?format=iati`));
    const codes = [...activity.matchAll(/<narrative xml:lang="([^"]*)">/g)].map(([, code]) => code);
    expect(codes.toSorted()).toEqual(["en", "kk", "ky", "zh"]);
  });

  it("has every mandatory element, in the order of the schema", async () => {
    const activities = activitiesOf(textFrom(await get("/v1/commitments.iati.xml")));
    expect(activities.length).toBeGreaterThan(5);
    for (const activity of activities) {
      const ranks = childrenOf(activity).map((node) => order.indexOf(nameOf(node)));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks[0]).toBe(0);
      for (const name of order.slice(0, 7)) expect(named(activity, name).length, name).toBeGreaterThan(0);
      for (const date of named(activity, "activity-date"))
        expect(date[":@"]?.["iso-date"]).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(named(activity, "recipient-country").length).toBeLessThan(2);
    }
  });

  it("writes no date that is not known to the day, and leaves out and counts what has no start", async () => {
    const vague = await make(t, { title: "Vague", statedOn: "2023", due: { text: "This year" } });
    await record(t, vague.slug, "work_started", "2024-03");
    const exact = await make(t, { title: "Exact", due: { edtf: "2024-12-31" } });
    await record(t, exact.slug, "work_started", "2024-02-01");
    await record(t, exact.slug, "completed", "2024-11-30");
    const none = textFrom(await get(`/v1/commitments/${vague.slug}?format=iati`));
    expect(activitiesOf(none)).toEqual([]);
    expect(none).toContain("<!-- 0 of 1 commitments; 1 have no start that is known to the day -->");
    const planned = await make(t, { title: "Planned", statedOn: "2023", due: { edtf: "2024-12-31" } });
    expect(activitiesOf(textFrom(await get(`/v1/commitments/${planned.slug}?format=iati`)))).toEqual([]);
    const [activity] = activitiesOf(textFrom(await get(`/v1/commitments/${exact.slug}?format=iati`)));
    expect(named(activity, "activity-date").map((node) => node[":@"])).toEqual([
      { "iso-date": "2024-02-01", type: "2" },
      { "iso-date": "2024-12-31", type: "3" },
      { "iso-date": "2024-11-30", type: "4" },
    ]);
    expect(textFrom(await get("/v1/commitments/visa-free-agreement?format=iati"))).toContain(
      '<activity-date type="2" iso-date="2023-05-26"><narrative>Start of planning: the day on which the commitment was stated</narrative></activity-date>',
    );
    expect(named(activity, "activity-status")[0]?.[":@"]).toEqual({ code: "4" });
    expect(named(activity, "recipient-country")[0]?.[":@"]).toEqual({ code: "CN" });
  });

  it("has nothing in the year 0000, which XML Schema does not have", async () => {
    const target = { indicator: "length", unit: "km", comparator: "at_least", value: 2 };
    const early = await make(t, { title: "Early", statedOn: "0000-05-05", due: { edtf: "0000-06-05" } });
    expect(activitiesOf(textFrom(await get(`/v1/commitments/${early.slug}?format=iati`)))).toEqual([]);
    const later = await make(t, {
      ...{ title: "Later", statedOn: "0001-05-05", due: { edtf: "0002-06-05" } },
      targets: [{ ...target, baseline: { value: 1, on: "0000-05" } }],
    });
    const text = textFrom(await get(`/v1/commitments/${later.slug}?format=iati`));
    expect(text).toContain('<period-start iso-date="0001-05-05"/>');
    expect(text).not.toMatch(/<baseline|iso-date="0000/);
  });

  it.each(hostile)("keeps %j well-formed", async (words) => {
    const { slug } = await make(t, { title: words, summary: words, due: { edtf: "2024-12-31" }, location: point });
    const [activity] = activitiesOf(textFrom(await get(`/v1/commitments/${slug}?format=iati`)));
    const [title] = named(activity, "title");
    const shown = title?.title?.[0]?.narrative?.[0]?.["#text"] as unknown as string;
    expect(shown).toBe(words.replaceAll("\ufffe", "\ufffd"));
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });
});

it("a place has its latitude and its longitude in every format, each where the format has it", async () => {
  const { slug } = await make(t, { statedOn: "2023-05-26", location: point });
  const as = async (format: string) => textFrom(await get(`/v1/commitments/${slug}?format=${format}`));
  expect(JSON.parse(await as("geojson")).features[0].geometry.coordinates).toEqual([-70.5, -33.25]);
  expect(await as("iati")).toContain("<pos>-33.25 -70.5</pos>");
  expect(await as("jsonld")).toContain('"latitude":-33.25,"longitude":-70.5');
});

describe("the calendar", () => {
  const eventsOf = (answer: Response) =>
    new ICAL.Component(ICAL.parse(textFrom(answer)))
      .getAllSubcomponents("vevent")
      .map((event) => new ICAL.Event(event));

  it("has the last possible day of what is due, and the first where it is another", async () => {
    const answer = await get("/v1/commitments/third-border-port?format=ics");
    const days = eventsOf(answer).map(({ summary, startDate }) => [summary, startDate.toString()]);
    expect(days).toContainEqual(["Due window opens: Open a third border port (Bedel)", "2029-09-01"]);
    expect(days).toContainEqual(["Due: Open a third border port (Bedel)", "2030-12-31"]);
    expect(
      textFrom(answer)
        .split("\r\n")
        .filter((line) => Buffer.byteLength(line) > 75),
    ).toEqual([]);
    const all = eventsOf(await get("/v1/timeline.ics"));
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
  });

  it("has no event in the year 0000, for which readers refuse the whole of it", async () => {
    const { slug } = await make(t, { statedOn: "0000-05-05", due: { edtf: "0000-06-05/0001-06-05" } });
    const text = textFrom(await get(`/v1/commitments/${slug}?format=ics`));
    expect(text.match(/^DTSTART.*$/gm)).toEqual(["DTSTART;VALUE=DATE:00010605"]);
  });

  it("has no event for what has no date, and is whole when empty", async () => {
    const { slug } = await make(t, { due: { text: "in the near future" } });
    expect(eventsOf(await get(`/v1/commitments/${slug}?format=ics`))).toEqual([]);
    expect(textFrom(await get("/v1/timeline.ics?tag=nowhere"))).toMatch(/^BEGIN:VCALENDAR\r\n.*END:VCALENDAR\r\n$/s);
  });

  it("calls off what will never be done, and a milestone that was dropped, and confirms what is due on one day", async () => {
    const due = { edtf: "2030-12-31" };
    const { slug } = await make(t, { due, milestones: [{ title: "Survey", due: { edtf: "2029-06-30" } }] });
    const statuses = async () => {
      const text = textFrom(await get(`/v1/commitments/${slug}?format=ics`));
      return [...text.matchAll(/^STATUS:(\w+)/gm)].map(([, status]) => status);
    };
    expect(await statuses()).toEqual(["CONFIRMED", "CONFIRMED"]);
    const [{ id }] = (await get(`/v1/commitments/${slug}/milestones`)).body.data;
    await body(t.request.patch(`/v1/commitments/${slug}/milestones/${id}`).send({ state: "dropped" }), 200);
    expect(await statuses()).toEqual(["CONFIRMED", "CANCELLED"]);
    await record(t, slug, "cancelled", "2025-01-31");
    expect(await statuses()).toEqual(["CANCELLED", "CANCELLED"]);
  });

  it.each(hostile)("keeps %j as it is, folded", async (words) => {
    const { slug } = await make(t, { title: words.repeat(5), due: { edtf: "2024-12-31" } });
    const answer = await get(`/v1/commitments/${slug}?format=ics`);
    const [event] = eventsOf(answer);
    expect(event?.summary).toBe(`Due: ${words.repeat(5)}`);
    expect(
      textFrom(answer)
        .split("\r\n")
        .filter((line) => Buffer.byteLength(line) > 75),
    ).toEqual([]);
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
  });
});
