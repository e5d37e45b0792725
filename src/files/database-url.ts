import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

const scheme = "file:";

/**
 * The path of the SQLite file that a DATABASE_URL names, without symbolic links, whether it is there yet or not; null:
 * it names another engine. What SQLite keeps beside a file, and our lock, must stand beside the same one for everybody.
 */
export function sqlitePath(url: string): string | null {
  return url.startsWith(scheme) ? withoutLinks(resolve(url.slice(scheme.length))) : null;
}

function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return path;
  }
  const folder = dirname(path);
  const target = targetOf(path);
  if (target !== null) return withoutLinks(resolve(folder, target));
  return folder === path ? path : join(withoutLinks(folder), basename(path));
}

/** What a symbolic link leads to, be that there or not; null: it is none. */
function targetOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
