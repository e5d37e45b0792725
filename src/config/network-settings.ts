import { z } from "zod";
import { corsOrigin, embedOrigins, host, hostList, httpUrl, trustProxy, truth, whole } from "./setting-readers.ts";
import { variable } from "./variable.ts";

/** How the service is reached, and whom it tells what. */
export const networkSettings = {
  host: variable("HOST", "127.0.0.1", "address to listen on; `0.0.0.0` opens it to the network", host),
  port: variable("PORT", "3000", "port to listen on; `0` takes any free one", whole(0, 65_535)),
  publicUrl: variable(
    "PUBLIC_URL",
    "",
    "the address clients use, for links in answers; empty: taken from each request",
    httpUrl.optional(),
  ),
  trustProxy: variable(
    "TRUST_PROXY",
    "false",
    "believe `X-Forwarded-*`: `true`, a number of hops, or addresses and networks separated by commas",
    trustProxy,
  ),
  corsOrigin: variable("CORS_ORIGIN", "*", "origins whose pages may call, separated by commas, or `*`", corsOrigin),
  embedOrigins: variable(
    "EMBED_ORIGINS",
    "*",
    "sites that may show `/embed` pages in a frame, separated by commas, `*` for any, or `none`",
    embedOrigins,
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
  logLevel: variable(
    "LOG_LEVEL",
    "info",
    "`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`",
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
  ),
  metrics: variable(
    "METRICS",
    "reader",
    "who may read `/metrics`: `reader`: whoever has a key; `anyone`; `off`: nothing is measured",
    z.enum(["reader", "anyone", "off"]),
  ),
} as const;
