import { existsSync } from "node:fs";
import { copyFile, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp, digestFile, manifestOf, readManifest } from "../../src/backups/backup.ts";
import { backupName } from "../../src/backups/folder.ts";
import { restoreFrom } from "../../src/backups/restore.ts";
import { scheduleBackups } from "../../src/backups/schedule.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port/store.ts";
import { migrateSqlite, migrationsFor } from "../../src/store/schema/migrate.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { worldOf, writeWorld } from "../helpers/random-records.ts";
import { everything } from "../helpers/store-for-each.ts";
import { change, idOf, makeSource, stamp } from "../helpers/stored-records.ts";
import { tamper } from "../helpers/tamper.ts";
import { openTestStore } from "../helpers/test-store.ts";

const now = new Date("2026-11-23T09:00:00.000Z");
let live: { store: Store; url: string; close: () => Promise<void> };
let path: string;
let folder: string;
let file: string;
beforeEach(async () => {
  live = await openTestStore();
  path = live.url.slice("file:".length);
  folder = join(dirname(path), "backups");
  file = join(folder, "one.db");
  await writeWorld(live.store, worldOf(7));
});
afterEach(() => live.close());

const restored = (more: object = {}) => {
  const wish = { from: file, to: join(folder, "restored.db"), force: false, withoutManifest: false, now };
  return restoreFrom({ ...wish, progress: () => {}, ...more });
};
const pair = (n: number) => [change("create", "source", makeSource(n)), change("create", "source", makeSource(n + 1))];
async function flip(of: string, at: number): Promise<void> {
  const handle = await open(of, "r+");
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, at);
  await handle.close();
}

describe("a backup", () => {
  it("is one whole file with a manifest of its checksum, the ledger's head and the rows of each table", async () => {
    const manifest = await backUp(path, file, now);
    expect(await readdir(folder)).toEqual(["one.db", "one.db.json"]);
    expect(await readManifest(file)).toEqual(manifest);
    const { seq, hash } = await live.store.head();
    expect(manifest).toMatchObject({
      head: { seq, hash },
      counts: { ledger: seq, commitments: 30 },
      ...(await digestFile(file)),
    });
    expect(manifest).toMatchObject({ schema: migrationsFor("sqlite").at(-1)?.tag, createdAt: now.toISOString() });
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it("holds one state while writes go on: a write is in it whole or not at all, and none is held up by it", async () => {
    const made = new Promise<void>((resolve, reject) => {
      const log = { info: () => resolve(), error: ({ err }: { err?: unknown }) => reject(err) };
      void scheduleBackups({ database: path, folder, everyMs: 3_600_000, keep: 3, log, now: () => now });
    });
    const state = { written: 0, done: false };
    void made.finally(() => {
      state.done = true;
    });
    while (!state.done) {
      await live.store.apply(pair(1000 + 2 * state.written), stamp);
      state.written += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await made;
    expect(state.written).toBeGreaterThan(3);
    file = join(folder, backupName(now));
    await restored();
    const copy = await openStore(`file:${join(folder, "restored.db")}`);
    const sources = (await everything(copy, "source")).length - 8;
    expect(sources % 2).toBe(0);
    const { seq, hash } = await copy.head();
    const line = (await live.store.lines({ after: seq - 1, limit: 1 })).rows[0];
    expect([line?.seq, line?.hash]).toEqual([seq, hash]);
    await copy.close();
  });

  it("overwrites nothing, and leaves nothing behind when it fails", async () => {
    await backUp(path, file, now);
    await expect(backUp(path, file, now)).rejects.toThrow("is there already");
    await expect(backUp(`${path}x`, join(folder, "two.db"), now)).rejects.toThrow("There is no database");
    await writeFile(`${path}y`, "no database, though as long as a page ".repeat(200));
    await expect(backUp(`${path}y`, join(folder, "two.db"), now)).rejects.toThrow("No backup of");
    expect(await readdir(folder)).toEqual(["one.db", "one.db.json"]);
  });
});

describe("restoring", () => {
  it("brings back every record and the ledger as they were", async () => {
    await backUp(path, file, now);
    const [head, before] = [await live.store.head(), await everything(live.store, "commitment")];
    await live.store.apply(pair(50), stamp);
    const { verified, aside } = await restored();
    expect([verified.head, aside]).toEqual([head, null]);
    const copy = await openStore(`file:${join(folder, "restored.db")}`);
    expect([await copy.head(), await everything(copy, "commitment")]).toEqual([head, before]);
    await copy.close();
    expect((await readdir(folder)).filter((name) => name.includes("restoring"))).toEqual([]);
  });

  it("does not overwrite a database; with force the old one is put aside, whole", async () => {
    await backUp(path, file, now);
    await live.store.apply(pair(50), stamp);
    const head = await live.store.head();
    await live.store.close();
    await expect(restored({ to: path })).rejects.toThrow("--force puts it aside");
    const { aside } = await restored({ to: path, force: true });
    const [old, current] = [await openStore(`file:${aside}`), await openStore(`file:${path}`)];
    expect(await old.head()).toEqual(head);
    expect((await current.head()).seq).toBe(head.seq - 2);
    await Promise.all([old.close(), current.close()]);
    live = { ...live, close: () => rm(dirname(path), { recursive: true }) };
  });

  it("is refused while another process has the database open, and changes nothing", async () => {
    await backUp(path, file, now);
    const head = await live.store.head();
    await expect(restored({ to: path, force: true })).rejects.toThrow("stop the service first");
    await live.store.apply(pair(50), stamp);
    expect((await live.store.head()).seq).toBe(head.seq + 2);
  });

  it("does not let the -wal file of a database that is gone into the restored one", async () => {
    await backUp(path, file, now);
    const to = join(folder, "restored.db");
    await copyFile(`${path}-wal`, `${to}-wal`);
    const { verified } = await restored();
    const copy = await openStore(`file:${to}`);
    expect(await copy.head()).toEqual(verified.head);
    await copy.close();
  });

  it("takes a backup of an older schema, and brings the copy up to date", async () => {
    const older = openSqlite(join(dirname(path), "older.db"));
    migrateSqlite(older, migrationsFor("sqlite").slice(0, 1));
    older.close();
    expect((await backUp(join(dirname(path), "older.db"), file, now)).schema).toBe("0000_initial");
    const before = await digestFile(file);
    expect((await restored()).verified.head.seq).toBe(0);
    expect(await digestFile(file)).toEqual(before);
  });
});

describe("a backup is refused, and nothing put in place, when", () => {
  beforeEach(async () => {
    await backUp(path, file, now);
  });
  afterEach(() => {
    expect(existsSync(join(folder, "restored.db"))).toBe(false);
  });
  const without = { withoutManifest: true };
  const page = 4096;

  it("one bit of it is another", async () => {
    await flip(file, 10 * page + 100);
    await expect(restored()).rejects.toThrow(/is not what was backed up: its SHA-256 is/);
  });

  it("it was cut", async () => {
    const handle = await open(file, "r+");
    await handle.truncate(5 * page);
    await handle.close();
    await expect(restored()).rejects.toThrow(/it has 20480 bytes, by its manifest \d+/);
    await rm(manifestOf(file));
    await expect(restored(without)).rejects.toThrow(/cannot be restored: /);
  });

  it("its manifest is missing, unless that is asked for", async () => {
    await rm(manifestOf(file));
    await expect(restored()).rejects.toThrow("--no-manifest");
    await writeFile(manifestOf(file), "{}");
    await expect(restored()).rejects.toThrow("is no manifest");
  });

  it("a row in it was changed, even if its manifest was made to fit", async () => {
    await tamper(`file:${file}`, `update sources set title_key = 'forged' where id = '${idOf("source", 1)}'`);
    const text = await readFile(manifestOf(file), "utf8");
    await writeFile(manifestOf(file), JSON.stringify({ ...JSON.parse(text), ...(await digestFile(file)) }));
    await expect(restored()).rejects.toThrow(`not what its ledger says:\n  sources ${idOf("source", 1)} title`);
  });

  it("lines of its ledger were cut off at the end, which its manifest tells", async () => {
    const { seq } = await live.store.head();
    await tamper(`file:${file}`, `delete from ledger where seq = ${seq}`);
    const text = await readFile(manifestOf(file), "utf8");
    await writeFile(manifestOf(file), JSON.stringify({ ...JSON.parse(text), ...(await digestFile(file)) }));
    await expect(restored()).rejects.toThrow(/its ledger ends at \d+:\w+, by its manifest at/);
  });

  it("it is not a database of this service, or of a newer version", async () => {
    await writeFile(file, "something else");
    await rm(manifestOf(file));
    await expect(restored(without)).rejects.toThrow("cannot be restored");
    await rm(file);
    await backUp(path, file, now);
    await rm(manifestOf(file));
    await tamper(`file:${file}`, "insert into servanda_migrations values (99, '9999_future', 'x', '')");
    await expect(restored(without)).rejects.toThrow("9999_future");
  });
});
