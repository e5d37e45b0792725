import type { FastifyInstance } from "fastify";
import { AppError } from "../../errors/errors.ts";
import { parseJson } from "../../validation/json.ts";
import { firstUnreadable, normalizeBreaks, textFault } from "../../validation/text.ts";

/** The longest text of a source that is read, in bytes. */
export const textLimitBytes = 5 * 1024 * 1024;
/** The media types of a JSON Merge Patch (RFC 7396). */
export const mergePatchTypes = ["application/merge-patch+json", "application/json"] as const;

/**
 * Reads JSON and text bodies. A text/plain body T becomes { text: T }, so that a route has one body schema.
 * Duplicate keys: the last one wins, as in JSON.parse. An empty body is no body.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "buffer" },
    async (_request: unknown, bytes: Buffer) =>
      bytes.length === 0 ? undefined : parseJson(decode(bytes, "malformed_json")),
  );
  app.addContentTypeParser("text/plain", { parseAs: "buffer" }, async (_request: unknown, bytes: Buffer) => {
    const text = decode(bytes, "malformed_text");
    const fault = textFault(normalizeBreaks(text), "document");
    if (fault) throw new AppError("invalid_request", fault.detail, { errors: [{ pointer: "", ...fault }] });
    return { text };
  });
}

function decode(bytes: Buffer, code: "malformed_json" | "malformed_text"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError(code, `The body is not UTF-8: look at byte ${firstUnreadable(bytes)}, counted from 0.`);
  }
}
