import { isIPv6, SocketAddress } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import type { Principal } from "../../records/context.ts";
import type { Store } from "../../store/port/store.ts";
import type { Access } from "../contract/access.ts";
import { isProbe } from "../contract/operation.ts";
import { anonymous, configOf, primaryOf } from "../request/context.ts";
import { type Allowance, createCounter, windowMs } from "./counter.ts";

const windowSeconds = windowMs / 1000;

/** A limit under a name of its own; 0 is none. */
interface Policy {
  name: "anonymous" | "key" | "writes" | "refused";
  limit: number;
  bucket: string;
}

/** How many requests a caller may make. */
export interface RateLimits {
  /** Counts a request, and says in its answer what is left. @throws AppError rate_limited */
  spend: (request: FastifyRequest, reply: FastifyReply, by: { principal: Principal; access: Access }) => void;
  /** Whether this address has shown too many credentials that do not hold. @throws AppError rate_limited */
  demandTrust: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Counts credentials that do not hold. @throws AppError rate_limited */
  distrust: (request: FastifyRequest, reply: FastifyReply) => void;
}

/**
 * Rate limits for each principal, and for each address of those who show no key, with the headers of
 * draft-ietf-httpapi-ratelimit-headers-11. In memory, so that no request waits for them or fails with them; processes
 * on one PostgreSQL database add their counts up. Probes are never counted.
 */
export function limitRates(app: FastifyInstance, store: Store): RateLimits {
  const counter = createCounter(store.addCounts, (err) => app.log.debug({ err }, "request counts were not shared"));
  app.addHook("onClose", async () => counter.close());

  function apply(request: FastifyRequest, reply: FastifyReply, how: { policy: Policy; by: "take" | "look" }): void {
    const { name, limit, bucket } = how.policy;
    if (limit === 0) return;
    const left = counter[how.by](`${name} ${bucket}`, limit, primaryOf(request).now());
    if (name !== "refused" || left.isOver) announce(reply, how.policy, left);
    if (left.isOver) throw tooMany(how.policy, left);
  }

  return {
    spend: (request, reply, by) => {
      if (!isProbe(request.routeOptions.schema)) apply(request, reply, { policy: policyOf(request, by), by: "take" });
    },
    demandTrust: (request, reply) => apply(request, reply, { policy: refusals(request), by: "look" }),
    distrust: (request, reply) => apply(request, reply, { policy: refusals(request), by: "take" }),
  };
}

function policyOf(request: FastifyRequest, { principal, access }: { principal: Principal; access: Access }): Policy {
  const { rateLimitAnonymous, rateLimitKey, rateLimitWrites } = configOf(request);
  if (principal === anonymous) return { name: "anonymous", limit: rateLimitAnonymous, bucket: networkOf(request.ip) };
  const isRead = access === "read" || access === "text" || request.method === "GET" || request.method === "HEAD";
  return isRead
    ? { name: "key", limit: rateLimitKey, bucket: principal.name }
    : { name: "writes", limit: rateLimitWrites, bucket: principal.name };
}

function refusals(request: FastifyRequest): Policy {
  return { name: "refused", limit: configOf(request).rateLimitRefused, bucket: networkOf(request.ip) };
}

function announce(reply: FastifyReply, { name, limit }: Policy, { remaining, resetSeconds }: Allowance): void {
  reply.headers({
    "ratelimit-policy": `"${name}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  });
}

const subjects: Readonly<Record<Policy["name"], string>> = {
  anonymous: "requests without a key from one address",
  key: "requests that read with one key",
  writes: "requests that write with one key",
  refused: "requests from one address with credentials that do not hold",
};

function tooMany({ name, limit }: Policy, { resetSeconds }: Allowance): AppError {
  const detail = `At most ${limit} ${subjects[name]} are answered in a minute. Try again in ${resetSeconds} seconds.`;
  return new AppError("rate_limited", detail, { extra: { policy: name, retryAfterSeconds: resetSeconds } });
}

/** Who an address stands for: itself, or of IPv6 its first 64 bits, of which one subscriber has all. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address.slice(0, 45);
  const { address: plain } = new SocketAddress({ address, family: "ipv6" });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = plain.split("::");
  const start = head.split(":").filter(Boolean);
  const end = tail?.split(":").filter(Boolean) ?? [];
  const middle = Array<string>(Math.max(0, 8 - start.length - end.length)).fill("0");
  return `${[...start, ...middle, ...end].slice(0, 4).join(":")}::/64`;
}
