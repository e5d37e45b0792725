import { rm, writeFile } from "node:fs/promises";
import { openSqlite } from "../../src/store/sqlite/connection.ts";
import type { File, Step } from "./traces.ts";

/** What is on the disk: the bytes of each file. */
type Disk = Readonly<Record<File, Buffer>>;
type Change = Extract<Step, { does: "write" | "truncate" }>;

export interface Found {
  images: number;
  /** Images that lack an acknowledged write, and the most that one lacks. */
  losing: number;
  most: number;
  corrupt: number;
}

interface Replay {
  steps: readonly Step[];
  base: Disk;
  /** Where images are put, one after the other. */
  path: string;
  random: () => number;
  /** One image for so many steps, and one after each acknowledgement. */
  oneIn: number;
}

/**
 * Makes what a power cut could have left, at many moments: of each file all that was synced, and of the rest nothing,
 * or any part in any order, some of it torn at 512 bytes. Opens each as the service would, and looks for what was
 * acknowledged.
 */
export async function replay({ steps, base, path, random, oneIn }: Replay): Promise<Found> {
  const found = { images: 0, losing: 0, most: 0, corrupt: 0 };
  const state = { disk: base, pending: [] as Change[] };
  const acknowledged = new Set<string>();
  for (const step of steps) {
    if (step.does === "acknowledge") acknowledged.add(step.code);
    else if (step.does === "sync") {
      const isOf = ({ file }: Change) => file === step.file;
      state.disk = apply(state.disk, state.pending.filter(isOf));
      state.pending = state.pending.filter((change) => !isOf(change));
    } else state.pending.push(step);
    if (step.does !== "acknowledge" && random() > 1 / oneIn) continue;
    const image = apply(state.disk, survivors(state.pending, random));
    const codes = await open(image, path);
    const lost = codes === null ? 0 : acknowledged.difference(codes).size;
    found.images += 1;
    if (codes === null) found.corrupt += 1;
    if (lost > 0) found.losing += 1;
    found.most = Math.max(found.most, lost);
  }
  return found;
}

/** What of the writes that were not synced is on the disk by chance: in one of three cases nothing. */
function survivors(pending: readonly Change[], random: () => number): Change[] {
  const share = random();
  if (share < 1 / 3) return [];
  return pending.filter(() => random() < share).map((change) => (random() < 0.2 ? torn(change, random) : change));
}

function torn(change: Change, random: () => number): Change {
  if (change.does === "truncate") return change;
  const sectors = Math.floor(random() * (change.bytes.length / 512 + 1));
  return { ...change, bytes: change.bytes.subarray(0, sectors * 512) };
}

function apply(disk: Disk, changes: readonly Change[]): Disk {
  const files: Record<File, Buffer> = { ...disk };
  for (const name of ["db", "wal"] as const) {
    const own = changes.filter(({ file }) => file === name);
    if (own.length > 0) files[name] = written(files[name], own);
  }
  return files;
}

function written(file: Buffer, changes: readonly Change[]): Buffer {
  const ends = changes.map((change) => (change.does === "write" ? change.at + change.bytes.length : 0));
  const copy = Buffer.alloc(Math.max(file.length, ...ends));
  file.copy(copy);
  const state = { size: file.length };
  for (const change of changes) {
    if (change.does === "truncate") {
      copy.fill(0, change.size);
      state.size = change.size;
    } else {
      change.bytes.copy(copy, change.at);
      state.size = Math.max(state.size, change.at + change.bytes.length);
    }
  }
  return copy.subarray(0, state.size);
}

/** The codes of the parties in an image; null when it is damaged. */
async function open(image: Disk, path: string): Promise<Set<string> | null> {
  await rm(`${path}-shm`, { force: true });
  await writeFile(path, image.db);
  await writeFile(`${path}-wal`, image.wal);
  try {
    const db = openSqlite(path);
    try {
      if (db.pragma("integrity_check(1)", { simple: true }) !== "ok") return null;
      return new Set(db.prepare<[], string>("select code from parties").pluck().all());
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
