import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { makeFolder, sweep } from "../../files/atomic-file.ts";
import { sqlitePath } from "../../files/database-url.ts";
import { messageOf, OpenError } from "../engine/faults.ts";
import { checkNames } from "./connection.ts";

/** A database file that is claimed; `release` lets others have it. */
export interface Claim {
  release: () => void;
}

/** Long enough for a command that is about to end, such as the making of a key. */
const patienceMs = 500;

/**
 * Claims an SQLite database for this process as long as it lives. Of two processes that write, each would stand still
 * whenever the other does, since the driver waits for locks without letting go of the thread. The claim is SQLite's own
 * lock on a file beside the database, which the system releases even after kill -9. A PostgreSQL database needs none.
 * @throws OpenError naming the process that has it, or when the file has a second name, beside which is another lock
 */
export function claimDatabase(url: string): Claim {
  const claim = claimIfFree(url);
  if (claim !== null) return claim;
  const path = sqlitePath(url) ?? "";
  throw new OpenError(
    `Another process has the database ${path}${ownerIn(ownerFile(path))}. One process owns an SQLite file: stop that one first, ` +
      "or use PostgreSQL, which takes any number.",
  );
}

/** Claims a database while `work` goes on. @throws OpenError as claimDatabase, or what `work` throws */
export function withClaim<T>(url: string, work: () => Promise<T>): Promise<T> {
  const claim = claimDatabase(url);
  return work().finally(claim.release);
}

/**
 * As claimDatabase; null where another process has it.
 * @throws OpenError when the file beside the database cannot be made, or the database has a second name
 */
export function claimIfFree(url: string): Claim | null {
  const path = sqlitePath(url);
  if (path === null) return { release: () => {} };
  const db = openLock(path);
  try {
    db.exec("begin exclusive");
  } catch (error) {
    db.close();
    if (String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) return null;
    throw unusable(path, error);
  }
  try {
    sweep(path);
    checkNames(path);
  } catch (error) {
    db.close();
    throw new OpenError(`Cannot open the database ${path}: ${messageOf(error)}`, { cause: error });
  }
  sign(ownerFile(path));
  return { release: () => db.close() };
}

function openLock(path: string): Database.Database {
  try {
    makeFolder(dirname(path));
    return new Database(`${path}.lock`, { timeout: patienceMs });
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): OpenError {
  const what = `Cannot open the database ${path}: ${path}.lock, which says whose it is, cannot be written`;
  return new OpenError(`${what} (${messageOf(cause)}). SQLite needs to write to the folder of the database.`, {
    cause,
  });
}

const ownerFile = (path: string): string => `${path}.lock-owner`;

/** A full disk does not keep a service from starting, so that it can be read. */
function sign(path: string): void {
  try {
    writeFileSync(path, `${process.pid} on ${hostname()}\n`);
  } catch {}
}

function ownerIn(path: string): string {
  try {
    const owner = readFileSync(path, "utf8").trim();
    return owner === "" ? "" : ` (process ${owner})`;
  } catch {
    return "";
  }
}
