import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, happening, make, openWithParties, promise, record, textOf } from "../helpers/http-bodies.ts";
import { call, connectClient, type Era, eras } from "../helpers/mcp-client.ts";

let t: App;
let anyone: Client;
let analyst: Client;
let railway: { slug: string };
let speech: { slug: string };
const words = "We will build a railway by 2026-12-31.";

beforeAll(async () => {
  t = await openWithParties();
  speech = await textOf(t, words, { title: "A speech about railways" });
  railway = await make(t, {
    title: "Build a railway",
    due: { edtf: "2026-12-31" },
    quotes: [{ sourceId: speech.slug, exact: "We will build a railway" }],
  });
  await make(t, { title: "Open a library", due: { edtf: "2024" }, tags: ["books"] });
  await record(t, railway.slug, "talks_held", "2024-06-06");
  anyone = await connectClient(t.address);
  analyst = await connectClient(t.address, { key: await t.keys("analyst", { name: "filer" }) });
});
afterAll(async () => {
  await Promise.all([anyone.close(), analyst.close()]);
  await t.close();
});

const head = async () => (await t.store.head()).seq;
const url = (slug: string) => `${t.address}/v1/commitments/${slug}`;
const slugsOf = (page: unknown) => (page as { data: { slug: string }[] }).data.map(({ slug }) => slug);

describe.each(Object.keys(eras) as Era[])("a client that speaks with %s", (era) => {
  it("is told of the tools, those that write for analysts alone, and what each takes", async () => {
    const reader = await connectClient(t.address, { era, key: await t.keys("reader") });
    const writer = await connectClient(t.address, { era, key: await t.keys("analyst") });
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      ...["changes_since", "check_quote", "compare", "find_promises", "get_commitment", "search_commitments"],
      ...["search_sources", "stats", "whats_due"],
    ]);
    for (const tool of tools) {
      expect(tool.annotations?.readOnlyHint).toBe(true);
      expect(JSON.stringify(tool.inputSchema)).not.toContain("$ref");
    }
    const more = (await writer.listTools()).tools.filter(({ annotations }) => annotations?.readOnlyHint === false);
    expect(more.map(({ name }) => name)).toEqual(["file_source", "file_commitment", "record_event"]);
    expect(JSON.stringify(more).length + JSON.stringify(tools).length).toBeLessThan(60_000);
    await Promise.all([reader.close(), writer.close()]);
  });

  it("finds commitments and reads one, with the addresses to cite", async () => {
    const client = await connectClient(t.address, { era });
    const found = await call(client, "search_commitments", { q: "railway" });
    expect(slugsOf(found.data)).toEqual([railway.slug]);
    expect(found.text).toContain(url(railway.slug));
    const read = await call(client, "get_commitment", { id: railway.slug });
    expect(read.data).toMatchObject({ slug: railway.slug, quotes: [{ exact: "We will build a railway" }] });
    for (const told of ["We will build a railway", "A speech about railways", "talks_held", url(railway.slug)])
      expect(read.text).toContain(told);
    await client.close();
  });
});

describe("the tools that read", () => {
  it("page by cursor", async () => {
    const first = await call(anyone, "search_commitments", { limit: 1 });
    const cursor = (first.data.page as { next: string }).next;
    expect(first.text).toContain(cursor);
    const second = await call(anyone, "search_commitments", { limit: 1, cursor });
    expect([...slugsOf(first.data), ...slugsOf(second.data)].toSorted()).toEqual(["build-a-railway", "open-a-library"]);
  });

  it("tell what is due, and what is overdue", async () => {
    const { data, text } = await call(anyone, "whats_due", { days: 60 });
    expect([slugsOf(data.due), slugsOf(data.overdue)]).toEqual([["build-a-railway"], ["open-a-library"]]);
    expect(text).toMatch(/Due from 2026-11-23 to 2027-01-22:\n- Build a railway.*\nOverdue:\n- Open a library/);
    const soon = await call(anyone, "whats_due", { days: 1, withOverdue: false, tag: "books" });
    expect([slugsOf(soon.data.due), soon.data.overdue]).toEqual([[], null]);
  });

  it("count, and compare two moments", async () => {
    const counted = await call(anyone, "stats", { by: ["timeliness"], zeros: false });
    expect(counted.data).toMatchObject({ total: 2, by: ["timeliness"] });
    expect(counted.text).toContain("2 commitments by timeliness");
    const compared = await call(anyone, "compare", { fromOn: "2024-06-05", toOn: "2024-06-07" });
    expect(compared.data.data).toMatchObject([{ slug: railway.slug, change: "changed" }]);
    expect(compared.text).toContain(url(railway.slug));
  });

  it("tell what changed since a line, an instant or a day", async () => {
    const all = await call(anyone, "changes_since", { since: 0, kind: "commitment", limit: 200 });
    const seqs = (data: unknown) => (data as { seq: number }[]).map(({ seq }) => seq);
    expect((all.data.data as { name: string }[]).map(({ name }) => name)).toContain("Build a railway");
    expect(all.data.data).not.toContainEqual(expect.objectContaining({ data: expect.anything() }));
    const day = await call(anyone, "changes_since", { since: "2026-11-22", kind: "commitment", limit: 200 });
    expect(seqs(day.data.data)).toEqual(seqs(all.data.data));
    const none = await call(anyone, "changes_since", { since: await head() });
    expect([none.data.data, none.text]).toEqual([[], `Nothing changed.\nThe ledger's head is ${await head()}.`]);
    const full = await call(anyone, "changes_since", { since: 0, limit: 1, full: true });
    expect(full.data.data).toMatchObject([{ seq: 1, data: expect.anything() }]);
  });

  it("check whether a source, once found, has some words", async () => {
    const found = await call(anyone, "search_sources", { q: "railways" });
    expect(slugsOf(found.data)).toEqual([speech.slug]);
    const yes = await call(anyone, "check_quote", { source: speech.slug, exact: "We will build a railway" });
    expect([yes.data.verdict, yes.text]).toEqual(["found", expect.stringContaining('has: "We will build a railway"')]);
    const no = await call(anyone, "check_quote", { source: speech.slug, exact: "We will build a canal" });
    expect([no.data.verdict, no.data.nearest, no.isError]).toEqual(["not_found", null, false]);
    const near = await call(analyst, "check_quote", { source: speech.slug, exact: "We will build a railroad" });
    expect(near.text).toContain("Its nearest passage:");
  });
});

describe("find_promises", () => {
  it("tells the best sentences of a text, what they say of time, and what they may say again", async () => {
    const text = `${words} It rained. Thank you. The year was good. A bridge is long.`;
    const found = await call(anyone, "find_promises", { text, parties: ["KGZ"], statedOn: "2023-05-26", limit: 1 });
    expect(found.text).toBe(
      `- 0.75: "${words}" (pledge; due "by 2026-12-31" (../2026-12-31))\n  It may say again: Build a railway: ${url(railway.slug)}`,
    );
    expect(found.data).toMatchObject({ count: 5, tinted: 2, data: [{ rank: 1, exact: words }] });
    const refused = await call(anyone, "find_promises", { source: speech.slug });
    expect([refused.isError, refused.data.code]).toEqual([true, "unauthorized"]);
    expect((await call(analyst, "find_promises", { source: speech.slug, share: 0 })).text).toBe(
      "No sentence is tinted.",
    );
  });
});

describe("the tools that write", () => {
  const commitment = () => promise({ title: "Plant trees", quotes: [{ sourceId: speech.slug, exact: words }] });

  it("write nothing unless they are told to, and say what would come of it", async () => {
    const before = await head();
    const tried = await call(analyst, "file_commitment", { commitment: commitment() });
    expect([tried.isError, tried.data]).toEqual([false, { dryRun: true, slug: "plant-trees", warnings: [] }]);
    const event = { commitment: railway.slug, event: happening("signed", "2024-07-01") };
    expect((await call(analyst, "record_event", event)).data.dryRun).toBe(true);
    expect(await head()).toBe(before);
  });

  it("record with the key's name, with why, and once for one key of repetition", async () => {
    const sent = {
      ...{ commitment: commitment(), dryRun: false, reason: "Read in Бишкек", idempotencyKey: "plant-1" },
    };
    const made = await call(analyst, "file_commitment", sent);
    const again = await call(analyst, "file_commitment", sent);
    const { id, slug } = made.data.commitment as { id: string; slug: string };
    expect(made.text).toContain(`Recorded: ${url(slug)}`);
    expect((again.data.commitment as { id: string }).id).toBe(id);
    const changes = (await t.anonymous.get(`/v1/changes?commitment=${slug}&kind=commitment`)).body.data;
    expect(changes).toMatchObject([{ by: "filer", reason: "Read in Бишкек" }]);
    const event = happening("signed", "2024-07-01");
    const happened = await call(analyst, "record_event", { commitment: slug, event, dryRun: false });
    expect(happened.data.event).toMatchObject({ type: "signed", commitmentId: id });
    expect((await t.anonymous.get(`/v1/commitments/${slug}`)).body.status).toBe("agreed");
  });

  it("file a source with its text, whose words can then be checked, and nothing of it as a dry run", async () => {
    const sent = {
      source: { kind: "speech", title: "A speech about canals", issuedBy: ["UZB"] },
      text: "We will dig the canal by spring.",
    };
    const before = await head();
    const tried = await call(analyst, "file_source", sent);
    expect([tried.data, await head()]).toEqual([{ dryRun: true, slug: "a-speech-about-canals", warnings: [] }, before]);
    const made = await call(analyst, "file_source", {
      ...sent,
      dryRun: false,
      reason: "On file",
      idempotencyKey: "dig",
    });
    expect(made.data.source).toMatchObject({ slug: "a-speech-about-canals", issuedBy: ["UZB"] });
    expect(made.text).toContain(`${t.address}/v1/sources/a-speech-about-canals`);
    const again = await call(analyst, "file_source", {
      ...sent,
      dryRun: false,
      reason: "On file",
      idempotencyKey: "dig",
    });
    expect(again.data.source).toEqual(made.data.source);
    const check = await call(anyone, "check_quote", {
      source: "a-speech-about-canals",
      exact: "We will dig the canal",
    });
    expect(check.data.verdict).toBe("found");
    const bare = { source: { kind: "law", title: "A law", slug: "a-law" }, dryRun: false };
    expect((await call(analyst, "file_source", bare)).data.source).toMatchObject({ slug: "a-law" });
  });

  it.each([true, false])(
    "name the fault of a source, or of its text, and write neither (dryRun %s)",
    async (dryRun) => {
      const before = await head();
      const source = { kind: "speech", title: "A speech about dams" };
      for (const [place, sent] of [
        ["/source/kind", { source: { ...source, kind: "rumour" }, text: "We will dam." }],
        ["/source/issuedBy/0", { source: { ...source, issuedBy: ["Nowhere"] } }],
        ["/text", { source, text: "" }],
      ] as const) {
        const refused = await call(analyst, "file_source", { ...sent, dryRun });
        expect([refused.isError, refused.text]).toEqual([true, expect.stringContaining(`${place} (`)]);
      }
      expect(await head()).toBe(before);
    },
  );

  it.each([true, false])("name each fault by its place in what they were given (dryRun %s)", async (dryRun) => {
    const before = await head();
    const wrong = {
      ...commitment(),
      firmness: "maybe",
      titel: "x",
      quotes: [{ sourceId: speech.slug, exact: "canal" }],
    };
    const refused = await call(analyst, "file_commitment", { commitment: wrong, dryRun });
    expect(refused.isError).toBe(true);
    for (const place of ["/commitment/firmness", "/commitment/titel"]) expect(refused.text).toContain(place);
    const quotes = [{ sourceId: speech.slug, exact: "canal" }];
    const misquoted = await call(analyst, "file_commitment", { commitment: { ...commitment(), quotes }, dryRun });
    expect(misquoted.text).toContain("/commitment/quotes/0/exact");
    const event = happening("completed", "2024-13-01");
    const undated = await call(analyst, "record_event", { commitment: railway.slug, event, dryRun });
    expect(undated.text).toContain("/event/date");
    const nowhere = { commitment: "no/where", event: happening("note", "2024"), dryRun };
    expect((await call(analyst, "record_event", nowhere)).text).toContain("no/where");
    expect(await head()).toBe(before);
  });

  it("are refused to whoever may not write, in the words of the API", async () => {
    const reader = await connectClient(t.address, { key: await t.keys("reader") });
    for (const [client, code] of [
      [anyone, "unauthorized"],
      [reader, "forbidden"],
    ] as const)
      for (const dryRun of [true, false]) {
        const refused = await call(client, "file_commitment", { commitment: commitment(), dryRun });
        expect([refused.isError, refused.data.code, refused.data.requiredRole]).toEqual([true, code, "analyst"]);
      }
    await reader.close();
  });
});

describe("what is not understood", () => {
  it.each([
    ["search_commitments", { stauts: "stated" }, "status"],
    ["search_commitments", { status: "sealed" }, "/status"],
    ["search_commitments", { limit: 1000 }, "/limit"],
    ["search_commitments", { cursor: "x" }, "cursor"],
    ["search_commitments", { sort: "relevance" }, "needs `q`"],
    ["get_commitment", {}, "/id"],
    ["get_commitment", { id: "../keys" }, "../keys"],
    ["get_commitment", { id: "nowhere" }, "nowhere"],
    ["get_commitment", { id: "x", inklude: "quotes" }, "include"],
    ["whats_due", { days: -1 }, "/days"],
    ["whats_due", { deadlineTo: "2024" }, "deadlineTo"],
    ["changes_since", {}, "/since"],
    ["changes_since", { since: "yesterday" }, "since"],
    ["changes_since", { since: 999_999 }, "since"],
    ["stats", { by: "colour" }, "by"],
    ["compare", {}, "from"],
    ["check_quote", { source: "nowhere", exact: "x" }, "nowhere"],
    ["check_quote", { source: "x", exact: "" }, "/exact"],
    ["search_sources", { kind: "rumour" }, "kind"],
    ["find_promises", {}, "give text or source"],
  ])("%s with %o is an error that says what is wrong", async (name, given, named) => {
    const { isError, text, data } = await call(anyone, name, given);
    expect(isError).toBe(true);
    expect(text).toContain(named);
    expect(data.status).toBeLessThan(500);
  });

  it("a tool that is not there is refused with those that are", async () => {
    await expect(call(anyone, "serch_commitments")).rejects.toThrow("Did you mean search_commitments?");
    await expect(call(anyone, "x".repeat(10_000))).rejects.toThrow(/There is no tool/);
  });

  it("text that is hostile does no harm", async () => {
    for (const q of ["'; DROP TABLE ledger; --", '"unclosed', "*".repeat(2000), "<script>"]) {
      const { data, isError } = await call(anyone, "search_commitments", { q });
      expect(isError ? Number(data.status) : 200).toBeLessThan(500);
    }
    for (const q of ["\u0000", "\ud800"])
      await expect(call(anyone, "search_commitments", { q })).rejects.toThrow("invalid_text");
  });
});

it("what a tool answers is what the API answers", async () => {
  const { data } = await call(anyone, "get_commitment", { id: railway.slug, include: ["events"] });
  expect(data).toEqual(await body(t.anonymous.get(`/v1/commitments/${railway.slug}?include=events`), 200));
});
