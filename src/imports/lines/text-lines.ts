import { AppError } from "../../errors/errors.ts";

/** A line of a file, numbered from 1; blank ones are left out. */
export interface TextLine {
  line: number;
  text: string;
}

/** The longest line, in bytes. */
export const longestLine = 1024 * 1024;

const lf = 0x0a;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The lines of an NDJSON file, read from its bytes as they come: no more than one line is held. A byte order mark
 * before the first, and CR before LF, are skipped. A line that is too long or not UTF-8 is yielded as an error.
 */
export async function* linesOf(
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<TextLine | { line: number; error: AppError }> {
  let held: Buffer[] = [];
  let size = 0;
  let line = 0;
  const take = (piece: Buffer) => {
    size += piece.length;
    if (size <= longestLine) held.push(piece);
  };
  const end = () => {
    line += 1;
    const read = size > longestLine ? { line, error: tooLong(line) } : decodeLine(Buffer.concat(held), line);
    held = [];
    size = 0;
    return read;
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let to = chunk.indexOf(lf); to >= 0; to = chunk.indexOf(lf, from)) {
      take(chunk.subarray(from, to));
      from = to + 1;
      const read = end();
      if (read !== null) yield read;
    }
    take(Buffer.from(chunk.subarray(from)));
  }
  const last = size > 0 ? end() : null;
  if (last !== null) yield last;
}

function decodeLine(bytes: Buffer, line: number): TextLine | { line: number; error: AppError } | null {
  try {
    const text = decoder.decode(bytes);
    const content = line === 1 ? text.replace(/^\ufeff/, "") : text;
    return content.trim() === "" ? null : { line, text: content };
  } catch {
    const detail = `Line ${line} is not UTF-8.`;
    return { line, error: new AppError("malformed_json", detail) };
  }
}

function tooLong(line: number): AppError {
  return new AppError("too_large", `Line ${line} is longer than ${longestLine} bytes.`);
}
