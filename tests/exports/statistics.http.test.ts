import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSeeds } from "../../src/seeds.ts";
import type { App } from "../helpers/http-bodies.ts";
import { openTestApp } from "../helpers/test-app.ts";

let t: App;
beforeAll(async () => {
  t = await openTestApp();
  await loadSeeds(t.context);
});
afterAll(() => t.close());

/** A member by its path; what is null or missing is an empty cell. */
const at = (row: unknown, path: string): string => {
  const value = path.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown> | null)?.[name], row);
  return value === null || value === undefined ? "" : String(value);
};

it.each([
  "stats?by=status",
  "stats?by=party,status&on=2024-12-31&fields=overdue,slippage",
  "stats?by=type&zeros=true&fields=scores",
  "stats?status=lapsed",
  "stats/series?interval=year&to=2031",
  "stats/series?by=fulfilment&interval=quarter&party=UZB",
])("%s as a spreadsheet has every member of its JSON, by its path", async (asked) => {
  const [path, query] = asked.split("?");
  const { data } = (await t.request.get(`/v1/${asked}`).expect(200)).body;
  const { text, headers } = await t.request.get(`/v1/${path}.csv?${query}`).expect(200);
  expect(headers).toMatchObject({ "content-type": "text/csv; charset=utf-8", etag: expect.any(String) });
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows).toHaveLength(data.length);
  for (const [n, row] of rows.entries())
    for (const [column, cell] of Object.entries(row)) expect(cell, column).toBe(at(data[n], column));
  const leaves = (value: object): number =>
    Object.values(value).reduce((sum, part) => sum + (typeof part === "object" && part ? leaves(part) : 1), 0);
  expect(Object.keys(rows[0] ?? {}).length).toBe(Math.max(...data.map(leaves)));
});

it("a spreadsheet without any group has its columns, and one that is known is not sent again", async () => {
  const asked = "/v1/stats.csv?by=tag&status=lapsed";
  const { text, headers } = await t.request.get(asked).expect(200);
  expect(text).toBe("key,label,count\r\n");
  expect((await t.request.get(asked).set("If-None-Match", String(headers.etag))).status).toBe(304);
});

it("parameters that the statistics refuse, their spreadsheet refuses too", async () => {
  const { status, body } = await t.request.get("/v1/stats.csv?by=colour");
  expect([status, body.errors[0].parameter]).toEqual([400, "by"]);
});
