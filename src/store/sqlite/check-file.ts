import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { publish, unfinished } from "../../files/atomic-file.ts";
import { openSqliteReadonly } from "./connection.ts";
import { openLane } from "./lane.ts";

/** "Svda" in the header of a file says that it is ours: https://sqlite.org/fileformat2.html#application_id */
export const applicationId = 0x53766461;

const mib = 1024 * 1024;
/** Files up to this size (bytes) are checked at every start, larger ones after an unclean stop. */
const alwaysChecked = 512 * mib;
/** Larger files are checked while they are in use already, since it takes 1.4 s a gigabyte. */
export const checkedAtOnce = 64 * mib;

const restore = "Nothing was changed. To put a backup in its place: servanda restore --from BACKUP --force";

/**
 * Checks the file at a path before anything is written there. `atMost`: larger ones are left unchecked where they need
 * it. Opens the file only through SQLite: closing it by other means would give up SQLite's locks on it
 * (https://sqlite.org/howtocorrupt.html).
 * @throws Error saying what is wrong, and what to do: empty, damaged, not writable, or another program's
 */
export function examineFile(path: string, atMost = Number.POSITIVE_INFINITY): "none" | "sound" | "unchecked" {
  const [size, wal] = [sizeOf(path), sizeOf(`${path}-wal`) ?? 0];
  if (size === null) {
    if (wal > 0)
      throw new Error(`it is gone, but ${path}-wal holds what was written to it last. Bring it back. ${restore}`);
    checkWritable(dirname(path));
    return "none";
  }
  if (size === 0)
    throw new Error(`it is empty, not even a database without records. ${restore}. If there never was one, delete it.`);
  checkWritable(path);
  checkWritable(dirname(path));
  const isDue = size <= alwaysChecked || wal > 0;
  const isNow = isDue && size <= atMost;
  checkContents(path, { thoroughly: isNow });
  return isDue && !isNow ? "unchecked" : "sound";
}

/**
 * Checks a file that is in use, aside. `ended` rejects with what is wrong; after `stop`, it ends as if all was well.
 */
export function checkAside(path: string): { ended: Promise<void>; stop: () => Promise<void> } {
  const lane = openLane(() => path);
  const state = { stopped: false };
  const check = async () => {
    try {
      const [row] = await lane.read((run) => run({ text: "pragma quick_check(1)", values: [] }));
      demandSound(Object.values(row ?? {}).join());
    } catch (error) {
      if (!state.stopped) throw inWords(error);
    } finally {
      await lane.close();
    }
  };
  const stop = async () => {
    state.stopped = true;
    await lane.close();
  };
  return { ended: check(), stop };
}

function demandSound(found: string): void {
  if (found !== "ok") throw new Error(`it is damaged (${found.replaceAll("\n", " ")}). ${restore}`);
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function checkWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EROFS" ? "the file system is read-only" : `the user of this process may not (${code})`;
    throw new Error(`${path} cannot be written to: ${why}. SQLite needs to write to the file and to its folder.`);
  }
}

/**
 * kill -9 leaves a rollback journal if it comes while a file is switched to WAL, as a restored one is at its first
 * start. SQLite undoes what the journal says before it reads, so the file must be opened for writing.
 */
function checkContents(path: string, { thoroughly }: { thoroughly: boolean }): void {
  const db = existsSync(`${path}-journal`) ? new Database(path, { fileMustExist: true }) : openSqliteReadonly(path);
  try {
    checkOwner(db);
    if (thoroughly) demandSound(String(db.pragma("quick_check(1)", { simple: true })));
  } catch (error) {
    throw inWords(error);
  } finally {
    db.close();
  }
}

function checkOwner(db: Database.Database): void {
  const id = Number(db.pragma("application_id", { simple: true }));
  const named = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
  const tables = db.prepare<[], string>(named).pluck().all();
  const isUnmarked = id === 0 && (tables.length === 0 || tables.includes("servanda_migrations"));
  if (id === applicationId || isUnmarked) return;
  throw new Error("it belongs to another program. Nothing was changed. Set DATABASE_URL to another path.");
}

/**
 * An SQLite error that says that the file is damaged, with what to do. Result codes: https://sqlite.org/rescode.html
 */
export function inWords(error: unknown): unknown {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (code === "SQLITE_NOTADB")
    return new Error(`it is not an SQLite database, or its beginning is damaged. ${restore}`, { cause: error });
  if (code.startsWith("SQLITE_CORRUPT")) return new Error(`it is damaged (${message}). ${restore}`, { cause: error });
  return error;
}

/** Makes an empty database: at once, never half written, marked as ours, its owner's alone. */
export function createFile(path: string): void {
  const db = new Database(":memory:");
  db.pragma(`application_id = ${applicationId}`);
  const draft = unfinished(path);
  writeFileSync(draft, db.serialize(), { mode: 0o600 });
  db.close();
  publish(draft, path);
}
