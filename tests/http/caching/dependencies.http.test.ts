import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { type App, document, happening, make, openWithParties, textOf } from "../../helpers/http-bodies.ts";

const seen = { reads: 0 };
const asked = ["get", "getMany", "list", "count", "timeline", "tally", "series", "revisions", "lines"] as const;

/** Counts what is read to make answers. */
function counting(store: Store): Store {
  const counted = asked.map((name) => [
    name,
    (...args: never[]) => {
      seen.reads += 1;
      return (store[name] as (...all: never[]) => Promise<unknown>)(...args);
    },
  ]);
  return { ...store, ...Object.fromEntries(counted), at: (moment) => counting(store.at(moment)) };
}

let t: App;
let without: FastifyInstance;
const ids = { source: "", quote: "", before: "" };
beforeAll(async () => {
  t = await openWithParties({ wrap: counting });
  const config = { ...readConfig({ LOG_LEVEL: "silent", MAX_EVENT_LOOP_DELAY_MS: "0" }), rateLimitAnonymous: 0 };
  without = await buildApp({ store: t.store, config: { ...config, cacheBytes: 0 }, now: t.clock.now });
  ids.source = (await textOf(t, "We will open a port.")).id;
  const quotes = [{ sourceId: ids.source, exact: "We will open a port." }];
  await make(t, { slug: "a", title: "A", due: { edtf: "2030" }, quotes });
  await make(t, { slug: "b", title: "B", due: { edtf: "2030" } });
  await make(t, { slug: "c", title: "C", due: { edtf: "2030" }, tags: ["kept"] });
  await t.request.post("/v1/commitments/a/relations").send({ type: "depends_on", to: "b" }).expect(201);
  await t.request.post("/v1/commitments/c/events").send(happening("talks_held", "2024-01-01")).expect(201);
  ids.quote = (await t.request.get("/v1/commitments/a?include=quotes")).body.quotes[0].id;
  ids.before = `asOf=seq:${(await t.store.head()).seq}`;
}, 60_000);
afterAll(async () => {
  await without.close();
  await t.close();
});

const drawn = { count: 0 };
const next = () => {
  drawn.count += 1;
  return drawn.count;
};
/** One of two, in turn. */
const turns = <V>(one: V, other: V) => {
  const state = { isOther: true };
  return () => {
    state.isOther = !state.isOther;
    return state.isOther ? other : one;
  };
};
const [due, type] = [turns({ edtf: "2024" }, { edtf: "2034" }), turns("trade", "culture")];
const patch = (path: string, sent: () => object) => () => t.request.patch(`/v1/${path}`).send(sent()).expect(200);
const writes = {
  "title of a": patch("commitments/a", () => ({ title: `A ${next()}` })),
  "title of b": patch("commitments/b", () => ({ title: `B ${next()}` })),
  "title of c": patch("commitments/c", () => ({ title: `C ${next()}` })),
  "tags of c": patch("commitments/c", () => ({ tags: [`tag-${next()}`] })),
  "due date of b": patch("commitments/b", () => ({ due: due() })),
  "due date of c": patch("commitments/c", () => ({ due: due() })),
  "type of c": patch("commitments/c", () => ({ type: type() })),
  "note on a": () => t.request.post("/v1/commitments/a/events").send(happening("note", "2024-02-02")).expect(201),
  "note on c": () => t.request.post("/v1/commitments/c/events").send(happening("note", "2024-02-02")).expect(201),
  "signature of c": () =>
    t.request.post("/v1/commitments/c/events").send(happening("signed", "2024-03-03")).expect(201),
  "milestone of a": () =>
    t.request.post("/v1/commitments/a/milestones").send({ title: "Tracks", test: "There are tracks." }).expect(201),
  source: () =>
    t.request
      .patch(`/v1/sources/${ids.source}`)
      .send({ title: `Speech ${next()}` })
      .expect(200),
  "other source": () =>
    t.request
      .post("/v1/sources")
      .send(document({ title: `Speech ${next()}` }))
      .expect(201),
  quote: () =>
    t.request
      .patch(`/v1/quotes/${ids.quote}`)
      .send({ translation: `Words ${next()}` })
      .expect(200),
  "name of KGZ": patch("parties/KGZ", () => ({ name: `Kyrgyzstan ${next()}` })),
  "name of UZB": patch("parties/UZB", () => ({ name: `Uzbekistan ${next()}` })),
  "new commitment": () => make(t, { title: `Z ${next()}` }),
  "relation of c": () =>
    t.request
      .post("/v1/commitments/c/relations")
      .send({ type: ["restates", "implements", "amends"][next() % 3], to: "b" }),
};
type Write = keyof typeof writes;

const ask = (app: FastifyInstance, url: string, headers = {}) =>
  app.inject({ url, headers: { host: "a.example", "accept-encoding": "identity", ...headers } });

/** Whether the answer was made anew after a write, and the tag of before was not good for a 304 any more. */
async function isMadeAnew(url: string, write: Write): Promise<boolean> {
  const first = await ask(t.app, url);
  expect(first.statusCode).toBe(200);
  await writes[write]();
  const before = seen.reads;
  const again = await ask(t.app, url, { "if-none-match": String(first.headers.etag) });
  const isMade = seen.reads > before;
  const now = await ask(t.app, url);
  expect(now.payload).toBe((await ask(without, url)).payload);
  if (now.payload !== first.payload) expect(again.statusCode).toBe(200);
  if (!isMade) expect(again.statusCode).toBe(304);
  return isMade;
}

const a = "/v1/commitments/a";

describe("an answer is made anew after a change of", () => {
  it.each<[Write, string]>([
    ["title of a", a],
    ["milestone of a", `${a}?include=milestones`],
    ["note on a", `${a}/events`],
    ["note on a", `${a}/timeline`],
    ["note on a", `${a}/history`],
    ["title of b", `${a}?include=relations`],
    ["title of b", `${a}/relations`],
    ["due date of b", `${a}/explain`],
    ["relation of c", "/v1/commitments/b/relations"],
    ["source", `${a}?include=sources`],
    ["source", `${a}/timeline`],
    ["source", `/v1/timeline?limit=200`],
    ["quote", `${a}?include=quotes`],
    ["quote", `${a}/timeline`],
    ["quote", "/v1/quotes"],
    ["name of KGZ", `${a}?include=parties`],
    ["name of KGZ", "/v1/stats?by=party"],
    ["name of KGZ", "/v1/parties/KGZ"],
    ["title of c", "/v1/commitments?sort=title&limit=1"],
    ["tags of c", "/v1/commitments?tag=kept"],
    ["tags of c", "/v1/stats?by=tag"],
    ["tags of c", "/v1/commitments?q=kept"],
    ["due date of c", "/v1/commitments?timeliness=overdue"],
    ["due date of c", "/v1/stats?by=timeliness"],
    ["due date of c", "/v1/stats?by=type"],
    ["type of c", "/v1/commitments?type=trade&limit=1"],
    ["signature of c", "/v1/stats?by=status"],
    ["note on c", "/v1/timeline?limit=200"],
    ["note on c", "/v1/stats/series?interval=year"],
    ["new commitment", "/v1/commitments?sort=title&limit=1"],
    ["new commitment", "/v1/stats?by=status"],
    ["new commitment", "/v1"],
    ["name of UZB", "/v1/changes?limit=1"],
  ])("%s: %s", async (write, url) => {
    expect(await isMadeAnew(url, write)).toBe(true);
  });
});

describe("an answer is given again after a change of", () => {
  it.each<[Write, string]>([
    ["title of c", a],
    ["title of c", `${a}?include=quotes,events,milestones,parties,sources,relations`],
    ["note on c", `${a}/timeline`],
    ["note on c", `${a}/history`],
    ["due date of c", `${a}/explain`],
    ["other source", `${a}/timeline`],
    ["name of UZB", `${a}?include=parties`],
    ["tags of c", "/v1/commitments?sort=title&limit=1"],
    ["tags of c", "/v1/commitments?type=infrastructure"],
    ["note on c", "/v1/commitments?sort=title&limit=1"],
    ["tags of c", "/v1/stats?by=status"],
    ["title of c", "/v1/stats?by=party,type"],
    ["name of KGZ", "/v1/stats?by=status"],
    ["title of a", "/v1/parties?limit=200"],
    ["note on a", "/v1/quotes"],
    ["new commitment", "/v1/sources"],
    ["title of a", "/v1/codelists/status"],
  ])("%s: %s", async (write, url) => {
    expect(await isMadeAnew(url, write)).toBe(false);
  });
});

describe("an answer as of an earlier line", () => {
  it("is given again whatever is recorded since, and on any day", async () => {
    for (const url of [`${a}?${ids.before}`, `/v1/commitments?${ids.before}`, `/v1/stats?by=status&${ids.before}`]) {
      expect(await isMadeAnew(url, "title of a")).toBe(false);
      const before = seen.reads;
      t.clock.set(`20${30 + next()}-01-01T00:00:00.000Z`);
      await ask(t.app, url);
      expect(seen.reads).toBe(before);
    }
  });

  it("is not given any more once something was purged", async () => {
    const { slug } = await make(t, { title: "Secret" });
    const url = `/v1/commitments/${slug}?asOf=seq:${(await t.store.head()).seq}`;
    const before = [(await ask(t.app, url)).statusCode, (await ask(t.app, url)).statusCode];
    const admin = await t.as("admin");
    await admin.post(`/v1/records/commitment/${slug}/purge`).send({ reason: "A court." }).expect(200);
    expect([...before, (await ask(t.app, url)).statusCode]).toEqual([200, 200, (await ask(without, url)).statusCode]);
    expect((await ask(without, url)).statusCode).toBeGreaterThanOrEqual(400);
  });
});

it("a record that was renamed, deleted or brought back is found where it is now", async () => {
  const { id } = await make(t, { slug: "old" });
  const found = async (key: string) => (await ask(t.app, `/v1/commitments/${key}`)).statusCode;
  const both = async () => [await found("old"), await found("new"), await found(id)];
  expect([await both(), await both()]).toEqual([
    [200, 404, 200],
    [200, 404, 200],
  ]);
  await t.request.patch(`/v1/commitments/${id}`).send({ slug: "new" }).expect(200);
  expect([await both(), await both()]).toEqual([
    [404, 200, 200],
    [404, 200, 200],
  ]);
  await t.request.delete(`/v1/commitments/${id}`).expect(204);
  expect(await both()).toEqual([404, 404, 404]);
  await t.request.post(`/v1/commitments/${id}/restore`).expect(200);
  expect(await both()).toEqual([404, 200, 200]);
});
