import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import type { Store } from "../../src/store/port/store.ts";
import { checkAnswer, committed } from "./contract-check.ts";
import { forget, learn, nothingKnown, type Shot, shooter } from "./fuzz-requests.ts";

/** What is fuzzed: an application, its store, and a way to make a key that may do everything. */
export interface Target {
  app: FastifyInstance;
  store: Store;
  newKey: () => Promise<string>;
}

/** How often each operation was asked, and with which statuses it answered. */
export type Tally = Map<string, Map<number, number>>;

/**
 * Sends `requests` made from `seed`. Holds after each: no 5xx, nothing that the contract does not describe, and no line
 * in the ledger but for a change that was acknowledged.
 * @throws Error with the seed and the request that broke it
 */
export async function fuzz(target: Target, { seed, requests }: { seed: number; requests: number }): Promise<Tally> {
  const known = nothingKnown();
  const shoot = shooter(committed, known);
  const tally: Tally = new Map();
  let key = await target.newKey();

  async function fire(shot: Shot): Promise<void> {
    const before = await target.store.head();
    const answer = await target.app.inject({
      method: shot.method as "GET",
      url: shot.target,
      headers: { authorization: `Bearer ${key}`, ...shot.headers },
      ...(shot.body !== undefined && { payload: shot.body }),
    });
    const { statusCode: status, headers, payload } = answer;
    const isJson = /^application\/([\w.-]+\+)?json\b/.test(String(headers["content-type"]));
    const body = isJson && payload ? JSON.parse(payload) : {};
    const fail = (why: string): never => {
      throw new Error(`${why}\n${JSON.stringify(shot).slice(0, 3000)}\n-> ${status} ${payload.slice(0, 1000)}`);
    };
    if (status >= 500) fail("a 5xx");
    try {
      checkAnswer(shot.method, shot.target, { status, headers, body, text: payload } as never);
    } catch (error) {
      fail(String(error));
    }
    const after = await target.store.head();
    if (after.seq !== before.seq && (status >= 400 || shot.method === "GET"))
      fail("a change that was not acknowledged");
    const statuses = tally.get(shot.operationId) ?? new Map<number, number>();
    tally.set(shot.operationId, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    if (status === 404 || (status === 204 && shot.method === "DELETE")) forget(known, shot.target);
    if (status < 300) learn(known, body, headers);
    if (status === 401) key = await target.newKey();
  }

  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => fire(shoot(g))),
    { seed, numRuns: requests, endOnFailure: true, verbose: 0 },
  );
  return tally;
}
