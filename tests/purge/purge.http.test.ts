import type { Response } from "supertest";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";
import { dumpOf, filesOf } from "../helpers/database-dump.ts";
import {
  type App,
  body,
  document,
  happening,
  judgement,
  make,
  openWithParties,
  promise,
  refused,
  written,
} from "../helpers/http-bodies.ts";
import { type Requests, requestsTo } from "../helpers/test-app.ts";

const reason = { reason: "Right to erasure, request 12" };
let t: App;
let admin: Requests;
let key: string;
/** A word that only the record at hand holds, how many there were, and the ledger's last line before it. */
const drawn = { canary: "", count: 0, since: 0 };

async function opened(): Promise<void> {
  t = await openWithParties();
  key = await t.keys("admin", { name: "root" });
  admin = requestsTo(t.app, key);
}
const closed = () => t.close();
async function drawCanary(): Promise<void> {
  drawn.count += 1;
  drawn.canary = `Zyxcanary${drawn.count}x`;
  drawn.since = (await t.store.head()).seq;
}

const purge = (kind: string, id: string) => admin.post(`/v1/records/${kind}/${id}/purge`).send(reason);

async function findings(): Promise<Finding[]> {
  const found: Finding[] = [];
  const watch = { report: (finding: Finding) => void found.push(finding), progress: () => {} };
  await verify(t.url, watch);
  return found;
}

/** Everything that anybody may ask for, now and at these lines of the ledger. */
async function allAnswers({ id, owner = id }: Made, lines: readonly number[] = []): Promise<string> {
  const all = "include=quotes,events,milestones,assessments,relations,parties,sources";
  const plain = [
    `/v1/changes?since=${drawn.since}&limit=200`,
    `/v1/changes?commitment=${owner}`,
    `/v1/commitments/${owner}/history?limit=200`,
    "/v1/feed.atom",
    "/v1/feed.json",
    `/v1/export.ndjson`,
    `/v1/export.csv`,
    `/v1/sources/${owner}/snapshots/${id}/text`,
  ];
  const inTime = [
    `/v1/commitments?sort=-createdAt&${all}`,
    `/v1/commitments?q=${drawn.canary}`,
    `/v1/commitments/${owner}?${all}`,
    `/v1/commitments/${owner}/timeline`,
    `/v1/commitments/${owner}/explain`,
    `/v1/commitments/${owner}/events`,
    `/v1/commitments/${owner}/milestones`,
    `/v1/commitments/${owner}/assessments`,
    `/v1/commitments/${owner}/relations`,
    `/v1/timeline`,
    `/v1/sources?sort=-createdAt`,
    `/v1/sources/${id}`,
    `/v1/sources/${owner}/snapshots`,
    `/v1/quotes?sort=-createdAt`,
    `/v1/quotes/${id}`,
    `/v1/parties?limit=200`,
    `/v1/parties/${id}`,
    `/v1/stats?by=tag`,
  ];
  const moments = lines.map((seq) => `asOf=seq:${seq}`);
  const targets = inTime.flatMap((path) => [
    path,
    ...moments.map((at) => `${path}${path.includes("?") ? "&" : "?"}${at}`),
  ]);
  const texts: string[] = [];
  const headers = { authorization: `Bearer ${key}` };
  for (const url of [...plain, ...targets]) texts.push((await t.app.inject({ url, headers })).payload);
  return texts.join("\n").toLowerCase();
}

interface Made {
  id: string;
  /** The commitment or source that it is a part of. */
  owner?: string;
}
type Make = () => Promise<Made>;
const post = (target: string, sent: object) =>
  body(t.request.post(target).set("idempotency-key", `k${drawn.count} ${target}`).send(sent));
const patch = (target: string, sent: object) =>
  body(t.request.patch(target).set("content-type", "application/merge-patch+json").send(sent), 200);
const words = () => `We will open the ${drawn.canary} railway.`;

/** Of each kind one with the canary in all that it may hold, changed since where it can be. */
const makers: Record<string, Make> = {
  party: async () => {
    const code = `AGENCY-${drawn.count}`;
    const name = `${drawn.canary} Agency`;
    await post("/v1/parties", { code, kind: "agency", name, names: { fr: drawn.canary } });
    await patch(`/v1/parties/${code}`, { name: "Agency" });
    return { id: code };
  },
  source: async () => {
    const more = {
      author: drawn.canary,
      publisher: drawn.canary,
      url: `https://${drawn.canary}.example/a`,
      title: `By ${drawn.canary}`,
    };
    const { id } = await post("/v1/sources", document(more));
    await post(`/v1/sources/${id}/snapshots`, { text: words() });
    const quote = await post("/v1/quotes", { sourceId: id, exact: words() });
    const commitment = await make(t, { quotes: [{ sourceId: id, exact: words() }] });
    await patch(`/v1/commitments/${commitment.id}`, { quotes: [] });
    await t.request.delete(`/v1/quotes/${quote.id}`).expect(204);
    await patch(`/v1/sources/${id}`, { author: null });
    return { id };
  },
  snapshot: async () => {
    const { id: owner } = await post("/v1/sources", document());
    const { id } = await post(`/v1/sources/${owner}/snapshots`, { text: `Of old. ${words()}` });
    return { id, owner };
  },
  quote: async () => {
    const { id: sourceId } = await post("/v1/sources", document());
    const speaker = { name: drawn.canary, office: drawn.canary };
    const { id } = await post("/v1/quotes", { sourceId, exact: words(), translation: drawn.canary, speaker });
    const commitment = await make(t, { quotes: [{ sourceId, exact: words() }] });
    await patch(`/v1/quotes/${id}`, { translation: null });
    await patch(`/v1/commitments/${commitment.id}`, { quotes: [] });
    return { id };
  },
  commitment: async () => {
    const more = {
      title: `Open ${drawn.canary}`,
      summary: drawn.canary,
      tags: [drawn.canary.toLowerCase()],
      due: { text: `${drawn.canary} 2027`, edtf: "2027" },
    };
    const targets = [{ indicator: drawn.canary, unit: "km", comparator: "at_least", value: 10 }];
    const made = await post("/v1/commitments", promise({ ...more, targets }));
    const { id } = made;
    const [target] = (made as unknown as { targets: { id: string }[] }).targets;
    const { id: sourceId } = await post("/v1/sources", document());
    await post(`/v1/commitments/${id}/targets/${target?.id}/measurements`, {
      ...{ value: 5, on: "2024", evidence: [{ sourceId }] },
    });
    const other = await make(t);
    const of = `/v1/commitments/${id}`;
    const event = await post(`${of}/events`, happening("work_started", "2024", { description: drawn.canary }));
    await post(`${of}/milestones`, { title: drawn.canary });
    await post(`${of}/assessments`, judgement({ rationale: drawn.canary, assessor: drawn.canary }));
    await post(`${of}/relations`, { type: "depends_on", to: other.id, note: drawn.canary });
    await t.request.delete(`${of}/events/${event.id}`).expect(204);
    await patch(of, { title: "Open it", tags: [], targets: [] });
    return { id };
  },
  event: async () => {
    const { id: owner } = await make(t);
    const { id } = await post(
      `/v1/commitments/${owner}/events`,
      happening("work_started", "2024", { title: drawn.canary, description: drawn.canary }),
    );
    await patch(`/v1/commitments/${owner}/events/${id}`, { description: null });
    return { id, owner };
  },
  milestone: async () => {
    const { id: owner } = await make(t);
    const { id } = await post(`/v1/commitments/${owner}/milestones`, { title: drawn.canary, test: drawn.canary });
    return { id, owner };
  },
  assessment: async () => {
    const { id: owner } = await make(t);
    const { id } = await post(
      `/v1/commitments/${owner}/assessments`,
      judgement({ rationale: drawn.canary, assessor: drawn.canary }),
    );
    return { id, owner };
  },
  relation: async () => {
    const [{ id: owner }, other] = [await make(t), await make(t)];
    const { id } = await post(`/v1/commitments/${owner}/relations`, {
      type: "depends_on",
      to: other.id,
      note: drawn.canary,
    });
    return { id, owner };
  },
};

beforeAll(opened);
afterAll(closed);

describe.each(Object.keys(makers))("a purged %s", (kind) => {
  beforeEach(drawCanary);

  it("is in no table, no file, no answer of any moment and no index, and the ledger verifies", async () => {
    const made = await (makers[kind] as Make)();
    const { id } = made;
    const sought = drawn.canary.toLowerCase();
    expect(await dumpOf(t.url)).toContain(sought);
    expect((await admin.get(`/v1/changes?since=${drawn.since}&limit=200`)).text.toLowerCase().includes(sought)).toBe(
      kind !== "snapshot",
    );
    const head = await t.store.head();
    const receipt = await body(purge(kind, id), 200);
    expect(receipt).toMatchObject({ by: "root", ...reason, erased: t.url.startsWith("file:") });
    const lines = (receipt.records as unknown as { kind: string; id: string; lines: number[] }[]).at(-1);
    expect(lines).toMatchObject({ kind, id });
    expect(await allAnswers(made, [head.seq])).not.toContain(sought);
    expect(await dumpOf(t.url)).not.toContain(sought);
    expect(filesOf(t.url)).not.toContain(sought);
    expect(await findings()).toEqual([]);
    const kept = await t.store.at({ seq: head.seq }).head();
    expect(kept).toEqual(head);
  });

  it("goes likewise when it was deleted before, and no repeated request brings it back", async () => {
    const made = await (makers[kind] as Make)();
    const collections: Record<string, string> = {
      commitment: "commitments",
      party: "parties",
      source: "sources",
      quote: "quotes",
    };
    const part = ["event", "milestone", "relation"].includes(kind)
      ? `/v1/commitments/${made.owner}/${kind}s`
      : undefined;
    const place = part ?? (collections[kind] && `/v1/${collections[kind]}`);
    if (place !== undefined) await t.request.delete(`${place}/${made.id}`).expect(204);
    await body(purge(kind, made.id), 200);
    expect(await dumpOf(t.url)).not.toContain(drawn.canary.toLowerCase());
    expect(await findings()).toEqual([]);
    if (place !== undefined && kind !== "milestone" && kind !== "relation") {
      const again = await refused(t, t.request.post(`${place}/${made.id}/restore`));
      expect([again.status, again.body.code]).toEqual([410, "purged"]);
    }
    const twice = await refused(t, purge(kind, made.id));
    expect([twice.status, twice.body.code]).toEqual([410, "purged"]);
  });
});

describe("what is asked of a purge", () => {
  beforeEach(drawCanary);

  it("goes with the reasons that were given for it", async () => {
    const { slug } = await make(t);
    const path = `/v1/commitments/${slug}`;
    await t.request
      .patch(path)
      .set("Servanda-Reason", drawn.canary)
      .send({ tags: ["x"] })
      .expect(200);
    const { id } = (await t.request.get(path)).body;
    expect((await t.request.get(`/v1/changes?commitment=${id}`)).text).toContain(drawn.canary);
    await purge("commitment", id).expect(200);
    for (const shown of [`/v1/changes?since=${drawn.since}&limit=200`, "/v1/change-sets?limit=10"])
      expect((await t.request.get(shown).expect(200)).text).not.toContain(drawn.canary);
    expect(await findings()).toEqual([]);
  });

  it("it needs an admin and a reason", async () => {
    const { id } = await make(t);
    const target = `/v1/records/commitment/${id}/purge`;
    expect((await refused(t, t.anonymous.post(target).send(reason))).status).toBe(401);
    expect((await refused(t, t.request.post(target).send(reason))).status).toBe(403);
    for (const sent of [{}, { reason: "" }, { reason: "  " }, { reason: "x", more: 1 }])
      expect((await refused(t, admin.post(target).send(sent))).status, JSON.stringify(sent)).toBe(400);
    expect((await refused(t, purge("commitment", "nobody"))).status).toBe(404);
    expect((await refused(t, purge("key", id))).status).toBe(400);
  });

  it("what living records point at stays, and they are named", async () => {
    const { id: sourceId } = await body(t.request.post("/v1/sources").send(document()));
    const quote = await body(t.request.post("/v1/quotes").send({ sourceId, exact: "We will." }));
    const [commitment, other] = [await make(t, { quotes: [{ sourceId, exact: "We will." }] }), await make(t)];
    const relation = { type: "depends_on", to: other.id };
    await body(t.request.post(`/v1/commitments/${commitment.id}/relations`).send(relation));
    const names = ({ body: { code, referencedBy } }: Response) => [code, referencedBy.map((one: Made) => one.id)];
    expect(names(await refused(t, purge("source", sourceId)))).toEqual(["in_use", [quote.id]]);
    expect(names(await refused(t, purge("quote", quote.id)))).toEqual(["in_use", [commitment.id]]);
    expect(names(await refused(t, purge("commitment", other.id)))).toEqual(["in_use", [commitment.id]]);
    expect((await refused(t, purge("party", "KGZ"))).body.code).toBe("in_use");
    await t.request.delete(`/v1/commitments/${commitment.id}`).expect(204);
    await t.request.delete(`/v1/quotes/${quote.id}`).expect(204);
    for (const [kind, id] of [
      ["source", sourceId],
      ["commitment", other.id],
    ] as const)
      await body(purge(kind, id), 200);
    expect((await refused(t, t.request.post(`/v1/commitments/${commitment.id}/restore`))).status).toBe(422);
    expect(await findings()).toEqual([]);
  });

  it("what followed from an event is computed anew, in the same write", async () => {
    const { id } = await make(t);
    const event = await body(t.request.post(`/v1/commitments/${id}/events`).send(happening("work_started", "2024")));
    const { answer, lines } = await written(t, purge("event", event.id));
    expect([answer.status, lines]).toEqual([200, ["purge event 2", "update commitment 3"]]);
    expect((await t.request.get(`/v1/commitments/${id}`)).body.status).toBe("stated");
    const { data } = (await t.request.get(`/v1/commitments/${id}/history`)).body;
    expect(data[0].diff).toContainEqual({ op: "remove", path: `/events/${event.id}` });
    expect((await t.request.get(`/v1/commitments/${id}/events/${event.id}`)).body.code).toBe("purged");
  });

  it("a quote that a timeline once showed leaves what was searched of that time", async () => {
    const source = await body(t.request.post("/v1/sources").send(document()));
    const { id } = await make(t, { slug: "once-shown" });
    const evidence = [{ sourceId: source.id, quote: { exact: "Onceshown words" } }];
    const event = await body(
      t.request.post(`/v1/commitments/${id}/events`).send(happening("note", "2024", { evidence })),
    );
    const { seq } = await t.store.head();
    const then = async () => (await t.request.get(`/v1/commitments?q=onceshown&asOf=seq:${seq}&fields=slug`)).body.data;
    await t.request.delete(`/v1/commitments/${id}/events/${event.id}`).expect(204);
    expect(await then()).toEqual([{ slug: "once-shown" }]);
    const [quote] = (await t.store.list("quote", { filters: [{ field: "sourceId", in: [source.id] }], limit: 1 })).rows;
    await t.request.delete(`/v1/quotes/${quote?.id}`).expect(204);
    await body(purge("quote", quote?.id ?? ""), 200);
    expect([await then(), await findings()]).toEqual([[], []]);
  });

  it("the quotes of a purged text stand in the newest text that is left, or in none", async () => {
    const { id } = await body(t.request.post("/v1/sources").send(document()));
    const take = (text: string, retrievedAt: string) =>
      body(t.request.post(`/v1/sources/${id}/snapshots`).send({ text, retrievedAt }));
    const older = await take("Old. We will open it.", "2024-01-01T00:00:00Z");
    const newer = await take("We will open it.", "2024-02-01T00:00:00Z");
    const quote = await body(t.request.post("/v1/quotes").send({ sourceId: id, exact: "We will open it." }));
    await body(purge("snapshot", newer.id), 200);
    const moved = { anchor: "moved", start: 5, snapshotId: older.id };
    expect((await t.request.get(`/v1/quotes/${quote.id}`)).body).toMatchObject(moved);
    await body(purge("snapshot", older.id), 200);
    const none = { anchor: "unanchored", snapshotId: null, exact: "We will open it." };
    expect((await t.request.get(`/v1/quotes/${quote.id}`)).body).toMatchObject(none);
    expect(await findings()).toEqual([]);
  });

  it("who follows the ledger sees which lines lack their data, and who purged them, when and why", async () => {
    await makers.quote?.();
    const { data: before } = (await t.request.get(`/v1/changes?since=${drawn.since}&kind=quote`)).body;
    const { id } = before[0];
    await body(purge("quote", id), 200);
    const { data } = (await t.request.get(`/v1/changes?since=${drawn.since}&kind=quote`)).body;
    expect(data).toEqual([
      ...before.map((line: object) => ({ ...line, data: {}, purged: true })),
      expect.objectContaining({
        op: "purge",
        by: "root",
        data: { ...reason, purged: before.map(({ seq }: { seq: number }) => seq) },
      }),
    ]);
  });

  it("a repeated request is told that its answer was purged, and writes nothing", async () => {
    const send = () => t.request.post("/v1/commitments").set("idempotency-key", "once").send(promise());
    const { id } = await body(send());
    await body(purge("commitment", id), 200);
    const again = await refused(t, send());
    expect([again.status, again.body.code]).toEqual([410, "purged"]);
  });

  it("a purged party does not come back with the next start, and its code is taken", async () => {
    await body(purge("party", "SCO"), 200);
    const { addParties } = await import("../../src/parties/service.ts");
    const { NewParty } = await import("../../src/domain/party.ts");
    const again = { code: "SCO", kind: "igo", name: "Again" };
    expect(await addParties(t.context, [NewParty.parse(again)])).toBe(0);
    expect((await refused(t, t.request.post("/v1/parties").send(again))).body.code).toBe("already_exists");
  });
});
