import Database from "better-sqlite3";
import type { FastifyInstance } from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import type { OperationObject } from "../../../src/http/contract/types.ts";
import { type Copied, copyDatabase } from "../../../src/store/copy/copy.ts";
import { projections } from "../../../src/store/rebuild/rebuild.ts";
import { getTableName } from "../../../src/store/schema/drizzle.ts";
import { tables } from "../../../src/store/schema/tables.ts";
import { committed, isEndless, parametersOf } from "../../helpers/contract-check.ts";
import { databasesToCopy, headAt, quiet } from "../../helpers/databases-to-copy.ts";

const { place, appOn, source, keyText } = databasesToCopy();

describe("copied from SQLite to PostgreSQL, on to another PostgreSQL, back to SQLite, and to another file,", () => {
  const copies: Copied[] = [];
  const apps: FastifyInstance[] = [];
  const path = ["sqlite", "postgresql", "postgresql", "sqlite", "sqlite"] as const;
  beforeAll(async () => {
    const urls = [source(), ...(await Promise.all(path.slice(1).map(place)))];
    for (const [n, to] of urls.slice(1).entries()) copies.push(await copyDatabase({ from: urls[n] ?? "", to }, quiet));
    for (const url of urls) apps.push(await appOn(url));
  });

  /** The answer that all give: status, tag, links and body, equal to the byte. */
  async function same(url: string) {
    const headers = { authorization: `Bearer ${keyText}`, "x-request-id": "copy", host: "servanda.test" };
    const answers = await Promise.all(apps.map((app) => app.inject({ url, headers })));
    const [first, ...others] = answers.map(({ statusCode, headers: { etag, link }, payload }) => ({
      statusCode,
      etag,
      link,
      payload,
    }));
    for (const other of others) expect(other, url).toEqual(first);
    expect(first?.statusCode, `${url}: ${first?.payload}`).toBe(200);
    const type = String(answers[0]?.headers["content-type"]);
    return /[/+]json\b/.test(type) ? JSON.parse(first?.payload ?? "") : {};
  }

  /** Follows a list to its end; answers its rows. */
  async function walk(path: string): Promise<Record<string, string>[]> {
    const rows: Record<string, string>[] = [];
    const from = path === "/v1/changes" ? "since" : "cursor";
    for (let next: string | null = ""; next !== null; ) {
      const answer = await same(next === "" ? path : `${path}?${from}=${encodeURIComponent(next)}`);
      if (!answer.page) break;
      rows.push(...answer.data);
      next = answer.page.next;
    }
    return rows;
  }
  /** Whether it answers a question of one's own, such as of two moments, rather than all there is; or never ends. */
  const isAsked = (name: string, operation: OperationObject) =>
    name === "/v1/compare" ||
    isEndless(operation) ||
    parametersOf(committed, operation).some((each) => each.in === "query" && each.required);
  const paths = () =>
    Object.entries(committed.paths).flatMap(([name, { get }]) =>
      name.startsWith("/v1") && get && !isAsked(name, get) ? [name] : [],
    );

  it("every list of the contract answers alike, page by page, to the byte and with the same ETags", async () => {
    const lists = paths().filter((name) => !name.includes("{"));
    expect(lists).toEqual(expect.arrayContaining(["/v1/commitments", "/v1/timeline", "/v1/changes", "/v1/keys"]));
    for (const list of lists) await walk(list);
  });

  it("so does every record with its parts, and what it was before", async () => {
    for (const list of ["commitments", "sources", "quotes", "parties"]) {
      const rows = await walk(`/v1/${list}`);
      const ids = rows.filter((_, n) => n % 12 === 0).map(({ id, code }) => id ?? code ?? "");
      const parts = paths().filter((name) => new RegExp(`^/v1/${list}/\\{\\w+\\}(/\\w+)?$`).test(name));
      for (const id of ids) for (const part of parts) await same(part.replace(/\{\w+\}/, id));
    }
    await same("/v1/commitments?asOf=2026-11-23T09:00:00Z&on=2024-07-01&limit=200");
    await same("/v1/timeline?asOf=2026-11-23T09:00:00Z&on=2024-07-01&limit=200");
  });

  it("so does every search, now and then", async () => {
    for (const q of ["agree*", '"border port"', "railway -port", "Кыргыз*", "中国"]) {
      const query = `q=${encodeURIComponent(q)}&include=highlights&limit=200`;
      await same(`/v1/commitments?${query}`);
      await same(`/v1/commitments?${query}&asOf=2026-11-23T09:00:00Z`);
    }
  });

  it("each table has the same hash on every engine, and the ledger the same head", async () => {
    const [first, ...others] = copies;
    for (const other of others) expect(other).toEqual(first);
    expect(first?.head).toEqual(await headAt(source()));
  });

  it("no table is left behind but those that are made anew", () => {
    const db = new Database(source().slice("file:".length), { readonly: true });
    const names = db
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search_index%'",
      )
      .pluck()
      .all();
    db.close();
    const anew = projections(tables.sqlite).map((name) => getTableName(tables.sqlite[name].table));
    const isOwn = (name: unknown) => ["servanda_migrations", "derivations", ...anew].includes(String(name));
    expect(copies[0]?.tables.map(({ table }) => table).sort()).toEqual(names.filter((name) => !isOwn(name)).sort());
    expect(copies[0]?.tables.filter(({ rows }) => rows > 0).map(({ table }) => table)).toEqual(
      expect.arrayContaining(["keys", "ledger", "secrets"]),
    );
  });
});
