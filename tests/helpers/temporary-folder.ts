import { statfsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test, and how to take it away with all that is in it. */
export interface TemporaryFolder {
  path: string;
  remove: () => Promise<void>;
}

const memory = "/dev/shm";
const neededBytes = 2 ** 30;

/**
 * In memory, where the system offers it: tests do not wait for a disk to sync. `onDisk` is for those that need a real
 * one.
 */
export async function temporaryFolder({ onDisk = false } = {}): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(!onDisk && isMemoryLarge() ? memory : tmpdir(), "servanda-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Linux has it; in a container it may be of 64 MB. */
function isMemoryLarge(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > neededBytes;
  } catch {
    return false;
  }
}
