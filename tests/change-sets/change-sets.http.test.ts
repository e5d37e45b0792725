import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verify } from "../../src/store/verify/verify.ts";
import { type App, body, make, openWithParties, promise, record, refused, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

interface Listed {
  data: { id: number; through: number; lines: number; reason: string | null }[];
  page: { next: string | null };
}
const list = async (query: string): Promise<Listed> =>
  (await t.request.get(`/v1/change-sets?${query}`).expect(200)).body;
const newest = async (query = "") => (await list(`limit=1${query}`)).data[0] ?? { id: 0, lines: 0, reason: null };
const newestId = async () => (await newest()).id;
const revert = (id: number, query = "") => t.request.post(`/v1/change-sets/${id}/revert${query}`);
const read = async (path: string) => (await t.request.get(path)).body;
const importing = (lines: object[]) =>
  t.request
    .post("/v1/import?mode=upsert")
    .type("application/x-ndjson")
    .send(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
    .expect(200);

/** All that can be read of a commitment, but when and how often it was written. */
async function whole(slug: string) {
  const include = "quotes,events,milestones,assessments,relations,parties,sources";
  const text = JSON.stringify(await read(`/v1/commitments/${slug}?include=${include}`));
  return text.replaceAll(/"(version|updatedAt)":("[^"]*"|\d+),?/g, "");
}

describe("a change set", () => {
  it("is a write with all that follows from it: who, when, how many of what, and each field", async () => {
    const { slug } = await make(t, { tags: ["a"] });
    await record(t, slug, "signed", "2024-06-06");
    const set = await newest();
    expect(set).toEqual({
      id: expect.any(Number),
      through: (await t.store.head()).seq,
      at: "2026-11-23T09:00:00.000Z",
      by: "tester",
      reason: null,
      lines: 2,
      counts: [
        { kind: "commitment", op: "update", lines: 1 },
        { kind: "event", op: "create", lines: 1 },
      ],
    });
    const { data, page } = await read(`/v1/change-sets/${await newestId()}`);
    expect(page).toEqual({ limit: 50, next: null, count: null });
    expect(data.map(({ kind, op, diff }: never) => [kind, op, (diff as object[]).length > 0])).toEqual([
      ["event", "create", true],
      ["commitment", "update", true],
    ]);
    expect(data[1].diff).toContainEqual({ op: "replace", path: "/status", from: "stated", to: "agreed" });
  });

  it("says why, as the header or the body of what made it did: a write, a batch, an import, a revert", async () => {
    const why = async () => (await list("limit=1")).data[0]?.reason;
    const { slug } = await make(t);
    const patch = { op: "PATCH", path: `/v1/commitments/${slug}` };
    const batch = (tag: string, more: object = {}) =>
      t.request.post("/v1/batch").send({ operations: [{ ...patch, body: { tags: [tag] } }], ...more });
    await batch("a", { reason: "по ноте посольства" }).expect(200);
    const set = await newest();
    expect(await why()).toBe("по ноте посольства");
    expect((await read(`/v1/changes?since=${set.id - 1}`)).data[0].reason).toBe("по ноте посольства");
    await batch("b").set("Servanda-Reason", "a slip").expect(200);
    expect(await why()).toBe("a slip");
    await batch("b2", { reason: "one" }).set("Servanda-Reason", "another").expect(400);
    for (const reason of [" ", "one\ntwo", "one\u2028two", "\u202eowt"]) await batch("b2", { reason }).expect(400);
    await t.request
      .post("/v1/import?mode=upsert")
      .type("application/x-ndjson")
      .set("Servanda-Reason", "from the register")
      .send(`${JSON.stringify({ slug, tags: ["c"] })}\n`)
      .expect(200);
    expect(await why()).toBe("from the register");
    const { id } = await newest();
    await revert(id).send({ reason: "not so" }).expect(200);
    expect(await why()).toBe("not so");
    await revert(await newestId())
      .set("Servanda-Reason", "so, after all")
      .expect(200);
    expect(await why()).toBe("so, after all");
  });

  it("is a whole import, however many writes that takes, in pages", async () => {
    await importing([promise({ slug: "one" }), promise({ slug: "two" }), promise({ slug: "three" })]);
    const { id, lines } = await newest();
    expect(lines).toBe(3);
    const first = await read(`/v1/change-sets/${id}?limit=2`);
    const second = await read(`/v1/change-sets/${id}?limit=2&cursor=${first.page.next}`);
    expect([...first.data, ...second.data].map(({ slug }: { slug: string }) => slug)).toEqual(["one", "two", "three"]);
    expect(second.page.next).toBeNull();
    const { data } = await read(`/v1/changes?since=${id - 1}`);
    expect(data.map(({ changeSet }: { changeSet: number }) => changeSet)).toEqual([id, id, id]);
  });

  it("says of each line what that line changed, of a record that it wrote several times too", async () => {
    const { slug } = await make(t, { title: "A line" });
    const path = `/v1/commitments/${slug}`;
    const titles = ["A ferry line", "The ferry line", "The ferry"];
    const operations = titles.map((title) => ({ op: "PATCH", path, body: { title } }));
    const { changeSet } = (await t.request.post("/v1/batch").send({ operations }).expect(200)).body;
    const { data } = await read(`/v1/change-sets/${changeSet}`);
    expect(data.flatMap(({ diff }: { diff: object[] }) => diff)).toEqual(
      titles.map((to, n) => ({ op: "replace", path: "/title", from: ["A line", ...titles][n], to })),
    );
  });

  it("is listed newest first, by anyone or by one name, in pages that leave none out", async () => {
    const ann = await t.as("analyst", { name: "ann" });
    await body(ann.post("/v1/commitments").send(promise({ slug: "by-ann" })));
    await make(t);
    expect(await newest("&by=ann")).toMatchObject({ by: "ann" });
    const ids: number[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: Listed = await list(`limit=2${next && `&cursor=${next}`}`);
      ids.push(...page.data.flatMap(({ id, through }) => [through, id]));
      next = page.page.next;
    }
    expect(ids[0]).toBe((await t.store.head()).seq);
    expect(ids.at(-1)).toBe(1);
    expect(ids.every((seq, n) => n === 0 || n % 2 === 1 || seq === (ids[n - 1] ?? 0) - 1)).toBe(true);
  });

  it("that begins with another line is not found, and that one is named", async () => {
    await record(t, (await make(t)).slug, "signed", "2024-06-06");
    const id = await newestId();
    const { status, body: problem } = await t.request.get(`/v1/change-sets/${id + 1}`);
    expect([status, problem.detail]).toEqual([404, expect.stringContaining(`belongs to ${id}`)]);
  });
});

describe("reverting", () => {
  it("an edit gives every record its earlier values, and what follows from them, as new versions", async () => {
    const source = await textOf(t, "We will open a railway this year.");
    const quotes = [{ sourceId: source.id, exact: "open a railway" }];
    const { slug } = await make(t, { quotes, due: { text: "This year" } });
    await record(t, slug, "signed", "2024-06-06");
    const before = await whole(slug);
    await record(t, slug, "work_started", "2024-07-01", { due: { edtf: "2030" } });
    const { version } = await read(`/v1/commitments/${slug}`);
    const reverted = await revert(await newestId()).expect(200);
    expect(reverted.body).toMatchObject({ dryRun: false, deleted: 1, restored: 0, updated: 1 });
    expect(await whole(slug)).toBe(before);
    expect((await read(`/v1/commitments/${slug}`)).version).toBe(version + 1);
  });

  it("an import takes all of it back in one request, and reverting that brings it back", async () => {
    const { slug } = await make(t, { slug: "known", title: "As it was" });
    const before = await whole(slug);
    const lines = Array.from({ length: 30 }, (_, n) => promise({ slug: `bulk-${n}`, title: `Bulk ${n}` }));
    const happened = [{ type: "signed", date: "2024-06-06", title: "Signed" }];
    await importing([...lines, promise({ slug: "new", events: happened }), { slug, title: "Other" }]);
    const imported = await newestId();
    const after = await whole("new");
    expect((await revert(imported).expect(200)).body).toMatchObject({ deleted: 32, updated: 1 });
    expect(await whole(slug)).toBe(before);
    expect((await t.request.get("/v1/commitments/bulk-7")).status).toBe(404);
    expect((await revert(await newestId()).expect(200)).body).toMatchObject({ deleted: 0, restored: 32, updated: 1 });
    expect(await whole("new")).toBe(after);
    expect((await read(`/v1/commitments/${slug}`)).title).toBe("Other");
  });

  it("a deletion brings the record back, and restoring it reverted hides it again", async () => {
    const { slug } = await make(t);
    const before = await whole(slug);
    await t.request.delete(`/v1/commitments/${slug}`).expect(204);
    await revert(await newestId()).expect(200);
    expect(await whole(slug)).toBe(before);
    await revert(await newestId()).expect(200);
    expect((await t.request.get(`/v1/commitments/${slug}`)).status).toBe(404);
  });

  it("a new text of a source puts the quotes back that it had moved", async () => {
    const source = await textOf(t, "We will open a railway.");
    const quote = await body(t.request.post("/v1/quotes").send({ sourceId: source.id, exact: "open a railway" }));
    const { anchor, start } = await read(`/v1/quotes/${quote.id}`);
    t.clock.set("2026-11-23T10:00:00.000Z");
    await body(t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text: "Indeed. We will open a railway." }));
    const moved = await read(`/v1/quotes/${quote.id}`);
    expect([moved.anchor, moved.start]).toEqual(["moved", start + 8]);
    await revert(await newestId()).expect(200);
    expect(await read(`/v1/quotes/${quote.id}`)).toMatchObject({ anchor, start });
    expect((await read(`/v1/sources/${source.id}/snapshots`)).data).toHaveLength(1);
  });

  it("is refused where a record was changed since, which it names, and writes nothing", async () => {
    const { slug } = await make(t);
    await t.request
      .patch(`/v1/commitments/${slug}`)
      .send({ tags: ["x"] })
      .expect(200);
    const id = await newestId();
    await record(t, slug, "signed", "2024-06-06");
    const { body: problem } = await refused(t, revert(id));
    expect(problem).toMatchObject({
      status: 409,
      code: "changed_since",
      count: 1,
      changed: [{ kind: "commitment", slug, currentVersion: 3 }],
    });
  });

  it("is refused where others rest by now on what it would delete, or on nothing it would bring back", async () => {
    await body(t.request.post("/v1/parties").send({ code: "FERRY", kind: "agency", name: "Ferries" }));
    const made = await newestId();
    await make(t, { parties: [{ party: "FERRY", role: "promisor" }] });
    expect((await refused(t, revert(made))).body).toMatchObject({
      code: "in_use",
      referencedBy: [{ kind: "commitment" }],
    });
    const { slug } = await make(t, { parties: [{ party: "FERRY", role: "promisor" }] });
    await t.request.delete(`/v1/commitments/${slug}`).expect(204);
    const { data } = await read("/v1/commitments?party=FERRY");
    for (const each of data) await t.request.delete(`/v1/commitments/${each.slug}`).expect(204);
    const gone = await newestId();
    await t.request.delete("/v1/parties/FERRY").expect(204);
    expect((await refused(t, revert(gone))).body).toMatchObject({ status: 422, code: "unprocessable" });
  });

  it("cannot bring back what was purged", async () => {
    const admin = await t.as("admin");
    const { slug, id } = await make(t);
    const made = await newestId();
    await admin.post(`/v1/records/commitment/${id}/purge`).send({ reason: "a court" }).expect(200);
    expect((await refused(t, revert(made))).status).toBe(410);
    expect((await refused(t, revert(await newestId()))).status).toBe(410);
    expect(slug).toBeDefined();
  });

  it("writes nothing in a dry run, and says what it would do", async () => {
    const { slug } = await make(t);
    const head = await t.store.head();
    const { body: would } = await revert(await newestId(), "?dryRun=true").expect(200);
    expect(would).toMatchObject({ dryRun: true, changeSet: null, deleted: 1 });
    expect([await t.store.head(), (await t.request.get(`/v1/commitments/${slug}`)).status]).toEqual([head, 200]);
  });

  it("leaves a ledger, and tables, that agree", async () => {
    const found: unknown[] = [];
    const watch = { report: (finding: unknown) => found.push(finding), progress: () => {} };
    await verify(t.url, watch);
    expect(found).toEqual([]);
  });
});
