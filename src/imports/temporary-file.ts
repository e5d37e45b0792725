import { createHash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../errors/errors.ts";

/** A file to import, that can be read more than once. */
export interface Spooled {
  size: number;
  /** SHA-256 of its bytes, in hex. */
  sha256: string;
  read: () => AsyncIterable<Buffer>;
  close: () => Promise<void>;
}

const chunkBytes = 65_536;

/**
 * Keeps bytes, as they come, in a file without a name: a slow sender then keeps nobody from writing, and nothing is
 * left of the file whatever becomes of the process.
 * @throws AppError too_large, insufficient_storage
 */
export async function spool(bytes: AsyncIterable<Buffer>, limitBytes: number): Promise<Spooled> {
  const { file, close } = await openNameless();
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > limitBytes) throw tooLarge(limitBytes);
      hash.update(chunk);
      await unlessFull(file.appendFile(chunk));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { size, sha256: hash.digest("hex"), read: () => chunksOf(file), close };
}

/** Where files cannot lose their name while they are open, as on Windows, it goes with `close`. */
export async function openNameless(): Promise<{ file: FileHandle; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "servanda-import-"));
  const path = join(folder, "lines");
  const file = await open(path, "wx+", 0o600);
  const takeAway = () => unlink(path).then(() => rm(folder, { recursive: true }));
  const isGone = await takeAway().then(
    () => true,
    () => false,
  );
  return {
    file,
    close: async () => {
      await file.close();
      if (!isGone) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is in a file from a place on. */
export async function* chunksOf(file: FileHandle, from = 0): AsyncGenerator<Buffer> {
  for (let position = from; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

export function tooLarge(limitBytes: number): AppError {
  return new AppError("too_large", `An import may have at most ${limitBytes} bytes: send it in parts.`);
}

/** @throws AppError insufficient_storage where the disk of temporary files is full */
export async function unlessFull(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (cause) {
    if ((cause as { code?: string }).code !== "ENOSPC") throw cause;
    const detail = "There is no space for the file that is imported, or for its report: nothing was written.";
    const error = new AppError("insufficient_storage", detail);
    error.cause = cause;
    throw error;
  }
}
