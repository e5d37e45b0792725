import Database from "better-sqlite3";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { readSome } from "../../src/store/columns/read.ts";
import { storeOn } from "../../src/store/engine/store.ts";
import type { Head } from "../../src/store/port/store.ts";
import { openPool, postgresEngine } from "../../src/store/postgres/engine.ts";
import { built, type Ready } from "../../src/store/schema/sql.ts";
import { tables } from "../../src/store/schema/tables.ts";
import { type Engine, isSeveral, type Steps } from "../../src/store/sql/statement.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { sqliteEngine } from "../../src/store/sqlite/engine.ts";
import { newLargeDatabase } from "../helpers/large-database.ts";
import { engine } from "../helpers/test-store.ts";

/**
 * On ten thousand commitments, what the database does for each question: whatever grows with the record instead of with
 * the answer is listed as known in a file beside this one, for each engine. A question that is cured, or a new one that
 * is bad, changes that list: look at it, then `vitest run -u`.
 */

const commitment = "/v1/commitments/commitment-3";
const filters = [
  "status=agreed",
  "status=!agreed",
  "type=culture",
  "firmness=hope",
  "firmnessFrom=pledge",
  "fulfilment=full",
  "corroboration=independent",
  "timeliness=overdue",
  "timeliness=!overdue",
  "party=SCO",
  "promisor=SCO&promisee=eu",
  "sector=21030",
  "source=source-1",
  "statedFrom=2023-06&statedTo=2023-07",
  "dueFrom=2024-02&dueTo=2024-03",
  "statusSinceFrom=2024",
  "near=41.43,78.45,100",
  "updatedSince=2026-01-02T00:00:00Z",
  "quietSince=2025-01-01",
  "evidenced=false",
  "duplicated=true",
  "duplicateOf=commitment-3",
  "q=zebra",
  "status=agreed&type=trade&party=SCO",
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
const daySorts = ["statedOn", "due", "statusSince", "title", "type", "createdAt"];
const bothWays = (list: string, fields: readonly string[]) =>
  fields.flatMap((field) => [`${list}?sort=${field}`, `${list}?sort=-${field}`]);
const dimensions = ["status", "party", "tag", "sector", "timeliness", "fulfilment", "dueYear", "party,status"];

/** What an answer takes of what an index leads along: all of it, some, or a few rows that are sorted at no cost. */
type Takes = "all" | "some" | "few";

/** Questions for a page, by what they are about. */
const questions: [group: string, takes: Takes, targets: string[]][] = [
  ["commitments in order", "all", ["/v1/commitments", ...bothWays("/v1/commitments", sorts)]],
  ["commitments in order on a day", "all", bothWays("/v1/commitments", daySorts).map((url) => `${url}&on=2024-06-01`)],
  ["commitments by filter", "some", filters.map((filter) => `/v1/commitments?${filter}`)],
  ["commitments by filter in another order", "some", filters.map((filter) => `/v1/commitments?${filter}&sort=title`)],
  [
    "commitments counted",
    "some",
    ["/v1/commitments?count=exact&limit=1", "/v1/commitments?status=agreed&count=exact&limit=1"],
  ],
  [
    "one commitment",
    "few",
    [
      `${commitment}?include=quotes,events,milestones,assessments,relations,parties,sources`,
      "/v1/commitments?ids=commitment-1,commitment-2",
      ...["events", "milestones", "assessments", "relations", "timeline", "history", "explain"].map(
        (part) => `${commitment}/${part}`,
      ),
    ],
  ],
  [
    "other lists",
    "all",
    [
      ...bothWays("/v1/parties", ["name", "code", "updatedAt"]),
      ...bothWays("/v1/sources", ["title", "publishedOn", "createdAt", "updatedAt", "slug"]),
      ...bothWays("/v1/quotes", ["createdAt", "updatedAt", "start"]),
      "/v1/changes?since=40000",
      "/v1/changes",
      "/v1/feed.json",
    ],
  ],
  [
    "other lists by filter",
    "some",
    [
      "/v1/sources?issuedBy=SCO",
      "/v1/sources?kind=news",
      "/v1/quotes?source=source-1",
      "/v1/quotes?speaker=SCO",
      "/v1/quotes?anchor=unanchored",
      "/v1/changes?kind=milestone&since=40000",
      `/v1/changes?commitment=commitment-3`,
      "/v1/feed.json?status=agreed",
    ],
  ],
  [
    "the timeline",
    "some",
    [
      "/v1/timeline?from=2024-02&to=2024-02",
      "/v1/timeline?from=2024-02&order=desc",
      "/v1/timeline?party=SCO",
      "/v1/timeline?entry=due",
      "/v1/timeline?entry=event&to=2024-02",
    ],
  ],
  ["the timeline in order", "all", ["/v1/timeline", "/v1/timeline?order=desc"]],
  ["statistics", "some", dimensions.map((by) => `/v1/stats?by=${by}`)],
  ["series", "some", ["/v1/stats/series?interval=year", "/v1/stats/series?interval=year&status=agreed"]],
  [
    "other times",
    "some",
    [
      ...["asOf=seq:70000", "on=2024-06-01", "asOf=seq:70000&on=2024-06-01"].flatMap((when) => [
        `/v1/commitments?${when}`,
        `/v1/commitments?${when}&status=agreed`,
        `${commitment}?${when}`,
      ]),
    ],
  ],
];

interface Seen {
  app: FastifyInstance;
  /** The statements since it was last emptied. */
  statements: Ready[];
  explain: (statement: Ready, takes: Takes) => Promise<string[]>;
  head: () => Promise<Head>;
  read: Engine["read"];
  close: () => Promise<unknown>;
}

/** An engine that notes each statement that it is given. */
function watched(of: Engine, note: (statement: Ready) => void): Engine {
  function* watch<T>(steps: Steps<T>): Steps<T> {
    let step = steps.next();
    while (!step.done) {
      for (const query of isSeveral(step.value) ? step.value : [step.value]) note(built(query, engine));
      step = steps.next(yield step.value);
    }
    return step.value;
  }
  return {
    ...of,
    for: (caller) => watched(of.for(caller), note),
    read: (steps) => of.read(watch(steps)),
    aside: (steps, lane) => of.aside(watch(steps), lane),
  };
}

async function open(): Promise<Seen> {
  const { url, drop } = await newLargeDatabase();
  const statements: Ready[] = [];
  const note = (statement: Ready) => void statements.push(statement);
  const onEngine =
    engine === "sqlite" ? sqliteEngine(openSqlite(url.slice("file:".length))) : postgresEngine(openPool(url));
  const seeing = watched(onEngine, note);
  const store = storeOn(seeing);
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0", RATE_LIMIT_ANONYMOUS: "0" });
  const app = await buildApp({
    store,
    config: { ...config, cacheBytes: 0 },
    now: () => new Date("2026-11-23T09:00:00.000Z"),
  });
  const { explain, end } = engine === "sqlite" ? explainFile(url) : await explainServer(url);
  const close = async () => {
    await app.close();
    await end();
    await store.close();
    await drop();
  };
  return { app, statements, explain, head: () => store.head(), read: seeing.read, close };
}

/** The last row by the table's own key: no index, and one row. */
const isNewest = /order by "?seq"? desc limit 1$/;

/** The order of what was counted before, and is less than 500: see src/store/sql/plan.ts. */
const isOfFew = /order by \+"/;

/** What is made of pages, one of each part: see src/store/sql/timeline.ts. */
const isOfPages = /^SCAN part_\d+$/;

/** What SQLite's plan says: https://www.sqlite.org/eqp.html */
function explainFile(url: string) {
  const db = new Database(url.slice("file:".length), { readonly: true });
  const explain = async ({ text, values }: Ready, takes: Takes) => {
    const plan = db.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
    return plan.flatMap(({ detail }, n) => {
      const [, table, index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
      if (/USE TEMP B-TREE FOR ORDER BY/.test(detail))
        return takes === "few" || isOfFew.test(text) ? [] : ["sorts all matches"];
      if (/SEARCH links .*\(to_kind=\?\)/.test(detail)) return ["reads all links to a kind"];
      if (!table || !isTable(table) || detail.includes("VIRTUAL TABLE")) return [];
      if (!index && (isNewest.test(text) || isOfPages.test(plan[n - 1]?.detail ?? ""))) return [];
      if (!index && (takes === "some" || !isClustered(table))) return [`reads all of ${table}`];
      return takes === "some" ? [`walks along ${table} by ${index}`] : [];
    });
  };
  const names = new Set(db.prepare("select name from sqlite_master where type = 'table'").pluck().all());
  const isTable = (name: string) => names.has(name);
  const sqlOf = db.prepare<[string], string>("select sql from sqlite_master where name = ?").pluck();
  /** Reading such a table is walking along its key. */
  const isClustered = (name: string) => sqlOf.get(name)?.endsWith("WITHOUT ROWID") ?? false;
  return { explain, end: async () => void db.close() };
}

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
}
const many = 5000;

/** What PostgreSQL did: https://www.postgresql.org/docs/current/using-explain.html */
async function explainServer(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  const explain = async ({ text, values }: Ready) => {
    const { rows } = await client.query(`explain (analyze, timing off, format json) ${text}`, [...values]);
    const plan: Node = rows[0]["QUERY PLAN"][0].Plan;
    return nodes(plan).flatMap((node) => {
      const read = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
      return node["Relation Name"] && read > many ? [`reads thousands of ${node["Relation Name"]}`] : [];
    });
  };
  return { explain, end: () => client.end() };
}

describe("on ten thousand commitments", () => {
  let seen: Seen;
  const found = new Map<string, string[]>();
  beforeAll(async () => {
    seen = await open();
  }, 120_000);
  afterAll(() => seen.close());

  /** What is bad about the statements that a question takes, and the cursor of the page after its answer. */
  async function look(url: string, takes: Takes): Promise<{ bad: string[]; next: unknown }> {
    seen.statements.length = 0;
    const answer = await seen.app.inject(url);
    expect(answer.statusCode, `${url}: ${answer.payload}`).toBe(200);
    const asked = new Map(seen.statements.map((statement) => [statement.text, statement]));
    const selects = [...asked.values()].filter(({ text }) => /^\s*(select|with)\b/.test(text));
    expect(selects.length, url).toBeGreaterThan(0);
    const bad = new Set<string>();
    for (const statement of selects) for (const what of await seen.explain(statement, takes)) bad.add(what);
    return { bad: [...bad].toSorted(), next: answer.json().page?.next };
  }

  it.each(questions)(
    "the plans for %s are read",
    async (_group, takes, targets) => {
      for (const url of targets) {
        const { bad, next } = await look(url, takes);
        found.set(url, bad);
        // Of an order, all is taken from its start; what comes after a row is not looked for from there.
        if (takes === "all" && typeof next === "string" && !url.startsWith("/v1/changes")) {
          const further = await look(
            `${url}${url.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}`,
            "some",
          );
          found.set(`${url} after a page`, further.bad);
        }
      }
    },
    60_000,
  );

  it("a list on a day, by its indexes, is what all that was recorded by now says of it", async () => {
    const { seq } = await seen.head();
    const lists = bothWays("/v1/commitments", ["statedOn", "due", "statusSince", "title", "status"]);
    for (const list of lists.flatMap((url) => [url, `${url}&status=stated`])) {
      const on = `${list}&limit=30&on=2024-06-01`;
      const rows = async (url: string) => (await seen.app.inject(url)).json().data;
      expect(await rows(on), on).toEqual(await rows(`${on}&asOf=seq:${seq}`));
    }
  }, 60_000);

  it("what is counted in memory is read by its own keys, some after some", async () => {
    seen.statements.length = 0;
    const read = (after: string) => seen.read(readSome(tables[engine], "2026-11-23", after, 200));
    const some = await read("");
    const further = await read(some.at(-1)?.id ?? "");
    expect([some.length, further.length, seen.statements.length]).toEqual([200, 200, 6]);
    for (const statement of seen.statements) expect(await seen.explain(statement, "some")).toEqual([]);
  });

  it("what grows with the record is what is known to", async () => {
    const lines = [...found].flatMap(([url, bad]) => bad.map((what) => `${url}: ${what}\n`));
    expect(found.size).toBeGreaterThan(100);
    await expect(lines.join("")).toMatchFileSnapshot(`known-plans.${engine}.txt`);
  });
});
