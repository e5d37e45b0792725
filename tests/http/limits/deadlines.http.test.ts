import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Store } from "../../../src/store/port/store.ts";
import { plantRunaway } from "../../helpers/runaway.ts";
import { change, idOf, makeCommitment, makeParty, makeQuote, makeSource, stamp } from "../../helpers/stored-records.ts";
import { openTestApp } from "../../helpers/test-app.ts";

/** On a busy machine some more requests may take longer than so short a time. */
const patience = { timeout: 15_000, interval: 100 };

type App = Awaited<ReturnType<typeof openTestApp>>;
const cleaning: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function open(options: Parameters<typeof openTestApp>[0]): Promise<App> {
  const t = await openTestApp(options);
  cleaning.push(() => t.close());
  await t.store.apply(
    [change("create", "party", makeParty("AAA")), change("create", "commitment", makeCommitment(1))],
    stamp,
  );
  // The first who asks has it looked up whether the day has turned, by an index that a plan gone wrong has not.
  await t.anonymous.get("/v1/commitments?limit=1").expect(200);
  return t;
}

describe("HANDLER_TIMEOUT_MS", () => {
  it("holds for requests with and without a body, and others are answered afterwards", async () => {
    const t = await open({ config: { handlerTimeoutMs: 500 } });
    const lift = await plantRunaway(t.url);
    cleaning.push(lift);
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
    await vi.waitFor(() => t.anonymous.get("/v1/parties").expect(200), patience);
    await lift();
    await vi.waitFor(() => t.anonymous.get("/v1/stats?by=status").expect(200), patience);
  });

  it("ends a write that takes longer before it commits", async () => {
    const t = await open({ config: { handlerTimeoutMs: 300 } });
    const text = Array.from({ length: 60_000 }, (_, n) => `word${n % 977} and ${n}`).join(" ");
    const quotes = Array.from({ length: 40 }, (_, n) =>
      change("create", "quote", makeQuote(n, idOf("source", 1), { exact: `we shall never build the ${n}th road` })),
    );
    await t.store.apply([change("create", "source", makeSource(1)), ...quotes], stamp);
    const { seq } = await t.store.head();
    const sending = t.request.post(`/v1/sources/${idOf("source", 1)}/snapshots`).set("Content-Type", "text/plain");
    const answer = await sending.send(text);
    expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
    await t.app.close();
    expect((await t.store.head()).seq).toBe(seq);
  });
});

it("work for a client that has gone is ended, long before its time is up", async () => {
  const asked = Promise.withResolvers<void>();
  const watched = (store: Store): Store => ({
    ...store,
    isOf: async () => true,
    tally: (query) => {
      const work = store.tally(query);
      asked.resolve();
      return work;
    },
  });
  const t = await open({ config: { handlerTimeoutMs: 600_000 }, wrap: watched });
  const lift = await plantRunaway(t.url);
  cleaning.push(lift);
  const { port } = t.app.server.address() as { port: number };
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /v1/stats?by=status HTTP/1.1\r\nHost: a\r\n\r\n");
  await asked.promise;
  socket.destroy();
  await lift();
  await t.anonymous.get("/v1/stats?by=status").expect(200);
});
