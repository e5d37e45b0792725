/** Messages of webhooks, signed as Standard Webhooks has it (version 1: HMAC-SHA256). */

/** What happened, and where it can be read; nothing of what was written. */
export type WebhookMessage =
  | { type: "change"; timestamp: string; data: ChangeData }
  | { type: "became_due" | "became_overdue" | "condition_due"; timestamp: string; data: DueData }
  | { type: "ping"; timestamp: string; data: { url: string } };

interface ChangeData {
  /** The number of the line in the ledger. */
  seq: number;
  op: "create" | "update" | "delete" | "restore" | "purge";
  kind: string;
  id: string;
  commitmentId: string | null;
  url: string;
}

interface DueData {
  /** The day (UTC) on which it is so for the first time. */
  day: string;
  commitmentId: string;
  url: string;
}

/** A message that is not from whoever knows the secret, or not from now. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

export interface Verification {
  /** `whsec_...`, or several of which one must fit. */
  secret: string | readonly string[];
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>;
  /** As it came, to the byte: a body that was parsed and written again has another signature. */
  body: string | Uint8Array<ArrayBuffer>;
  /** How far its time may be from now, in seconds: 300 unless said otherwise. */
  toleranceSeconds?: number;
  now?: Date;
}

/**
 * The message, once its signature and time have been checked. Keep `webhook-id`: a message may come twice.
 * @throws WebhookError
 */
export async function verifyWebhook(given: Verification): Promise<WebhookMessage> {
  const { secret, headers, body, toleranceSeconds = 300, now = new Date() } = given;
  const [id, timestamp, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => {
    const value = headers instanceof Headers ? headers.get(name) : headerOf(headers, name);
    if (typeof value !== "string" || value === "") throw new WebhookError(`The header ${name} is missing.`);
    return value;
  }) as [string, string, string];
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookError("`webhook-timestamp` is no number of seconds.");
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new WebhookError("The message is not from now: it is too old, or one of the clocks is wrong.");
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + bytes.length);
  signed.set(head);
  signed.set(bytes, head.length);
  const signatures = signature.split(" ").flatMap((each) => (each.startsWith("v1,") ? [each.slice(3)] : []));
  for (const each of [secret].flat()) {
    const key = await keyOf(each);
    for (const one of signatures) {
      const given = bytesOf(one);
      if (given !== null && (await crypto.subtle.verify("HMAC", key, given, signed)))
        return JSON.parse(new TextDecoder().decode(bytes)) as WebhookMessage;
    }
  }
  throw new WebhookError("No signature of the message fits the secret.");
}

/** Names of headers are alike whatever their case; Node.js has them in small letters. */
function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): unknown {
  const [, value] = Object.entries(headers).find(([other]) => other.toLowerCase() === name) ?? [];
  return value;
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = secret.startsWith("whsec_") ? bytesOf(secret.slice("whsec_".length)) : null;
  if (bytes === null || bytes.length === 0) throw new WebhookError("The secret is not of the form whsec_...");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

/** Base64 as bytes; null for any other text. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
