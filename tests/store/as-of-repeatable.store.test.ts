import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.ts";
import type { Stamp, Store } from "../../src/store/port/store.ts";
import type { Finding } from "../../src/store/verify/finding.ts";
import { verify } from "../../src/store/verify/verify.ts";
import { cases } from "../helpers/cases.ts";
import { worldOf, writeWorld } from "../helpers/random-records.ts";
import { change, makeParty, makeSource } from "../helpers/stored-records.ts";
import { engine, newDatabase } from "../helpers/test-store.ts";

const writers = 8;
const readings = cases(1000);
const now = () => new Date().toISOString();
const stamp: Stamp = { by: "writer", at: now };

interface Reading {
  at: string;
  seq: number;
}

/** Half of the writers, in a process of their own: an SQLite file has one, PostgreSQL as many as there are. */
async function startWriting(url: string, count: number) {
  const script = fileURLToPath(new URL("../helpers/writing-process.ts", import.meta.url));
  const child = fork(script, [url, `${count}`, "100000"], { execArgv: [] });
  await once(child, "message");
  const stop = async (): Promise<number> => {
    const wrote = once(child, "message");
    child.send("stop");
    const [[count]] = await Promise.all([wrote, once(child, "exit")]);
    return count;
  };
  return { stop };
}

describe("what had been recorded by an instant", () => {
  let stores: Store[];
  let url: string;
  let drop: () => Promise<unknown>;
  beforeEach(async () => {
    ({ url, drop } = await newDatabase());
    const first = await openStore(url, { usesItsClock: true });
    stores = engine === "sqlite" ? [first] : [first, await openStore(url, { usesItsClock: true })];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await drop();
  });
  const storeOf = (n: number): Store => stores[n % stores.length] as Store;

  /** Reads as of the present again and again, by every store in turn, until it is told to stop. */
  async function readOn(until: () => boolean): Promise<Reading[]> {
    const seen: Reading[] = [];
    while (!until()) {
      const at = now();
      seen.push({ at, seq: (await storeOf(seen.length).headAt(at)).seq });
      if (seen.length % 10 === 0) await new Promise(setImmediate);
    }
    return seen;
  }

  async function changedSince(seen: readonly Reading[]): Promise<Reading[]> {
    const changed: Reading[] = [];
    for (const [n, reading] of seen.entries())
      if ((await storeOf(n + 1).headAt(reading.at)).seq !== reading.seq) changed.push(reading);
    return changed;
  }

  it(`is the same for ever: ${writers} writers, ${readings} readings, none of them another afterwards`, async () => {
    const state = { next: 0, read: 0 };
    const other = engine === "sqlite" ? null : await startWriting(url, writers / 2);
    const here = other ? writers / 2 : writers;
    const isDone = () => state.read >= readings;
    const write = async (n: number) => {
      while (!isDone()) {
        state.next += 1;
        await storeOf(n).apply([change("create", "source", makeSource(state.next))], stamp);
        await new Promise(setImmediate);
      }
    };
    const reading = readOn(() => {
      state.read += 1;
      return isDone();
    });
    const [seen] = await Promise.all([reading, ...[...Array(here).keys()].map(write)]);
    if (other) expect(await other.stop()).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThanOrEqual(readings - 1);
    expect(state.next).toBeGreaterThan(writers);
    expect(await changedSince(seen)).toEqual([]);
  });

  it("does not change by work that took long: it is dated by its commit, and the ledger and its records agree", async () => {
    const [store] = stores as [Store];
    await store.apply([change("create", "party", makeParty("ZZZ"))], stamp);
    const state = { isDone: false };
    const reading = readOn(() => state.isDone);
    const working = store.exclusively(async (own) => {
      await writeWorld(own, worldOf(4));
      for (let n = 1001; n <= 1000 + cases(600); n++)
        await own.apply([change("create", "source", makeSource(n))], stamp);
      const renamed = { ...makeSource(1001), version: 1, title: "renamed" };
      await own.apply([change("update", "source", renamed)], stamp);
      return { commit: true, value: null };
    });
    await working.finally(() => {
      state.isDone = true;
    });
    const seen = await reading;
    expect(seen.length).toBeGreaterThan(10);
    expect(await changedSince(seen)).toEqual([]);
    const newest = seen.at(-1)?.at ?? "";
    const { at } = await store.head();
    const source = await store.get("source", makeSource(1002).id);
    expect([source?.createdAt, source?.updatedAt]).toEqual([at, at]);
    expect(seen.filter(({ seq }) => seq === 1).every((each) => each.at < (at ?? ""))).toBe(true);
    expect(newest >= (at ?? "") || seen.at(-1)?.seq === 1).toBe(true);
    const findings: Finding[] = [];
    await verify(url, { report: (finding) => findings.push(finding), progress: () => {} });
    expect(findings).toEqual([]);
  });
});
