import { AppError } from "../../errors/errors.ts";
import { firstUnreadable } from "../../validation/text.ts";

/** Bytes of a text file as text: UTF-8, UTF-16 where a byte order mark says so, or what the sender names. */

/** Marks at the start of a file (https://encoding.spec.whatwg.org/#bom-sniff); they go before what the sender says. */
const marks: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The text of a file, in pieces. `charset`: a label of the Encoding Standard (https://encoding.spec.whatwg.org/#names).
 * @throws AppError malformed_csv, or what `malformed` makes, naming the first byte that cannot be read; invalid_request
 *   for an unknown charset
 */
export async function* decoded(
  bytes: AsyncIterable<Buffer>,
  charset = "utf-8",
  malformed: Malformed = malformedCsv,
): AsyncGenerator<string> {
  const state: Progress = { label: null, before: 0, tail: Buffer.alloc(0), malformed };
  const held: { decoder?: TextDecoder } = {};
  for await (const chunk of bytes) {
    state.label ??= markOf(chunk) ?? charset;
    held.decoder ??= decoderFor(state.label);
    yield read(held.decoder, chunk, state);
    state.before += chunk.length;
    state.tail = Buffer.concat([state.tail, chunk.subarray(-3)]).subarray(-3);
  }
  if (held.decoder) yield read(held.decoder, undefined, state);
}

type Malformed = (detail: string, charset: string) => AppError;

function malformedCsv(detail: string, charset: string): AppError {
  const help =
    charset === "UTF-8"
      ? ' Save it as "CSV UTF-8", or name its charset: Content-Type: text/csv; charset=windows-1251.'
      : "";
  return new AppError("malformed_csv", `${detail}${help}`);
}

/** Whether a charset is one that can be read. */
export function isCharset(label: string): boolean {
  try {
    return Boolean(new TextDecoder(label));
  } catch {
    return false;
  }
}

function markOf(chunk: Buffer): string | undefined {
  return marks.find(([, mark]) => mark.every((byte, n) => chunk[n] === byte))?.[0];
}

/** @throws AppError invalid_request */
function decoderFor(label: string): TextDecoder {
  if (isCharset(label)) return new TextDecoder(label, { fatal: true });
  const detail = `The charset "${label.slice(0, 40)}" is not known. Write a label of the Encoding Standard, such as windows-1251.`;
  throw new AppError("invalid_request", detail);
}

/** What has been read: the charset, how many bytes, and the last of these, in which a character may have begun. */
interface Progress {
  label: string | null;
  before: number;
  tail: Buffer;
  malformed: Malformed;
}

function read(decoder: TextDecoder, chunk: Buffer | undefined, { label, before, tail, malformed }: Progress): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    const at = before + unreadableIn(chunk ?? Buffer.alloc(0), tail, decoder.encoding);
    const name = (label ?? "utf-8").toUpperCase();
    throw malformed(`The file is not ${name}: byte ${at} cannot be read.`, name);
  }
}

/** Where the first byte that is no text stands from the start of a chunk: in UTF-8 maybe before it, in the tail. */
function unreadableIn(chunk: Buffer, tail: Buffer, encoding: string): number {
  if (encoding !== "utf-8") return firstUnreadable(chunk, encoding);
  const begun = tail.findIndex((byte) => (byte & 0xc0) !== 0x80);
  const own = begun < 0 ? Buffer.alloc(0) : tail.subarray(begun);
  return firstUnreadable(Buffer.concat([own, chunk])) - own.length;
}
