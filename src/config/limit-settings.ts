import { rate, timeoutMs, whole } from "./setting-readers.ts";
import { variable } from "./variable.ts";

/** How much, how many at once, how long. */
export const limitSettings = {
  rateLimitAnonymous: variable(
    "RATE_LIMIT_ANONYMOUS",
    "1200",
    "requests a minute from one address without a key; `0`: no limit",
    rate,
  ),
  rateLimitKey: variable("RATE_LIMIT_KEY", "6000", "requests a minute that read, with one key; `0`: no limit", rate),
  rateLimitWrites: variable(
    "RATE_LIMIT_WRITES",
    "1200",
    "requests a minute that write, with one key; `0`: no limit",
    rate,
  ),
  rateLimitRefused: variable(
    "RATE_LIMIT_REFUSED",
    "20",
    "wrong credentials a minute from one address; then no new ones are looked at; `0`: no limit",
    rate,
  ),
  maxRequests: variable(
    "MAX_REQUESTS",
    "1000",
    "requests answered at once; more get 503; `0`: no limit",
    whole(0, 1_000_000),
  ),
  maxRequestsEach: variable(
    "MAX_REQUESTS_EACH",
    "250",
    "of them to one address; more get 429; `0`: no limit",
    whole(0, 1_000_000),
  ),
  maxEventLoopDelayMs: variable(
    "MAX_EVENT_LOOP_DELAY_MS",
    "500",
    "when requests wait longer than this, new ones get 503 at once; `0`: never",
    whole(0, 60_000),
  ),
  bodyLimitBytes: variable("BODY_LIMIT_BYTES", "1048576", "longest request body, in bytes", whole(1024, 104_857_600)),
  importLimitBytes: variable(
    "IMPORT_LIMIT_BYTES",
    "268435456",
    "longest file of an import, in bytes",
    whole(1024, 9_999_999_999),
  ),
  maxConnections: variable(
    "MAX_CONNECTIONS",
    "5000",
    "connections held at once; more are dropped",
    whole(1, 1_000_000),
  ),
  maxConnectionsEach: variable(
    "MAX_CONNECTIONS_EACH",
    "500",
    "of them from one address, unless `TRUST_PROXY` is set; more are dropped; `0`: no limit",
    whole(0, 1_000_000),
  ),
  maxExports: variable("MAX_EXPORTS", "8", "exports sent at once; more wait for a place, then get 503", whole(1, 1000)),
  maxExportsEach: variable(
    "MAX_EXPORTS_EACH",
    "2",
    "of them to one key, or one address without a key; more get 429",
    whole(1, 1000),
  ),
  maxStreams: variable(
    "MAX_STREAMS",
    "2000",
    "followers of the stream of changes at once; more get 503",
    whole(0, 100_000),
  ),
  maxStreamsEach: variable(
    "MAX_STREAMS_EACH",
    "50",
    "of them by one key, or from one address without a key; more get 429",
    whole(1, 100_000),
  ),
  maxWebhooks: variable("MAX_WEBHOOKS", "1000", "webhooks in all", whole(0, 100_000)),
  maxWebhooksEach: variable("MAX_WEBHOOKS_EACH", "20", "of them of one key", whole(0, 100_000)),
  maxImports: variable(
    "MAX_IMPORTS",
    "4",
    "imports at once, one of each key: files are received side by side, and judged one after the other",
    whole(1, 1000),
  ),
  maxIdempotencyKeys: variable(
    "MAX_IDEMPOTENCY_KEYS",
    "100000",
    "`Idempotency-Key`s remembered of one API key; more get 429",
    whole(1, 100_000_000),
  ),
  slowClientMs: variable(
    "SLOW_CLIENT_MS",
    "5000",
    "how far a client may fall behind 64 KiB a second before its export or import makes way for who waits",
    timeoutMs,
  ),
  headersTimeoutMs: variable("HEADERS_TIMEOUT_MS", "10000", "time for the headers of a request to arrive", timeoutMs),
  requestTimeoutMs: variable("REQUEST_TIMEOUT_MS", "30000", "time for a whole request to arrive", timeoutMs),
  handlerTimeoutMs: variable("HANDLER_TIMEOUT_MS", "30000", "time to answer a request; then 503", timeoutMs),
  keepAliveTimeoutMs: variable("KEEP_ALIVE_TIMEOUT_MS", "72000", "how long an idle connection is kept", timeoutMs),
  shutdownTimeoutMs: variable("SHUTDOWN_TIMEOUT_MS", "10000", "time for open requests to end on SIGTERM", timeoutMs),
} as const;
