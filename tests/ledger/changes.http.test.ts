import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Changes, LedgerLine } from "../../src/ledger/model.ts";
import { type App, body, happening, make, openWithParties, promise, record, textOf } from "../helpers/http-bodies.ts";
import { change, makeSource } from "../helpers/stored-records.ts";
import { tamper } from "../helpers/tamper.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const changes = async (query = ""): Promise<Changes> =>
  (await body(t.request.get(`/v1/changes${query}`), 200)) as unknown as Changes;

/** Follows the feed to its end, as the contract says, and gives its pages. */
async function follow(query: string, since = "0"): Promise<Changes[]> {
  const pages: Changes[] = [];
  for (let next: string | null = since; next !== null; ) {
    const page = await changes(`?since=${next}&${query}`);
    pages.push(page);
    next = page.page.next;
  }
  return pages;
}
const linesOf = (pages: Changes[]): LedgerLine[] => pages.flatMap(({ data }) => data);

describe("the feed of changes", () => {
  it("has every line in order, deletions included, up to the head that it names", async () => {
    const { seq } = await t.store.head();
    const { id, slug } = await make(t, { title: "Old" });
    await t.request.patch(`/v1/commitments/${slug}`).send({ title: "New" });
    await record(t, slug, "signed", "2024-06-06");
    await t.request.delete(`/v1/commitments/${slug}`);
    const { data, head, page } = await changes(`?since=${seq}`);
    expect(data.map(({ op, kind, version }) => `${op} ${kind} ${version}`)).toEqual([
      "create commitment 1",
      "update commitment 2",
      "create event 1",
      "update commitment 3",
      "delete commitment 4",
    ]);
    expect(data.map((line) => line.seq)).toEqual(data.map((_, n) => seq + n + 1));
    expect(data.every(({ commitmentId, by }) => commitmentId === id && by !== "")).toBe(true);
    expect([data[1]?.data.title, data[4]?.data.version]).toEqual(["New", 4]);
    expect(head).toEqual(await t.store.head());
    expect([data.at(-1)?.hash, page]).toEqual([head.hash, { limit: 50, next: null, count: null }]);
  });

  it("goes on where a client left it, missing nothing and repeating nothing", async () => {
    const { head } = await changes();
    expect((await changes(`?since=${head.seq}`)).data).toEqual([]);
    await make(t);
    const [next] = (await changes(`?since=${head.seq}`)).data;
    expect([next?.seq, next?.previous]).toEqual([head.seq + 1, head.hash]);
  });

  it("pages without cutting a write in two, and says so where a write is longer than the page", async () => {
    await make(t, { events: [happening("signed", "2024-01-01"), happening("work_started", "2024-02-01")] });
    await make(t);
    const whole = linesOf(await follow("limit=200"));
    expect(whole.map(({ seq }) => seq)).toEqual(whole.map((_, n) => n + 1));
    for (const limit of [2, 3, 5]) {
      const pages = await follow(`limit=${limit}`);
      expect(linesOf(pages)).toEqual(whole);
      for (const [n, { data, page }] of pages.entries()) {
        const isCut = data.at(-1)?.tx === pages[n + 1]?.data[0]?.tx;
        expect(page.cutsTransaction ?? false).toBe(isCut);
        if (isCut) expect(new Set(data.map(({ tx }) => tx)).size).toBe(1);
      }
      expect(pages.some(({ page }) => page.cutsTransaction)).toBe(limit < 4);
    }
  });

  it("filters by kind and by commitment, and every line still carries the hash of the one before it", async () => {
    const { slug, id } = await make(t, { milestones: [{ title: "a" }] });
    await make(t);
    const whole = linesOf(await follow("limit=200"));
    const hashes = new Map(whole.map(({ seq, hash }) => [seq, hash]));
    const filtered = async (query: string, keep: (line: LedgerLine) => boolean) => {
      for (const limit of [1, 200]) {
        const lines = linesOf(await follow(`${query}&limit=${limit}`));
        expect(lines).toEqual(whole.filter(keep));
        for (const { seq, previous } of lines) expect(previous).toBe(hashes.get(seq - 1) ?? "");
      }
    };
    await filtered("kind=milestone,party", ({ kind }) => kind === "milestone" || kind === "party");
    await filtered(`commitment=${slug}`, ({ commitmentId }) => commitmentId === id);
    await filtered(`commitment=${id}&kind=commitment`, (line) => line.id === id);
  });

  it("links to the next page, and is unchanged while the ledger is", async () => {
    const first = await t.request.get("/v1/changes?limit=4&kind=party");
    expect(first.headers.link).toMatch(/<.*\/v1\/changes\?limit=4&kind=party&since=\d+>; rel="next"/);
    const again = () => t.request.get("/v1/changes?limit=4&kind=party").set("If-None-Match", first.headers.etag ?? "");
    expect((await again()).status).toBe(304);
    await make(t);
    expect((await again()).status).toBe(200);
  });

  it("refuses a place beyond its end, so that a client notices a ledger that was set back", async () => {
    const { seq } = await t.store.head();
    const answer = await t.request.get(`/v1/changes?since=${seq + 1}`);
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [expect.objectContaining({ parameter: "since", code: "beyond_head" })],
    ]);
  });

  it.each([
    ["since=-1", "since"],
    ["since=x", "since"],
    ["kind=promise", "kind"],
    ["commitment=nowhere", "commitment"],
    ["limit=201", "limit"],
    ["cursor=a", "cursor"],
  ])("refuses %s by name", async (query, parameter) => {
    const answer = await t.request.get(`/v1/changes?${query}`);
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, parameter]);
  });
});

describe("the text of a snapshot", () => {
  const secret = "Words that may not be republished.";

  it("is in no line of the ledger: its hash stands for it", async () => {
    const { seq } = await t.store.head();
    const { id } = await textOf(t, secret);
    const { data } = await changes(`?since=${seq}&kind=snapshot`);
    expect(data[0]?.data).toMatchObject({
      sourceId: id,
      hasText: true,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(await t.store.linesOf(data.map(({ tx }) => tx)))).not.toContain(secret);
    await t.request.post(`/v1/sources/${id}/snapshots`).send({ text: "Other words.", withhold: true });
    const [withheld] = (await changes(`?since=${data[0]?.seq}&kind=snapshot`)).data;
    expect(withheld?.data.hasText).toBe(false);
  });
});

/** What docs/ledger.md tells a client to do, run as it stands there. */
const page = readFileSync(new URL("../../docs/ledger.md", import.meta.url), "utf8");
const block = (language: string, n = 0) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))][n]?.[1] ?? "";
type Check = { hashOf: (line: unknown, previous: string) => string; follow: Follow };
type Follow = (api: string, from?: { seq: number; hash: string }) => Promise<{ seq: number; hash: string }>;
const documented = () => import(`data:text/javascript,${encodeURIComponent(block("js"))}`) as Promise<Check>;

describe("why something was written", () => {
  it("stays with its lines and its revision, and is hashed with them", async () => {
    const { id } = await body(
      t.request.post("/v1/commitments").send(promise()).set("Servanda-Reason", "First reading"),
    );
    await body(t.request.patch(`/v1/commitments/${id}`).send({ tags: ["a"] }), 200);
    const why = Buffer.from("по ноте посольства").toString("latin1");
    await t.request.delete(`/v1/commitments/${id}`).set("Servanda-Reason", why).expect(204);
    const { data } = await changes(`?commitment=${id}`);
    expect(data.map(({ reason }) => reason)).toEqual(["First reading", undefined, "по ноте посольства"]);
    const { body: shown } = await t.request.get(`/v1/commitments/${id}/history`).expect(200);
    const reasons = shown.data.map(({ reason }: { reason: string | null }) => reason);
    expect(reasons).toEqual(["по ноте посольства", null, "First reading"]);
    const { hashOf } = await documented();
    for (const { previous, hash, ...line } of data) expect(hashOf(line, previous)).toBe(hash);
    expect(hashOf({ ...data[0], reason: "Another" }, data[0]?.previous ?? "")).not.toBe(data[0]?.hash);
  });

  it("is taken of a deletion, and refused where it is empty, too long or no text", async () => {
    const { id } = await body(t.request.post("/v1/commitments").send(promise()));
    for (const reason of [" ", "x".repeat(501), "\u00ff"]) {
      const { body: problem } = await t.request
        .delete(`/v1/commitments/${id}`)
        .set("Servanda-Reason", reason)
        .expect(400);
      expect(problem.errors).toMatchObject([{ parameter: "Servanda-Reason", code: "invalid_format" }]);
    }
    await t.request.delete(`/v1/commitments/${id}`).set("Servanda-Reason", "Recorded twice").expect(204);
    expect((await changes(`?commitment=${id}`)).data.at(-1)).toMatchObject({ op: "delete", reason: "Recorded twice" });
  });
});

describe("docs/ledger.md", () => {
  it("has a worked example whose canonical JSON and hash are right", async () => {
    const { hashOf } = await documented();
    const { previous, hash, ...line } = JSON.parse(block("json", 1));
    expect(hashOf(line, previous)).toBe(hash);
    const canonical = block("text").trim();
    expect(JSON.parse(canonical)).toEqual({ ...line, previous });
    const { createHash } = await import("node:crypto");
    expect(createHash("sha256").update(canonical).digest("hex")).toBe(hash);
    expect(hashOf({ ...line, data: { ...line.data, name: "x" } }, previous)).not.toBe(hash);
  });

  it("has a client that follows the feed and finds the chain whole, and that refuses one that is not", async () => {
    const { follow: read } = await documented();
    await body(t.request.post("/v1/commitments").send(promise({ title: "日本 \u2028 \u{1f682} é", tags: ["a"] })));
    const head = await t.store.head();
    expect(await read(`${t.address}/v1`)).toEqual({ seq: head.seq, hash: head.hash });
    await t.store.apply([change("create", "source", makeSource(1))], { by: "x", at: "2026-01-01T00:00:00.000Z" });
    expect((await read(`${t.address}/v1`, head)).seq).toBe(head.seq + 1);
    await expect(read(`${t.address}/v1`, { ...head, hash: "0".repeat(64) })).rejects.toThrow(`line ${head.seq + 1}`);
  });

  it("has a client that takes purged lines as they are, if a line says who purged them", async () => {
    const { follow: read } = await documented();
    const { id } = await body(t.request.post("/v1/commitments").send(promise()));
    const admin = await t.as("admin");
    await admin.post(`/v1/records/commitment/${id}/purge`).send({ reason: "A request" }).expect(200);
    const api = `${t.address}/v1`;
    const { seq, hash } = await t.store.head();
    expect(await read(api)).toEqual({ seq, hash });
    await tamper(t.url, `update ledger set purged_by = 1, data = '{}' where seq = 2`);
    await t.store.apply([change("create", "source", makeSource(2))], { by: "x", at: () => new Date().toISOString() });
    await expect(read(api)).rejects.toThrow("no line says who purged 2");
  });
});
