import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSeeds } from "../../src/seeds.ts";
import type { App } from "../helpers/http-bodies.ts";
import { openTestApp } from "../helpers/test-app.ts";

interface Group {
  key: string | null;
  count: number;
}
interface Facet {
  by: string;
  groups: Group[];
}

let t: App;
beforeAll(async () => {
  t = await openTestApp();
  await loadSeeds(t.context);
});
afterAll(() => t.close());

const read = async (path: string) => (await t.request.get(path).expect(200)).body;
const stats = async (query: string) => (await read(`/v1/stats?fields=count&limit=200&${query}`)).data;

describe("facets", () => {
  it("count each dimension with every filter but its own", async () => {
    const facets = await read(
      "/v1/stats/facets?by=status,type,party&limit=200&status=implementing&type=culture,finance",
    );
    const groups = Object.fromEntries(facets.data.map(({ by, groups }: Facet) => [by, groups]));
    expect(groups).toEqual({
      status: await stats("by=status&type=culture,finance"),
      type: await stats("by=type&status=implementing"),
      party: await stats("by=party&status=implementing&type=culture,finance"),
    });
    const { page } = await read("/v1/commitments?count=exact&status=implementing&type=culture,finance");
    expect(facets.total).toBe(page.count);
  });

  it.each(["", "on=2025-06-30", "status=implementing,agreed", "party=CHN&statedFrom=2023"])(
    "are those of the statistics, however many are asked for at once: %s",
    async (query) => {
      const dimensions = ["status", "timeliness", "type", "firmness", "corroboration", "party", "dueYear"];
      const { data, total } = await read(`/v1/stats/facets?by=${dimensions}&limit=200&${query}`);
      for (const { by, groups } of data) {
        const but = new URLSearchParams(query);
        but.delete(by);
        expect([by, groups]).toEqual([by, await stats(`by=${by}&${but}`)]);
      }
      expect(data.map(({ by }: Facet) => by)).toEqual(dimensions);
      expect(total).toBe((await read(`/v1/commitments?count=exact&limit=1&${query}`)).page.count);
    },
  );

  it("leave the range out by which a year is chosen", async () => {
    const range = "statedFrom=2024&statedTo=2024";
    const { data, total } = await read(`/v1/stats/facets?by=statedYear,dueYear&${range}`);
    expect(total).toBe(0);
    expect(data[0].groups).toEqual(await stats("by=statedYear"));
    expect(data[1].groups).toEqual([]);
  });

  it("say how many values are left out", async () => {
    const { data } = await read("/v1/stats/facets?by=party&limit=2");
    const all: Group[] = await stats("by=party");
    const others = all.slice(2);
    expect(data[0].otherGroups).toEqual({
      groups: others.length,
      count: others.reduce((sum, { count }) => sum + count, 0),
    });
  });
});

describe("the overview", () => {
  it.each(["", "on=2025-06-30", "party=CHN&counterparty=UZB", "status=lapsed"])(
    "holds what the lists and the statistics give: %s",
    async (query) => {
      const overview = await read(`/v1/stats/overview?limit=20&${query}`);
      const slugs = (rows: { slug: string }[]) => rows.map(({ slug }) => slug);
      const list = async (more: string) =>
        slugs((await read(`/v1/commitments?limit=20&sort=due&${more}&${query}`)).data);
      expect(slugs(overview.next)).toEqual(await list("timeliness=due_now,not_yet_due"));
      expect(slugs(overview.overdue)).toEqual(await list("timeliness=overdue"));
      for (const by of ["status", "timeliness"])
        expect(overview[by]).toEqual((await read(`/v1/stats?fields=count,overdue&by=${by}&${query}`)).data);
      const { data: cells } = await read(`/v1/stats?fields=count&by=party,status&limit=200&${query}`);
      const shown = overview.parties.flatMap(({ key, status }: { key: string; status: Record<string, number> }) =>
        Object.entries(status).map(([key2, count]) => `${key} ${key2} ${count}`),
      );
      const expected = cells.map(({ key, key2, count }: Group & { key2: string }) => `${key} ${key2} ${count}`);
      expect(shown.toSorted()).toEqual(expected.toSorted());
    },
  );

  it("shows what happened lately, the newest first, and nothing of days to come", async () => {
    const { latest, day } = await read("/v1/stats/overview?limit=20&on=2024-12-31");
    const days = latest.map(({ earliest }: { earliest: string }) => earliest);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(days.every((each: string) => each <= day)).toBe(true);
    expect(latest).toHaveLength(20);
  });
});
