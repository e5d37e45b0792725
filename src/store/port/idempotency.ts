/** One request that must take effect once, however often it is sent (draft-ietf-httpapi-idempotency-key-header). */
export interface Once {
  /** The id of who asks, never given to anybody else, as a name may be. */
  principal: string;
  /** The Idempotency-Key. */
  key: string;
  /** SHA-256 of what is asked: method, address and body. */
  fingerprint: string;
}

/** An answer as it was first given, to be given again. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * A request that took effect: the ledger's transaction `tx` of its write (null: it changed nothing), and its answer
 * once there is one.
 */
export interface Taken extends Once {
  at: string;
  tx: number | null;
  answer: KeptAnswer | null;
}

/** How many requests of one principal are remembered, and which of them will be forgotten first. */
export interface Remembered {
  count: number;
  oldest: string | null;
}

/** How long a key is remembered: 24 hours. */
export const rememberedMs = 24 * 3_600_000;
