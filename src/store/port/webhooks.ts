import type { StoredDelivery, StoredWebhook, WebhookProgress, WebhookSettings } from "../../domain/webhook.ts";

/** Which state of a webhook something rests on: if it was changed since, nothing is written. */
export type WebhookState = Pick<StoredWebhook, "id" | "revision">;

/** What was done for a webhook, and what else it calls for. */
export interface Delivered {
  progress: WebhookProgress & Partial<Pick<WebhookSettings, "replaySeq" | "replayThrough">>;
  deliveries: readonly StoredDelivery[];
  /** It stops for this reason. */
  disabled?: { at: string; reason: string };
  /** Others may deliver from now on. */
  isLast: boolean;
}

/** One with something to deliver. */
export interface Waiting {
  id: string;
  ownerId: string;
  failures: number;
}

/** Webhooks are no records: they have no version and no ledger line. */
export interface Webhooks {
  /** Adds one; or says of whom there are as many as may be, the owner's or all. */
  add(webhook: StoredWebhook, most: { each: number; all: number }): Promise<"each" | "all" | null>;
  get(id: string): Promise<StoredWebhook | null>;
  /** In the order of their making, after the one with id `after`; of one owner, if one is named. */
  list(page: { after?: string; limit: number; ownerId?: string }): Promise<StoredWebhook[]>;
  /** What its owner decides; null where there is none in this state. */
  change(state: WebhookState, changes: Partial<WebhookSettings & WebhookProgress>): Promise<StoredWebhook | null>;
  /** Deletes it with its deliveries; false where there is none. */
  delete(id: string): Promise<boolean>;
  /**
   * Those in force with something to deliver: lines up to `seq`, days up to `day`, or a replay; those that fail last,
   * and of the others the one that is furthest behind first. No attempt is as late as `latest`: one that is was set by
   * a clock that has gone back since, and is made now.
   */
  waiting(query: { seq: number; day: string; now: string; latest: string; limit: number }): Promise<Waiting[]>;
  /** Takes it for half a minute, beside which no other process delivers; null where that is not to be had. */
  claim(id: string, by: string): Promise<StoredWebhook | null>;
  /**
   * Keeps what was done since it was claimed, and claims it anew; null where it was changed, or is claimed no more.
   */
  record(state: WebhookState, by: string, done: Delivered): Promise<StoredWebhook | null>;
  /** Keeps up to where was delivered, of one that was changed meanwhile: unless that was changed, too. */
  advance(from: StoredWebhook, to: Pick<WebhookProgress, "seq" | "day" | "dayPlace">, by: string): Promise<void>;
  /** Lets others deliver, where nothing is to be kept. */
  leave(id: string, by: string): Promise<void>;
  /** The newest messages that were tried, before number `before`. */
  deliveries(id: string, page: { before?: number; limit: number }): Promise<StoredDelivery[]>;
}
