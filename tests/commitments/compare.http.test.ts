import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, make, openWithParties, record, refused } from "../helpers/http-bodies.ts";
import { change, makeCommitment, stamp } from "../helpers/stored-records.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

interface Row {
  slug: string;
  change: string;
  diff: { path: string; from?: unknown; to?: unknown }[];
}
const compare = async (query: string): Promise<{ data: Row[]; page: { next: string | null } }> =>
  (await t.request.get(`/v1/compare?${query}`).expect(200)).body;
const seq = async () => (await t.store.head()).seq;
const changes = ({ data }: { data: Row[] }) => Object.fromEntries(data.map(({ slug, change }) => [slug, change]));

describe("two moments of the record", () => {
  it("differ by what is new, what has gone, and which fields changed, whatever happened in between", async () => {
    await make(t, { slug: "stays", tags: ["first"] });
    await make(t, { slug: "moves", tags: ["first"], due: { edtf: "2025" } });
    await make(t, { slug: "goes", tags: ["first"] });
    const from = await seq();
    await record(t, "moves", "signed", "2024-06-06", { due: { edtf: "2027" } });
    await t.request.delete("/v1/commitments/goes").expect(204);
    await make(t, { slug: "comes", tags: ["first"] });
    await t.request.patch("/v1/commitments/stays").send({ title: "Other" }).expect(200);
    await t.request.patch("/v1/commitments/stays").send({ title: "Establish cultural centers" }).expect(200);
    const to = await seq();
    await make(t, { slug: "later", tags: ["first"] });
    const answer = await compare(`from=seq:${from}&to=seq:${to}&tag=first`);
    expect(changes(answer)).toEqual({ moves: "changed", goes: "gone", comes: "new" });
    const [moved] = answer.data.filter(({ slug }) => slug === "moves");
    expect(moved?.diff).toContainEqual({ op: "replace", path: "/status", from: "stated", to: "agreed" });
    expect(moved?.diff).toContainEqual({ op: "replace", path: "/due/edtf", from: "2025", to: "2027" });
    expect(changes(await compare(`from=seq:${from}&tag=first`))).toMatchObject({ later: "new" });
  });

  it("are compared for what matches the filters at either of them", async () => {
    const { slug } = await make(t, { tags: ["second"] });
    const from = await seq();
    await t.request
      .patch(`/v1/commitments/${slug}`)
      .send({ tags: ["third"] })
      .expect(200);
    for (const tag of ["second", "third"])
      expect(changes(await compare(`from=seq:${from}&tag=${tag}`))).toEqual({ [slug]: "changed" });
    expect((await compare(`from=seq:${from}&tag=fourth`)).data).toEqual([]);
  });

  it("are answered in pages that leave nothing out, also beyond what is looked at in one step", async () => {
    const from = await seq();
    const parties = [{ party: "KGZ", role: "promisor" as const }];
    const many = Array.from({ length: 450 }, (_, n) => makeCommitment(1000 + n, { tags: ["many"], parties }));
    await t.store.apply(
      many.map((entity) => change("create", "commitment", entity)),
      stamp,
    );
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page = await compare(`from=seq:${from}&tag=many&limit=200${next && `&cursor=${next}`}`);
      seen.push(...page.data.map(({ slug }) => slug));
      next = page.page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([450, 450]);
  });
});

it("two days of the world differ by what had happened, on the record as it is", async () => {
  const { slug } = await make(t, { tags: ["days"] });
  await record(t, slug, "signed", "2024-06-06");
  await record(t, slug, "completed", "2025-06-06");
  const { data } = await compare("fromOn=2024-01-01&toOn=2024-12-31&tag=days");
  expect(data[0]?.diff).toContainEqual({ op: "replace", path: "/status", from: "stated", to: "agreed" });
  expect((await compare("fromOn=2024-07-01&toOn=2024-12-31&tag=days")).data).toEqual([]);
});

it("a moment must be named, and not be one that nobody knows yet", async () => {
  const errors = async (query: string) => (await refused(t, t.request.get(`/v1/compare?${query}`))).body.errors;
  expect(await errors("tag=x")).toMatchObject([{ parameter: "from", code: "required" }]);
  expect(await errors("from=2099-01-01T00:00:00Z")).toMatchObject([{ parameter: "from", code: "in_the_future" }]);
  expect(await errors("from=seq:1&to=seq:99999999")).toMatchObject([{ parameter: "to", code: "in_the_future" }]);
});

it("compares with today, also when the day has turned with nothing written, by whatever address it is asked", async () => {
  const app = await openWithParties({ now: "2026-11-28T23:59:59.999Z" });
  const { slug } = await make(app);
  await record(app, slug, "cancelled", "2026-11-28", { effectiveOn: "2026-11-29" });
  const today = async () => {
    const { body } = await app.request.get("/v1/compare?fromOn=2026-11-28").expect(200);
    return body.data.flatMap(({ diff }: Row) => diff.filter(({ path }) => path === "/status").map(({ to }) => to));
  };
  expect(await today()).toEqual([]);
  app.clock.set("2026-11-29T00:00:00.000Z");
  for (const _ of [1, 2]) expect(await today()).toEqual(["cancelled"]);
  expect((await app.app.inject(`/v1/%63ommitments/${slug}`)).json().status).toBe("cancelled");
  await app.close();
});
