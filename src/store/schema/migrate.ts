import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type Database from "better-sqlite3";
import type pg from "pg";

/**
 * Runs the SQL that drizzle-kit generated. Our own runner, since drizzle's takes no lock, never checks what was
 * applied, and switches foreign keys off inside the transaction, where SQLite ignores it.
 */
export interface Migration {
  tag: string;
  sha256: string;
  statements: string[];
}

interface Journal {
  entries: { idx: number; tag: string }[];
}

/** The migrations of one engine, in order. */
export function migrationsFor(dialect: "sqlite" | "postgresql"): Migration[] {
  const folder = new URL(`../../../migrations/${dialect}/`, import.meta.url);
  const journal = JSON.parse(readFileSync(new URL("meta/_journal.json", folder), "utf8")) as Journal;
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(new URL(`${tag}.sql`, folder), "utf8");
    const sha256 = createHash("sha256").update(text).digest("hex");
    return { tag, sha256, statements: text.split("--> statement-breakpoint").map((statement) => statement.trim()) };
  });
}

export interface Applied {
  tag: string;
  sha256: string;
}

/** What is still to be run. @throws Error when the database is newer than the code, or was built from other files. */
export function pending(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const [i, done] of applied.entries()) {
    const known = migrations[i];
    if (!known)
      throw new Error(
        `The database has migration ${done.tag}, which this version of Servanda does not know. Run a newer version.`,
      );
    if (known.tag !== done.tag || known.sha256 !== done.sha256) {
      throw new Error(
        `Migration ${done.tag} was applied from another file than ${known.tag} of this version. Restore the original file.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

const createTable = `create table if not exists servanda_migrations
  (idx integer primary key, tag text not null, sha256 text not null, applied_at text not null)`;
const readApplied = "select tag, sha256 from servanda_migrations order by idx";

/** Applies what is pending, each migration in its own transaction; a second process waits, then has nothing to do. */
export function migrateSqlite(db: Database.Database, migrations = migrationsFor("sqlite"), now = new Date()): string[] {
  const applied: string[] = [];
  db.pragma("busy_timeout = 30000");
  db.pragma("foreign_keys = OFF");
  try {
    while (applyNext(db, migrations, now, applied));
  } finally {
    db.pragma("foreign_keys = ON");
    db.pragma("busy_timeout = 250");
  }
  return applied;
}

function applyNext(db: Database.Database, migrations: readonly Migration[], now: Date, applied: string[]): boolean {
  const step = db.transaction(() => {
    db.exec(createTable);
    const done = db.prepare<[], Applied>(readApplied).all();
    const [next] = pending(migrations, done);
    if (!next) return false;
    for (const statement of next.statements) db.exec(statement);
    const broken = db.pragma("foreign_key_check") as unknown[];
    if (broken.length > 0)
      throw new Error(`Migration ${next.tag} would leave ${broken.length} rows pointing nowhere; nothing was changed.`);
    db.prepare("insert into servanda_migrations values (?, ?, ?, ?)").run(
      done.length,
      next.tag,
      next.sha256,
      now.toISOString(),
    );
    applied.push(next.tag);
    return true;
  });
  return step.immediate();
}

/** Held for as long as a process brings a database up to date; the others wait for it, then find nothing to do. */
const migrationLock = 7_236_432_000;

/** Does what one process at a time may do, however long the others wait. It can be held within itself. */
export async function inTurn<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("select pg_advisory_lock($1)", [migrationLock]);
  try {
    return await work();
  } finally {
    // Where the session has ended, so has the lock.
    await client.query("select pg_advisory_unlock($1)", [migrationLock]).catch(() => {});
  }
}

/** As migrateSqlite, for PostgreSQL: under an advisory lock on its own connection, each in a transaction. */
export function migratePostgres(
  client: pg.ClientBase,
  migrations = migrationsFor("postgresql"),
  now = new Date(),
): Promise<string[]> {
  return inTurn(client, async () => {
    await client.query(createTable);
    const { rows } = await client.query<Applied>(readApplied);
    const missing = pending(migrations, rows);
    for (const [n, migration] of missing.entries()) await applyOne(client, migration, { idx: rows.length + n, now });
    return missing.map(({ tag }) => tag);
  });
}

async function applyOne(
  client: pg.ClientBase,
  { tag, sha256, statements }: Migration,
  { idx, now }: { idx: number; now: Date },
): Promise<void> {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    await client.query("insert into servanda_migrations values ($1, $2, $3, $4)", [
      idx,
      tag,
      sha256,
      now.toISOString(),
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
