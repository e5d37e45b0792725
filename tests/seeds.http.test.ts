import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NewParty } from "../src/domain/party.ts";
import { addParties } from "../src/parties/service.ts";
import { loadKnownParties, loadSeeds } from "../src/seeds.ts";
import { type App, promise } from "./helpers/http-bodies.ts";
import { openTestApp } from "./helpers/test-app.ts";

let t: App;
let loaded: Awaited<ReturnType<typeof loadSeeds>>;
beforeAll(async () => {
  t = await openTestApp();
  loaded = await loadSeeds(t.context);
});
afterAll(() => t.close());

const get = async (path: string) => {
  const answer = await t.request.get(path);
  expect(answer.status).toBe(200);
  return answer.body;
};
const count = async (path: string) =>
  (await get(`${path}${path.includes("?") ? "&" : "?"}limit=1&count=exact`)).page.count;

describe("the seeds", () => {
  it("loaded twice change nothing", async () => {
    const head = await t.store.head();
    expect(await loadSeeds(t.context)).toEqual({ parties: 0, sources: 0, commitments: 0 });
    expect(await t.store.head()).toEqual(head);
  });

  it("have every state of ISO 3166-1, with its names", async () => {
    expect(await get("/v1/parties/KGZ")).toMatchObject({
      name: "Kyrgyzstan",
      isoAlpha2: "KG",
      names: { zh: "吉尔吉斯斯坦" },
    });
    const [one, two] = [
      await get("/v1/parties?kind=state&limit=200&sort=code"),
      await get("/v1/parties?kind=state&limit=200&sort=-code"),
    ];
    const coded = [...one.data, ...two.data].filter(
      ({ isoAlpha2 }: { isoAlpha2: string | null }) => isoAlpha2 !== null,
    );
    const codes = new Set(coded.map(({ code }: { code: string }) => code));
    expect([codes.size, codes.has("CHN"), codes.has("UZB"), codes.has("TWN")]).toEqual([249, true, true, true]);
  });

  it.each([
    ...[
      ["Turkey", "TUR"],
      ["UK", "GBR"],
      ["Britain", "GBR"],
      ["Ivory Coast", "CIV"],
      ["Czechia", "CZE"],
    ],
    ...[
      ["Republic of Korea", "KOR"],
      ["Burma", "MMR"],
      ["Swaziland", "SWZ"],
      ["Zaire", "COD"],
      ["KG", "KGZ"],
    ],
    ...[
      ["Kyrgyzstan", "KGZ"],
      ["Kyrgyz Republic", "KGZ"],
      ["Кыргызстан", "KGZ"],
      ["吉尔吉斯斯坦", "KGZ"],
    ],
    ...[
      ["U.S.", "USA"],
      ["USSR", "SUN"],
      ["East Germany", "DDR"],
      ["European Union", "EU"],
      ["ШОС", "SCO"],
    ],
    ...[
      ["World Bank Group", "WB"],
      ["IBRD", "WB"],
      ["C5", "C5"],
      ["Organization of Turkic States", "OTS"],
    ],
  ])("find %s by that name, and tell its code to whoever writes that for it", async (name, code) => {
    const q = encodeURIComponent(name);
    expect((await get(`/v1/parties?q=${q}`)).data.map((party: { code: string }) => party.code)).toContain(code);
    if (name === code) return;
    const told = expect.stringMatching(new RegExp(`Did you mean \`${code}\` \\(.+\\)\\?`));
    const sent = promise({ parties: [{ party: name, role: "promisor" }] });
    const written = await t.request.post("/v1/commitments").send(sent);
    expect([written.status, written.body.errors[0]]).toEqual([422, expect.objectContaining({ detail: told })]);
    const listed = await t.request.get(`/v1/commitments?party=${q}`);
    expect([listed.status, listed.body.errors[0]]).toEqual([400, expect.objectContaining({ detail: told })]);
  });

  it("have the usual organisations with their members, and states that are no more with their successors", async () => {
    expect(await count("/v1/parties?kind=igo")).toBe(60);
    expect(await get("/v1/parties/OTS")).toMatchObject({ members: ["AZE", "KAZ", "KGZ", "TUR", "UZB"], until: null });
    expect((await get("/v1/parties/UNDP")).parent).toBe("UN");
    expect(await get("/v1/parties/CSK")).toMatchObject({ until: "1992-12-31", successors: ["CZE", "SVK"] });
    expect((await get("/v1/parties?limit=200&q=soviet")).data.map(({ code }: { code: string }) => code)).toContain(
      "SUN",
    );
  });

  it("have 21 commitments of one article, whose words they quote 29 times, attested by its hash", async () => {
    expect([loaded.commitments, await count("/v1/commitments")]).toEqual([21, 21]);
    const { data } = await get("/v1/sources/cgtn-2023-05-26-musaeva/quotes?limit=200");
    const quoted = (await get("/v1/commitments?include=quotes&fields=slug&limit=200")).data.flatMap(
      ({ quotes }: { quotes: { id: string }[] }) => quotes.map(({ id }) => id),
    );
    expect(quoted).toHaveLength(29);
    expect(new Set(quoted)).toEqual(new Set(data.map(({ id }: { id: string }) => id)));
    for (const quote of data) {
      expect(quote).toMatchObject({
        anchor: "attested",
        language: "en",
        speaker: { party: "KGZ", name: "Aktilek Musaeva" },
      });
      expect([...quote.exact]).toHaveLength(quote.end - quote.start);
    }
    const [snapshot] = (await get("/v1/sources/cgtn-2023-05-26-musaeva/snapshots")).data;
    expect(snapshot).toMatchObject({ hasText: false, length: 7623, sha256: expect.stringMatching(/^b3e6dd10/) });
  });

  it("tell the railway from 2021 to 2026 in order, each event with its source and its words", async () => {
    const { data } = await get("/v1/commitments/cku-railway/timeline?entry=event&limit=200");
    expect(data.length).toBeGreaterThan(15);
    const days = data.map(({ earliest }: { earliest: string }) => earliest);
    expect(days).toEqual(days.toSorted());
    expect([days[0].slice(0, 4), days.at(-1).slice(0, 4)]).toEqual(["2021", "2026"]);
    for (const { title, evidence } of data) {
      expect(evidence.length, title).toBeGreaterThan(0);
      for (const { source, quote } of evidence) {
        expect([source.title.length > 0, source.url], title).toEqual([true, expect.stringMatching(/^https?:/)]);
        expect(quote.exact.length, title).toBeGreaterThan(0);
      }
    }
    expect(await count("/v1/commitments/cku-railway/events")).toBe(data.length);
  });

  it("have the start of the railway 57 to 87 days late", async () => {
    const { data } = await get("/v1/commitments/cku-railway/milestones?limit=200");
    const days = { minDays: 57, maxDays: 87 };
    expect(data).toContainEqual(
      expect.objectContaining({ slippage: expect.objectContaining(days), timeliness: "met_late" }),
    );
  });

  it("have 127 events, each with a source and a quote", async () => {
    const { data } = await get("/v1/commitments?include=events&fields=slug&limit=200");
    const events = data.flatMap(
      (commitment: { events: { evidence: { quoteId: string | null }[] }[] }) => commitment.events,
    );
    expect(events).toHaveLength(127);
    expect(events.filter(({ evidence }: { evidence: { quoteId: string | null }[] }) => !evidence[0]?.quoteId)).toEqual(
      [],
    );
  });

  it("have the one verdict that a source gives, with its words, and none of ours", async () => {
    const { data } = await get("/v1/commitments?fulfilment=!not_assessed&include=assessments");
    expect(data).toMatchObject([
      {
        slug: "business-environment",
        ...{ fulfilment: "limited", fulfilmentByOrigin: { selfReported: "not_assessed", independent: "limited" } },
        assessments: [
          { assessor: "US Department of State", confidence: "low", evidence: [{ quoteId: expect.any(String) }] },
        ],
      },
    ]);
  });

  it("have the third border port delivered, not completed: it opened with temporary buildings", async () => {
    expect(await get("/v1/commitments/third-border-port")).toMatchObject({
      status: "delivered",
      statusSince: "2024-09-03",
    });
  });

  it("have the cultural centers' agreement kept before it was announced", async () => {
    const due = { text: "This year", edtf: "2023", basis: "relative" };
    const kept = {
      status: "completed",
      statusSince: "2023-05-18",
      statedOn: "2023-05-26",
      timeliness: "met_on_time",
      due,
    };
    expect(await get("/v1/commitments/cultural-centers")).toMatchObject(kept);
  });

  it("leave what was promised for the near future undated", async () => {
    const { due, timeliness } = await get("/v1/commitments/visa-free-agreement");
    expect([due.edtf, due.basis, timeliness]).toEqual([null, "none", "no_due"]);
    expect(due.text).toMatch(/near future/);
  });
});

it("seeds that are interrupted leave nothing, so that the next start begins anew, and two that begin at once load them once", async () => {
  const fresh = await openTestApp();
  let left = 300;
  const newId = () => {
    if (left-- === 0) throw new Error("no space");
    return fresh.context.newId();
  };
  await expect(loadSeeds({ ...fresh.context, newId })).rejects.toThrow(/^Seed .+: no space$/);
  expect(left).toBe(-1);
  expect((await fresh.store.head()).seq).toBe(0);
  const both = await Promise.all([loadSeeds(fresh.context), loadSeeds(fresh.context)]);
  expect(both.map(({ commitments }) => commitments).sort()).toEqual([0, 21]);
  await fresh.close();
});

it("processes that start at once add each party once", async () => {
  const fresh = await openTestApp();
  const added = await Promise.all([loadKnownParties(fresh.context), loadKnownParties(fresh.context)]);
  expect(added[0] + added[1]).toBe(317);
  await fresh.close();
});

it("a database from before has its states called by all their names, and new parties only where their codes are free", async () => {
  const old = await openTestApp();
  const party = (code: string, more: Partial<NewParty>) => NewParty.parse({ code, kind: "state", name: code, ...more });
  const kept = party("EU", { kind: "agency", name: "Our own EU" });
  await addParties(old.context, [party("TUR", { name: "Türkiye" }), party("GBR", {}), party("RUS", {}), kept]);
  const db = new Database(old.url.slice("file:".length));
  db.exec("update ledger set data = json_remove(data, '$.aliases', '$.members', '$.until', '$.successors')");
  db.close();
  await old.request.patch("/v1/parties/GBR").send({ name: "Britannia" }).expect(200);
  await old.request.delete("/v1/parties/RUS").expect(204);
  await loadKnownParties(old.context);
  const read = async (code: string) => (await old.request.get(`/v1/parties/${code}`).expect(200)).body;
  expect(await read("TUR")).toMatchObject({ version: 2, aliases: ["Turkey"], name: "Türkiye" });
  expect(await read("GBR")).toMatchObject({ version: 2, name: "Britannia", aliases: [] });
  expect(await read("EU")).toMatchObject({ version: 1, name: "Our own EU", members: [] });
  expect((await read("EAEU")).members).toEqual(["ARM", "BLR", "KAZ", "KGZ"]);
  expect((await old.request.get("/v1/parties/RUS")).status).toBe(404);
  const head = await old.store.head();
  expect([await loadKnownParties(old.context), await old.store.head()]).toEqual([0, head]);
  await old.close();
});
