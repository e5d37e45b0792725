import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, body, document, openWithParties, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const post = (text: string | Buffer, query = "") =>
  t.request.post(`/v1/import${query}`).set("content-type", "text/csv").send(text);

it("the template has the columns that an import reads, and its example can be imported", async () => {
  const { text, headers } = await t.anonymous.get("/v1/import/template.csv");
  expect(headers["content-disposition"]).toContain("servanda-template.csv");
  expect(text).toMatch(/^slug,title,.*quote3Exact\r\n$/);
  const { text: withExample } = await t.anonymous.get("/v1/import/template.csv?example=true");
  expect(withExample.startsWith(text)).toBe(true);
  expect((await post(withExample, "?dryRun=true")).body).toMatchObject({ lines: 1, created: 1, errors: [] });
});

it("reads columns in any order, several values and quotes from their cells, and leaves what an empty cell is about", async () => {
  await body(t.request.post("/v1/sources").send(document({ slug: "speech" })));
  const header = "quoteExact,quoteSource,longitude,latitude,tags,parties,statedOn,firmness,type,title,slug,dueText";
  const row = "We will.,speech,74.5,-42,a; b\\;c,KGZ:promisor; CHN:promisee,2023,pledge,trade,'=1+1,row,this year";
  expect((await post(`${header}\r\n${row}\r\n`)).body.errors).toEqual([]);
  expect((await post("slug,summary,tags\r\nrow,New,\r\n", "?mode=update")).body).toMatchObject({
    updated: 1,
    failed: 0,
  });
  const { body: found } = await t.request.get("/v1/commitments/row?include=quotes");
  expect(found).toMatchObject({ title: "=1+1", summary: "New", tags: ["a", "b;c"], due: { edtf: "2023" } });
  expect(found.location.coordinates).toEqual([74.5, -42]);
  expect(found.quotes).toMatchObject([{ exact: "We will." }]);
});

it("names the row and the column of what is wrong, with the row on which it begins", async () => {
  const rows = ['a,"two\nlines",trade,,', "b,t,trade", "c,t,railways,,", "d,t,trade,1,", "e,t,trade,x,1"];
  const { body: report } = await post(`slug,title,type,latitude,longitude\n${rows.join("\n")}\n`, "?dryRun=true");
  const faults = report.errors.map(({ line, column, code }: Record<string, unknown>) => [line, column, code]);
  expect(faults).toEqual(
    expect.arrayContaining([
      [4, undefined, "wrong_number_of_cells"],
      [5, "type", "invalid_value"],
      [6, "longitude", "required"],
      [7, "latitude", "invalid_type"],
    ]),
  );
});

it.each<[string, string | Buffer, string, string]>([
  ["an unknown column, suggesting one", "slug,titel\n", "invalid_request", "Did you mean `title`?"],
  ["a column that is there twice", "slug,slug\n", "invalid_request", "twice"],
  ["quotation marks that do not match", 'slug,title\na,"b\n', "malformed_csv", "line 2"],
  ["bytes that are not UTF-8", Buffer.from([0x73, 0xff]), "malformed_csv", "UTF-8"],
  ["an empty file", "", "invalid_request", "first row"],
])("refuses %s: nothing can be told of any row", async (_name, text, code, words) => {
  const { status, body: problem } = await post(text);
  expect([status, problem.code]).toEqual([400, code]);
  expect(problem.detail).toContain(words);
});

it("proposes the nearest passage for words that are not in their source, and takes them in any typography", async () => {
  const { slug } = await textOf(t, "It is a full-fledged\nregional organization that “can contribute”.\fPage 2.");
  const header = "slug,title,type,firmness,statedOn,parties,quoteSource,quoteExact";
  const row = (name: string, words: string) => `${name},T,trade,pledge,2023,KGZ:promisor,${slug},"${words}"`;
  const file = (...rows: string[]) => `${header}\r\n${rows.join("\r\n")}\r\n`;
  const { body: report } = await post(
    file(row("misquoted", "a full-fledged international organization")),
    "?dryRun=true",
  );
  const nearest = { text: "a full-fledged\nregional organization", start: 6, end: 42 };
  expect(report.errors).toMatchObject([{ line: 2, column: "quoteExact", code: "not_in_source", nearest }]);
  const quoted = file(row("quoted", 'regional organization that ""can\r\ncontribute"".\r\nPage 2'));
  expect((await post(quoted)).body).toMatchObject({ created: 1, errors: [] });
  const { body: found } = await t.request.get("/v1/commitments/quoted?include=quotes");
  const exact = "regional organization that “can contribute”.\fPage 2";
  expect(found.quotes).toMatchObject([{ exact, matched: "folded", anchor: "exact" }]);
  expect((await post(quoted, "?mode=update")).body).toMatchObject({ unchanged: 1, failed: 0 });
});

it("reads line breaks within cells as Excel writes them", async () => {
  const cells = 'lines,"one\r\ntwo\rthree",T,trade,pledge,2023,KGZ:promisor';
  const { body: report } = await post(`slug,summary,title,type,firmness,statedOn,parties\r\n${cells}\r\n`);
  expect(report).toMatchObject({ created: 1, errors: [] });
  expect((await t.request.get("/v1/commitments/lines")).body.summary).toBe("one\ntwo\nthree");
});
