import { createHmac, randomBytes } from "node:crypto";

/**
 * Signatures as Standard Webhooks has them, in its version 1:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

const prefix = "whsec_";

/** A new secret: 32 random bytes in base64, as all libraries of the standard take it. */
export const makeSecret = (): string => `${prefix}${randomBytes(32).toString("base64")}`;

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/** The headers of a message: signed with each of the secrets, the newest first. */
export function signedHeaders({ id, timestamp, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signatures.join(" ") };
}
