/** Whom a read or a write is done for. */
export interface Caller {
  /** One share of what many want at once belongs to each name: a key, an address. */
  name: string;
  /** Aborted, with an AppError as the reason, once nobody waits for the answer any more. */
  signal: AbortSignal;
}
