import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { lineOf } from "./data.ts";
import { multiply } from "./multiply.ts";
import { cpuOf, entry, residentMb } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const cache = join(root, "node_modules/.cache/servanda-bench");

/** Changes with what makes the data and with the tables: a database of another version is not used. */
function version(): string {
  const folder = join(root, "migrations/sqlite");
  const migrations = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sql"));
  const sample = Array.from({ length: 20 }, (_, n) => lineOf(n * 37)).join();
  const hash = createHash("sha256").update(sample);
  for (const name of migrations.toSorted()) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

/** A file of so many lines, kept from one run to the next. */
export async function linesOf(count: number): Promise<string> {
  await mkdir(cache, { recursive: true });
  const path = join(cache, `${version()}-${count}.ndjson`);
  if (existsSync(path)) return path;
  const lines = function* () {
    for (let n = 0; n < count; n++) yield `${lineOf(n)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
  return path;
}

interface Import {
  cpuUs: number;
  seconds: number;
  /** The most resident memory. */
  peakMb: number;
}

/** Imports a file. */
export async function importInto(url: string, lines: string): Promise<Import> {
  const env = { ...process.env, DATABASE_URL: url, SEED: "false" };
  const began = performance.now();
  const child = spawn(process.execPath, [entry, "import", lines, "--json"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const state = { cpuUs: 0, peakMb: 0 };
  const timer = setInterval(async () => {
    state.cpuUs = Math.max(state.cpuUs, await cpuOf(child.pid ?? 0));
    state.peakMb = Math.max(state.peakMb, await residentMb(child.pid ?? 0, "HWM").catch(() => 0));
  }, 20);
  const [code] = await once(child, "exit");
  clearInterval(timer);
  if (code !== 0) throw new Error(`The import ended with ${code}`);
  return { ...state, seconds: (performance.now() - began) / 1000 };
}

/** What is imported; more are made of it by SQL. */
const imported = 10_000;

/**
 * The database of so many commitments, kept from one run to the next: made by a real import, or beyond ten thousand of
 * the one that was. `lines`: what it, or the one that it was made of, was imported from.
 */
export async function databaseOf(count: number): Promise<{ path: string; lines: string; bytesToLines: number }> {
  if (!(count > 0) || (count > imported && count % imported !== 0))
    throw new Error(`${count} commitments: give a number up to ${imported}, or a multiple of it`);
  const each = Math.min(count, imported);
  const lines = await linesOf(each);
  const path = join(cache, `${version()}-${count}.db`);
  if (!existsSync(path)) {
    console.log(`making a database of ${count} commitments, kept in ${cache}`);
    if (count > each) await multiply((await databaseOf(each)).path, path, { each, times: count / each });
    else {
      await importInto(`file:${path}.part`, lines);
      await rename(`${path}.part`, path);
    }
  }
  return { path, lines, bytesToLines: (await stat(path)).size / count / ((await stat(lines)).size / each) };
}
