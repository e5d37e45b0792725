import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The pages as built by `npm run build`: their folder, and the document that all of them start from. */
export interface Pages {
  folder: string;
  shell: string;
}

const standard = join(import.meta.dirname, "../../web/dist");

/** Null where they have not been built. */
export function builtPages(folder = standard): Pages | null {
  const entry = join(folder, "index.html");
  return existsSync(entry) ? { folder, shell: readFileSync(entry, "utf8") } : null;
}
