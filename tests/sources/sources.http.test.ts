import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type App,
  body,
  document,
  make,
  openWithParties,
  record,
  refused,
  slugs,
  textOf,
  written,
} from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const add = (more: object = {}) => body(t.request.post("/v1/sources").send(document(more)));

describe("POST /v1/sources", () => {
  it("adds a source with the bounds of its date, and one line in the ledger", async () => {
    const sent = document({ slug: "declaration", publishedOn: "2023-05", url: "https://example.org/a?b=c" });
    const { answer, lines } = await written(t, t.request.post("/v1/sources").send(sent));
    expect([answer.status, answer.headers.etag, lines]).toEqual([201, '"1"', ["create source 1"]]);
    expect(new URL(String(answer.headers.location)).pathname).toBe("/v1/sources/declaration");
    expect(answer.body).toMatchObject({ ...sent, publishedEarliest: "2023-05-01", publishedLatest: "2023-05-31" });
    for (const key of [answer.body.id, "declaration"]) {
      expect((await t.request.get(`/v1/sources/${key}`)).body).toEqual(answer.body);
    }
  });

  it.each([
    ["https://Example.org/A?b=[1]&c=d", "https://example.org/A?b=%5B1%5D&c=d"],
    ["https://Example.org:443/a/../b?c#d", "https://Example.org:443/a/../b?c#d"],
    ['https://example.org/a b<c>"{d}|`e?x=%20#y#z', "https://example.org/a%20b%3Cc%3E%22%7Bd%7D%7C%60e?x=%20#y%23z"],
    ["https://example.org/100%", "https://example.org/100%25"],
    ["https://ru.wikipedia.org/wiki/Ош", "https://ru.wikipedia.org/wiki/%D0%9E%D1%88"],
    ["https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"],
  ])("keeps the address %s as the URI %s", async (url, kept) => {
    const made = await body(t.request.post("/v1/sources").send({ kind: "speech", title: "Copied", url }));
    expect(made.url).toBe(kept);
    expect((await body(t.request.patch(`/v1/sources/${made.id}`).send({ url }), 200)).version).toBe(1);
  });

  it("makes a free slug from the title, transliterated", async () => {
    expect((await add({ title: "Совместная декларация" })).slug).toBe("sovmestnaya-deklaratsiya");
    expect((await add({ title: "Совместная декларация" })).slug).toBe("sovmestnaya-deklaratsiya-2");
    expect((await add({ title: "联合声明" })).slug).toMatch(/^[a-z0-9-]+$/);
  });

  it("refuses a slug that is taken, also by a deleted source", async () => {
    await add({ slug: "taken" });
    await t.request.delete("/v1/sources/taken");
    const answer = await refused(t, t.request.post("/v1/sources").send(document({ slug: "taken" })));
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([409, "already_exists", "/slug"]);
  });

  it.each([
    ["an impossible date", { publishedOn: "2023-02-30" }, 400, "/publishedOn"],
    ["an unknown kind", { kind: "rumour" }, 400, "/kind"],
    ["an unknown issuer", { issuedBy: ["KGZ", "XXX"] }, 422, "/issuedBy/1"],
    ["an address that is no web address", { url: "javascript:alert(1)" }, 400, "/url"],
    ["a relative address", { archiveUrl: "/a" }, 400, "/archiveUrl"],
    ["a language that is none", { language: "englishxxxxxxxxx" }, 400, "/language"],
    ["a slug like an id", { slug: "01900000-0000-7000-8000-000000000001" }, 400, "/slug"],
    ["a computed field", { publishedEarliest: "2023-01-01" }, 400, "/publishedEarliest"],
  ])("refuses %s", async (_what, more, status, pointer) => {
    const answer = await refused(t, t.request.post("/v1/sources").send(document(more)));
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
  });
});

describe("PATCH and PUT /v1/sources/{id}", () => {
  it("merge, and replace", async () => {
    const { id } = await add({ publisher: "CGTN", author: "A" });
    const patched = await written(t, t.request.patch(`/v1/sources/${id}`).send({ author: null, publishedOn: "2024~" }));
    expect(patched.answer.body).toMatchObject({ publisher: "CGTN", author: null, publishedEarliest: "2024-01-01" });
    expect(patched.lines).toEqual(["update source 2"]);
    const put = await written(t, t.request.put(`/v1/sources/${id}`).send({ kind: "news", title: "B" }));
    expect(put.answer.body).toMatchObject({
      kind: "news",
      publisher: null,
      issuedBy: [],
      slug: patched.answer.body.slug,
    });
    expect(put.lines).toEqual(["update source 3"]);
    const same = await written(t, t.request.patch(`/v1/sources/${id}`).send({ title: "B" }));
    expect([same.answer.body.version, same.lines]).toEqual([3, []]);
  });

  it("refuse a taken slug, an unknown source and a stale version", async () => {
    const { id } = await add({ slug: "mine" });
    expect((await refused(t, t.request.patch(`/v1/sources/${id}`).send({ slug: "declaration" }))).status).toBe(409);
    expect((await refused(t, t.request.patch("/v1/sources/nowhere").send({ title: "x" }))).status).toBe(404);
    const stale = t.request.put("/v1/sources/mine").set("If-Match", '"4"').send({ kind: "news", title: "B" });
    expect((await refused(t, stale)).body).toMatchObject({ code: "precondition_failed", currentVersion: 1 });
  });

  it("of the issuer change the corroboration that rests on it", async () => {
    const source = await add({ issuedBy: ["KGZ"] });
    const { slug } = await make(t);
    await record(t, slug, "signed", "2023-06-01", { evidence: [{ sourceId: source.id }] });
    const read = async () => (await t.request.get(`/v1/commitments/${slug}`)).body;
    expect(await read()).toMatchObject({ corroboration: "self_reported", version: 2 });
    for (const [n, [issuedBy, corroboration]] of (
      [
        [["CHN"], "counterpart"],
        [[], "independent"],
      ] as const
    ).entries()) {
      const { lines } = await written(t, t.request.patch(`/v1/sources/${source.id}`).send({ issuedBy }));
      expect(lines).toEqual([`update source ${n + 2}`, `update commitment ${n + 3}`]);
      expect((await read()).corroboration).toBe(corroboration);
    }
  });
});

describe("DELETE /v1/sources/{id}", () => {
  it("hides the source until it is restored", async () => {
    const { id } = await add();
    const { answer, lines } = await written(t, t.request.delete(`/v1/sources/${id}`));
    expect([answer.status, lines]).toEqual([204, ["delete source 2"]]);
    expect((await t.request.get(`/v1/sources/${id}`)).status).toBe(404);
    expect((await t.request.get(`/v1/sources/${id}/quotes`)).status).toBe(404);
    const restored = await written(t, t.request.post(`/v1/sources/${id}/restore`));
    expect([restored.answer.body.version, restored.lines]).toEqual([3, ["restore source 3"]]);
    expect((await refused(t, t.request.post(`/v1/sources/${id}/restore`))).body.code).toBe("not_deleted");
  });

  it("refuses while quotes rest on it, naming them", async () => {
    const source = await textOf(t, "We will build a road.");
    const quote = await body(t.request.post(`/v1/sources/${source.id}/quotes`).send({ exact: "build a road" }));
    const answer = await refused(t, t.request.delete(`/v1/sources/${source.slug}`));
    expect([answer.status, answer.body.code]).toEqual([409, "in_use"]);
    expect(answer.body.referencedBy).toEqual([{ kind: "quote", id: quote.id, slug: null }]);
    expect(answer.body.detail).toContain(quote.id);
  });

  it("refuses while evidence rests on it, naming the commitment's event", async () => {
    const source = await add();
    const { slug } = await make(t);
    const event = await record(t, slug, "signed", "2023-06-01", { evidence: [{ sourceId: source.id }] });
    const answer = await refused(t, t.request.delete(`/v1/sources/${source.id}`));
    expect(answer.body.referencedBy).toEqual([{ kind: "event", id: event.id, slug: null }]);
    await t.request.delete(`/v1/commitments/${slug}/events/${event.id}`);
    expect((await t.request.delete(`/v1/sources/${source.id}`)).status).toBe(204);
    const restored = await refused(t, t.request.post(`/v1/commitments/${slug}/events/${event.id}/restore`));
    expect([restored.status, restored.body.code]).toEqual([422, "unprocessable"]);
    expect(restored.body.detail).toContain(source.id);
  });
});

describe("GET /v1/sources", () => {
  it("filters by kind and issuer, negated too, and sorts with unknowns last", async () => {
    await add({ slug: "undated", kind: "law", publishedOn: null, issuedBy: [] });
    await add({ slug: "early", kind: "law", publishedOn: "2001", issuedBy: ["UZB"] });
    await add({ slug: "late", kind: "law", publishedOn: "2021", issuedBy: ["UZB", "CHN"] });
    const ask = async (query: string) => slugs(await t.request.get(`/v1/sources?${query}`));
    expect(await ask("kind=law&sort=publishedOn")).toEqual(["early", "late", "undated"]);
    expect(await ask("kind=law&sort=-publishedOn")).toEqual(["late", "early", "undated"]);
    expect(await ask("issuedBy=UZB&sort=slug")).toEqual(["early", "late"]);
    expect(await ask("kind=law&issuedBy=!CHN&sort=slug")).toEqual(["early", "undated"]);
    expect(await ask("kind=!speech&issuedBy=CHN")).toContain("late");
  });

  it("refuses an issuer that is not there, rather than finding nothing", async () => {
    const answer = await t.request.get("/v1/sources?issuedBy=KGX");
    expect([answer.status, answer.body.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ parameter: "issuedBy", code: "unknown_party" }),
    ]);
  });
});
