import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../../src/seeds.ts";
import { type App, make, slugs } from "../helpers/http-bodies.ts";
import { openTestApp } from "../helpers/test-app.ts";

interface Row extends Record<string, unknown> {
  slug: string;
  title: string;
  status: string;
  timeliness: string;
  firmness: string;
  statedOn: string;
  tags: string[];
  parties: { party: string; role: string }[];
  due: { edtf: string | null; earliest: string | null; latest: string | null } | null;
}

let t: App;
let all: Row[];
beforeAll(async () => {
  t = await openTestApp();
  await loadSeeds(t.context);
  all = (await t.request.get("/v1/commitments?limit=200")).body.data;
});
afterAll(() => t.close());

const list = (query: string) => t.request.get(`/v1/commitments?${query}`);
const found = async (query: string) => slugs(await list(`limit=200&${query}`)).toSorted();
const those = (holds: (row: Row) => boolean) =>
  all
    .filter(holds)
    .map(({ slug }) => slug)
    .toSorted();
const isParty = (row: Row, code: string, role?: string) =>
  row.parties.some((party) => party.party === code && (role === undefined || party.role === role));

describe("a filter", () => {
  it.each<[string, (row: Row) => boolean]>([
    ["party=CHN&counterparty=UZB", (row) => isParty(row, "CHN") && isParty(row, "UZB")],
    ["party=CHN&counterparty=!UZB", (row) => isParty(row, "CHN") && !isParty(row, "UZB")],
    ["status=stated", ({ status }) => status === "stated"],
    ["status=stated,completed&status=agreed", ({ status }) => ["stated", "completed", "agreed"].includes(status)],
    ["status=!stated,!implementing", ({ status }) => !["stated", "implementing"].includes(status)],
    ["type=culture", ({ type }) => type === "culture"],
    ["type=!culture", ({ type }) => type !== "culture"],
    ["firmness=hope,intend", ({ firmness }) => firmness === "hope" || firmness === "intend"],
    ["party=CHN", (row) => isParty(row, "CHN")],
    ["party=UZB,CHN", (row) => isParty(row, "UZB") || isParty(row, "CHN")],
    ["party=!UZB", (row) => !isParty(row, "UZB")],
    ["promisor=CHN", (row) => isParty(row, "CHN", "promisor")],
    ["promisee=CHN", (row) => isParty(row, "CHN", "promisee")],
    ["promisor=KGZ&promisee=!CHN", (row) => isParty(row, "KGZ", "promisor") && !isParty(row, "CHN", "promisee")],
    ["tag=people-to-people", ({ tags }) => tags.includes("people-to-people")],
    ["tag=!people-to-people", ({ tags }) => !tags.includes("people-to-people")],
    ["timeliness=no_due", ({ timeliness }) => timeliness === "no_due"],
    ["timeliness=met_on_time,overdue", ({ timeliness }) => ["met_on_time", "overdue"].includes(timeliness)],
    ["timeliness=!no_due&status=!completed", (row) => row.timeliness !== "no_due" && row.status !== "completed"],
    ["statedFrom=2023-05&statedTo=2023", () => true],
    ["statedTo=2023-05-25", () => false],
    ["dueFrom=2027", ({ due }) => !!due?.edtf && (due.latest === null || due.latest >= "2027-01-01")],
    ["dueTo=2023", ({ due }) => !!due?.edtf && (due.earliest === null || due.earliest <= "2023-12-31")],
    ["source=cgtn-2023-05-26-musaeva", () => true],
    ["source=!cgtn-2023-05-26-musaeva", () => false],
    ["updatedSince=2026-11-23T12:00:00%2B03:00", () => true],
    ["updatedSince=2026-11-23T09:00:00.001Z", () => false],
  ])("%s finds those and no others", async (query, holds) => {
    expect(await found(query)).toEqual(those(holds));
  });

  it("on every timeliness agrees with what each commitment answers, whatever the day", async () => {
    for (const day of ["2023-05-26", "2024-06-30", "2030-01-01"]) {
      t.clock.set(`${day}T00:00:00.000Z`);
      const rows: Row[] = (await list("limit=200")).body.data;
      for (const value of new Set(rows.map(({ timeliness }) => timeliness))) {
        const expected = rows.filter(({ timeliness }) => timeliness === value).map(({ slug }) => slug);
        expect(await found(`timeliness=${value}`)).toEqual(expected.toSorted());
      }
    }
    t.clock.set("2026-11-23T09:00:00.000Z");
  });

  it("by source finds evidence of the timeline too", async () => {
    const cited = (await t.request.get("/v1/commitments/cku-railway?include=sources&fields=slug")).body.sources;
    expect(cited.length).toBeGreaterThan(5);
    for (const { slug } of cited.slice(0, 5)) expect(await found(`source=${slug}`)).toContain("cku-railway");
  });

  it.each([
    ["party=XXX", { parameter: "party", code: "unknown_party" }],
    ["promisor=kgz", { parameter: "promisor", detail: expect.stringContaining("Did you mean `KGZ` (Kyrgyzstan)?") }],
    ["promisee=!XXX", { parameter: "promisee", code: "unknown_party" }],
    ["source=nowhere", { parameter: "source", code: "unknown_source" }],
    ["status=dnoe", { parameter: "status", allowed: expect.arrayContaining(["completed"]) }],
    ["status=stated,!agreed", { parameter: "status", code: "mixed_negation" }],
    ["statedFrom=2023-02-30", { parameter: "statedFrom" }],
    ["updatedSince=yesterday", { parameter: "updatedSince" }],
    ["stauts=stated", { parameter: "stauts", detail: expect.stringContaining("Did you mean `status`?") }],
    ["limit=0", { parameter: "limit", code: "too_small" }],
    ["limit=201", { parameter: "limit", code: "too_big" }],
    ["limit=1.5", { parameter: "limit" }],
    ["sort=color", { parameter: "sort", allowed: expect.arrayContaining(["-statedOn", "title"]) }],
    ["fields=titel", { parameter: "fields", detail: expect.stringContaining("Did you mean `title`?") }],
    ["include=quote", { parameter: "include", detail: expect.stringContaining("Did you mean `quotes`?") }],
    ["count=all", { parameter: "count", allowed: ["none", "estimate", "exact"] }],
  ])("?%s is refused, naming the parameter", async (query, fault) => {
    const answer = await list(query);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_request"]);
    expect(answer.body.errors).toContainEqual(expect.objectContaining(fault));
  });
});

describe("sort", () => {
  const order = async (query: string, value: (row: Row) => string | null) =>
    ((await list(`limit=200&${query}`)).body.data as Row[]).map(value);

  it("puts unknowns last in either direction", async () => {
    const known = all.map(({ due }) => due?.latest ?? null).filter((latest) => latest !== null);
    const unknown = Array(all.length - known.length).fill(null);
    const latest = ({ due }: Row) => due?.latest ?? null;
    expect(unknown.length).toBeGreaterThan(0);
    expect(await order("sort=due", latest)).toEqual([...known.toSorted(), ...unknown]);
    expect(await order("sort=-due", latest)).toEqual([...known.toSorted().reverse(), ...unknown]);
  });

  it("takes several fields, and folds titles", async () => {
    const pairs = await order("sort=status,-title", ({ status, title }) => `${status} ${title}`);
    const sorted = all.toSorted((a, b) =>
      a.status === b.status ? (a.title > b.title ? -1 : 1) : a.status < b.status ? -1 : 1,
    );
    expect(pairs).toEqual(sorted.map(({ status, title }) => `${status} ${title}`));
  });

  it.each(["statedOn", "statusSince", "type", "firmness", "slug", "createdAt", "updatedAt"])(
    "by %s is the reverse of -",
    async (field) => {
      const up = await order(`sort=${field}`, ({ slug }) => slug);
      expect(await order(`sort=-${field}`, ({ slug }) => slug)).toEqual(up.toReversed());
    },
  );
});

describe("the shape", () => {
  it("is trimmed by fields and widened by include", async () => {
    const { data } = (await list("fields=slug,due&include=quotes&limit=1")).body;
    expect(Object.keys(data[0]).toSorted()).toEqual(["due", "quotes", "slug"]);
    const whole = (await list("include=quotes,events,milestones,parties,sources&limit=200")).body.data;
    const railway = whole.find(({ slug }: Row) => slug === "cku-railway");
    const single = await t.request.get("/v1/commitments/cku-railway?include=quotes,events,milestones,parties,sources");
    expect(railway).toEqual(single.body);
    expect(railway.parties[0]).toMatchObject({ party: "KGZ", role: "promisor", name: "Kyrgyzstan", isoAlpha2: "KG" });
    expect(railway.events.length).toBeGreaterThan(10);
  });

  it("counts exactly, or not at all", async () => {
    expect((await list("count=exact&limit=1&status=stated")).body.page.count).toBe(
      those(({ status }) => status === "stated").length,
    );
    expect((await list("count=estimate&limit=1")).body.page).toMatchObject({ count: 21, limit: 1 });
    expect((await list("limit=1")).body.page.count).toBeNull();
    expect((await list("timeliness=met_late&status=stated")).body).toEqual({
      data: [],
      page: { limit: 50, next: null, count: null },
    });
  });

  it("has an ETag that holds until something is written or the day ends", async () => {
    const { headers } = await list("status=stated");
    const again = () => list("status=stated").set("If-None-Match", String(headers.etag));
    expect((await again()).status).toBe(304);
    t.clock.set("2026-11-24T00:00:00.000Z");
    expect((await again()).status).toBe(200);
    t.clock.set("2026-11-23T09:00:00.000Z");
    expect((await again()).status).toBe(304);
  });
});

describe("paging", () => {
  const walk = async (start: string, between: (page: number) => Promise<unknown> = async () => null) => {
    const seen: string[] = [];
    for (let next: string | null = start, page = 1; next !== null; page++) {
      const answer = await t.request.get(next);
      seen.push(...slugs(answer));
      const link = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link))?.[1];
      expect(link !== undefined).toBe(answer.body.page.next !== null);
      next = link === undefined ? null : new URL(link).pathname + new URL(link).search;
      await between(page);
    }
    return seen;
  };

  it.each(["-statedOn", "due", "-due,title", "status", "-title"])(
    "by Link, sorted by %s, shows each row once",
    async (sort) => {
      const whole = slugs(await list(`sort=${sort}&limit=200`));
      expect(await walk(`/v1/commitments?sort=${sort}&limit=4`)).toEqual(whole);
    },
  );

  it("refuses a cursor from another query or a made-up one", async () => {
    const { next } = (await list("limit=2&sort=title")).body.page;
    for (const query of [
      `sort=-title&cursor=${next}`,
      `sort=title&status=stated&cursor=${next}`,
      `cursor=abc`,
      `sort=title&cursor=${next}x`,
    ]) {
      const answer = await list(query);
      expect([answer.status, answer.body.code, answer.body.errors[0].parameter], query).toEqual([
        400,
        "invalid_cursor",
        "cursor",
      ]);
    }
    expect((await t.request.get(`/v1/sources?cursor=${next}&sort=title`)).body.code).toBe("invalid_cursor");
    expect((await list(`sort=title&limit=5&cursor=${next}`)).status).toBe(200);
  });

  it("neither skips nor repeats a row while rows are added before and after", async () => {
    const whole = slugs(await list("sort=title&limit=200"));
    const seen = await walk("/v1/commitments?sort=title&limit=5", async (page) => {
      await make(t, { title: `AAA ${page}`, slug: `before-${page}` });
      if (page === 1) await make(t, { title: "zzz", slug: "behind" });
    });
    expect(seen).toEqual([...whole, "behind"]);
  });
});
