import { existsSync } from "node:fs";
import { copyFile, open, readFile, rename, truncate, writeFile } from "node:fs/promises";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { createFile } from "../../../src/store/sqlite/check-file.ts";
import { openSqlite, openSqliteReadonly } from "../../../src/store/sqlite/connection.ts";
import { withFile } from "../../helpers/database-file.ts";
import { change, makeSource, stamp } from "../../helpers/stored-records.ts";

const pageBytes = 4096;

/** A database with a few records, the last of them long, closed. */
async function fill(path: string): Promise<void> {
  const store = await openStore(`file:${path}`);
  const long = { ...makeSource(3), title: "long ".repeat(5000) };
  for (const source of [makeSource(1), makeSource(2), long])
    await store.apply([change("create", "source", source)], stamp);
  await store.close();
}

async function overwrite(path: string, at: number, bytes: Buffer): Promise<void> {
  const file = await open(path, "r+");
  await file.write(bytes, 0, bytes.length, at).finally(() => file.close());
}

/** A page in the middle of a table: with any of its structure gone, the table cannot be read. */
async function rootOf(path: string, table: string): Promise<number> {
  const db = new Database(path, { readonly: true });
  const page = Number(db.prepare("select rootpage from sqlite_schema where name = ?").pluck().get(table));
  db.close();
  return (page - 1) * pageBytes;
}

/** Where a row of a table that is too long for one page goes on. */
async function overflowOf(path: string, table: string): Promise<number> {
  const db = new Database(path, { readonly: true });
  const found = "select min(pageno) from dbstat where name = ? and pagetype = 'overflow'";
  const page = Number(db.prepare(found).pluck().get(table));
  db.close();
  return (page - 1) * pageBytes;
}

describe("a file that is there is refused with advice, and left as it is, when", () => {
  it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    [
      "its header is zeroes",
      (path) => overwrite(path, 0, Buffer.alloc(100)),
      /not an SQLite database, or its beginning/,
    ],
    ["it is a text", (path) => writeFile(path, "Dear diary,\n".repeat(1000)), /not an SQLite database/],
    ["half of it is missing", async (path) => truncate(path, (await readFile(path)).length >> 1), /it is damaged/],
    [
      "a page is garbage",
      async (path) => overwrite(path, await rootOf(path, "sources"), Buffer.alloc(pageBytes, 0xff)),
      /it is damaged/,
    ],
    [
      "a bit of its structure is another",
      async (path) => overwrite(path, await rootOf(path, "ledger"), Buffer.from([0x4d])),
      /it is damaged/,
    ],
    ["it is empty", (path) => truncate(path, 0), /it is empty.*delete it/],
  ])("%s", (_, damage, message) =>
    withFile(async (path) => {
      await fill(path);
      await damage(path);
      const before = await readFile(path);
      const refusal = openStore(`file:${path}`);
      await expect(refusal).rejects.toThrow(`Cannot open the database ${path}: it is`);
      await expect(refusal).rejects.toThrow(message);
      await expect(refusal).rejects.toThrow("servanda restore --from BACKUP");
      expect((await readFile(path)).equals(before)).toBe(true);
    }),
  );

  it.each([
    ["it holds another program's tables", "create table bookmarks (id integer)"],
    ["it says that it is another program's", "pragma application_id = 252006673"],
  ])("%s", (_, statement) =>
    withFile(async (path) => {
      const db = new Database(path);
      db.exec(statement);
      db.close();
      const before = await readFile(path);
      await expect(openStore(`file:${path}`)).rejects.toThrow("it belongs to another program. Nothing was changed.");
      expect((await readFile(path)).equals(before)).toBe(true);
    }),
  );

  it("it is large, which is found while it is in use", () =>
    withFile(async (path) => {
      await fill(path);
      await overwrite(path, await overflowOf(path, "ledger"), Buffer.alloc(4, 0xff));
      await writeFile(`${path}-wal`, "not closed properly");
      const { promise, resolve } = Promise.withResolvers<Error>();
      const store = await openStore(`file:${path}`, { whenDamaged: resolve, checkedAtOnce: 0 });
      expect(
        (await store.list("source", { limit: 9, filters: [{ field: "id", in: [makeSource(1).id] }] })).rows,
      ).toHaveLength(1);
      expect((await promise).message).toMatch(/cannot be used any more: it is damaged .*servanda restore --from/);
      await store.close();
    }));

  it("only its -wal is left, with the newest writes", () =>
    withFile(async (path) => {
      const store = await openStore(`file:${path}`);
      await store.apply([change("create", "source", makeSource(1))], stamp);
      await rename(path, `${path}.moved`);
      await expect(openStore(`file:${path}`)).rejects.toThrow(`it is gone, but ${path}-wal holds`);
      expect(existsSync(path)).toBe(false);
      await rename(`${path}.moved`, path);
      await store.close();
    }));
});

describe("a new file", () => {
  it("is made where there is nothing, in folders that are made too, and marked as ours", () =>
    withFile(async (path) => {
      const inside = `${path}/a/b/new.db`;
      await fill(inside);
      const db = openSqlite(inside);
      expect(db.pragma("application_id", { simple: true })).toBe(0x53766461);
      db.close();
    }));

  it("that was made but not filled, as after kill -9, is taken; so is one from before files were marked, and it is marked", () =>
    withFile(async (path) => {
      createFile(path);
      await fill(path);
      const db = openSqlite(path);
      db.pragma("application_id = 0");
      await (await openStore(`file:${path}`)).close();
      expect(db.pragma("application_id", { simple: true })).toBe(0x53766461);
      db.close();
    }));
});

it("a file whose rollback journal was left by kill -9 is opened as it was before what the journal undoes", () =>
  withFile(async (path) => {
    await fill(path);
    const db = new Database(path);
    db.pragma("journal_mode = DELETE");
    db.pragma("cache_size = 1");
    db.exec("begin; update ledger set by = 'nobody' || hex(zeroblob(4000))");
    for (const suffix of ["", "-journal"]) await copyFile(`${path}${suffix}`, `${path}.cut${suffix}`);
    db.exec("rollback");
    db.close();
    expect(() => openSqliteReadonly(`${path}.cut`).pragma("quick_check")).toThrow("readonly");
    const store = await openStore(`file:${path}.cut`);
    expect((await store.lines({ after: 0, limit: 9 })).rows.map(({ by }) => by)).toEqual(Array(3).fill(stamp.by));
    await store.close();
  }));
