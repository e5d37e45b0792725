import type { Response, Test } from "supertest";
import { expect } from "vitest";
import { NewParty } from "../../src/domain/party.ts";
import { addParties } from "../../src/parties/service.ts";
import { openTestApp } from "./test-app.ts";

export type App = Awaited<ReturnType<typeof openTestApp>>;

const parties = [
  { code: "KGZ", kind: "state", name: "Kyrgyzstan", isoAlpha2: "KG" },
  { code: "CHN", kind: "state", name: "China", isoAlpha2: "CN" },
  { code: "UZB", kind: "state", name: "Uzbekistan", isoAlpha2: "UZ" },
  { code: "SCO", kind: "igo", name: "Shanghai Cooperation Organisation" },
].map((party) => NewParty.parse(party));

/** An application in which four parties exist: KGZ, CHN, UZB and SCO. */
export async function openWithParties(options: Parameters<typeof openTestApp>[0] = {}): Promise<App> {
  const app = await openTestApp(options);
  await addParties(app.context, parties);
  return app;
}

/** A commitment as written: Kyrgyzstan to China, said on 26 May 2023. */
export const promise = (more: object = {}): object => ({
  title: "Establish cultural centers",
  type: "culture",
  parties: [
    { party: "KGZ", role: "promisor" },
    { party: "CHN", role: "promisee" },
  ],
  firmness: "intend",
  statedOn: "2023-05-26",
  ...more,
});

export const happening = (type: string, date: string, more: object = {}): object => ({
  type,
  date,
  title: `${type} on ${date}`,
  ...more,
});

/** A judgement of fulfilment as written. */
export const judgement = (more: object = {}): object => ({
  fulfilment: "limited",
  confidence: "medium",
  on: "2024-06-30",
  assessor: "Institute of Regional Studies",
  origin: "independent",
  ...more,
});

export const document = (more: object = {}): object => ({
  kind: "speech",
  title: "A speech",
  language: "en",
  publishedOn: "2023-05-26",
  issuedBy: ["KGZ"],
  ...more,
});

/** The body of a 201 (or the status named). */
export async function body(test: Test, status = 201): Promise<Record<string, never> & { id: string; slug: string }> {
  const answer = await test;
  expect([answer.status, answer.body.errors ?? answer.body.detail]).toEqual([status, undefined]);
  return answer.body;
}

export const make = (t: App, more: object = {}) => body(t.request.post("/v1/commitments").send(promise(more)));
export const record = (t: App, key: string, type: string, date: string, more: object = {}) =>
  body(t.request.post(`/v1/commitments/${key}/events`).send(happening(type, date, more)));

/** A new source with this text. */
export async function textOf(t: App, text: string, more: object = {}): Promise<{ id: string; slug: string }> {
  const source = await body(t.request.post("/v1/sources").send(document(more)));
  await body(t.request.post(`/v1/sources/${source.id}/snapshots`).send({ text }));
  return source;
}

/** A 4xx that wrote nothing: the head of the ledger stays where it was. */
export async function refused(t: App, test: Test): Promise<Response> {
  const before = await t.store.head();
  const answer = await test;
  expect(Math.floor(answer.status / 100), JSON.stringify(answer.body)).toBe(4);
  expect(await t.store.head()).toEqual(before);
  return answer;
}

/** An answer, and what it added to the ledger as "operation kind version", in one transaction. */
export async function written(t: App, test: Test): Promise<{ answer: Response; lines: string[] }> {
  const { seq } = await t.store.head();
  const answer = await test;
  const lines = await t.store.linesOf([seq + 1]);
  expect((await t.store.head()).seq).toBe(seq + lines.length);
  return { answer, lines: lines.map(({ op, kind, version }) => `${op} ${kind} ${version}`) };
}

/**
 * Forgets the answer to a request with this Idempotency-Key, as if the process had died once its work was committed.
 * What is kept in the transaction of that work stays.
 */
export async function loseAnswer(t: App, key: string, sender = "tester"): Promise<void> {
  const keys = await t.store.listKeys({ limit: 100 });
  const principal = keys.find(({ name }) => name === sender)?.id ?? "";
  const known = await t.store.taken({ principal, key }, t.clock.now().toISOString());
  if (known && known.tx !== null) await t.store.keepAnswer({ ...known, answer: null });
}

export const slugs = ({ body }: Response): string[] => body.data.map(({ slug }: { slug: string }) => slug);
