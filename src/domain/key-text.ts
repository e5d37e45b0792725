import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The text of keys: `svd_`, the id without hyphens, and 256 random bits. The id finds the key, the hash proves it. */

const form = /^svd_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[\w-]{43}$/;

/** A new key text for this id (a UUID). */
export function makeKeyText(id: string): string {
  return `svd_${id.replaceAll("-", "")}_${randomBytes(32).toString("base64url")}`;
}

/**
 * The id that a key text is stored under. A text of another form, which an operator may have chosen, has an id made of
 * its own hash: a UUIDv8 (RFC 9562), from another hash than the one that is stored.
 */
export function keyIdOf(text: string): string {
  const parts = form.exec(text);
  if (parts) return parts.slice(1).join("-");
  const digest = createHash("sha256").update("servanda key id\n").update(text).digest("hex");
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 15),
    digest.slice(15, 18),
    digest.slice(18, 30),
  ];
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

/** The hash that is stored: SHA-256, in hexadecimal. No salt nor stretching, since the text is not a password. */
export function hashKeyText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Whether a text has this hash, in a time that does not tell how much of it is right. */
export function matches(text: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashKeyText(text), "hex"), Buffer.from(hash, "hex"));
}
