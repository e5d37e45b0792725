import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../../src/seeds.ts";
import { type App, body, happening, make, record, textOf } from "../helpers/http-bodies.ts";
import { openTestApp } from "../helpers/test-app.ts";

interface Entry {
  entry: string;
  id: string;
  commitment: { slug: string };
  date: string | null;
  earliest: string | null;
  latest: string | null;
  title: string;
  status: string | null;
  evidence: { source: { slug: string }; quote: { exact: string } | null }[];
}

let t: App;
beforeAll(async () => {
  t = await openTestApp();
  await loadSeeds(t.context);
});
afterAll(() => t.close());

const entries = async (path: string): Promise<Entry[]> => {
  const answer = await t.request.get(path);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.data;
};
const at = ({ earliest, latest }: Entry) => earliest ?? latest;
const inOrder = (list: Entry[]) => {
  const known = list.map(at).filter((day) => day !== null);
  return [...known.toSorted(), ...Array(list.length - known.length).fill(null)];
};

describe("the timeline of a commitment", () => {
  it("shows everything dated in one order, the undated last", async () => {
    const { slug, id } = await make(t, {
      due: { text: "in the near future" },
      events: [happening("signed", "2024-06-06"), happening("note", "2021")],
      milestones: [
        { title: "met", state: "met", metOn: "2024-09" },
        { title: "open", due: { edtf: "2030" } },
        { title: "never" },
      ],
    });
    await record(t, slug, "postponed", "2024-07-01", { due: { edtf: "2028" } });
    const list = await entries(`/v1/commitments/${slug}/timeline`);
    expect(list.map(({ entry, date, title }) => [entry, date, title])).toEqual([
      ["event", "2021", "note on 2021"],
      ["stated", "2023-05-26", "Establish cultural centers"],
      ["event", "2024-06-06", "signed on 2024-06-06"],
      ["event", "2024-07-01", "postponed on 2024-07-01"],
      ["milestone", "2024-09", "met"],
      ["due", "2028", "Due: 2028"],
      ["milestone", "2030", "open"],
      ["milestone", null, "never"],
      ["original_due", null, "First due: in the near future"],
    ]);
    expect(list[1]).toMatchObject({ id, status: "stated", firmness: "intend" });
    expect(list[4]).toMatchObject({ state: "met", timeliness: "no_due", type: null });
  });

  it("shows for each entry its sources and their words", async () => {
    const source = await textOf(t, "We will sign. It was signed.", {
      title: "Both",
      publisher: "P",
      issuedBy: ["CHN"],
    });
    const said = { sourceId: source.slug, exact: "We will sign.", translation: "x" };
    const evidence = [{ sourceId: source.slug, quote: { exact: "It was signed." } }, { sourceId: source.slug }];
    const { slug } = await make(t, { quotes: [said], events: [happening("signed", "2024-06-06", { evidence })] });
    const [stated, signed] = await entries(`/v1/commitments/${slug}/timeline`);
    const brief = {
      id: source.id,
      slug: source.slug,
      title: "Both",
      publisher: "P",
      kind: "speech",
      issuedBy: ["CHN"],
    };
    expect(stated?.evidence).toMatchObject([
      { source: brief, quote: { exact: said.exact, translation: "x", anchor: "exact" } },
    ]);
    expect(signed?.evidence).toMatchObject([
      { source: brief, quote: { exact: "It was signed." } },
      { source: brief, quote: null },
    ]);
  });

  it("is cut by from and to where bounds overlap, by kind of entry, and turned round", async () => {
    const { slug } = await make(t, {
      due: { edtf: "2024/2026" },
      events: ["2022-12-31", "2023~", "2024-02-29", "2025"].map((date) => happening("note", date)),
    });
    const dates = async (query: string) =>
      (await entries(`/v1/commitments/${slug}/timeline?${query}`)).map(({ date }) => date);
    expect(await dates("to=2022")).toEqual(["2022-12-31"]);
    expect(await dates("from=2023-06&to=2024-01")).toEqual(["2023~", "2024/2026"]);
    expect(await dates("from=2025-12-31&entry=event")).toEqual(["2025"]);
    expect(await dates("entry=stated,due")).toEqual(["2023-05-26", "2024/2026"]);
    expect(await dates("entry=event&order=desc")).toEqual(["2025", "2024-02-29", "2023~", "2022-12-31"]);
    for (const query of ["from=2023-02-30", "entry=evnt", "order=up", "till=2024"]) {
      const answer = await t.request.get(`/v1/commitments/${slug}/timeline?${query}`);
      expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, query.split("=")[0]]);
    }
    expect((await t.request.get("/v1/commitments/nowhere/timeline")).status).toBe(404);
  });

  it("loses a deleted event and takes it back", async () => {
    const { slug } = await make(t);
    const { id } = await record(t, slug, "signed", "2024-06-06");
    const ids = async () => (await entries(`/v1/commitments/${slug}/timeline`)).map((entry) => entry.id);
    expect(await ids()).toContain(id);
    await t.request.delete(`/v1/commitments/${slug}/events/${id}`);
    expect(await ids()).not.toContain(id);
    await t.request.post(`/v1/commitments/${slug}/events/${id}/restore`);
    expect(await ids()).toContain(id);
  });

  it("changes its ETag with the record alone", async () => {
    const first = await t.request.get("/v1/commitments/cku-railway/timeline");
    const ask = () =>
      t.request.get("/v1/commitments/cku-railway/timeline").set("If-None-Match", String(first.headers.etag));
    expect((await ask()).status).toBe(304);
    await record(t, "cku-railway", "note", "2026-11-01");
    expect((await ask()).status).toBe(200);
  });
});

describe("the timeline across commitments", () => {
  it("is in one order, with the filters of the list", async () => {
    const list = await entries("/v1/timeline?limit=200&promisor=CHN&party=UZB");
    expect(new Set(list.map(({ commitment }) => commitment.slug))).toEqual(new Set(["cku-railway"]));
    expect(list.map(at)).toEqual(inOrder(list));
    const few = await entries("/v1/timeline?limit=200&status=completed&entry=stated");
    const completed = (await t.request.get("/v1/commitments?status=completed&limit=200")).body.data;
    expect(few).toHaveLength(completed.length);
  });

  it("pages either way through the same entries, each once", async () => {
    for (const order of ["asc", "desc"]) {
      const whole = await entries(`/v1/timeline?limit=200&order=${order}&tag=people-to-people`);
      const seen: Entry[] = [];
      for (let next: string | null = ""; next !== null; ) {
        const page = await body(
          t.request.get(`/v1/timeline?limit=7&order=${order}&tag=people-to-people${next && `&cursor=${next}`}`),
          200,
        );
        seen.push(...(page.data as unknown as Entry[]));
        next = (page.page as unknown as { next: string | null }).next;
      }
      expect(seen).toEqual(whole);
      expect(whole.length).toBeGreaterThan(14);
    }
  });

  it("in reverse has the newest first and the undated still last", async () => {
    const list = await entries("/v1/timeline?limit=200&order=desc&party=CHN&entry=due,milestone");
    const known = list.map(at).filter((day) => day !== null);
    expect(list.map(at)).toEqual([...known.toSorted().reverse(), ...Array(list.length - known.length).fill(null)]);
    expect(known.length).toBeLessThan(list.length);
  });

  it("refuses an unknown party and a cursor of another range", async () => {
    expect((await t.request.get("/v1/timeline?party=XXX")).body.errors[0]).toMatchObject({
      parameter: "party",
      code: "unknown_party",
    });
    const { next } = (await t.request.get("/v1/timeline?limit=2&from=2024")).body.page;
    expect((await t.request.get(`/v1/timeline?limit=2&from=2025&cursor=${next}`)).body.code).toBe("invalid_cursor");
    expect((await t.request.get(`/v1/commitments/cku-railway/timeline?cursor=${next}&from=2024`)).body.code).toBe(
      "invalid_cursor",
    );
  });
});
