import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import { type Cursors, cursorsBy } from "../../../src/http/request/cursor.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Scalar } from "../../../src/store/port/query.ts";
import { type App, document, make, openWithParties, record } from "../../helpers/http-bodies.ts";
import { requestsTo } from "../../helpers/test-app.ts";

let t: App;
/** What a forger would need: the secret itself. */
let stolen: Cursors;
let id: string;
const somebody = "01900000-0000-7000-8000-00000000dead";

beforeAll(async () => {
  t = await openWithParties();
  stolen = cursorsBy(await t.store.secret("cursors"));
  ({ id } = await make(t, { slug: "one", title: "Build a railway", summary: "rails" }));
  await make(t, { slug: "two", title: "Open a railway", statedOn: "2024" });
  await make(t, { slug: "three", title: "A railway", due: { edtf: "2030" } });
  await record(t, "one", "note", "2024");
  await record(t, "one", "note", "2025");
  await t.request.patch("/v1/commitments/one").send({ tags: ["x"] });
  for (const title of ["Speech", "Talk"]) {
    const source = (await t.request.post("/v1/sources").send(document({ title }))).body;
    await t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text: "We will build a railway." });
    for (const exact of ["We will", "a railway"])
      await t.request.post("/v1/quotes").send({ sourceId: source.id, exact });
  }
});
afterAll(() => t.close());

/** What the lists bind their cursors to, and a position as each has it. */
const search = [{ search: [[{ words: ["railway"], isPrefix: false }], []] }];
const lists: readonly [name: string, address: () => string, binding: () => unknown, position: () => Scalar[]][] = [
  [
    "commitments by a date",
    () => "/v1/commitments?sort=-statedOn",
    () => ["commitment", [], [{ field: "statedEarliest", descending: true }]],
    () => ["2024-01-01", id],
  ],
  [
    "commitments by relevance",
    () => "/v1/commitments?q=railway",
    () => ["commitment", search, [], "ranked"],
    () => [0, "2024-01-01", id],
  ],
  [
    "quotes by a number",
    () => "/v1/quotes?sort=start",
    () => ["quote", [], [{ field: "start", descending: false }]],
    () => [0, somebody],
  ],
  [
    "parties",
    () => "/v1/parties?sort=code",
    () => ["party", [], [{ field: "code", descending: false }]],
    () => ["CHN", "CHN"],
  ],
  ["history", () => "/v1/commitments/one/history", () => ["history", id], () => [9]],
  [
    "timeline",
    () => "/v1/commitments/one/timeline?order=asc",
    () => [{ commitmentId: id, descending: false }],
    () => ["2024-01-01", "2024-12-31", "2026-11-23T09:00:00.000Z", `1-${somebody}`],
  ],
];

async function ask(address: string, cursor: string, request = t.request) {
  return request.get(`${address}${address.includes("?") ? "&" : "?"}limit=1&cursor=${encodeURIComponent(cursor)}`);
}
const seal = (position: unknown, binding: unknown) =>
  stolen.encode(position as Scalar[], JSON.stringify([binding, null]));

/** Of the shape that a list has at one place, what it cannot have there. */
const unfit: readonly unknown[] = [
  {},
  { a: 1 },
  [],
  ["x"],
  true,
  false,
  "a\u0000b",
  "\ud800",
  1e30,
  1.5,
  -1e16,
  2 ** 53,
];

describe.each(lists)("%s", (_name, address, binding, position) => {
  it("takes the position that fits", async () => {
    const { status, body } = await ask(address(), seal(position(), binding()));
    expect([status, body.code]).toEqual([200, undefined]);
  });

  it("refuses a value that its column cannot have, whoever has sealed it", async () => {
    for (const [at] of position().entries())
      for (const value of unfit) {
        const { status, body } = await ask(address(), seal(position().with(at, value as Scalar), binding()));
        expect([at, value, status, body.code]).toEqual([at, value, 400, "invalid_cursor"]);
      }
  });

  it("refuses too few values and too many, and what is no list of values", async () => {
    const fits = position();
    for (const values of [[], fits.slice(1), fits.slice(0, -1), [...fits, null], [fits], {}, null, "x", 1]) {
      const { status, body } = await ask(address(), seal(values, binding()));
      expect([values, status, body.code]).toEqual([values, 400, "invalid_cursor"]);
    }
  });

  it("refuses a key that is none", async () => {
    const last = position().length - 1;
    for (const key of ["", "x'", null, "a/b", "%"]) {
      const { status, body } = await ask(address(), seal(position().with(last, key), binding()));
      expect([key, status, body.code]).toEqual([key, 400, "invalid_cursor"]);
    }
  });
});

it("a list by relevance has four tiers; a position in any other is refused at once", async () => {
  const at = (tier: unknown) => seal([tier, "2024-01-01", id], ["commitment", search, [], "ranked"]);
  for (const tier of [0, 1, 2, 3]) expect((await ask("/v1/commitments?q=railway", at(tier))).status).toBe(200);
  for (const tier of [-1, 4, -10_000_000, -200_000_000, 0.5, "0", null])
    expect((await ask("/v1/commitments?q=railway", at(tier))).body.code).toBe("invalid_cursor");
});

it("a cursor sealed as those before were, with a digest that anybody can make, is refused before it is read", async () => {
  const binding = JSON.stringify([
    [
      "commitment",
      [
        { search: [[{ words: ["rail"], isPrefix: true }], []] },
        { bounds: ["statedEarliest", "statedLatest"], from: "9999-01-01" },
      ],
      [],
      "ranked",
    ],
    null,
  ]);
  const position = [-10_000_000, "0000", "x"];
  const digest = createHash("sha256")
    .update(JSON.stringify([binding, position]))
    .digest("base64url")
    .slice(0, 12);
  const cursor = Buffer.from(JSON.stringify([digest, ...position])).toString("base64url");
  const { status, body } = await ask("/v1/commitments?q=rail*&statedFrom=9999", cursor, t.anonymous);
  expect([status, body.code]).toEqual([400, "invalid_cursor"]);
});

it("a position by a number of 32 bits has no number beyond", async () => {
  const at = (start: number) => seal([start, somebody], ["quote", [], [{ field: "start", descending: false }]]);
  expect((await ask("/v1/quotes?sort=start", at(2 ** 31 - 1))).status).toBe(200);
  expect((await ask("/v1/quotes?sort=start", at(2 ** 31))).body.code).toBe("invalid_cursor");
});

it("keys: a cursor that does not fit is refused", async () => {
  const admin = await t.as("admin");
  const sealed = (position: unknown) => stolen.encode(position as Scalar[], "keys");
  expect((await ask("/v1/keys", sealed([somebody]), admin)).status).toBe(200);
  for (const position of [[], [null], ["x"], [1], [{}], [[]], [somebody, 1], ["a\u0000"], {}])
    expect((await ask("/v1/keys", sealed(position), admin)).body.code).toBe("invalid_cursor");
});

it("a cursor goes on in another process on the same database, and in none on another", async () => {
  const config = readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" });
  const store = await openStore(t.url);
  const second = await buildApp({ store, config, now: t.clock.now });
  await second.ready();
  const other = await openWithParties();
  await make(other);
  const { next } = (await t.request.get("/v1/commitments?limit=1")).body.page;
  const rows = await Promise.all([t.anonymous, requestsTo(second)].map((each) => ask("/v1/commitments", next, each)));
  expect(rows.map(({ status, body }) => [status, body.data[0].slug])).toEqual([
    [200, "three"],
    [200, "three"],
  ]);
  expect((await ask("/v1/commitments", next, other.anonymous)).body.code).toBe("invalid_cursor");
  await second.close();
  await store.close();
  await other.close();
});

it("the secret is in no answer: neither refusals, the contract, the feed nor an export show it", async () => {
  const secret = await t.store.secret("cursors");
  const { next } = (await t.request.get("/v1/commitments?limit=1")).body.page;
  const shown = await Promise.all(
    [
      ...["/openapi.json", "/v1/changes", "/v1/commitments.ndjson", "/readyz", "/v1", "/v1/commitments?cursor=x"],
      `/v1/sources?cursor=${next}`,
    ].map(async (target) => (await t.anonymous.get(target).buffer(true)).text),
  );
  for (const encoding of ["hex", "base64", "base64url", "latin1"] as const)
    for (const text of [...shown, Buffer.from(next, "base64url").toString("latin1")])
      expect(text).not.toContain(secret.toString(encoding));
});
