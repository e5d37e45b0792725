import { body, document, happening, judgement, promise } from "./http-bodies.ts";
import type { Route } from "./routes-of-app.ts";
import type { Requests } from "./test-app.ts";

/** A request that would succeed for who may make it: its address, and its body if it has one. */
export interface Sample {
  target: string;
  body?: object | string;
  /** The media type of a body that is a text. */
  type?: string;
}

type Make = (request: Requests, admin: Requests) => Promise<Record<string, string>>;

/** Where nobody listens: the discard port. */
const sentence = { sha256: "0".repeat(64), start: 0, end: 25, exact: "We will open the road.", verdict: "accepted" };
const deadEnd = "http://127.0.0.1:9/hooks";
const words = "We will open a railway.";
const state = { next: 0 };
const unique = (): string => {
  state.next += 1;
  return `${state.next}`;
};
const commitment = (request: Requests) => body(request.post("/v1/commitments").send(promise()));
const source = (request: Requests) => body(request.post("/v1/sources").send(document()));

/** Records to aim at, by the beginning of a pattern; the longest that fits counts. */
const targets: Readonly<Record<string, Make>> = {
  "/v1/commitments/:id": async (request) => ({ id: (await commitment(request)).id }),
  "/v1/commitments/:id/events/:eventId": async (request) => {
    const { id } = await commitment(request);
    const event = await body(request.post(`/v1/commitments/${id}/events`).send(happening("note", "2024")));
    return { id, eventId: event.id };
  },
  "/v1/commitments/:id/milestones/:milestoneId": async (request) => {
    const { id } = await commitment(request);
    const milestone = await body(request.post(`/v1/commitments/${id}/milestones`).send({ title: "Step" }));
    return { id, milestoneId: milestone.id };
  },
  "/v1/commitments/:id/targets/:targetId": async (request) => {
    const targets = [{ indicator: "roads", unit: "km", comparator: "at_least", value: 10 }];
    const made = await body(request.post("/v1/commitments").send(promise({ targets })));
    return { id: made.id, targetId: (made as never as { targets: { id: string }[] }).targets[0]?.id ?? "" };
  },
  "/v1/commitments/:id/assessments/:assessmentId": async (request) => {
    const { id } = await commitment(request);
    const assessment = await body(request.post(`/v1/commitments/${id}/assessments`).send(judgement()));
    return { id, assessmentId: assessment.id };
  },
  "/v1/commitments/:id/relations/:relationId": async (request) => {
    const [{ id }, other] = [await commitment(request), await commitment(request)];
    const relation = await body(
      request.post(`/v1/commitments/${id}/relations`).send({ type: "depends_on", to: other.id }),
    );
    return { id, relationId: relation.id };
  },
  "/v1/sources/:id": async (request) => ({ id: (await source(request)).id }),
  "/v1/sources/:id/snapshots/:snapshotId": async (request) => {
    const { id } = await source(request);
    const snapshot = await body(request.post(`/v1/sources/${id}/snapshots`).send({ text: words }));
    return { id, snapshotId: snapshot.id };
  },
  "/v1/quotes/:id": async (request) => {
    const { id } = await source(request);
    return { id: (await body(request.post("/v1/quotes").send({ sourceId: id, exact: words }))).id };
  },
  "/v1/parties/:code": async (request) => {
    const code = `AGENCY-${unique()}`;
    await body(request.post("/v1/parties").send({ code, kind: "agency", name: code }));
    return { code };
  },
  "/v1/keys/:id": async (_request, admin) => ({
    id: (await body(admin.post("/v1/keys").send({ name: `key ${unique()}`, role: "reader" }))).id,
  }),
  "/v1/promises/marks/:id": async (request) => ({
    id: (await body(request.post("/v1/promises/marks").send(sentence), 200)).id,
  }),
  "/v1/webhooks/:id": async (request) => ({ id: (await body(request.post("/v1/webhooks").send({ url: deadEnd }))).id }),
  "/v1/records/:kind/:id": async (request) => ({ kind: "commitment", id: (await commitment(request)).id }),
  "/v1/change-sets/:id": async (request) => {
    await commitment(request);
    const { data } = await body(request.get("/v1/change-sets?limit=1"), 200);
    return { id: String((data as unknown as { id: number }[])[0]?.id) };
  },
  "/v1/codelists/:name": async () => ({ name: "status" }),
  "/problems/:code": async () => ({ code: "not_found" }),
};

const bodies: Readonly<
  Record<string, (values: Record<string, string>, request: Requests) => Promise<object> | object>
> = {
  "post /v1/commitments": () => promise(),
  "post /v1/commitments/search": () => ({ q: "railway" }),
  "put /v1/commitments/:id": () => promise(),
  "patch /v1/commitments/:id": () => ({ tags: ["x"] }),
  "post /v1/commitments/:id/events": () => happening("note", "2024"),
  "patch /v1/commitments/:id/events/:eventId": () => ({ title: "Other" }),
  "post /v1/commitments/:id/targets/:targetId/measurements": async (_values, request) => ({
    ...{ value: 5, on: "2024", evidence: [{ sourceId: (await source(request)).id }] },
  }),
  "post /v1/commitments/:id/milestones": () => ({ title: "Step" }),
  "patch /v1/commitments/:id/milestones/:milestoneId": () => ({ title: "Other" }),
  "post /v1/commitments/:id/assessments": () => judgement(),
  "post /v1/commitments/:id/relations": async (_values, request) => ({
    type: "implements",
    to: (await commitment(request)).id,
  }),
  "post /v1/sources": () => document(),
  "put /v1/sources/:id": () => document(),
  "patch /v1/sources/:id": () => ({ title: "Other" }),
  "post /v1/sources/:id/snapshots": () => ({ text: words }),
  "post /v1/sources/:id/quotes": () => ({ exact: words }),
  "post /v1/sources/:id/quotes/check": () => ({ exact: words }),
  "post /v1/promises/marks": () => sentence,
  "post /v1/promises/find": () => ({ text: "We will build a road by 2030." }),
  "post /v1/quotes": async (_values, request) => ({ sourceId: (await source(request)).id, exact: words }),
  "patch /v1/quotes/:id": () => ({ language: "en" }),
  "post /v1/parties": () => ({ code: `AGENCY-${unique()}`, kind: "agency", name: "An agency" }),
  "put /v1/parties/:code": ({ code }) => ({ code, kind: "agency", name: "Other" }),
  "patch /v1/parties/:code": () => ({ name: "Other" }),
  "post /v1/records/:kind/:id/purge": () => ({ reason: "A request" }),
  "post /v1/batch": () => ({ operations: [{ op: "POST", path: "/v1/commitments", body: promise() }] }),
  "post /v1/webhooks": () => ({ url: deadEnd }),
  "patch /v1/webhooks/:id": () => ({ description: "Other" }),
  "post /v1/webhooks/:id/replay": () => ({ from: 1 }),
  "post /v1/keys": () => ({ name: `key ${unique()}`, role: "admin" }),
};

/** What an address cannot be asked without. */
const queries: Readonly<Record<string, string>> = { "/v1/compare": "?from=seq:0", "/v1/due-words": "?text=soon" };

/** Makes the records that a route is about, and a request to it; null for a route that is not known here. */
export async function sampleOf({ method, pattern }: Route, request: Requests, admin: Requests): Promise<Sample | null> {
  const parent = pattern.replace(/\/restore$/, "");
  const [known] = Object.keys(targets)
    .filter((start) => parent.startsWith(start))
    .toSorted((a, b) => b.length - a.length);
  const values = known === undefined ? {} : ((await targets[known]?.(request, admin)) ?? {});
  const fill = (text: string) => text.replace(/:(\w+)/g, (whole, name: string) => values[name] ?? whole);
  if (pattern !== parent) await body(request.delete(fill(parent)), 204);
  const make = bodies[`${method} ${pattern}`];
  const needsBody = ["post", "put", "patch"].includes(method) && !/\/(restore|revert|rotate|test)$/.test(pattern);
  if (fill(pattern).includes(":") || (needsBody && !make && pattern !== "/v1/import")) return null;
  if (`${method} ${pattern}` === "post /v1/import")
    return { target: pattern, body: JSON.stringify(promise()), type: "application/x-ndjson" };
  return { target: fill(pattern) + (queries[pattern] ?? ""), ...(make && { body: await make(values, request) }) };
}
