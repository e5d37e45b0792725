import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { manifestOf } from "./backup.ts";

/** A folder of backups: each is named by the instant it was made, so that names sort by age. */

const form = /^servanda-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/;

export function backupName(now: Date): string {
  return `servanda-${now.toISOString().replaceAll(/[-:.]/g, "")}.db`;
}

/** The complete backups in a folder, newest first, with when they were made. */
export async function backupsIn(folder: string): Promise<{ name: string; at: Date }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const complete = names.filter((name) => form.test(name) && names.includes(manifestOf(name)));
  return complete
    .sort()
    .reverse()
    .map((name) => ({ name, at: new Date(name.replace(form, "$1-$2-$3T$4:$5:$6.$7Z")) }));
}

/** Deletes all but the newest `keep` backups, and what broken-off ones left. Other files in the folder stay. */
export async function tidy(folder: string, keep: number): Promise<void> {
  const backups = await backupsIn(folder);
  for (const { name } of backups.slice(keep)) {
    await rm(join(folder, manifestOf(name)), { force: true });
    await rm(join(folder, name), { force: true });
  }
  const kept = new Set(backups.map(({ name }) => name));
  for (const name of await readdir(folder)) {
    const [own = "", rest] = name.split(".unfinished-");
    const isPart = rest !== undefined && form.test(own.replace(/\.json$/, ""));
    const isHalf = form.test(name) && !kept.has(name);
    if (isPart || isHalf) await rm(join(folder, name), { force: true });
  }
}
