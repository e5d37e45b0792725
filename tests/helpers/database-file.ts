import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** Runs `work` with the path of a database file that does not exist yet, in a folder that goes with it. */
export async function withFile<T>(work: (path: string) => Promise<T> | T): Promise<T> {
  const folder = await temporaryFolder();
  try {
    return await work(join(folder.path, "test.db"));
  } finally {
    await folder.remove();
  }
}
