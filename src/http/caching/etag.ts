import { createHash } from "node:crypto";

/** A short digest of a text. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}

/** The strong entity tag of fixed content. */
export function digestOf(content: string): string {
  return `"${digest(content)}"`;
}
