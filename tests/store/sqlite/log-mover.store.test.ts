import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlite } from "../../../src/store/sqlite/connection.ts";
import { openLogMover, waiting } from "../../../src/store/sqlite/log-mover.ts";

describe("the log of a database that is written to", () => {
  const place = { folder: "" };
  let db: Database.Database;
  beforeEach(() => {
    place.folder = mkdtempSync(join(tmpdir(), "servanda-log-"));
    db = openSqlite(join(place.folder, "log.db"));
    db.exec("create table t (a)");
  });
  afterEach(() => {
    db.close();
    rmSync(place.folder, { recursive: true });
  });
  const write = (times: number, mover: { written: () => void }) => {
    for (let n = 0; n < times; n++) {
      db.exec("insert into t values (zeroblob(5000))");
      mover.written();
    }
  };

  it("is moved once there is enough of it, not within a write, and begins anew", async () => {
    const moved: number[] = [];
    const move = async () => {
      moved.push(waiting(db));
      const other = openSqlite(db.name);
      other.pragma("wal_checkpoint(PASSIVE)");
      other.close();
    };
    const mover = openLogMover(db, move, 100);
    write(31, mover);
    expect(moved).toEqual([]);
    write(65, mover);
    expect(moved).toHaveLength(1);
    expect(moved[0]).toBeGreaterThanOrEqual(100);
    await mover.settled();
    expect(waiting(db)).toBe(0);
    db.exec("insert into t values (1)");
    const [log] = db.pragma("wal_checkpoint(NOOP)") as { log: number }[];
    expect(log?.log).toBeLessThan(10);
  });

  it("is moved by SQLite where that fails", async () => {
    const mover = openLogMover(db, () => Promise.reject(new Error("no thread")), 100);
    write(320, mover);
    await mover.settled();
    write(1, mover);
    expect(waiting(db)).toBeLessThan(400);
  });

  it("is not looked at by who has written, where it cannot be read", async () => {
    const mover = openLogMover(db, () => Promise.reject(new Error("no thread")), 1);
    write(31, mover);
    db.close();
    for (let n = 0; n < 64; n++) mover.written();
    await mover.settled();
    db = openSqlite(db.name);
    expect(db.prepare("select count(*) from t").pluck().get()).toBe(31);
  });
});
