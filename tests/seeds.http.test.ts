import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../src/seeds.ts";
import type { App } from "./helpers/http-bodies.ts";
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
    expect(await count("/v1/parties?kind=state")).toBe(249);
    expect(await get("/v1/parties/KGZ")).toMatchObject({
      name: "Kyrgyzstan",
      isoAlpha2: "KG",
      names: { zh: "吉尔吉斯斯坦" },
    });
    const [one, two] = [
      await get("/v1/parties?kind=state&limit=200&sort=code"),
      await get("/v1/parties?kind=state&limit=200&sort=-code"),
    ];
    const codes = new Set([...one.data, ...two.data].map(({ code }: { code: string }) => code));
    expect([codes.size, codes.has("CHN"), codes.has("UZB"), codes.has("TWN")]).toEqual([249, true, true, true]);
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

  it("have 128 events, each with a source and a quote", async () => {
    const { data } = await get("/v1/commitments?include=events&fields=slug&limit=200");
    const events = data.flatMap(
      (commitment: { events: { evidence: { quoteId: string | null }[] }[] }) => commitment.events,
    );
    expect(events).toHaveLength(128);
    expect(events.filter(({ evidence }: { evidence: { quoteId: string | null }[] }) => !evidence[0]?.quoteId)).toEqual(
      [],
    );
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
