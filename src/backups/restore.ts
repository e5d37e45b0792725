import { existsSync } from "node:fs";
import { copyFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { discard, makeFolder, publishOver, unfinished } from "../files/atomic-file.ts";
import { messageOf } from "../store/engine/faults.ts";
import { openStore } from "../store/open.ts";
import type { Head } from "../store/port/store.ts";
import { inspect, settleFile } from "../store/sqlite/inspect.ts";
import type { Finding, Watch } from "../store/verify/finding.ts";
import { type Verified, verify } from "../store/verify/verify.ts";
import { BackupError, digestFile, type Manifest, manifestOf, readManifest } from "./backup.ts";

interface Wish {
  from: string;
  /** Where the database shall be. */
  to: string;
  /** Whether one that is there already is put aside. */
  force: boolean;
  /** Whether a backup without a manifest is taken, such as one that another program made. */
  withoutManifest: boolean;
  now: Date;
  progress: Watch["progress"];
}

export interface Restored {
  verified: Verified;
  /** Where the database that was there is now; null when there was none. */
  aside: string | null;
}

/**
 * Puts a backup in the place of the database. Before anything is touched a copy of it is checked: its checksum, its
 * pages, its schema, the ledger's hash chain and every table against the ledger.
 * @throws BackupError; then the database is as it was
 */
export async function restoreFrom(wish: Wish): Promise<Restored> {
  const { from, to, force, now } = wish;
  if (!existsSync(from)) throw new BackupError(`There is no backup at ${from}.`);
  if (existsSync(to) && !force) throw new BackupError(`There is a database at ${to}: --force puts it aside.`);
  makeFolder(dirname(to));
  const part = unfinished(to);
  try {
    const verified = await prepare(wish, part);
    const aside = await putAside(to, now);
    publishOver(part, to);
    return { verified, aside };
  } finally {
    discard(part);
  }
}

async function prepare({ from, withoutManifest, progress }: Wish, part: string): Promise<Verified> {
  const manifest = await readManifest(from);
  if (manifest === null && !withoutManifest)
    throw new BackupError(`${manifestOf(from)} is missing: --no-manifest takes a backup without its checksum.`);
  await copyFile(from, part);
  if (manifest) await checkDigest(from, part, manifest);
  const refuse = (why: string) => new BackupError(`${from} cannot be restored: ${why}`);
  try {
    const { head } = inspect(part);
    if (manifest && (head.seq !== manifest.head.seq || head.hash !== manifest.head.hash))
      throw new Error(`its ledger ends at ${place(head)}, by its manifest at ${place(manifest.head)}`);
    await (await openStore(`file:${part}`)).close();
    settleFile(part);
    return await checkLedger(part, { head, progress });
  } catch (error) {
    throw refuse(messageOf(error));
  }
}

async function checkDigest(from: string, copy: string, manifest: Manifest): Promise<void> {
  const { bytes, sha256 } = await digestFile(copy);
  if (bytes === manifest.bytes && sha256 === manifest.sha256) return;
  const found = bytes === manifest.bytes ? `its SHA-256 is ${sha256}` : `it has ${bytes} bytes`;
  const expected = bytes === manifest.bytes ? manifest.sha256 : manifest.bytes;
  throw new BackupError(`${from} is not what was backed up: ${found}, by its manifest ${expected}.`);
}

const place = ({ seq, hash }: Pick<Head, "seq" | "hash">): string => `${seq}:${hash}`;

async function checkLedger(
  path: string,
  { head, progress }: { head: Pick<Head, "seq" | "hash">; progress: Watch["progress"] },
): Promise<Verified> {
  const findings: Finding[] = [];
  const report = (finding: Finding) => void (findings.length < 10 && findings.push(finding));
  const watch: Watch = { report, progress, ...(head.seq > 0 && { remembered: { ...head } }) };
  const verified = await verify(`file:${path}`, watch);
  if (findings.length === 0) return verified;
  const shown = findings.map(({ table, key, field, detail }) => `${table} ${key} ${field ?? ""}: ${detail}`);
  throw new Error(`it is not what its ledger says:\n  ${shown.join("\n  ")}`);
}

/**
 * Puts the database aside with its -wal file, which SQLite would else apply to the new one.
 * @throws BackupError when it is in use
 */
async function putAside(path: string, now: Date): Promise<string | null> {
  const wasThere = existsSync(path);
  if (wasThere && !settleFile(path)) throw new BackupError(`A process works on ${path}: stop the service first.`);
  const aside = `${path}.replaced-${now.toISOString().replaceAll(/[-:.]/g, "")}`;
  for (const suffix of ["", "-wal", "-shm"])
    if (existsSync(`${path}${suffix}`)) await rename(`${path}${suffix}`, `${aside}${suffix}`);
  return wasThere ? aside : null;
}
