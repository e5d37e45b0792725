import { readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp } from "../../src/backups/backup.ts";
import { backupName, backupsIn } from "../../src/backups/folder.ts";
import { scheduleBackups } from "../../src/backups/schedule.ts";
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
    await backups.stop();
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
    await backups.stop();
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
    await backups.stop();
  });

  it("of each day are tried again after an hour when one has failed", async () => {
    const { log, next } = listen();
    await writeFile(folder, "a file where the folder should be");
    const clock = { now };
    const lines = [next(), next()];
    const day = { ...plan, everyMs: 24 * 60 * 60_000 };
    const backups = await scheduleBackups({ ...day, database: path, folder, log, now: () => clock.now });
    await Promise.all(lines);
    await expect.poll(() => backups.state().nextAt).toBe(minute(60).toISOString());
    await backups.stop();
  });
});
