import type { Fault } from "../errors/errors.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const control = /[\u0000-\u0008\u000b-\u001f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the words of a document may hold its page breaks (FF)
const documentControl = /[\u0000-\u0008\u000b\u000d-\u001f]/;

/** Line breaks as they are stored: LF for CRLF, which HTML forms and RFC 4180 send, and for CR. */
export function normalizeBreaks(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/**
 * Why a text cannot be stored alike by both engines, or null: half a surrogate pair, a C0 control but TAB and LF, or FF
 * in the words of a document. Expects `normalizeBreaks`.
 */
export function textFault(text: string, kind: "field" | "document" = "field"): Omit<Fault, "pointer"> | null {
  if (!text.isWellFormed()) {
    return { code: "invalid_text", detail: "The text holds half of a surrogate pair, which is not a character." };
  }
  const found = (kind === "field" ? control : documentControl).exec(text);
  if (!found) return null;
  const name = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const others =
    kind === "field" ? "line breaks and tab (U+0009)" : "line breaks, page breaks (U+000C) and tab (U+0009)";
  return {
    code: "invalid_text",
    detail: `The text holds the control character ${name}. Of those, only ${others} are accepted.`,
  };
}

const pieceBytes = 4096;

/**
 * The index of the first byte that belongs to no character of a charset (a label of the Encoding Standard); the length
 * where all do. Piece by piece, then within that piece byte by byte, so that the work grows with the length.
 */
export function firstUnreadable(bytes: Uint8Array, label = "utf-8"): number {
  const decoder = () => new TextDecoder(label, { fatal: true });
  const failing = (from: number, step: number) => {
    const reading = decoder();
    reading.decode(bytes.subarray(0, from), { stream: true });
    for (let at = from; at < bytes.length; at += step)
      if (!canRead(reading, bytes.subarray(at, at + step), true)) return at;
    return bytes.length;
  };
  const failed = failing(failing(0, pieceBytes), 1);
  // The character that it breaks off may have begun up to three bytes before.
  const begins = [failed, failed - 1, failed - 2, failed - 3];
  return begins.find((to) => to >= 0 && canRead(decoder(), bytes.subarray(0, to), false)) ?? failed;
}

function canRead(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

/** A JSON Pointer (RFC 6901). */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
