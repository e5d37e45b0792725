/** Webhooks as they are stored: who is told of what, how far that has come, and what came of the newest messages. */

/** What whoever owns a webhook decides. */
export interface WebhookSettings {
  url: string;
  description: string | null;
  /** Filters of the stream of changes, as they were written. */
  filters: Readonly<Record<string, unknown>>;
  /** Id of the one whose key it stops with. */
  ownerId: string;
  owner: string;
  secret: string;
  /** Signs beside `secret` until `previousSecretUntil`. */
  previousSecret: string | null;
  previousSecretUntil: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
  replaySeq: number | null;
  replayThrough: number | null;
}

/** What follows from deliveries. */
export interface WebhookProgress {
  seq: number;
  /** Plain date, UTC. */
  day: string;
  /** Within the day after `day`: what came last, as `type commitmentId`. */
  dayPlace: string | null;
  failingSince: string | null;
  failures: number;
  nextAttemptAt: string | null;
  tried: number;
}

export interface StoredWebhook extends WebhookSettings, WebhookProgress {
  id: string;
  base: string;
  createdAt: string;
  revision: number;
}

export interface StoredDelivery {
  webhookId: string;
  /** The `webhook-id` of the message. */
  id: string;
  ordinal: number;
  type: string;
  seq: number | null;
  commitmentId: string | null;
  status: "delivered" | "failing";
  attempts: number;
  lastAttemptAt: string;
  durationMs: number;
  /** The status of the answer; null: there was none. */
  responseStatus: number | null;
  error: string | null;
}
