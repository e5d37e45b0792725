import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, happening, judgement, make, openWithParties } from "../helpers/http-bodies.ts";
import {
  change,
  makeAssessment,
  makeCommitment,
  makeMilestone,
  makeNotes,
  makeRelation,
  stamp,
} from "../helpers/stored-records.ts";

let t: App;
beforeAll(async () => {
  t = await openWithParties();
});
afterAll(() => t.close());

const list = <T>(length: number, of: (n: number) => T): T[] => Array.from({ length }, (_, n) => of(n));
const codeOf = async (test: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await test;
  return status < 300 ? "taken" : `${status} ${body.code}`;
};

describe("what belongs to one record has a limit:", () => {
  it("2000 events of a commitment; what is there may still be changed", async () => {
    const { id } = await make(t);
    await t.store.apply(makeNotes(id, 0, 1999), stamp);
    const add = () => t.request.post(`/v1/commitments/${id}/events`).send(happening("note", "2024"));
    const last = await add();
    expect(last.status).toBe(201);
    const over = await add();
    expect([over.status, over.body.code, over.body.errors[0].code]).toEqual([422, "unprocessable", "too_many"]);
    const patched = await t.request.patch(`/v1/commitments/${id}/events/${last.body.id}`).send({ title: "Other" });
    expect(patched.status).toBe(200);
  });

  it("500 milestones of a commitment", async () => {
    const { id } = await make(t);
    const milestones = list(499, (n) => change("create", "milestone", makeMilestone(n, { commitmentId: id })));
    await t.store.apply(milestones, stamp);
    const add = () => codeOf(t.request.post(`/v1/commitments/${id}/milestones`).send({ title: "Step" }));
    expect([await add(), await add()]).toEqual(["taken", "422 unprocessable"]);
  });

  it("500 assessments of a commitment", async () => {
    const { id } = await make(t);
    const assessments = list(499, (n) => change("create", "assessment", makeAssessment(n, { commitmentId: id })));
    await t.store.apply(assessments, stamp);
    const add = () => codeOf(t.request.post(`/v1/commitments/${id}/assessments`).send(judgement()));
    expect([await add(), await add()]).toEqual(["taken", "422 unprocessable"]);
  });

  it("500 relations of a commitment, in either direction", async () => {
    const [hub, end] = [await make(t), await make(t)];
    const others = list(83, (n) => makeCommitment(n + 100, { parties: [{ party: "KGZ", role: "promisor" }] }));
    const types = ["depends_on", "part_of", "implements", "amends", "restates", "conflicts_with"] as const;
    const ties = others.flatMap(({ id }, n) => types.map((type, k) => ({ id: n * 6 + k, from: hub.id, to: id, type })));
    await t.store.apply(
      [
        ...others.map((other) => change("create", "commitment", other)),
        ...ties.map(({ id, ...tie }) => change("create", "relation", makeRelation(id, tie))),
      ],
      stamp,
    );
    const add = (from: string) =>
      codeOf(t.request.post(`/v1/commitments/${hub.slug}/relations`).send({ type: "amends", from }));
    const [last, over] = [await make(t), await make(t)];
    expect([await add(end.slug), await add(last.slug), await add(over.slug)]).toEqual([
      "taken",
      "taken",
      "422 unprocessable",
    ]);
  });
});
