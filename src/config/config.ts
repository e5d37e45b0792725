import { z } from "zod";
import {
  adminKey,
  contact,
  corsOrigin,
  duePolicy,
  embedOrigins,
  hostList,
  httpUrl,
  interval,
  isPostgres,
  issuer,
  rate,
  replicaUrls,
  scopes,
  serviceKey,
  timeoutMs,
  trustProxy,
  truth,
  whole,
} from "./setting-readers.ts";
import { showUrl } from "./shown-url.ts";

/** One environment variable: how the table in docs/configuration.md shows it, and how its text is read. */
interface Variable<S extends z.ZodType> {
  name: string;
  default: string;
  description: string;
  schema: S;
  /** Its value is never shown. */
  secret?: boolean;
  /** Its value is shown without what may be a password. */
  isUrl?: boolean;
}

function variable<S extends z.ZodType>(name: string, standard: string, description: string, schema: S): Variable<S> {
  return { name, default: standard, description, schema };
}

const table = {
  host: variable("HOST", "127.0.0.1", "address to listen on; `0.0.0.0` opens it to the network", z.string()),
  port: variable("PORT", "3000", "port to listen on; `0` takes any free one", whole(0, 65_535)),
  databaseUrl: {
    ...variable(
      "DATABASE_URL",
      "file:./data/servanda.db",
      "`file:PATH` (SQLite) or `postgres://...`",
      z.string().regex(/^(file:.|postgres(ql)?:\/\/)/, "write file:PATH or postgres://..."),
    ),
    isUrl: true,
  },
  databaseReplicaUrls: {
    ...variable(
      "DATABASE_REPLICA_URLS",
      "",
      "read replicas of a PostgreSQL database, `postgres://...` separated by commas; they answer reads",
      replicaUrls,
    ),
    secret: true,
  },
  databasePoolSize: variable(
    "DATABASE_POOL_SIZE",
    "10",
    "connections that a process holds to each PostgreSQL server, at most",
    whole(1, 1000),
  ),
  databaseDirectUrl: {
    ...variable(
      "DATABASE_DIRECT_URL",
      "",
      "where PostgreSQL itself listens, if `DATABASE_URL` leads to a pooler such as PgBouncer: migrations need it",
      z.string().refine(isPostgres, "write postgres://...").optional(),
    ),
    secret: true,
  },
  cacheBytes: variable(
    "CACHE_BYTES",
    "67108864",
    "memory for ready answers to reads, in bytes; `0`: none are kept",
    whole(0, 9_999_999_999),
  ),
  seed: variable("SEED", "true", "load the seeds when the database is empty", truth),
  backupDir: variable(
    "BACKUP_DIR",
    "",
    "folder for scheduled backups of the SQLite file; empty: none are made",
    z.string().optional(),
  ),
  backupEveryMs: variable(
    "BACKUP_EVERY",
    "P1D",
    "time from one to the next: an ISO 8601 duration such as `PT6H`, or minutes",
    interval,
  ),
  backupKeep: variable("BACKUP_KEEP", "7", "how many of them are kept", whole(1, 100_000)),
  publicUrl: variable(
    "PUBLIC_URL",
    "",
    "the address clients use, for links in answers; empty: taken from each request",
    httpUrl.optional(),
  ),
  adminKey: {
    ...variable(
      "SERVANDA_ADMIN_KEY",
      "",
      "the first admin key; empty: one is made and printed once. Another value revokes the one before",
      adminKey.optional(),
    ),
    secret: true,
  },
  publicRead: variable("PUBLIC_READ", "true", "whether anyone may read; `false`: with a key alone", truth),
  publicText: variable(
    "PUBLIC_TEXT",
    "false",
    "whether whoever may read may read the whole texts of snapshots; `false`: analysts alone",
    truth,
  ),
  oidcIssuer: variable(
    "OIDC_ISSUER",
    "",
    "the OpenID Connect issuer whose access tokens (RFC 9068) are taken beside keys",
    issuer.optional(),
  ),
  oidcAudience: variable("OIDC_AUDIENCE", "", "what those tokens must name as their audience", z.string().optional()),
  oidcRoleClaim: variable(
    "OIDC_ROLE_CLAIM",
    "roles",
    "the claim with `reader`, `analyst` or `admin`; dots lead into objects: `realm_access.roles`",
    z.string(),
  ),
  oidcClientId: variable(
    "OIDC_CLIENT_ID",
    "",
    "the client that the desk is there, so that people sign in at the issuer; empty: they paste a key or a token",
    z.string().optional(),
  ),
  oidcScope: variable(
    "OIDC_SCOPE",
    "openid",
    "what the desk asks for as people sign in, with blanks between; an issuer may need a scope for the audience",
    scopes,
  ),
  requireIfMatch: variable("REQUIRE_IF_MATCH", "false", "changes without `If-Match` are refused with 428", truth),
  logLevel: variable(
    "LOG_LEVEL",
    "info",
    "`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`",
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
  ),
  trustProxy: variable(
    "TRUST_PROXY",
    "false",
    "believe `X-Forwarded-*`: `true`, a number of hops, or addresses separated by commas",
    trustProxy,
  ),
  corsOrigin: variable("CORS_ORIGIN", "*", "origins whose pages may call, separated by commas, or `*`", corsOrigin),
  embedOrigins: variable(
    "EMBED_ORIGINS",
    "*",
    "sites that may show `/embed` pages in a frame, separated by commas, `*` for any, or `none`",
    embedOrigins,
  ),
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
  securityContact: variable(
    "SECURITY_CONTACT",
    "",
    "where to report vulnerabilities, for /.well-known/security.txt: an e-mail or https address",
    contact.optional(),
  ),
  correctionsContact: variable(
    "CORRECTIONS_CONTACT",
    "",
    "where readers report errors in the record, linked from its pages: an e-mail or https address",
    contact.optional(),
  ),
  iatiReportingOrgRef: variable(
    "IATI_REPORTING_ORG_REF",
    "UNREGISTERED",
    "the publisher's organisation identifier in IATI exports, such as `XM-DAC-12-1`; activities are named after it",
    z.string().regex(/^[^\s/&|?]{1,100}$/, "write an IATI organisation identifier, such as XM-DAC-12-1"),
  ),
  iatiReportingOrgName: variable(
    "IATI_REPORTING_ORG_NAME",
    "A publisher without an IATI identifier",
    "the publisher's name there",
    z.string().max(300),
  ),
  iatiReportingOrgType: variable(
    "IATI_REPORTING_ORG_TYPE",
    "90",
    "the publisher's type there: a code of IATI's list OrganisationType, such as `22` for a national NGO; `90` is other",
    z.string().regex(/^[1-9]\d$/, "write a code of OrganisationType, such as 22"),
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
  metrics: variable(
    "METRICS",
    "reader",
    "who may read `/metrics`: `reader`: whoever has a key; `anyone`; `off`: nothing is measured",
    z.enum(["reader", "anyone", "off"]),
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
  webhooks: variable(
    "WEBHOOKS",
    "true",
    "whether webhooks are delivered; `false`: none are, for a copy of a database that is tried out",
    truth,
  ),
  webhookAllow: variable(
    "WEBHOOK_ALLOW",
    "",
    "hosts that webhooks may lead to though they are not public or have no TLS: names, addresses, or networks such as `10.1.0.0/16`, separated by commas",
    hostList,
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
  serviceUrl: variable(
    "SERVANDA_URL",
    "",
    "the service that `servanda mcp` asks; empty: `PUBLIC_URL`, or this machine at `PORT`",
    httpUrl.optional(),
  ),
  serviceKey: {
    ...variable("SERVANDA_KEY", "", "the API key with which it asks; empty: none", serviceKey.optional()),
    secret: true,
  },
  duePolicy: variable(
    "DUE_POLICY",
    "{}",
    'reading of undated due words as durations from the statement: `{"in the near future": "P2Y"}`',
    duePolicy,
  ),
} as const;

/** Every environment variable, in the order of the table in docs/configuration.md. */
export const variables: readonly Variable<z.ZodType>[] = Object.values(table);

/** The settings of one process, frozen. Times in milliseconds, sizes in bytes. */
export type Config = { readonly [K in keyof typeof table]: z.output<(typeof table)[K]["schema"]> };

/** Wrong settings: one line for each variable that cannot be used, saying what is allowed. */
export class ConfigError extends Error {}

/**
 * Settings from environment variables; an empty variable counts as unset.
 * @throws ConfigError naming every variable that cannot be used
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = [];
  const entries = Object.entries(table).map(([key, row]) => {
    const { name, default: standard, description, schema, secret, isUrl }: Variable<z.ZodType> = row;
    const text = env[name]?.trim() || standard;
    const read = schema.safeParse(text === "" ? undefined : text);
    if (!read.success) {
      const why = read.error.issues.map((issue) => issue.message).join("; ");
      const shown = isUrl || text.includes("://") ? text.split(",").map(showUrl).join() : text;
      const given = secret ? name : `${name}=${JSON.stringify(shown)}`;
      faults.push(`${given} cannot be used: ${why}. ${name} is: ${description}.`);
    }
    return [key, read.data] as const;
  });
  const config = Object.fromEntries(entries) as Config;
  const { oidcIssuer, oidcAudience, databaseUrl, databaseReplicaUrls } = config;
  if (databaseReplicaUrls?.length > 0 && !isPostgres(databaseUrl ?? ""))
    faults.push("DATABASE_REPLICA_URLS cannot be used: only a PostgreSQL DATABASE_URL has replicas.");
  if (oidcIssuer && !oidcAudience)
    faults.push("OIDC_ISSUER needs OIDC_AUDIENCE: without it, tokens made for others would be taken.");
  if (config.oidcClientId && !oidcIssuer) faults.push("OIDC_CLIENT_ID needs OIDC_ISSUER: people sign in there.");
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return Object.freeze(config);
}
