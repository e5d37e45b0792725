import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { loadSeeds } from "../../src/seeds.ts";
import { openStore } from "../../src/store/open.ts";
import { borrowDatabase } from "../helpers/postgres-server.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { sequentialIds } from "../helpers/test-app.ts";

const held: { apps: FastifyInstance[]; closing: (() => Promise<unknown>)[] } = { apps: [], closing: [] };

beforeAll(async () => {
  const folder = await temporaryFolder();
  const { url, drop } = await borrowDatabase(inject("postgresUrl"));
  held.closing.push(drop, folder.remove);
  for (const place of [`file:${join(folder.path, "test.db")}`, url]) held.apps.push(await seededApp(place));
});
afterAll(async () => {
  for (const close of held.closing.reverse()) await close();
});

/** The application on a new database with the seeds, with the same clock and ids as any other. */
async function seededApp(url: string): Promise<FastifyInstance> {
  const opened = await openStore(url);
  const store = { ...opened, secret: async () => Buffer.alloc(32, "the same for both") };
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  const shared = { store, now: () => new Date("2026-11-23T09:00:00.000Z"), newId: sequentialIds() };
  await loadSeeds({ ...shared, principal: { id: "seeds", name: "seeds", role: "admin" }, duePolicy: config.duePolicy });
  const app = await buildApp({ ...shared, config });
  held.closing.push(
    () => store.close(),
    () => app.close(),
  );
  return app;
}

/** The answer that both engines give: status, tag, links and body, equal to the byte. */
async function same(url: string, status = 200) {
  const headers = { "x-request-id": "parity", host: "servanda.test" };
  const [sqlite, postgresql] = await Promise.all(held.apps.map((app) => app.inject({ url, headers })));
  const seen = (answer: typeof sqlite) => [
    answer?.statusCode,
    answer?.headers.etag,
    answer?.headers.link,
    answer?.payload,
  ];
  expect(seen(postgresql), url).toEqual(seen(sqlite));
  expect(sqlite?.statusCode, `${url}: ${sqlite?.payload}`).toBe(status);
  return sqlite?.json();
}

/** Follows `page.next` to the end of a list; answers its rows. */
async function walk(url: string): Promise<{ id: string; slug: string }[]> {
  const rows: { id: string; slug: string }[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { data, page } = await same(cursor ? `${url}&cursor=${encodeURIComponent(cursor)}` : url);
    rows.push(...data);
    cursor = page.next;
  }
  return rows;
}

const embedded = "quotes,events,milestones,assessments,relations,parties,sources";
const filters = [
  "status=!completed",
  "type=infrastructure,trade&count=exact",
  "firmness=intend,hope",
  "fulfilment=!full",
  "timeliness=overdue,due_now",
  "timeliness=!no_due",
  "party=CHN",
  "promisor=KGZ&promisee=!CHN",
  "statedFrom=2023&statedTo=2023-05",
  "dueFrom=2023-06&dueTo=2024",
  "updatedSince=2026-01-01T00:00:00Z&count=estimate",
  "q=railway+uzbek*&include=highlights&count=exact",
  "q=kyrgyz*+-visa&sort=-due",
  "q=-railway",
  "near=41.43,78.45,300",
  "sector=!21030&firmnessFrom=pledge",
  "ids=cku-railway,third-border-port&corroboration=!none",
];
const sorts = [
  "statedOn",
  "due",
  "statusSince",
  "title",
  "status",
  "type",
  "firmness",
  "slug",
  "createdAt",
  "updatedAt",
];
const addresses = [
  "/v1",
  "/v1/parties?limit=200&count=exact",
  "/v1/parties?kind=state&sort=-name&limit=200",
  "/v1/parties/KGZ",
  "/v1/timeline?limit=200",
  "/v1/timeline?q=%E9%93%81&limit=200",
  "/v1/timeline?q=railway+agree*&limit=200",
  "/v1/timeline?from=2024&to=2025&entry=event,due&limit=200",
  "/v1/quotes?anchor=!unanchored&sort=-start,createdAt&limit=200",
  "/v1/quotes?speaker=KGZ",
  "/v1/sources?issuedBy=KGZ,CHN&sort=-publishedOn,title&limit=200",
  "/v1/sources?issuedBy=!KGZ&kind=!news&limit=200",
  "/v1/codelists",
  "/v1/stats",
  "/v1/stats?by=status&zeros=true",
  "/v1/stats?by=party,status&limit=7",
  "/v1/stats?by=tag&on=2025-01-01&promisor=KGZ",
  "/v1/stats?by=sector,dueYear",
  "/v1/stats/series?interval=quarter&to=2031",
  "/v1/stats/series?by=corroboration&type=!trade",
];

describe("with the seeds, both engines answer alike, to the byte:", () => {
  it.each(addresses)("%s", (url) => same(url));

  it("each commitment with all that it embeds, its timeline, history, explanation and parts", async () => {
    const commitments = await walk(`/v1/commitments?include=${embedded}&limit=10`);
    expect(commitments.length).toBeGreaterThan(15);
    for (const { id, slug } of commitments) {
      await same(`/v1/commitments/${slug}?include=${embedded}`);
      for (const part of ["timeline", "history", "explain", "events", "milestones", "assessments", "relations"]) {
        await same(`/v1/commitments/${id}/${part}`);
      }
    }
  });

  it("lists of commitments by every filter", async () => {
    for (const filter of filters) await walk(`/v1/commitments?${filter}&limit=4`);
  });

  it("lists of commitments in every order", async () => {
    for (const sort of sorts) {
      for (const order of [sort, `-${sort}`, `type,-${sort}`])
        await walk(`/v1/commitments?sort=${order}&limit=8&fields=slug`);
    }
  });

  it("lists page by page: parties, sources, quotes, the timeline", async () => {
    for (const list of ["parties", "sources", "quotes", "timeline"]) await walk(`/v1/${list}?limit=40`);
    for (const { id, slug } of await walk("/v1/sources?limit=50")) {
      await same(`/v1/sources/${slug}`);
      await same(`/v1/sources/${id}/quotes?limit=200`);
      await same(`/v1/sources/${id}/snapshots`);
    }
    for (const { id } of (await walk("/v1/quotes?limit=50")).slice(0, 20)) await same(`/v1/quotes/${id}`);
  });

  it("what is not there, or cannot be", async () => {
    await same("/v1/commitments/nothing", 404);
    for (const key of ["%F0%9F%9A%82", "'%22--", "01900000-0000-7000-8000-ffffffffffff"])
      await same(`/v1/sources/${key}`, 404);
    await same("/v1/commitments?tag=%D1%91%D0%B6,%F0%9F%9A%82");
    await same("/v1/commitments?tag=a%00b", 400);
    await same("/v1/sources/%00", 400);
    await same("/v1/commitments?source=nothing", 400);
  });
});
