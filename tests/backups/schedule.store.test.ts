import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp } from "../../src/backups/backup.ts";
import { backupName, backupsIn } from "../../src/backups/folder.ts";
import { scheduleBackups } from "../../src/backups/schedule.ts";
import { entry, runCommand } from "../helpers/command-line.ts";
import { openTestStore } from "../helpers/test-store.ts";

const now = new Date("2026-11-23T09:00:00.000Z");
let live: { url: string; close: () => Promise<void> };
let path: string;
let folder: string;
beforeEach(async () => {
  live = await openTestStore();
  path = live.url.slice("file:".length);
  folder = join(dirname(path), "backups");
});
afterEach(() => live.close());

describe("scheduled backups", () => {
  interface Told {
    message: string;
    details: { err?: Error; target?: string };
  }

  /** A log that can be waited on. */
  function listen() {
    const told: Told[] = [];
    const waiting: ((line: Told) => void)[] = [];
    const tell = (details: object, message: string) => {
      told.push({ message, details });
      waiting.shift()?.({ message, details });
    };
    return {
      told,
      log: { info: tell, error: tell },
      next: () => new Promise<Told>((resolve) => waiting.push(resolve)),
    };
  }
  const plan = { everyMs: 60_000, keep: 2 };
  const names = async () => (await backupsIn(folder)).map(({ name }) => name);
  const minute = (n: number) => new Date(now.getTime() + n * 60_000);

  it("begin at once where there is none, keep the newest, and leave other files alone", async () => {
    const { log, next } = listen();
    const clock = { now };
    const first = next();
    const backups = await scheduleBackups({ ...plan, database: path, folder, log, now: () => clock.now });
    expect((await first).message).toBe("backup made");
    await writeFile(join(folder, "notes.txt"), "mine");
    await writeFile(join(folder, `${backupName(minute(-9))}.unfinished-12`), "half");
    for (const n of [1, 2]) {
      clock.now = minute(n);
      await backups.run();
    }
    backups.stop();
    expect(await names()).toEqual([backupName(minute(2)), backupName(minute(1))]);
    expect(await readdir(folder)).toHaveLength(5);
    expect(backups.state()).toMatchObject({ lastAt: minute(2).toISOString(), failedAt: null });
  });

  it("go on from the newest that is there when the process starts again", async () => {
    await backUp(path, join(folder, backupName(now)), now);
    const { log, told } = listen();
    const backups = await scheduleBackups({
      ...plan,
      database: path,
      folder,
      log,
      now: () => new Date(now.getTime() + 1),
    });
    expect(backups.state()).toEqual({ lastAt: now.toISOString(), failedAt: null, nextAt: minute(1).toISOString() });
    expect(told).toEqual([]);
    backups.stop();
  });

  it("log one that fails, show it, and still make the next", async () => {
    const { log, next } = listen();
    await writeFile(folder, "a file where the folder should be");
    const clock = { now };
    const first = next();
    const second = next();
    const backups = await scheduleBackups({ ...plan, database: path, folder, log, now: () => clock.now });
    const failed = [await first, await second].find(({ message }) => message === "backup failed");
    expect(failed?.details.err?.message).toContain("No backup of");
    expect(backups.state()).toMatchObject({ lastAt: null, failedAt: now.toISOString() });
    await rm(folder);
    clock.now = minute(1);
    const third = next();
    await backups.run();
    expect((await third).message).toBe("backup made");
    expect(backups.state()).toMatchObject({ lastAt: minute(1).toISOString(), failedAt: now.toISOString() });
    backups.stop();
  });
});

describe("the process", () => {
  it("backs up a database that a server writes to, restores it, and shows scheduled backups at /readyz", async () => {
    const database = join(dirname(path), "served.db");
    const env = { DATABASE_URL: `file:${database}`, PORT: "0", SEED: "false", BACKUP_DIR: folder };
    const server = spawn(process.execPath, [entry, "serve"], { env: { ...env, LOG_LEVEL: "info" } });
    const seen = { address: "", made: false };
    for await (const line of createInterface(server.stdout)) {
      seen.address ||= /http:\/\/127[\d.]+:\d+/.exec(line)?.[0] ?? "";
      seen.made ||= line.includes('"backup made"');
      if (seen.address && seen.made) break;
    }
    const ready = await (await fetch(`${seen.address}/readyz`)).json();
    expect(ready).toMatchObject({ status: "ok", backups: { lastAt: expect.any(String), failedAt: null } });
    const backup = await runCommand(["backup", "--to", join(folder, "two.db"), "--json"], env);
    expect([backup.code, backup.errors]).toEqual([0, ""]);
    const taken = await runCommand(["restore", "--from", join(folder, "two.db"), "--force"], env);
    expect([taken.code, taken.errors]).toEqual([1, expect.stringContaining(`process ${server.pid} on`)]);
    server.kill("SIGTERM");
    expect(await once(server, "exit")).toEqual([0, null]);
    const done = await runCommand(["restore", "--from", join(folder, "two.db"), "--force"], env);
    expect([done.code, done.errors]).toEqual([0, ""]);
    expect(done.output).toContain(`The ledger's head: ${JSON.parse(backup.output).head.seq}:`);
  }, 30_000);

  it.each([["backup"], ["restore", "--from", "x"]])(
    "%s on PostgreSQL names the tools to use: exit code 2",
    async (...args) => {
      const { code, errors } = await runCommand(args, { DATABASE_URL: "postgres://127.0.0.1:1/x" });
      expect([code, errors]).toEqual([2, expect.stringMatching(/pg_dump|pg_restore/)]);
    },
  );
});
