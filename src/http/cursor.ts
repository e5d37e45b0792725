import { createHash } from "node:crypto";
import { AppError } from "../errors/errors.ts";
import type { Scalar } from "../store/port/query.ts";

/**
 * An opaque cursor: a keyset position, sealed with a digest over it and the query it belongs to (`binding`), so that
 * one that was changed, or that comes from other filters or another sort, is refused.
 */
export function encodeCursor(position: readonly Scalar[], binding: string): string {
  return Buffer.from(JSON.stringify([seal(position, binding), ...position])).toString("base64url");
}

/** @throws AppError invalid_cursor */
export function decodeCursor(cursor: string, binding: string): Scalar[] {
  const [, ...position] = parse(cursor);
  if (encodeCursor(position, binding) !== cursor) {
    const detail = "The cursor was changed, or it belongs to a query with other filters or another sort.";
    throw new AppError("invalid_cursor", detail, { errors: [{ parameter: "cursor", code: "invalid_cursor", detail }] });
  }
  return position;
}

function parse(cursor: string): Scalar[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(value) ? (value as Scalar[]) : [];
  } catch {
    return [];
  }
}

function seal(position: readonly Scalar[], binding: string): string {
  return createHash("sha256")
    .update(JSON.stringify([binding, position]))
    .digest("base64url")
    .slice(0, 12);
}
