import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "../../../src/errors/errors.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/port/store.ts";
import { query } from "../../helpers/postgres-cluster.ts";
import { change, makeParty, stamp } from "../../helpers/stored-records.ts";
import { newDatabase } from "../../helpers/test-store.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(): Promise<{ store: Store; url: string }> {
  const { url, drop } = await newDatabase();
  const store = await openStore(url);
  closing.push(drop, () => store.close());
  return { store, url };
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const create = (store: Store, ...codes: string[]) =>
  store.apply(
    codes.map((code) => change("create", "party", makeParty(code))),
    stamp,
  );

const others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/** Ends every session of the database, and waits until they are gone. */
async function terminateAll(url: string): Promise<void> {
  await query(url, `select pg_terminate_backend(pid, 5000) ${others}`);
}

describe("when PostgreSQL ends every session", () => {
  it("idle ones are replaced unseen", async () => {
    const { store, url } = await open();
    await Promise.all(range(10).map(() => store.ping()));
    await terminateAll(url);
    await pause(20);
    await Promise.all(range(10).map((n) => create(store, `P${n}`)));
    expect((await store.head()).seq).toBe(10);
  });

  it("what was in flight is unavailable, half of nothing is written, and what follows succeeds", async () => {
    const { store, url } = await open();
    const state = { ended: false, failures: [] as unknown[], written: [] as string[] };
    const write = async (writer: number) => {
      for (let n = 0; !state.ended; n++) {
        const pair = [`A-${writer}-${n}`, `B-${writer}-${n}`];
        const outcome = await create(store, ...pair).catch((error: unknown) => error);
        if (Array.isArray(outcome)) state.written.push(...pair);
        else state.failures.push(outcome instanceof AppError ? outcome.code : outcome);
      }
    };
    const writing = range(6).map(write);
    // Between two writes nothing is in flight: then they end once more.
    for (let n = 0; n < 4 || (state.failures.length === 0 && n < 40); n++) {
      await pause(60);
      await terminateAll(url);
    }
    state.ended = true;
    await Promise.all(writing);
    expect([...new Set(state.failures)]).toEqual(["unavailable"]);
    await create(store, "LAST");
    const { rows } = await store.list("party", { limit: 10_000 });
    const codes = new Set(rows.map(({ code }) => code));
    expect(state.written.filter((code) => !codes.has(code))).toEqual([]);
    for (const code of codes)
      if (code !== "LAST") expect(codes.has(code.replace(/^./, code[0] === "A" ? "B" : "A"))).toBe(true);
    const { seq } = await store.head();
    expect(seq).toBe(codes.size);
  });
});
