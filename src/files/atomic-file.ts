import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file that comes into being whole or not at all: written under another name, then given its own. */

const mark = ".unfinished-";

/** The name under which the file for `path` is written first. Deletes what processes that are gone left. */
export function unfinished(path: string): string {
  sweep(path);
  return `${path}${mark}${process.pid}`;
}

/** Deletes what processes that are gone left unfinished, be it a second name of the finished file. */
export function sweep(path: string): void {
  const start = `${basename(path)}${mark}`;
  for (const name of readdirSync(dirname(path))) {
    const [, pid] = /^(\d+)(-wal|-shm|-journal)?$/.exec(name.startsWith(start) ? name.slice(start.length) : "") ?? [];
    if (pid !== undefined && !isOther(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

/**
 * Gives a finished file its name, so that it survives a power cut.
 * @throws EEXIST when there is one of that name by now
 */
export function publish(from: string, path: string): void {
  sync(from);
  linkSync(from, path);
  unlinkSync(from);
  syncFolder(dirname(path));
}

/** As publish, where a file of that name is replaced. */
export function publishOver(from: string, path: string): void {
  sync(from);
  renameSync(from, path);
  syncFolder(dirname(path));
}

/** Makes a folder and those above it, to survive a power cut: each is synced once a new name is in it. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** Takes an unfinished database away, with what SQLite keeps beside it. */
export function discard(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${suffix}`, { force: true });
}

/** Windows opens no folders, and needs no such step. */
function syncFolder(folder: string): void {
  if (process.platform !== "win32") sync(folder);
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whether another process with this id is running. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
