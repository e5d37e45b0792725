import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import { invalidParameter } from "../errors/errors.ts";
import { line } from "../validation/fields.ts";
import { giveReason } from "./request/context.ts";

/** Why something is written, as whoever writes it says: kept with the lines of the ledger. */

const longest = 500;

/** Controls, ends of lines, and what turns the direction of a text. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** In the body of what writes many records at once, where letters beyond ASCII need no care. */
export const Reason = line(longest)
  .refine((text) => !unseen.test(text), "must be one line, without control characters")
  .optional()
  .meta({ description: "Why: what `Servanda-Reason` says, in the body." });

/** From here on the request writes with this reason. @throws AppError invalid_request where the header has another */
export function sayWhy(request: FastifyRequest, reason: string | undefined): void {
  if (reason === undefined) return;
  const other = reasonOf(request.headers);
  if (other !== undefined && other !== reason)
    throw invalidParameter("Servanda-Reason", "conflicts", "The body has another `reason`. Give one of the two.");
  giveReason(request, reason);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws AppError invalid_request for one that is empty, too long, or not UTF-8 */
export function reasonOf(headers: IncomingHttpHeaders): string | undefined {
  const given = headers["servanda-reason"];
  if (given === undefined) return undefined;
  const text = decoded(String(given));
  if (text !== null && text.trim() !== "" && text.length <= longest && !unseen.test(text)) return text.trim();
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
