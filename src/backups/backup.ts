import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { z } from "zod";
import { version } from "../config/version.ts";
import { OperatorError } from "../errors/errors.ts";
import { discard, makeFolder, publish, unfinished } from "../files/atomic-file.ts";
import { messageOf } from "../store/engine/faults.ts";
import { copyInto, inspect } from "../store/sqlite/inspect.ts";

/** A backup or a restoration that did not happen, in words for the operator. */
export class BackupError extends OperatorError {}

/** What a backup is known by: stands beside it as FILE.json. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  file: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  createdAt: z.string(),
  /** The version of Servanda, and the newest migration. */
  app: z.string(),
  schema: z.string().nullable(),
  /** The ledger's newest line: `servanda verify --head SEQ:HASH` finds it in every later state. */
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  counts: z.record(z.string(), z.int()),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestOf = (file: string): string => `${file}.json`;

/**
 * Writes one consistent state of the SQLite database to the new file `target`, with its manifest, while others go on
 * writing. Afterwards either both are on the disk or neither is. Mostly synchronous and slow: run it off the main
 * thread of a service.
 * @throws BackupError
 */
export async function backUp(database: string, target: string, now: Date): Promise<Manifest> {
  if (!existsSync(database)) throw new BackupError(`There is no database at ${database}.`);
  if (existsSync(target) || existsSync(manifestOf(target)))
    throw new BackupError(`${target} is there already: a backup overwrites nothing.`);
  let part: string | undefined;
  try {
    makeFolder(dirname(target));
    part = unfinished(target);
    discard(part);
    copyInto(database, part);
    await chmod(part, 0o600);
    const { bytes, sha256 } = await digestFile(part);
    const made = {
      format: 1,
      file: basename(target),
      bytes,
      sha256,
      createdAt: now.toISOString(),
      app: version,
    } as const;
    const manifest: Manifest = { ...made, ...inspect(part) };
    publish(part, target);
    await writeFile(part, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    publish(part, manifestOf(target));
    return manifest;
  } catch (error) {
    if (part !== undefined) discard(part);
    throw new BackupError(`No backup of ${database} was made at ${target}: ${messageOf(error)}`, { cause: error });
  }
}

/** The manifest that stands beside a backup; null when there is none. @throws BackupError when it cannot be read */
export async function readManifest(file: string): Promise<Manifest | null> {
  const text = await readFile(manifestOf(file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new BackupError(`${manifestOf(file)} is no manifest of a backup.`, { cause: error });
  }
}

export async function digestFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return { bytes: (await stat(path)).size, sha256: hash.digest("hex") };
}
