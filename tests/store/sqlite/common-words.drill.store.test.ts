import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, openWithParties, promise } from "../../helpers/http-bodies.ts";

/** Words that twenty thousand documents have are looked for by another plan: see src/store/sql/search-plan.ts. */

let t: App;
beforeAll(async () => {
  t = await openWithParties();
  const lines = Array.from({ length: 700 }, (_, n) => ({
    ...promise({ title: n % 140 === 7 ? `A lantern, number ${n}` : `A treaty, number ${n}` }),
    statedOn: n % 140 === 7 ? "2020-01-01" : `2024-01-${String(1 + (n % 28)).padStart(2, "0")}`,
    due: null,
  }));
  await t.request
    .post("/v1/import?mode=create")
    .type("application/x-ndjson")
    .send(lines.map((line) => JSON.stringify(line)).join("\n"))
    .expect(200);
}, 60_000);
afterAll(() => t.close());

/** The pages of a list of what is searched for, by titles. */
async function pagesOf(query: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor = ""; pages.length < 4; ) {
    const { body } = await t.request.get(`/v1/commitments?fields=title&${query}${cursor}`).expect(200);
    pages.push(body.data.map(({ title }: { title: string }) => title));
    if (body.page.next === null) break;
    cursor = `&cursor=${body.page.next}`;
  }
  return pages;
}

/** As if that many versions had been recorded and replaced. */
function addPastDocuments(word: string): void {
  const db = new Database(t.url.slice("file:".length), { timeout: 5000 });
  const like = db.prepare("select kind, owner, title, labels, body from search_documents where title like ? limit 1");
  const { kind, owner, title, labels, body } = like.get(`%${word}%`) as Record<string, string>;
  const add = db.prepare(`insert into search_documents (id, kind, owner, since_seq, until_seq, title, labels, body)
    values ((select max(id) + 1 from search_documents), ?, ?, 0, 1, ?, ?, ?)`);
  db.transaction(() => {
    for (let n = 0; n < 20_000; n++) add.run(kind, owner, title, labels, body);
  })();
  db.close();
}

it("what is found is the same, page by page, whether words are rare, common, or common and all at the end", async () => {
  const queries = ["lantern", "lan*", "treaty", "tre* -lantern", "number"].flatMap((q) =>
    ["", "&sort=-statedOn", "&sort=statedOn", "&sort=title&type=infrastructure"].map(
      (more) => `q=${encodeURIComponent(q)}&limit=3${more}`,
    ),
  );
  const before = new Map<string, string[][]>();
  for (const query of queries) before.set(query, await pagesOf(query));
  expect(before.get("q=lantern&limit=3")?.flat()).toHaveLength(5);
  for (const word of ["lantern", "treaty"]) addPastDocuments(word);
  for (const query of queries) expect([query, await pagesOf(query)]).toEqual([query, before.get(query)]);
});
