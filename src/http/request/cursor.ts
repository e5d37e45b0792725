import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { invalidCursor } from "../../errors/errors.ts";
import type { Scalar } from "../../store/port/query.ts";

/** Makes cursors and reads them. */
export interface Cursors {
  encode: (position: readonly Scalar[], binding: string) => string;
  /** @throws AppError invalid_cursor */
  decode: (cursor: string, binding: string) => Scalar[];
}

const sealBytes = 16;
const Position = z.array(z.union([z.string(), z.number(), z.null()]));

/**
 * An opaque cursor is a keyset position, sealed with an HMAC over it and the query it belongs to (`binding`): one that
 * was changed, that comes from other filters or another sort, or from a database with another secret, is refused
 * unread.
 */
export function cursorsBy(secret: Buffer): Cursors {
  const sealOf = (text: string, binding: string): Buffer =>
    createHmac("sha256", secret)
      .update(JSON.stringify([binding, text]))
      .digest()
      .subarray(0, sealBytes);
  return {
    encode: (position, binding) => {
      const text = JSON.stringify(position);
      return Buffer.concat([sealOf(text, binding), Buffer.from(text)]).toString("base64url");
    },
    decode: (cursor, binding) => {
      const bytes = Buffer.from(cursor, "base64url");
      const isWhole = bytes.length > sealBytes && bytes.toString("base64url") === cursor;
      const text = bytes.subarray(sealBytes).toString();
      if (!isWhole || !timingSafeEqual(bytes.subarray(0, sealBytes), sealOf(text, binding))) throw invalidCursor();
      return readPosition(Position, JSON.parse(text));
    },
  };
}

/** A position as the query needs it. @throws AppError invalid_cursor for any other, whoever has sealed it */
export function readPosition<S extends z.ZodType>(schema: S, position: unknown): z.output<S> {
  const read = schema.safeParse(position);
  if (!read.success) throw invalidCursor();
  return read.data;
}
