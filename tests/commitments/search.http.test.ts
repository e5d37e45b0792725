import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "../helpers/cases.ts";
import { type App, body, document, make, openWithParties, slugs } from "../helpers/http-bodies.ts";

let t: App;
const find = async (q: string, more = "") =>
  slugs(await t.request.get(`/v1/commitments?limit=200&q=${encodeURIComponent(q)}${more}`).expect(200));

beforeAll(async () => {
  t = await openWithParties();
  const source = await body(t.request.post("/v1/sources").send(document()));
  await t.request
    .patch("/v1/parties/KGZ")
    .send({ names: { ru: "Кыргызстан", ky: "Кыргыз Республикасы", zh: "吉尔吉斯斯坦" } })
    .expect(200);
  await make(t, {
    slug: "railway",
    title: "Build the China-Kyrgyzstan-Uzbekistan railway",
    summary: "A feasibility study comes first.",
    tags: ["transport", "belt and road"],
    statedOn: "2022",
  });
  await make(t, {
    slug: "russian",
    title: "Построить железную дорогу через перевал",
    summary: "Всё готово: поезда пойдут в этом году",
    parties: [{ party: "UZB", role: "promisor" }],
    statedOn: "2023",
  });
  await make(t, {
    slug: "kyrgyz",
    title: "Темир жол куруу",
    summary: "Өкмөттүн чечими менен жаңы көпүрө",
    parties: [{ party: "SCO", role: "promisor" }],
    statedOn: "2024",
  });
  await make(t, {
    slug: "chinese",
    title: "中吉乌铁路合作",
    quotes: [
      {
        sourceId: source.id,
        exact: "双方将加快铁路建设",
        language: "zh",
        translation: "Both sides will hasten the café line",
      },
    ],
    parties: [{ party: "CHN", role: "promisor" }],
    statedOn: "2021",
  });
});
afterAll(() => t.close());

describe("q", () => {
  it.each([
    ["railway", ["railway"]],
    ["RAILWAY feasib*", ["railway"]],
    ['"feasibility study"', ["railway"]],
    ['"study feasibility"', []],
    ["железную", ["russian"]],
    ["ЖЕЛЕЗ*", ["russian"]],
    ["все", ["russian"]],
    ["көпүрө", ["kyrgyz"]],
    ["жол", ["kyrgyz"]],
    ["铁路", ["chinese"]],
    ["合作", ["chinese"]],
    ["路", ["chinese"]],
    ["作", ["chinese"]],
    ["路铁", []],
    ["cafe", ["chinese"]],
    ["КЫРГЫЗ", ["railway"]],
    ["吉尔吉斯", ["railway"]],
    ["kyrgyzstan -railway", []],
    ["-kyrgyzstan", ["kyrgyz", "russian", "chinese"]],
    ['-railway -"железную дорогу" -жол', ["chinese"]],
    ["belt", ["railway"]],
    ["", ["kyrgyz", "russian", "railway", "chinese"]],
    ["-", ["kyrgyz", "russian", "railway", "chinese"]],
  ])("%s", async (q, expected) => expect(await find(q)).toEqual(expected));
});

describe("relevance", () => {
  it("puts the title first, then tags and parties, then the rest, and is what q is sorted by", async () => {
    const title = "about the Silk Road";
    const parties = [{ party: "UZB", role: "promisor" }];
    const others = { parties, title: "Another" };
    await make(t, { ...others, slug: "in-summary", summary: "A silk road", statedOn: "2025" });
    await make(t, { ...others, slug: "in-tag", tags: ["silk", "road"], statedOn: "2024" });
    await make(t, { ...others, slug: "partly", title: "Silk production", summary: "by road", statedOn: "2023" });
    await make(t, { ...others, slug: "older", title, statedOn: "2010" });
    await make(t, { ...others, slug: "newer", title, statedOn: "2011" });
    const order = ["newer", "older", "partly", "in-tag", "in-summary"];
    expect(await find("silk road")).toEqual(order);
    expect(await find("silk road", "&sort=relevance")).toEqual(order);
    expect(await find("silk road", "&sort=statedOn")).toEqual(["older", "newer", "partly", "in-tag", "in-summary"]);
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const answer = await t.request.get(`/v1/commitments?q=silk+road&limit=2&count=exact${cursor}`).expect(200);
      expect(answer.body.page.count).toBe(5);
      seen.push(...slugs(answer));
      if (answer.body.page.next === null) break;
      cursor = `&cursor=${answer.body.page.next}`;
    }
    expect(seen).toEqual(order);
  });

  it.each([
    ["sort=relevance", "sort", "needs `q`"],
    ["q=a&sort=relevance,title", "sort", "order of its own"],
    ["include=highlights", "include", "needs `q`"],
    ["q=1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17+18+19+20+21+22+23+24+25+26+27+28+29+30+31+32+33", "q", "at most 32"],
    ["q=a%00b", "q", ""],
    ["near=91,0,1", "near", "at most 90"],
    ["near=1,2", "near", ""],
    ["near=a,b,c", "near", ""],
    ["near=1,2,0", "near", "more than 0"],
    ["firmnessFrom=x", "firmnessFrom", ""],
  ])("%s is refused", async (query, parameter, words) => {
    const answer = await t.request.get(`/v1/commitments?${query}`).expect(400);
    expect(answer.body.errors[0].parameter).toBe(parameter);
    expect(answer.body.detail).toContain(words);
  });
});

it("a query of more than 500 characters is refused", async () => {
  const answer = await t.request.get(`/v1/commitments?q=${"a".repeat(501)}`).expect(400);
  expect(answer.body.detail).toContain("at most 500");
});

describe("highlights", () => {
  it("show where the words stand, in offsets of code points, and no markup", async () => {
    const answer = await t.request
      .get(`/v1/commitments?q=${encodeURIComponent("铁路 中国 café")}&include=highlights&fields=slug`)
      .expect(200);
    expect(answer.body.data).toEqual([]);
    const { body: found } = await t.request
      .get(`/v1/commitments?q=${encodeURIComponent("铁路 cafe chin*")}&include=highlights&fields=slug`)
      .expect(200);
    expect(found.data).toEqual([
      {
        slug: "chinese",
        highlights: [
          { field: "title", text: "中吉乌铁路合作", ranges: [[3, 5]] },
          { field: "party", text: "China", ranges: [[0, 5]] },
          { field: "quote", text: "双方将加快铁路建设", ranges: [[5, 7]] },
          { field: "translation", text: "Both sides will hasten the café line", ranges: [[27, 31]] },
        ],
      },
    ]);
  });
});

describe("words that people write in several ways are found by each of them:", () => {
  beforeAll(async () => {
    await t.request.post("/v1/parties").send({
      ...{ code: "TUR", kind: "state", name: "Türkiye", isoAlpha2: "TR", aliases: ["Turkey", "Republic of Türkiye"] },
    });
    const parties = [{ party: "UZB", role: "promisor" }];
    await make(t, { slug: "turkish", title: "Open a school", parties: [{ party: "TUR", role: "promisor" }] });
    await make(t, { slug: "arabic", title: "كتاب ٢٠٢٥ مدرسة", parties });
    await make(t, { slug: "hyphened", title: "Economic co-operation with the U.S.", parties });
  });

  it.each([
    ["Turkey", ["turkish"]],
    ['"republic of turkiye"', ["turkish"]],
    ["tr", []],
    ["2025", ["arabic"]],
    ["۲۰۲۵", ["arabic"]],
    ["کتاب", ["arabic"]],
    ["مدرسه", ["arabic"]],
    ["cooperation us", ["hyphened"]],
    ["co-operat*", ["hyphened"]],
    ["U.S.", ["hyphened"]],
  ])("%s", async (q, expected) => {
    const found = await find(q);
    expect(found.filter((slug) => ["turkish", "arabic", "hyphened"].includes(slug))).toEqual(expected);
  });
});

describe("the words of a commitment", () => {
  it("are those of its timeline too: what its events and milestones tell, and what they quote", async () => {
    t.clock.set("2026-11-23T09:10:00.000Z");
    const source = await body(t.request.post("/v1/sources").send(document()));
    const { id } = await make(t, { slug: "told", title: "Something", parties: [{ party: "UZB", role: "promisor" }] });
    const evidence = [{ sourceId: source.id, quote: { exact: "隧道已经贯通", translation: "Drilledthrough" } }];
    const event = await body(
      t.request.post(`/v1/commitments/${id}/events`).send({
        ...{ type: "work_milestone", date: "2024", title: "Eventtitle", description: "Eventdescription", evidence },
      }),
    );
    await body(
      t.request.post(`/v1/commitments/${id}/milestones`).send({ title: "Milestonetitle", test: "Milestonetest" }),
    );
    const { rows } = await t.store.list("quote", { filters: [{ field: "sourceId", in: [source.id] }], limit: 1 });
    const [quote] = rows;
    const words = ["隧道", "drilledthrough", "eventtitle", "eventdescription", "milestonetitle", "milestonetest"];
    for (const word of words) expect(await find(word), word).toEqual(["told"]);
    expect(await find("-eventtitle something")).toEqual([]);
    const { body: list } = await t.request.get(
      "/v1/commitments?q=event*+drilled*+milestonetest&include=highlights&ids=told",
    );
    expect(list.data[0].highlights.map(({ field, text }: { field: string; text: string }) => [field, text])).toEqual([
      ["translation", "Drilledthrough"],
      ["event", "Eventtitle"],
      ["event", "Eventdescription"],
      ["milestone", "Milestonetest"],
    ]);
    t.clock.set("2026-11-23T09:20:00.000Z");
    await t.request.patch(`/v1/quotes/${quote?.id}`).send({ translation: "Bored" }).expect(200);
    expect([await find("drilledthrough"), await find("bored")]).toEqual([[], ["told"]]);
    await t.request.delete(`/v1/commitments/${id}/events/${event.id}`).expect(204);
    for (const word of ["隧道", "bored", "eventtitle", "eventdescription"]) expect(await find(word), word).toEqual([]);
    expect(await find("eventtitle drilledthrough", "&asOf=2026-11-23T09:15:00.000Z")).toEqual(["told"]);
    await t.request.delete(`/v1/commitments/${id}`).expect(204);
  });
});

describe.each([
  ["/v1/parties", ["q-one", "q-two"], "code", 3],
  ["/v1/sources", ["q-one", "q-two"], "slug", 4],
  ["/v1/quotes", ["Quoted words of railways", "同样的话 — the same words"], "exact", 5],
])("q of %s", (path, [one, two], key, ten) => {
  const minute = (n: number) => `2026-11-23T09:${ten}${n}:00.000Z`;
  beforeAll(async () => {
    t.clock.set(minute(2));
    const write = (to: string, sent: object) => body(t.request.post(to).send(sent));
    if (path === "/v1/parties") {
      const kind = "company";
      await write(path, { code: one, kind, name: "Quoted Words of Railways", aliases: ["Oldname Ltd"] });
      await write(path, { code: two, kind, name: "同样的话", names: { en: "The same words" } });
    } else if (path === "/v1/sources") {
      await write(
        path,
        document({ slug: one, title: "Quoted words", publisher: "Railways Herald", author: "Oldname" }),
      );
      await write(path, document({ slug: two, title: "同样的话", publisher: "The same words" }));
    } else {
      const source = await write("/v1/sources", document());
      await write(path, { sourceId: source.id, exact: one, translation: "Oldname" });
      await write(path, { sourceId: source.id, exact: two });
    }
  });

  const found = async (q: string, more = "") => {
    const answer = await t.request.get(`${path}?q=${encodeURIComponent(q)}&count=exact${more}`).expect(200);
    expect(answer.body.page.count).toBe(answer.body.data.length);
    return answer.body.data.map((record: Record<string, string>) => record[key]);
  };

  it.each([
    ["oldname", [one]],
    ["words railw*", [one]],
    ['"quoted words"', [one]],
    ['"words quoted"', []],
    ["quoted -railways", []],
    ["words -quoted", [two]],
    ["同样", [two]],
    ["样", [two]],
    ["话", [two]],
  ])("finds words, phrases and beginnings, and leaves out: %s", async (q, expected) => {
    const own = (await found(q)).filter((name: string) => name === one || name === two);
    expect(own).toEqual(expected);
  });

  it("asks nothing where it has no word, and refuses what is too long", async () => {
    expect(await found("-")).toEqual(expect.arrayContaining([one, two]));
    const answer = await t.request.get(`${path}?q=${"a".repeat(501)}`).expect(400);
    expect(answer.body.errors[0].parameter).toBe("q");
  });

  it("has asOf", async () => {
    expect(await found("oldname", `&asOf=${minute(1)}`)).toEqual([]);
    const [record] = (await t.request.get(`${path}?q=oldname`)).body.data;
    t.clock.set(minute(4));
    const change = {
      "/v1/parties": { aliases: [] },
      "/v1/sources": { author: null },
      "/v1/quotes": { translation: null },
    };
    await t.request
      .patch(`${path}/${record.id ?? record.code}`)
      .send(change[path as keyof typeof change])
      .expect(200);
    expect(await found("oldname")).toEqual([]);
    expect(await found("oldname", `&asOf=${minute(3)}`)).toEqual([one]);
  });
});

describe("what is searched", () => {
  it.each([
    ["title", { title: "Laterword" }],
    ["summary", { summary: "Laterword" }],
    ["tag", { tags: ["laterword"] }],
    ["condition", { conditions: [{ text: "Laterword" }] }],
  ])("follows a change of the %s alone, as it does one of an event or a milestone", async (_, changed) => {
    const conditions = [{ text: "Earlierword" }];
    const of = { title: "Earlierword", summary: "Earlierword", tags: ["earlierword"], conditions };
    const { slug, id } = await make(t, of);
    await t.request.patch(`/v1/commitments/${slug}`).send(changed).expect(200);
    expect(await find("laterword")).toEqual([slug]);
    await t.request
      .patch(`/v1/commitments/${id}`)
      .send({ ...of, ...changed, title: "Others", summary: null, tags: [], conditions: [] })
      .expect(200);
    expect([await find("laterword"), await find("earlierword")]).toEqual([[], []]);
    const event = { type: "signed", date: "2024-01-01", title: "Earlierword" };
    const told = await body(t.request.post(`/v1/commitments/${slug}/events`).send(event));
    expect(await find("earlierword")).toEqual([slug]);
    await t.request.patch(`/v1/commitments/${slug}/events/${told.id}`).send({ title: "Laterword" }).expect(200);
    expect([await find("laterword"), await find("earlierword")]).toEqual([[slug], []]);
    await t.request.patch(`/v1/commitments/${slug}/events/${told.id}`).send({ description: "Moreword" }).expect(200);
    expect(await find("moreword")).toEqual([slug]);
    await t.request.delete(`/v1/commitments/${slug}/events/${told.id}`).expect(204);
    expect(await find("laterword")).toEqual([]);
    await t.request.delete(`/v1/commitments/${slug}`).expect(204);
  });

  it("follows every change at once, and asOf finds the words of then", async () => {
    const source = await body(t.request.post("/v1/sources").send(document()));
    const quotes = [{ sourceId: source.id, exact: "firstquote of all" }];
    t.clock.set("2026-11-23T10:00:00.000Z");
    const made = await make(t, { slug: "moving", title: "Firsttitle", tags: ["firsttag"], quotes });
    const { body: list } = await t.request.get("/v1/commitments/moving?include=quotes").expect(200);
    t.clock.set("2026-11-23T11:00:00.000Z");
    await t.request.patch("/v1/commitments/moving").send({ title: "Secondtitle", tags: [] }).expect(200);
    await t.request.patch(`/v1/quotes/${list.quotes[0].id}`).send({ exact: "secondquote" }).expect(200);
    for (const old of ["firsttitle", "firsttag", "firstquote"]) {
      expect(await find(old)).toEqual([]);
      expect(await find(old, "&asOf=2026-11-23T10:30:00.000Z")).toEqual(["moving"]);
      expect(await find(old, "&asOf=2026-11-23T10:30:00.000Z&on=2024-01-01")).toEqual(["moving"]);
    }
    expect(await find("secondtitle secondquote")).toEqual(["moving"]);
    expect(await find("secondtitle", "&asOf=2026-11-23T10:30:00.000Z")).toEqual([]);
    await t.request.delete(`/v1/commitments/${made.id}`).expect(204);
    expect(await find("secondtitle")).toEqual([]);
    await t.request.post(`/v1/commitments/${made.id}/restore`).expect(200);
    expect(await find("secondtitle")).toEqual(["moving"]);
  });

  it("finds a party by its new name in the moment of its renaming, and by its old name as of before", async () => {
    t.clock.set("2026-11-23T12:00:00.000Z");
    await t.request.patch("/v1/parties/SCO").send({ name: "Renamed Organisation" }).expect(200);
    expect(await find("shanghai")).toEqual([]);
    expect(await find("renamed organisation")).toEqual(["kyrgyz"]);
    expect(await find("sco")).toEqual(["kyrgyz"]);
    expect(await find("shanghai", "&asOf=2026-11-23T11:30:00.000Z")).toEqual(["kyrgyz"]);
  });

  it("is the same on the timeline", async () => {
    const { body: timeline } = await t.request.get(`/v1/timeline?q=${encodeURIComponent("жол")}`).expect(200);
    expect(timeline.data.map((entry: { commitment: { slug: string } }) => entry.commitment.slug)).toEqual(["kyrgyz"]);
  });
});

describe("a filter", () => {
  beforeAll(async () => {
    const at = (lon: number, lat: number) => ({ location: { type: "Point", coordinates: [lon, lat] } });
    const sectors = [{ vocabulary: "OECD-DAC", code: "21030" }];
    await make(t, { slug: "bedel", ...at(78.45, 41.43), firmness: "signed", sectors, statedOn: "2001" });
    await make(t, { slug: "fiji-west", ...at(179.9, -17), firmness: "pledge", statedOn: "2002" });
    await make(t, { slug: "fiji-east", ...at(-179.9, -17), firmness: "hope", statedOn: "2003" });
  });

  it.each([
    ["near=41.4,78.5,10", ["bedel"]],
    ["near=41.4,78.5,4", []],
    ["near=-17,180,11", ["fiji-east", "fiji-west"]],
    ["near=-90,0,8200", ["fiji-east", "fiji-west"]],
    ["sector=21030", ["bedel"]],
    ["sector=OECD-DAC:21030,nothing", ["bedel"]],
    ["sector=!21030&near=-17,180,100", ["fiji-east", "fiji-west"]],
    ["firmnessFrom=pledge&near=0,0,20040", ["fiji-west", "bedel"]],
    ["ids=bedel,fiji-west,nothing,01900000-0000-7000-8000-ffffffffffff", ["fiji-west", "bedel"]],
    ["ids=nothing", []],
    ["statusSinceTo=2002", ["fiji-west", "bedel"]],
    ["statusSinceFrom=2002&statusSinceTo=2003&status=!agreed", ["fiji-east", "fiji-west"]],
    ["corroboration=!none&ids=bedel", []],
  ])("%s", async (query, expected) =>
    expect(slugs(await t.request.get(`/v1/commitments?${query}`).expect(200))).toEqual(expected),
  );
});

describe("a search with a body", () => {
  const asked = {
    q: "silk -production",
    status: ["stated"],
    party: ["UZB"],
    limit: 2,
    count: "exact",
    fields: ["slug"],
  };

  it("answers as the list does, page by page, open to readers, kept by nobody", async () => {
    const first = await t.anonymous.post("/v1/commitments/search").send(asked).expect(200);
    const list = await t.request.get(
      "/v1/commitments?q=silk+-production&status=stated&party=UZB&limit=2&count=exact&fields=slug",
    );
    expect(first.body.data).toEqual(list.body.data);
    expect(first.body.page.count).toBe(4);
    expect(first.headers).toMatchObject({ "cache-control": "no-store" });
    expect(first.headers).not.toHaveProperty("link");
    expect(first.headers).not.toHaveProperty("servanda-seq");
    const next = await t.anonymous.post("/v1/commitments/search").send({ ...asked, cursor: first.body.page.next });
    expect([...slugs(first), ...slugs(next)]).toEqual(["newer", "older", "in-tag", "in-summary"]);
    const other = await t.anonymous.post("/v1/commitments/search").send({ cursor: first.body.page.next }).expect(400);
    expect(other.body.code).toBe("invalid_cursor");
  });

  it("travels in time, and takes no Idempotency-Key", async () => {
    const search = (more: object) =>
      t.request
        .post("/v1/commitments/search")
        .set("Idempotency-Key", "k")
        .send({ fields: ["slug"], ...more });
    expect(slugs(await search({ q: "shanghai", asOf: "2026-11-23T11:30:00.000Z" }))).toEqual(["kyrgyz"]);
    expect(slugs(await search({ q: "shanghai" }))).toEqual([]);
    expect(slugs(await search({ near: [41.4, 78.5, 10] }))).toEqual(["bedel"]);
    expect(slugs(await search({ near: "41.4,78.5,10" }))).toEqual(["bedel"]);
  });

  it.each<[object, string]>([
    [{ statis: ["stated"] }, "/statis"],
    [{ status: ["done"] }, "/status/0"],
    [{ limit: "2" }, "/limit"],
    [{ near: "1,2" }, "/near"],
    [{ party: ["XXX"] }, "/party"],
    [{ sort: ["relevance"] }, "/sort"],
  ])("%o is refused with a pointer into the body", async (wrong, pointer) => {
    const answer = await t.request.post("/v1/commitments/search").send(wrong).expect(400);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it("is answered to QUERY likewise, with a tag for each body, and the address says so", async () => {
    const query = (payload: object, headers: Record<string, string> = {}) =>
      t.app.inject({ method: "QUERY" as "GET", url: "/v1/commitments", payload, headers });
    const first = await query(asked);
    expect([first.statusCode, slugs({ body: first.json() } as never)]).toEqual([200, ["newer", "older"]]);
    const tag = String(first.headers.etag);
    expect((await query(asked, { "if-none-match": tag })).statusCode).toBe(304);
    expect((await query({ ...asked, limit: 3 }, { "if-none-match": tag })).statusCode).toBe(200);
    expect((await query({ statis: 1 })).json().errors[0].pointer).toBe("/statis");
    const options = await t.request.options("/v1/commitments").expect(204);
    expect(options.headers).toMatchObject({ "accept-query": "application/json" });
    expect(options.headers.allow).toContain("QUERY");
    const wrong = await t.request.put("/v1/commitments").send({}).expect(405);
    expect(wrong.headers.allow).toContain("QUERY");
    expect((await t.app.inject({ method: "QUERY" as "GET", url: "/v1/sources" })).statusCode).toBe(405);
  });
});

it("no query is an error: what is asked for is found or not", async () => {
  const unit = fc.oneof(
    fc.constantFrom(
      '"',
      "-",
      "*",
      "(",
      ")",
      "'",
      "\\",
      ":",
      "^",
      "NEAR(",
      "OR",
      "AND",
      "NOT",
      "<->",
      "&",
      "|",
      "!",
      "铁路",
      " ",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { maxLength: 8 }), async (parts) => {
      const url = `/v1/commitments?limit=1&q=${encodeURIComponent(parts.join("").toWellFormed())}`;
      const { statusCode } = await t.app.inject({ url });
      expect(statusCode === 200 || (statusCode === 400 && /%00|%EF%BF%B[EF]/.test(url))).toBe(true);
    }),
    { numRuns: cases(300) },
  );
});
