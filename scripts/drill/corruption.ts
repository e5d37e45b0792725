import { createHash } from "node:crypto";
import { copyFile, mkdir, open, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProcess } from "../../tests/helpers/command-line.ts";
import { type Outcome, type Plan, settings } from "./plan.ts";

const pageBytes = 4096;

/** What can have become of a database file. Each changes the copy of a good one at `path`. */
const damages: Readonly<Record<string, (path: string, bytes: number) => Promise<void>>> = {
  "a header of zeros": (path) => overwrite(path, 0, Buffer.alloc(100)),
  "a text file": (path) => writeFile(path, "This is where the database was.\n".repeat(500)),
  "half of the file": (path, bytes) => truncate(path, Math.floor(bytes / 2 / pageBytes) * pageBytes),
  "a page of 0xFF": (path, bytes) =>
    overwrite(path, Math.floor(bytes / pageBytes / 2) * pageBytes, Buffer.alloc(pageBytes, 0xff)),
  "an empty file": (path) => truncate(path, 0),
};

/** Starts the process on each. It must be refused with advice and exit code 1, and every byte there left as it is. */
export async function drillCorruption({ folder }: Plan): Promise<Outcome> {
  const good = join(folder, "good.db");
  const made = await runProcess(["seed"], { DATABASE_URL: `file:${good}` });
  const bytes = (await readFile(good)).length;
  const breaches: Record<string, number> = { "the good database could not be made": made.code ?? 1 };
  for (const [name, damage] of Object.entries(damages)) {
    const place = join(folder, name.replaceAll(" ", "-"));
    await mkdir(place);
    const path = join(place, "servanda.db");
    await copyFile(good, path);
    await damage(path, bytes);
    const before = await contentsOf(place);
    const { code, errors } = await runProcess(
      ["serve"],
      { ...settings, PORT: "0", DATABASE_URL: `file:${path}` },
      { timeout: 60_000 },
    );
    const isRefused = code === 1 && errors.includes("servanda restore --from") && !errors.includes("    at ");
    breaches[`${name}: not refused with advice`] = isRefused ? 0 : 1;
    breaches[`${name}: something was changed or made`] = before === (await contentsOf(place)) ? 0 : 1;
  }
  return { figures: { "kinds of damage": Object.keys(damages).length, "good file, bytes": bytes }, breaches };
}

async function overwrite(path: string, at: number, bytes: Buffer): Promise<void> {
  const file = await open(path, "r+");
  await file.write(bytes, 0, bytes.length, at);
  await file.close();
}

/** Names and digests of all files in a folder, without those that SQLite and the lock keep beside a database. */
export async function contentsOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => !/\.db(\.lock.*|-shm)$/.test(name)).sort();
  const files = names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) }));
  const telling = (await Promise.all(files)).filter(({ name, bytes }) => !name.endsWith("-wal") || bytes.length > 0);
  return JSON.stringify(telling.map(({ name, bytes }) => [name, createHash("sha256").update(bytes).digest("hex")]));
}
