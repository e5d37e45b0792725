import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { thingRoutes } from "../../helpers/example-noun.ts";
import { type App, document, happening, judgement, make, openWithParties, promise } from "../../helpers/http-bodies.ts";
import { idOf, makeNotes, stamp } from "../../helpers/stored-records.ts";
import { connectTo } from "../../helpers/test-app.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ routes: thingRoutes });
});
afterAll(() => t.close());

const thing = { name: "a", color: "red" };
const post = (target: string, type: string, sent: string) =>
  t.request.post(target).set("Content-Type", type).send(sent);
const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const list = <T>(length: number, of: (n: number) => T): T[] => Array.from({ length }, (_, n) => of(n));
const codeOf = async (test: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await test;
  return status < 300 ? "taken" : `${status} ${body.code}`;
};

/** What is sent at a length; the longest that is taken; and what one more is. */
type Row = [what: string, longest: number, over: string, ask: (length: number) => Parameters<typeof codeOf>[0]];

describe("what comes in is taken up to its limit, and one more is refused:", () => {
  it.each<Row>([
    [
      "bytes of a body",
      1_048_576,
      "413 too_large",
      (n) => post("/v1/things", "application/json", JSON.stringify(thing).padEnd(n)),
    ],
    ["bytes of a text", 5_242_880, "413 too_large", (n) => post("/v1/texts", "text/plain", "x".repeat(n))],
    ["characters of an address", 8192, "414 uri_too_long", (n) => t.request.get("/v1/things?ids=".padEnd(n, "x"))],
    ["values of a filter", 100, "400 invalid_request", (n) => t.request.get(`/v1/things?ids=${list(n, String)}`)],
    ["rows of a page", 200, "400 invalid_request", (n) => t.request.get(`/v1/commitments?limit=${n}`)],
    [
      "fields to sort by",
      5,
      "400 invalid_request",
      (n) => t.request.get(`/v1/commitments?sort=${list(n, () => "title")}`),
    ],
    [
      "characters of an Idempotency-Key",
      255,
      "400 invalid_request",
      (n) => t.request.post("/v1/things").set("Idempotency-Key", "x".repeat(n)).send(thing),
    ],
  ])("%s: %i", async (_what, longest, over, ask) => {
    expect([await codeOf(ask(longest)), await codeOf(ask(longest + 1))]).toEqual(["taken", over]);
  });

  it("a part of an address: 200 characters", async () => {
    const ask = (length: number) => codeOf(t.request.get(`/v1/things/${"x".repeat(length)}`));
    expect([await ask(200), await ask(201)]).toEqual(["404 not_found", "414 uri_too_long"]);
  });

  it("a cursor: 2000 characters", async () => {
    const ask = (length: number) => codeOf(t.request.get(`/v1/commitments?cursor=${"x".repeat(length)}`));
    expect([await ask(2000), await ask(2001)]).toEqual(["400 invalid_cursor", "400 invalid_request"]);
  });

  it("the depth of a body: 32 levels", async () => {
    const ask = async (levels: number) => {
      const sent = JSON.stringify(thing).replace(/}$/, `,"x":${nested(levels - 1)}}`);
      return (await post("/v1/things", "application/json", sent)).body.errors[0].code;
    };
    expect([await ask(32), await ask(33)]).toEqual(["unknown_field", "too_deep"]);
  });
});

describe("headers are read up to their limit, and one more is refused:", () => {
  const raw = async (lines: string[]) => {
    const socket = connectTo(t);
    socket.end(`GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines.join("\r\n")}\r\n\r\n`);
    return Number((await text(socket)).split(" ")[1]);
  };

  it("100 of them", async () => {
    const ask = (count: number) => raw(list(count - 2, (n) => `X-${n}: 1`));
    expect([await ask(100), await ask(101), await ask(2500)]).toEqual([200, 431, 431]);
  });

  it("16 KiB of them", async () => {
    const ask = (length: number) => raw([`X: ${"x".repeat(length)}`]);
    expect([await ask(16_000), await ask(16_384)]).toEqual([200, 431]);
  });
});

describe("the lists of a record are taken up to their limit, and one more is refused:", () => {
  const evidence = list(51, () => ({ sourceId: "none" }));
  it.each<[pointer: string, longest: number, of: (n: number) => object]>([
    ["/parties", 1000, (n) => ({ parties: list(n, (i) => ({ party: `P${i}`, role: "promisor" })) })],
    ["/tags", 50, (n) => ({ tags: list(n, (i) => `t${i}`) })],
    ["/sectors", 20, (n) => ({ sectors: list(n, (i) => ({ vocabulary: "x", code: `${i}` })) })],
    ["/quotes", 100, (n) => ({ quotes: list(n, () => ({ id: idOf("quote", 1) })) })],
    ["/events", 500, (n) => ({ events: list(n, () => happening("note", "2024")) })],
    ["/milestones", 200, (n) => ({ milestones: list(n, () => ({ title: "Step" })) })],
    ["/assessments", 200, (n) => ({ assessments: list(n, () => judgement({ on: "2000" })) })],
    ["/relations", 50, (n) => ({ relations: list(n, () => ({ type: "amends", to: "nowhere" })) })],
    ["/events/0/evidence", 50, (n) => ({ events: [happening("note", "2024", { evidence: evidence.slice(0, n) })] })],
  ])("%s of a commitment: %i", async (pointer, longest, of) => {
    const faults = async (length: number) => {
      const answer = await t.request.post("/v1/commitments").send(promise(of(length)));
      return (answer.body.errors ?? []).filter((fault: { code: string }) => fault.code === "too_big");
    };
    expect([await faults(longest), await faults(longest + 1)]).toEqual([[], [expect.objectContaining({ pointer })]]);
  });
});

it("/issuedBy of a source: 50", async () => {
  const ask = async (length: number) => {
    const answer = await t.request.post("/v1/sources").send(document({ issuedBy: list(length, (n) => `P${n}`) }));
    return answer.body.errors[0].code;
  };
  expect([await ask(50), await ask(51)]).toEqual(["unknown_party", "too_big"]);
});

it("one answer embeds up to 10 000 records", async () => {
  const made = await Promise.all(list(6, (n) => make(t, { slug: `many-${n}`, tags: ["many"] })));
  for (const [n, { id }] of made.entries())
    await t.store.apply(makeNotes(id, 10_000 + n * 2000, n < 5 ? 2000 : 1), stamp);
  const ask = (limit: number) =>
    t.request.get(`/v1/commitments?tag=many&include=events&fields=slug&sort=slug&limit=${limit}`);
  const most = await ask(5);
  expect(most.body.data.flatMap(({ events }: { events: unknown[] }) => events)).toHaveLength(10_000);
  const over = await ask(6);
  expect([over.status, over.body.errors[0]]).toMatchObject([400, { parameter: "include", code: "too_many" }]);
});
