import { resolve } from "node:path";

const scheme = "file:";

/** The absolute path of the SQLite file that a DATABASE_URL names; null: it names another engine. */
export function sqlitePath(url: string): string | null {
  return url.startsWith(scheme) ? resolve(url.slice(scheme.length)) : null;
}
