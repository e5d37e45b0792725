import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import Database from "better-sqlite3";
import { OpenError } from "./open.ts";

/** A database file that is claimed; `release` lets others have it. */
export interface Claim {
  release: () => void;
}

/**
 * Claims an SQLite database for this process, for as long as it lives: of two that write, each would stand still whenever
 * the other does, since the driver waits for locks without letting go of the thread. The claim is SQLite's own lock on a file beside it, which the system gives back
 * even after kill -9. A PostgreSQL database needs none.
 * @throws OpenError naming the process that has it
 */
export function claimDatabase(url: string): Claim {
  if (!url.startsWith("file:")) return { release: () => {} };
  const path = resolve(url.slice("file:".length));
  mkdirSync(dirname(path), { recursive: true });
  const owner = `${path}.lock-owner`;
  const db = new Database(`${path}.lock`, { timeout: 0 });
  try {
    db.pragma("locking_mode = EXCLUSIVE");
    db.exec("begin exclusive");
  } catch (cause) {
    db.close();
    throw new OpenError(
      `Another process serves the database ${path}${ownerIn(owner)}. One process owns an SQLite file: stop that one first, ` +
        "or use PostgreSQL, which takes any number.",
      { cause },
    );
  }
  writeFileSync(owner, `${process.pid} on ${hostname()}\n`);
  return { release: () => db.close() };
}

function ownerIn(path: string): string {
  try {
    return ` (process ${readFileSync(path, "utf8").trim()})`;
  } catch {
    return "";
  }
}
