import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Schema } from "../../../src/http/contract/types.ts";
import { longestProblem } from "../../../src/http/errors/problem.ts";
import { committed, parametersOf } from "../../helpers/contract-check.ts";
import { type App, openWithParties } from "../../helpers/http-bodies.ts";
import type { Requests } from "../../helpers/test-app.ts";

/** What zod was made to say is wrong since a test began: the work of refusing, whatever the machine. */
const work = { issues: 0 };
const mostIssues = 10_000;

let t: App;
let admin: Requests;
beforeAll(async () => {
  t = await openWithParties();
  admin = await t.as("admin");
  z.config({
    customError: () => {
      work.issues += 1;
      return undefined;
    },
  });
});
beforeEach(() => {
  work.issues = 0;
});
afterAll(async () => {
  z.config({ customError: undefined });
  await t.close();
});

/** Enough to be far more than is looked at; what a whole large costs is measured elsewhere. */
const large = 50_000;
const filled = (item: string, bytes: number) =>
  Array(Math.floor(bytes / (item.length + 1)))
    .fill(item)
    .join(",");
const listOf = (item: string, bytes: number) => `[${filled(item, bytes)}]`;
const unknownKeys = (bytes: number) =>
  `{${Array.from({ length: Math.floor(bytes / 12) }, (_, n) => `"k${String(n).padStart(6, "0")}":1`).join(",")}}`;

const operations = Object.entries(committed.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
);
type Op = (typeof operations)[number];
const named = (some: readonly Op[]) => some.map((op) => [op.operation.operationId, op] as const);
const targetOf = ({ path }: Op) => path.replace(/\{\w+\}/g, "01981f6e-1c00-7aaa-8000-000000000001");

/** The names of its query parameters, by the contract. */
function queryOf({ operation }: Op): string[] {
  return parametersOf(committed, operation).flatMap(({ in: place, name }) => (place === "query" ? [name] : []));
}

function jsonOf({ operation }: Op): Schema | undefined {
  const { content = {} } = (operation.requestBody ?? {}) as { content?: Record<string, { schema: Schema }> };
  return (content["application/json"] ?? content["application/merge-patch+json"])?.schema;
}

/** The members of its body, by the contract. */
function membersOf(op: Op): string[] {
  const follow = (schema: Schema | undefined): Schema => {
    const [, name] = /^#\/components\/schemas\/(.+)$/.exec(String(schema?.$ref)) ?? [];
    return name === undefined ? (schema ?? {}) : follow(committed.components.schemas[name]);
  };
  return Object.keys((follow(jsonOf(op)).properties as object) ?? {});
}

interface Sent {
  query?: string;
  body?: string;
  type?: string;
  accept?: string;
}

async function expectBounded(op: Pick<Op, "method" | "path">, { query = "", body, type = "application/json" }: Sent) {
  const test = admin[op.method as keyof Requests](`${targetOf(op as Op)}${query}`);
  const answer = await (body === undefined ? test : test.set("Content-Type", type).send(body));
  expect(Math.floor(answer.status / 100), answer.text.slice(0, 300)).toBe(4);
  expect(Buffer.byteLength(answer.text)).toBeLessThanOrEqual(longestProblem);
  expect(answer.body.errors?.length ?? 0).toBeLessThanOrEqual(20);
  expect(work.issues).toBeLessThanOrEqual(mostIssues);
  return answer;
}

describe.each(named(operations))("%s, to a bad address,", (_id, op) => {
  it("answers with at most 32 kB, where thousands of parameters are unknown", async () => {
    const many = Array.from({ length: 1200 }, (_, n) => `a${n}`);
    await expectBounded(op, { query: `?${"x".repeat(1000)}&${many.join("&")}` });
  });

  it("answers with at most 32 kB, where every parameter has values that cannot be", async () => {
    const names = [...queryOf(op), "unknown"];
    const each = Math.floor(7900 / names.length);
    await expectBounded(op, {
      query: `?${names.map((name) => `${name}=${"!?,".repeat(each / 4)}`.slice(0, each)).join("&")}`,
    });
  });
});

describe.each(named(operations.filter(jsonOf)))("%s, to a bad body,", (_id, op) => {
  const members = membersOf(op);
  const each = Math.floor(large / Math.max(1, members.length)) - 40;
  const bodyOf = (value: string) => `{${members.map((name) => `${JSON.stringify(name)}:${value}`).join(",")}}`;

  it.each([
    ["4000 unknown members", () => unknownKeys(large)],
    ["a list", () => listOf("1", large)],
    ["lists of numbers in every member", () => bodyOf(listOf("1", each))],
    ["lists of empty objects in every member", () => bodyOf(listOf("{}", Math.min(each, 270)))],
    ["lists of unknown members in every member", () => bodyOf(`[${filled(unknownKeys(each / 60), each)}]`)],
    ["a long text in every member", () => bodyOf(`"${"\u{1f682}".repeat(each / 4)}"`)],
    ["texts that cannot be stored", () => bodyOf(`"\\u0000${"x".repeat(each / 2)}"`)],
    ["a member of a long name", () => `{"${"/~".repeat(large / 2)}":1}`],
  ])("answers with at most 32 kB, when sent %s", async (_name, make) => {
    await expectBounded(op, { body: make() });
  });
});

it("names twenty of the unknown parameters, says how many more there are, and looks for no name near them", async () => {
  const many = Array.from({ length: 900 }, (_, n) => `statu${n}`).join("&");
  const { body } = await expectBounded({ method: "get", path: "/v1/commitments" }, { query: `?${many}` });
  expect([body.errors.length, body.errorsOmitted]).toEqual([20, 880]);
  expect(body.detail).toBe(
    "There is no parameter `statu0` here. (900 faults in all, see `errors`) 880 more faults are left out.",
  );
  const few = await expectBounded({ method: "get", path: "/v1/commitments" }, { query: "?statu0" });
  expect(few.body.detail).toContain("Did you mean `status`?");
});

it("counts 83 000 unknown members of a body of a mebibyte, and answers in less than a thousandth of it", async () => {
  const search = { method: "post", path: "/v1/commitments/search" };
  const { body, text } = await expectBounded(search, { body: unknownKeys(12 * 83_000) });
  expect([body.errors.length, body.errorsOmitted]).toEqual([20, 82_980]);
  expect([text.length < 8000, text.match(/"allowed"/g)?.length]).toEqual([true, 1]);
});

describe("an import", () => {
  const ndjson = "application/x-ndjson";
  const snapshots = `{"snapshots":${listOf("1", 2000)}}`;
  const hostile: [string, string, () => string][] = [
    ["a thousand lines with nothing in them", ndjson, () => "{}\n".repeat(1200)],
    ["lines of unknown members", ndjson, () => `${unknownKeys(large)}\n`.repeat(3)],
    ["lines of parts within parts", ndjson, () => `{"sources":[${filled(snapshots, large)}]}\n`.repeat(3)],
    ["a header of unknown columns", "text/csv", () => filled("abc", large)],
    ["a header of one column", "text/csv", () => filled("title", large)],
    ["a cell that is no number", "text/csv", () => `latitude,longitude\n${"x".repeat(large)},2\n`],
  ];
  it.each(hostile)(
    "answers %s with at most 32 kB, and counts the faults that it leaves out",
    async (_name, type, make) => {
      const { body } = await expectBounded({ method: "post", path: "/v1/import" }, { body: make(), type });
      expect(body.errors.length).toBeGreaterThan(0);
    },
  );

  it("tells a dry run as much as fits in 32 kB, and what is allowed once", async () => {
    const lines = '{"type":"x","firmness":"y"}\n'.repeat(900);
    const test = admin.post("/v1/import?dryRun=true").set("Content-Type", ndjson).send(lines);
    const { text, body } = await test;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestProblem);
    expect(body.errors.length).toBeGreaterThan(60);
    expect(body.errors.length + body.errorsOmitted).toBe(2 * 900);
    expect(body.errors.filter((fault: { allowed?: string[] }) => fault.allowed)).toHaveLength(2);
  });

  it("reports on a line with at most 20 faults, and what is allowed once for all lines", async () => {
    const lines = `{${Array.from({ length: 50 }, (_, n) => `"k${n}":1`)}}\n`.repeat(3);
    const test = admin.post("/v1/import").set("Content-Type", ndjson).set("Accept", ndjson).send(lines);
    const { text } = await test
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on("data", (chunk: Buffer) => chunks.push(chunk));
        res.on("end", () => done(null, Buffer.concat(chunks).toString()));
      })
      .then(({ body }) => ({ text: String(body) }));
    const [first, second] = text.split("\n").map((line) => line && JSON.parse(line));
    expect([first.errors.length, second.errors.length]).toEqual([20, 20]);
    expect(second.errorsOmitted).toBe(first.errorsOmitted);
    expect(text.match(/"allowed"/g)).toHaveLength(2);
  });
});
