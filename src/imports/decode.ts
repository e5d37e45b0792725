import { AppError } from "../errors/errors.ts";

/** Bytes of a text file as text: UTF-8, UTF-16 where a byte order mark says so, or what the sender names. */

/** Marks at the start of a file (https://encoding.spec.whatwg.org/#bom-sniff); they go before what the sender says. */
const marks: readonly (readonly [string, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The text of a file, in pieces. `charset`: a label of the Encoding Standard (https://encoding.spec.whatwg.org/#names).
 * @throws AppError malformed_csv naming the first byte that cannot be read; invalid_request for an unknown charset
 */
export async function* decoded(bytes: AsyncIterable<Buffer>, charset = "utf-8"): AsyncGenerator<string> {
  const state: { label: string | null; before: number } = { label: null, before: 0 };
  const held: { decoder?: TextDecoder } = {};
  for await (const chunk of bytes) {
    state.label ??= markOf(chunk) ?? charset;
    held.decoder ??= decoderFor(state.label);
    yield read(held.decoder, chunk, state);
    state.before += chunk.length;
  }
  if (held.decoder) yield read(held.decoder, undefined, state);
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

function read(
  decoder: TextDecoder,
  chunk: Buffer | undefined,
  state: { label: string | null; before: number },
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    const at = state.before + (chunk === undefined ? 0 : firstBad(chunk, state.label ?? "utf-8"));
    const name = (state.label ?? "utf-8").toUpperCase();
    const help =
      name === "UTF-8"
        ? ' Save it as "CSV UTF-8", or name its charset: Content-Type: text/csv; charset=windows-1251.'
        : "";
    throw new AppError("malformed_csv", `The file is not ${name}: byte ${at} cannot be read.${help}`);
  }
}

/** Where in a chunk the first byte stands that ends no character; the start of the chunk may end one from before. */
function firstBad(chunk: Buffer, label: string): number {
  const isFine = (from: number, to: number, stream = true) => {
    try {
      new TextDecoder(label, { fatal: true }).decode(chunk.subarray(from, to), { stream });
      return true;
    } catch {
      return false;
    }
  };
  const from =
    label === "utf-8"
      ? Math.max(
          0,
          chunk.subarray(0, 3).findIndex((byte) => (byte & 0xc0) !== 0x80),
        )
      : 0;
  let [fine, bad] = [from, chunk.length];
  while (bad - fine > 1) {
    const middle = Math.floor((fine + bad) / 2);
    if (isFine(from, middle)) fine = middle;
    else bad = middle;
  }
  const isWhole = (to: number) => isFine(from, to, false);
  return [fine, fine - 1, fine - 2, fine - 3].find((to) => to >= from && isWhole(to)) ?? fine;
}
