import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostile } from "../helpers/hostile-texts.ts";
import { type App, body, make, openWithParties, record } from "../helpers/http-bodies.ts";

let t: App;
beforeEach(async () => {
  t = await openWithParties({ config: { publicUrl: "https://servanda.example" } });
});
afterEach(() => t.close());

interface Item {
  id: string;
  url: string;
  title: string;
  content_text: string;
}
const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, isArray: (name) => name === "entry" });

async function items(query = ""): Promise<Item[]> {
  const answer = await t.anonymous.get(`/v1/feed.json${query}`).expect(200);
  return JSON.parse(answer.text).items;
}

async function entries(query = ""): Promise<Record<string, string>[]> {
  const { text = "", body: bytes } = await t.anonymous.get(`/v1/feed.atom${query}`).expect(200);
  const xml = text === "" ? String(bytes) : text;
  expect(XMLValidator.validate(xml)).toBe(true);
  return parser.parse(xml).feed.entry ?? [];
}

describe("the feed of changes", () => {
  it("says what changed on which commitment, in words, newest first", async () => {
    const { slug } = await make(t, { title: "Open a port", due: { text: "This year" } });
    await record(t, slug, "signed", "2024-06-06");
    await t.request
      .patch(`/v1/commitments/${slug}`)
      .send({ due: { edtf: "2025" } })
      .expect(200);
    await t.request
      .patch(`/v1/commitments/${slug}`)
      .send({ tags: ["border"] })
      .expect(200);
    await t.request
      .post(`/v1/commitments/${slug}/milestones`)
      .send({ title: "Road", state: "met", metOn: "2024" })
      .expect(201);
    expect((await items()).map(({ title }) => title)).toEqual([
      "Milestone: Road (met): Open a port",
      "Changed: tags: Open a port",
      "Due: 2025 (was This year): Open a port",
      "Status: agreed (was stated): Open a port",
      "Recorded: Open a port",
    ]);
    const [, , , signed] = await items();
    expect(signed?.content_text).toContain("Event: signed on 2024-06-06 (2024-06-06).");
    expect(signed?.url).toBe(`https://servanda.example/v1/commitments/${slug}`);
  });

  it("is the same as Atom, with the same ids, whatever the page", async () => {
    for (const title of ["A", "B", "C", "D"]) await make(t, { title });
    const all = (await items()).map(({ id, title }) => [id, title]);
    expect((await entries()).map(({ id, title }) => [id, title])).toEqual(all);
    expect(new Set(all.map(([id]) => id)).size).toBe(4);
    const first = JSON.parse((await t.anonymous.get("/v1/feed.json?limit=3").expect(200)).text);
    expect(first.next_url).toMatch(/^https:\/\/servanda\.example\/v1\/feed\.json\?limit=3&before=\d+$/);
    const second = await items(first.next_url.slice(first.next_url.indexOf("?")));
    expect([...first.items, ...second].map(({ id, title }: Item) => [id, title])).toEqual(all);
  });

  it("knows the filters of the list, and an earlier record", async () => {
    const { slug } = await make(t, { title: "Rail", tags: ["rail"] });
    await make(t, { title: "Road" });
    t.clock.set("2026-11-24T09:00:00.000Z");
    await record(t, slug, "signed", "2024-06-06");
    expect((await items("?tag=rail")).map(({ title }) => title)).toEqual([
      "Status: agreed (was stated): Rail",
      "Recorded: Rail",
    ]);
    expect(await items("?asOf=2026-11-23T09:00:00.000Z")).toHaveLength(2);
    expect(await items("?tag=nowhere")).toEqual([]);
    expect(await entries("?tag=nowhere")).toEqual([]);
    await t.anonymous.get("/v1/feed.atom?limit=0").expect(400);
  });

  it.each(["/v1/feed.atom", "/v1/feed.json"])(
    "%s is a 304 until something is written; HEAD has its headers",
    async (path) => {
      const { slug } = await make(t);
      const { headers } = await t.anonymous.get(path).expect(200);
      const tag = String(headers.etag);
      await t.anonymous.get(path).set("If-None-Match", tag).expect(304);
      await t.anonymous.head(path).expect(200).expect("content-type", String(headers["content-type"]));
      await record(t, slug, "signed", "2024-06-06");
      await t.anonymous.get(path).set("If-None-Match", tag).expect(200);
      await t.anonymous.get(path).set("Accept", "text/csv").expect(406);
    },
  );

  it("keeps hostile texts as they are", async () => {
    for (const title of hostile) await make(t, { title });
    const shown = hostile.map((title) => `Recorded: ${title}`).toReversed();
    expect((await items()).map(({ title }) => title)).toEqual(shown);
    expect((await entries()).map(({ title }) => title)).toEqual(
      shown.map((title) => title.replaceAll("\ufffe", "\ufffd")),
    );
  });

  it("leaves out what was deleted, until it is back", async () => {
    const { slug } = await make(t, { title: "Gone" });
    await body(t.request.delete(`/v1/commitments/${slug}`), 204);
    expect(await items()).toEqual([]);
    await t.request.post(`/v1/commitments/${slug}/restore`).expect(200);
    expect((await items()).map(({ title }) => title)).toEqual(["Restored: Gone", "Deleted: Gone", "Recorded: Gone"]);
  });
});
