import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Store } from "../../../src/store/port/store.ts";
import { document, openWithParties, promise } from "../../helpers/http-bodies.ts";
import { plantRunaway } from "../../helpers/runaway.ts";

type App = Awaited<ReturnType<typeof openWithParties>>;
const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function open(options: Parameters<typeof openWithParties>[0]): Promise<App> {
  const t = await openWithParties(options);
  cleaning.push(() => t.close());
  await t.request.post("/v1/commitments").send(promise()).expect(201);
  return t;
}

describe("HANDLER_TIMEOUT_MS", () => {
  it("holds for requests with and without a body, and others are answered afterwards", async () => {
    const t = await open({ config: { handlerTimeoutMs: 1000 } });
    const lift = await plantRunaway(t.url);
    const began = performance.now();
    const answers = await Promise.all([
      t.anonymous.get("/v1/stats?by=status"),
      t.anonymous.get("/v1/commitments?q=border"),
      t.anonymous.post("/v1/commitments/search").send({ q: "border" }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code, body.detail])).toEqual(
      answers.map(() => [503, "unavailable", "The answer took too long to prepare."]),
    );
    for (const { headers } of answers) expect(headers["retry-after"]).toBe("5");
    expect(performance.now() - began).toBeLessThan(5000);
    await t.anonymous.get("/v1/parties").expect(200);
    await lift();
    await vi.waitFor(() => t.anonymous.get("/v1/stats?by=status").expect(200), { timeout: 10_000 });
  });

  it("ends a write that takes longer before it commits", async () => {
    const t = await open({ config: { handlerTimeoutMs: 400 } });
    const text = Array.from({ length: 60_000 }, (_, n) => `word${n % 977} and ${n}`).join(" ");
    const source = (await t.request.post("/v1/sources").send(document())).body;
    const quotes = Array.from({ length: 40 }, (_, n) => `we shall never build the ${n}th of all these roads`);
    const add = (sent: string) =>
      t.request.post(`/v1/sources/${source.id}/snapshots`).set("Content-Type", "text/plain").send(sent);
    await add(quotes.join(". ")).expect(201);
    for (const exact of quotes) await t.request.post("/v1/quotes").send({ sourceId: source.id, exact }).expect(201);
    const { seq } = await t.store.head();
    const answer = await add(text);
    expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
    await t.app.close();
    expect((await t.store.head()).seq).toBe(seq);
  }, 60_000);
});

it("work for a client that has gone is ended, long before its time is up", async () => {
  const asked = Promise.withResolvers<void>();
  const watched = (store: Store): Store => ({
    ...store,
    tally: (query) => {
      const work = store.tally(query);
      asked.resolve();
      return work;
    },
  });
  const t = await open({ config: { handlerTimeoutMs: 600_000 }, wrap: watched });
  const lift = await plantRunaway(t.url);
  const { port } = t.app.server.address() as { port: number };
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /v1/stats?by=status HTTP/1.1\r\nHost: a\r\n\r\n");
  await asked.promise;
  socket.destroy();
  await lift();
  await t.anonymous.get("/v1/stats?by=status").expect(200);
});
