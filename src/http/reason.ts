import type { IncomingHttpHeaders } from "node:http";
import { invalidParameter } from "../errors/errors.ts";

/** Why something is written, as whoever writes it says: kept with the lines of the ledger. */

const longest = 500;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws AppError invalid_request for one that is empty, too long, or not UTF-8 */
export function reasonOf(headers: IncomingHttpHeaders): string | undefined {
  const given = headers["servanda-reason"];
  if (given === undefined) return undefined;
  const text = decoded(String(given));
  if (text !== null && text.trim() !== "" && text.length <= longest && !/\p{Cc}/u.test(text)) return text.trim();
  const detail = `\`Servanda-Reason\` must be 1 to ${longest} characters in UTF-8 or ASCII, such as: date corrected after the embassy's note.`;
  throw invalidParameter("Servanda-Reason", "invalid_format", detail);
}

/** Node.js gives the bytes of a header as Latin-1. */
function decoded(given: string): string | null {
  try {
    return utf8.decode(Buffer.from(given, "latin1"));
  } catch {
    return null;
  }
}
