import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `work` with the path of a database file that does not exist yet, in a folder that goes with it. */
export async function withFile<T>(work: (path: string) => Promise<T> | T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "servanda-"));
  try {
    return await work(join(folder, "test.db"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
