/** How requests are sent: with the key, so that they can be sent again, and so that one reads what one wrote. */

export interface Sending {
  /** An API key, or where to get one. */
  key?: string | (() => string | undefined);
  fetch?: (request: Request) => Promise<Response>;
  /** How often a request that took no effect is sent again: 3 unless said otherwise. */
  retries?: number;
}

export interface Transport {
  send: (request: Request) => Promise<Response>;
  /** The newest line of the ledger that an answer has told of; 0 before the first. */
  seq: () => number;
}

const mostWaitMs = 30_000;

export function createTransport({
  key,
  fetch = (request) => globalThis.fetch(request),
  retries = 3,
}: Sending): Transport {
  const seen = { seq: 0 };

  async function send(request: Request): Promise<Response> {
    prepare(request);
    for (let left = retries; ; left--) {
      const response = await attempt(request.clone(), left > 0 && isRepeatable(request));
      if (response !== null && !(left > 0 && isPassing(response))) return noted(response);
      await wait(response?.headers.get("retry-after"), retries - left, request.signal);
    }
  }

  function prepare({ headers, method, url }: Request): void {
    const shown = typeof key === "function" ? key() : key;
    if (shown && !headers.has("authorization")) headers.set("authorization", `Bearer ${shown}`);
    if (method === "GET" && seen.seq > 0) headers.set("servanda-seq", String(seen.seq));
    if (isOnce(method, url) && !headers.has("idempotency-key")) headers.set("idempotency-key", newKey());
  }

  /** Null where the line broke, and trying again does no harm. */
  async function attempt(request: Request, isForgiven: boolean): Promise<Response | null> {
    try {
      return await fetch(request);
    } catch (error) {
      if (!isForgiven || request.signal.aborted) throw error;
      return null;
    }
  }

  function noted(response: Response): Response {
    const seq = Number(response.headers.get("servanda-seq"));
    if (seq > seen.seq) seen.seq = seq;
    return response;
  }

  return { send, seq: () => seen.seq };
}

/** Whether a POST changes something, and takes effect once for one Idempotency-Key: not that which makes keys. */
function isOnce(method: string, url: string): boolean {
  const { pathname } = new URL(url);
  return method === "POST" && !pathname.endsWith("/v1/commitments/search") && !pathname.endsWith("/v1/keys");
}

/** 128 random bits. A page that was loaded without TLS has no `crypto.randomUUID`. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether a request may be sent again although its answer was lost. */
function isRepeatable({ method, headers, url }: Request): boolean {
  return method === "GET" || headers.has("idempotency-key") || new URL(url).pathname.endsWith("/search");
}

/** Whether an answer says that nothing was done, and that the same request may do later. */
function isPassing({ status, headers }: Response): boolean {
  return headers.has("retry-after") && (status === 429 || status === 503 || status === 409);
}

/** Waits for as long as the server asks for, or else ever longer; with a share of chance, so that not all come back at once. */
async function wait(retryAfter: string | null | undefined, tried: number, signal: AbortSignal): Promise<void> {
  const ms = retryAfter ? Number(retryAfter) * 1000 : 100 * 2 ** tried;
  await pause(Math.min(ms || 1000, mostWaitMs) * (1 + Math.random() / 4), signal);
}

/** Waits. @throws the reason of the signal when it is aborted */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const ended = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", ended);
      resolve();
    }, ms);
    signal?.addEventListener("abort", ended, { once: true });
  });
}
