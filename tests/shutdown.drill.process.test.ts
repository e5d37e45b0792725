import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openStore } from "../src/store/open.ts";
import { entry } from "./helpers/command-line.ts";
import { plantRunaway } from "./helpers/runaway.ts";
import { change, makeCommitment, makeParty, stamp } from "./helpers/stored-records.ts";
import { temporaryFolder } from "./helpers/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder({ onDisk: true }));
});
afterAll(() => remove());
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A service on a database of one commitment, with queries under way that run for an hour. */
async function busyService(name: string, settings: Record<string, string>) {
  const path = join(folder, name);
  const store = await openStore(`file:${path}`);
  const records = [change("create", "party", makeParty("AAA")), change("create", "commitment", makeCommitment(1))];
  await store.apply(records, stamp);
  await store.close();
  const env = {
    PATH: "",
    DATABASE_URL: `file:${path}`,
    PORT: "0",
    SEED: "false",
    LOG_LEVEL: "silent",
    MAX_EVENT_LOOP_DELAY_MS: "0",
    ...settings,
  };
  const child = spawn(process.execPath, [entry, "serve"], { env, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  let welcome = "";
  while (!welcome.includes("Servanda listens on")) welcome += (await once(child.stdout, "data")).join("");
  const address = /listens on (http:\/\/[\d.:]+)/.exec(welcome)?.[1] ?? "";
  const ask = (target: string) =>
    fetch(`${address}${target}`).then(
      ({ status }) => status,
      () => null,
    );
  // The first who asks has it looked up whether the day has turned, by an index that a plan gone wrong has not.
  await ask("/v1/commitments?limit=1");
  const lift = await plantRunaway(`file:${path}`);
  return { path, child, ask, lift };
}

async function ended(child: ChildProcess): Promise<number> {
  const began = performance.now();
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return performance.now() - began;
}

/** Whoever reads the file would still hold a lock on it. */
function isFree(path: string): boolean {
  const db = new Database(path, { timeout: 5000 });
  try {
    db.exec("pragma locking_mode = exclusive; begin exclusive; commit");
    return db.pragma("journal_mode = delete", { simple: true }) === "delete";
  } finally {
    db.close();
  }
}

it("queries that run for an hour end with their deadline, and with SIGTERM; the file is left in good order", async () => {
  const settings = { HANDLER_TIMEOUT_MS: "2000", SHUTDOWN_TIMEOUT_MS: "10000" };
  const { path, child, ask, lift } = await busyService("stopped.db", settings);
  expect(await Promise.all([ask("/v1/stats?by=status"), ask("/v1/parties")])).toEqual([503, 200]);
  await lift();
  await vi.waitFor(async () => expect(await ask("/v1/stats?by=status")).toBe(200), { timeout: 20_000 });
  const again = await plantRunaway(`file:${path}`);
  const stuck = ask("/v1/stats?by=tag");
  await ask("/v1/parties");
  child.kill("SIGTERM");
  expect(await ended(child)).toBeLessThan(10_500);
  expect([child.exitCode, await stuck]).toEqual([0, 503]);
  await again();
  expect(isFree(path)).toBe(true);
}, 90_000);

it("SIGTERM ends the process in time while they have longer than that", async () => {
  const settings = { HANDLER_TIMEOUT_MS: "600000", SHUTDOWN_TIMEOUT_MS: "1000" };
  const { path, child, ask } = await busyService("cut.db", settings);
  const stuck = [ask("/v1/stats?by=status"), ask("/v1/commitments?q=border")];
  await ask("/v1/parties");
  child.kill("SIGTERM");
  expect(await ended(child)).toBeLessThan(4000);
  expect(await Promise.all(stuck)).toEqual([null, null]);
  expect(isFree(path)).toBe(true);
}, 90_000);

it("kill -9 leaves no query behind", async () => {
  const { path, child, ask } = await busyService("killed.db", { HANDLER_TIMEOUT_MS: "600000" });
  const stuck = ask("/v1/stats?by=status");
  await ask("/v1/parties");
  child.kill("SIGKILL");
  await ended(child);
  expect(await stuck).toBeNull();
  expect(isFree(path)).toBe(true);
}, 90_000);
