import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../src/app.ts";
import { type App, document, happening, make, openWithParties, promise, refused } from "../helpers/http-bodies.ts";
import { requestsTo } from "../helpers/test-app.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const batch = (operations: object[], more: object = {}, request = t.request) =>
  request.post("/v1/batch").send({ operations, ...more });
const read = async (path: string) => (await t.request.get(path)).body;

describe("a batch", () => {
  it("tells, if asked, what the commitments become by it, and as a dry run leaves them as they are", async () => {
    const { slug } = await make(t, { due: { edtf: "2023" } });
    const gone = await make(t);
    const { seq } = await t.store.head();
    const operations = [
      { op: "POST", path: `/v1/commitments/${slug}/events`, body: happening("completed", "2024-06-06") },
      { op: "DELETE", path: `/v1/commitments/${gone.slug}` },
      { op: "POST", path: "/v1/commitments", body: promise({ title: "New" }) },
      { op: "POST", path: "/v1/sources", body: document() },
    ];
    const { body: tried } = await batch(operations, { dryRun: true, effects: true }).expect(200);
    expect(tried.effects).toMatchObject([
      {
        slug,
        before: { status: "stated", timeliness: "overdue" },
        after: { status: "completed", timeliness: "met_late" },
      },
      { slug: gone.slug, before: { status: "stated" }, after: null },
      { title: "New", before: null, after: { status: "stated", due: null, timeliness: "no_due" } },
    ]);
    expect(tried.effects[0].diff).toContainEqual({ op: "replace", path: "/status", from: "stated", to: "completed" });
    expect(tried.effects.slice(1)).toMatchObject([{ diff: [] }, { diff: [] }]);
    expect(tried.effects[0].after.slippage).toMatchObject({ minDays: 158, maxDays: 522 });
    expect((await t.store.head()).seq).toBe(seq);
    const { body: done } = await batch(operations.slice(0, 1), { effects: true }).expect(200);
    expect(done.effects[0].after).toEqual(tried.effects[0].after);
    const { status, timeliness, slippage } = await read(`/v1/commitments/${slug}`);
    expect(done.effects[0].after).toMatchObject({ status, timeliness, slippage });
  });

  it("does requests in order, each on what those before it have left, and is one change set", async () => {
    const { slug } = await make(t, { tags: ["old"] });
    const { body: report } = await batch([
      { op: "POST", path: "/v1/sources", body: document() },
      { op: "POST", path: "/v1/sources/$0/snapshots", body: { text: "We will open a railway." } },
      {
        op: "POST",
        path: "/v1/commitments",
        body: promise({ quotes: [{ sourceId: { $ref: 0 }, exact: "open a railway" }] }),
      },
      { op: "POST", path: "/v1/commitments/$2/events", body: happening("signed", "2024-06-06") },
      { op: "POST", path: "/v1/commitments/$2/events", body: happening("work_started", "2024-07-06") },
      { op: "PATCH", path: `/v1/commitments/${slug}`, body: { tags: ["new"] }, ifMatch: 1 },
    ]).expect(200);
    expect(report.results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201, 201, 201, 200]);
    const made = await read(`/v1/commitments/${report.results[2].id}?include=quotes`);
    expect([made.status, made.quotes[0].exact]).toEqual(["implementing", "open a railway"]);
    expect((await read(`/v1/commitments/${slug}`)).tags).toEqual(["new"]);
    const set = await read(`/v1/change-sets/${report.changeSet}`);
    expect([set.by, set.through]).toEqual(["tester", (await t.store.head()).seq]);
    await t.request.post(`/v1/change-sets/${report.changeSet}/revert`).expect(200);
    expect((await read(`/v1/commitments/${slug}`)).tags).toEqual(["old"]);
    expect((await t.request.get(`/v1/commitments/${report.results[2].id}`)).status).toBe(404);
  });

  it("is all or nothing, and names every operation that fails, with pointers into the batch", async () => {
    const { slug } = await make(t);
    const { body: problem } = await refused(
      t,
      batch([
        { op: "PATCH", path: `/v1/commitments/${slug}`, body: { tags: ["x"] } },
        { op: "PATCH", path: `/v1/commitments/${slug}`, body: { tags: ["y"] }, ifMatch: 7 },
        { op: "POST", path: "/v1/commitments", body: promise({ parties: [{ party: "KGZ", role: "buyer" }] }) },
        { op: "DELETE", path: "/v1/commitments/nowhere" },
        { op: "POST", path: "/v1/commitments/$2/events", body: happening("signed", "2024") },
        { op: "POST", path: "/v1/quotes", body: { sourceId: { $ref: 9 }, exact: "words" } },
      ]),
    );
    expect(problem).toMatchObject({ status: 422, code: "batch_failed", failed: 5 });
    expect(problem.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ["/operations/1", "precondition_failed"],
      ["/operations/2/body/parties/0/role", "invalid_value"],
      ["/operations/3", "not_found"],
      ["/operations/4/path", "unknown_reference"],
      ["/operations/5/body/sourceId", "unknown_reference"],
    ]);
    expect((await read(`/v1/commitments/${slug}`)).tags).toEqual([]);
  });

  it("writes nothing in a dry run, and says what it would do", async () => {
    const head = await t.store.head();
    const { body: report } = await batch([{ op: "POST", path: "/v1/commitments", body: promise() }], { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, changeSet: null, results: [{ status: 201, version: 1 }] });
    expect(await t.store.head()).toEqual(head);
  });

  it("is refused where an operation is about anything but records, or there are too many", async () => {
    const paths = [
      "/v1/keys",
      "/v1/webhooks",
      "/v1/import",
      "/v1/batch",
      "/v1/commitments/search",
      "/v1/records/party/KGZ/purge",
      "/docs",
    ];
    const ways = [
      "/../keys",
      "/./../webhooks/x/test",
      "/%2e%2e/keys",
      "/.%2E/keys",
      "/x/../../keys",
      "/../../mcp",
      "/..",
    ];
    paths.push(
      ...ways.map((way) => `/v1/commitments${way}`),
      "/v1/sources/x/quotes/check",
      "/v1/commitments\\..\\keys",
    );
    for (const path of [...paths, "http://elsewhere/v1/commitments", "/v1/commitments?x=1"])
      expect((await refused(t, batch([{ op: "POST", path, body: {} }]))).body.errors[0].pointer).toBe(
        "/operations/0/path",
      );
    const many = Array.from({ length: 1001 }, () => ({ op: "DELETE", path: "/v1/commitments/x" }));
    expect((await refused(t, batch(many))).status).toBe(400);
    expect((await refused(t, batch([]))).status).toBe(400);
  });

  it("is of one caller: his name stands in the ledger, his key is asked for once, and a reader's is refused", async () => {
    const ann = await t.keys("analyst", { name: "ann" });
    const { body: report } = await batch(
      [{ op: "POST", path: "/v1/commitments", body: promise() }],
      {},
      requestsTo(t.app, ann),
    );
    expect((await read(`/v1/change-sets/${report.changeSet}`)).by).toBe("ann");
    const operations = [{ op: "DELETE", path: `/v1/commitments/${report.results[0].id}` }];
    expect((await refused(t, batch(operations, {}, await t.as("reader")))).status).toBe(403);
    expect((await refused(t, batch(operations, {}, t.anonymous))).status).toBe(401);
  });

  it("whose time is over is given up before its next operation, and nothing of it is written", async () => {
    const hasty = await buildApp({ store: t.store, config: { ...t.config, handlerTimeoutMs: 200 }, now: t.clock.now });
    await hasty.listen({ port: 0, host: "127.0.0.1" });
    const operations = Array.from({ length: 1000 }, (_, n) => ({
      op: "POST",
      path: "/v1/commitments",
      body: promise({ slug: `late-${n}` }),
    }));
    const { seq } = await t.store.head();
    const answer = await requestsTo(hasty, await t.keys("analyst"))
      .post("/v1/batch")
      .send({ operations });
    expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
    await t.request
      .post("/v1/commitments")
      .send(promise({ slug: "after-it" }))
      .expect(201);
    expect((await t.store.head()).seq).toBe(seq + 1);
    await hasty.close();
  });

  it("is seen by nobody until it is done", async () => {
    const operations = Array.from({ length: 60 }, (_, n) => ({
      op: "POST",
      path: "/v1/commitments",
      body: promise({ slug: `seen-${n}`, tags: ["seen"] }),
    }));
    const done = batch(operations).then((answer) => answer.status);
    const counts = new Set<number>();
    let status: number | null = null;
    while (status === null) {
      counts.add((await read("/v1/commitments?tag=seen&count=exact&limit=1")).page.count);
      status = await Promise.race([done, new Promise<null>((resolve) => setImmediate(resolve, null))]);
    }
    counts.add((await read("/v1/commitments?tag=seen&count=exact&limit=1")).page.count);
    expect([status, [...counts]]).toEqual([200, [0, 60]]);
  });
});
