import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { type Migration, migrateSqlite, migrationsFor, pending } from "../../src/store/schema/migrate.ts";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import { withFile } from "../helpers/database-file.ts";

const step = (tag: string, ...statements: string[]): Migration => ({ tag, sha256: `sum of ${tag}`, statements });
const first = step("0000_first", "create table a (id integer primary key)", "insert into a values (1)");
const second = step(
  "0001_second",
  "create table b (id integer primary key, a integer references a (id))",
  "insert into b values (1, 1)",
);

/** Everything there is in a database: its schema, and the rows of the tables of these tests. */
function contentsOf(db: Database.Database) {
  const schema = db
    .prepare<[], { name: string; sql: string }>("select name, sql from sqlite_schema order by name")
    .all();
  const rows = ["a", "b", "servanda_migrations"]
    .filter((name) => schema.some((table) => table.name === name))
    .map((name) => db.prepare(`select * from ${name}`).all());
  return { schema, rows };
}

describe("migrations", () => {
  it("are applied in order, each once, and remembered with their checksums", () =>
    withFile((path) => {
      const db = openSqlite(path);
      expect(migrateSqlite(db, [first])).toEqual(["0000_first"]);
      expect(migrateSqlite(db, [first, second], new Date("2026-01-01T00:00:00Z"))).toEqual(["0001_second"]);
      expect(migrateSqlite(db, [first, second])).toEqual([]);
      const remembered = db.prepare("select idx, tag, sha256, applied_at from servanda_migrations where idx = 1").get();
      expect(remembered).toEqual({
        idx: 1,
        tag: second.tag,
        sha256: second.sha256,
        applied_at: "2026-01-01T00:00:00.000Z",
      });
      db.close();
    }));

  it("leave foreign keys on and a short busy timeout, whether they succeed or fail", () =>
    withFile((path) => {
      const db = openSqlite(path);
      const settings = () => [db.pragma("foreign_keys", { simple: true }), db.pragma("busy_timeout", { simple: true })];
      migrateSqlite(db, [first]);
      expect(settings()).toEqual([1, 250]);
      expect(() => migrateSqlite(db, [first, step("0001_bad", "no sql")])).toThrow();
      expect(settings()).toEqual([1, 250]);
      db.close();
    }));

  it("wait for another connection that is migrating, and then find nothing to do", () =>
    withFile((path) => {
      const [a, b] = [openSqlite(path), openSqlite(path)];
      expect([migrateSqlite(a, [first, second]), migrateSqlite(b, [first, second])]).toEqual([
        [first.tag, second.tag],
        [],
      ]);
      a.close();
      b.close();
    }));

  it("leave nothing behind of one that fails, and keep those before it", () =>
    withFile((path) => {
      const db = openSqlite(path);
      migrateSqlite(db, [first]);
      const before = contentsOf(db);
      const bad = step("0001_bad", "create table b (id integer)", "delete from a", "insert into nowhere values (1)");
      expect(() => migrateSqlite(db, [first, bad])).toThrow(/no such table: nowhere/);
      expect(contentsOf(db)).toEqual(before);
      expect(migrateSqlite(db, [first, second])).toEqual([second.tag]);
      db.close();
    }));

  it("leave nothing behind of a first one that fails, not even their own table", () =>
    withFile((path) => {
      const db = openSqlite(path);
      expect(() => migrateSqlite(db, [step("0000_bad", "create table a (id integer)", "no sql")])).toThrow();
      expect(contentsOf(db)).toEqual({ schema: [], rows: [] });
      db.close();
    }));

  it("may rebuild a table that others point at, and roll back where rows would point nowhere", () =>
    withFile((path) => {
      const db = openSqlite(path);
      const rebuild = [
        "create table new_a (id integer primary key, name text)",
        "insert into new_a (id) select id from a",
        "drop table a",
        "alter table new_a rename to a",
      ];
      migrateSqlite(db, [first, second]);
      const before = contentsOf(db);
      const losing = step("0002_losing", ...rebuild, "delete from a");
      expect(() => migrateSqlite(db, [first, second, losing])).toThrow(
        "Migration 0002_losing would leave 1 rows pointing nowhere",
      );
      expect(contentsOf(db)).toEqual(before);
      expect(migrateSqlite(db, [first, second, step("0002_rebuild", ...rebuild)])).toEqual(["0002_rebuild"]);
      expect(db.prepare("select * from b").all()).toEqual([{ id: 1, a: 1 }]);
      db.close();
    }));

  it.each([
    [
      "a newer schema",
      [first, second],
      [first],
      "The database has migration 0001_second, which this version of Servanda does not know",
    ],
    [
      "one that was changed since",
      [first],
      [{ ...first, sha256: "other" }],
      "Migration 0000_first was applied from another file",
    ],
    [
      "one of another history",
      [first],
      [second, first],
      "Migration 0000_first was applied from another file than 0001_second",
    ],
  ])("refuse %s, change nothing and say why", (_, applied, known, message) =>
    withFile((path) => {
      const db = openSqlite(path);
      migrateSqlite(db, applied);
      const before = contentsOf(db);
      expect(() => migrateSqlite(db, known)).toThrow(message);
      expect(contentsOf(db)).toEqual(before);
      db.close();
    }),
  );

  it("that are pending are those after what was applied", () => {
    expect(pending([first, second], [])).toEqual([first, second]);
    expect(pending([first, second], [first])).toEqual([second]);
    expect(pending([first, second], [first, second])).toEqual([]);
  });

  it("as generated make a database whose integrity holds", () => {
    const db = new Database(":memory:");
    migrateSqlite(db);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(migrationsFor("sqlite").every(({ statements }) => statements.every((statement) => statement !== ""))).toBe(
      true,
    );
    db.close();
  });
});
