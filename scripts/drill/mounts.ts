import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";

/** A file system that is there until it is let go. */
export interface Mount {
  path: string;
  unmount: () => Promise<void>;
}

const run = promisify(execFile);

/** A file system of so many bytes, in memory. Takes root on Linux: answers why not, where it cannot be had. */
export function mountMemory(path: string, bytes: number): Promise<Mount | string> {
  return mount(path, [["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path]]);
}

/** A folder seen at another path, where nothing can be written; or why there is none: it takes root on Linux. */
export function mountReadonly(path: string, folder: string): Promise<Mount | string> {
  return mount(path, [
    ["--bind", folder, path],
    ["-o", "remount,bind,ro", path],
  ]);
}

async function mount(path: string, steps: readonly string[][]): Promise<Mount | string> {
  await mkdir(path, { recursive: true });
  try {
    for (const step of steps) await run("mount", step);
  } catch (error) {
    await run("umount", [path]).catch(() => {});
    const { stderr = "", message } = error as { stderr?: string; message: string };
    return `nothing can be mounted here (${stderr.trim() || message})`;
  }
  return { path, unmount: async () => void (await run("umount", [path])) };
}
