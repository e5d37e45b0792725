import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, body, document, make, openWithParties, record, slugs, textOf } from "../helpers/http-bodies.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties({ now: "2026-11-28T12:00:00.000Z" });
});
afterAll(() => t.close());

const found = async (query: string) => slugs(await t.request.get(`/v1/commitments?sort=title&${query}`).expect(200));
const counted = async (query: string) =>
  (await t.request.get(`/v1/commitments?limit=1&count=exact&${query}`).expect(200)).body.page.count;

describe("what is to be looked after is found by a filter, with its count", () => {
  it("nothing has happened since a day: no event that began on it or later, as was known and as had happened then", async () => {
    const tags = ["quiet"];
    const never = await make(t, { title: "A", tags });
    const long = await make(t, { title: "B", tags });
    const lately = await make(t, { title: "C", tags });
    await record(t, long.slug, "signed", "2024-05-01");
    const { seq } = await t.store.head();
    await record(t, lately.slug, "signed", "2026-05-01");
    expect(await found("tag=quiet&quietSince=2025-11-28")).toEqual([never.slug, long.slug]);
    expect(await found("tag=quiet&quietSince=2026-05-01")).toEqual([never.slug, long.slug]);
    expect(await found("tag=quiet&quietSince=2026-05-02")).toHaveLength(3);
    expect(await found(`tag=quiet&quietSince=2025-11-28&asOf=seq:${seq}`)).toHaveLength(3);
    expect(await found("tag=quiet&quietSince=2024-01-01&on=2024-04-30")).toHaveLength(3);
    expect(await counted("tag=quiet&quietSince=2025-11-28")).toBe(2);
  });

  it("nothing is on record that shows it: no words, no sources, neither of it nor of its timeline", async () => {
    const tags = ["shown"];
    const bare = await make(t, { title: "A", tags });
    const source = await textOf(t, "We will do it. We have done it.");
    await make(t, { title: "B", tags, quotes: [{ sourceId: source.id, exact: "We will do it." }] });
    const told = await make(t, { title: "C", tags });
    await record(t, told.slug, "signed", "2024-05-01");
    expect(await found("tag=shown&evidenced=false")).toEqual([bare.slug, told.slug]);
    const { slug: paper } = await body(t.request.post("/v1/sources").send(document({ slug: "a-paper" })));
    await record(t, told.slug, "note", "2024-06-01", { evidence: [{ sourceId: paper }] });
    expect(await found("tag=shown&evidenced=false")).toEqual([bare.slug]);
    expect(await counted("tag=shown&evidenced=true")).toBe(2);
  });

  it("another one has its title, or its words and type, until a relation tells the two apart or one is gone", async () => {
    const tags = ["twice"];
    const source = await textOf(t, "We shall build a road. We shall mend a bridge.");
    const quotes = [{ sourceId: source.id, exact: "We shall build a road." }];
    const road = await make(t, { title: "A road", tags, quotes });
    const again = await make(t, { title: "To build it", tags, quotes });
    const bridge = await make(t, { title: "Le pont", tags });
    const pont = await make(t, { title: "LE PONT", tags });
    await make(t, { title: "Something else", tags });
    expect(await found("tag=twice&duplicated=true")).toEqual([road.slug, bridge.slug, pont.slug, again.slug]);
    expect(await found(`duplicateOf=${road.slug}`)).toEqual([again.slug]);
    expect(await found(`duplicateOf=${bridge.id}`)).toEqual([pont.slug]);
    await make(t, { title: "Said with it", tags, quotes, type: "finance" });
    expect(await counted("tag=twice&duplicated=false")).toBe(2);
    await body(t.request.post(`/v1/commitments/${again.slug}/relations`).send({ type: "restates", to: road.slug }));
    expect(await found("tag=twice&duplicated=true")).toEqual([bridge.slug, pont.slug]);
    expect(await found(`duplicateOf=${road.slug}`)).toEqual([]);
    await t.request.delete(`/v1/commitments/${pont.slug}`).expect(204);
    expect(await found("tag=twice&duplicated=true")).toEqual([]);
  });

  it("two that are said to be different look like one no more, from either end, until that is taken back", async () => {
    const tags = ["apart"];
    const one = await make(t, { title: "A dam", tags });
    const other = await make(t, { title: "a dam", tags });
    const third = await make(t, { title: "A Dam", tags });
    const relations = `/v1/commitments/${one.slug}/relations`;
    const apart = { type: "different_from", to: other.slug };
    const { id } = await body(t.request.post(relations).send(apart));
    expect(await found(`duplicateOf=${one.slug}`)).toEqual([third.slug]);
    expect(await found(`duplicateOf=${other.slug}`)).toEqual([third.slug]);
    const turned = { type: "different_from", to: one.slug };
    await t.request.post(`/v1/commitments/${other.slug}/relations`).send(turned).expect(409);
    await body(t.request.post(relations).send({ ...apart, to: third.slug }));
    await body(t.request.post(`/v1/commitments/${other.slug}/relations`).send({ ...apart, to: third.slug }));
    expect(await found("tag=apart&duplicated=true")).toEqual([]);
    await t.request.delete(`${relations}/${id}`).expect(204);
    expect(await found("tag=apart&duplicated=true")).toEqual([one.slug, other.slug]);
    const told = [one, third].map(({ slug }) => ({ type: "different_from", to: slug }));
    const { warnings } = await make(t, { title: "A dam", tags, relations: told });
    const detail = `Of the same promisor, this has nearly the same title: "${other.slug}" ("a dam").`;
    expect(warnings).toEqual([{ pointer: "/title", code: "likely_duplicate", detail }]);
    await t.request.get("/v1/commitments?duplicateOf=nobody").expect(400);
  });
});
