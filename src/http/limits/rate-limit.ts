import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import type { Principal } from "../../records/context.ts";
import type { Store } from "../../store/port/store.ts";
import type { Access } from "../contract/access.ts";
import { isProbe } from "../contract/operation.ts";
import { anonymous, configOf, primaryOf } from "../request/context.ts";
import { onRefusal } from "../request/refusals.ts";
import { callerOf, networkOf } from "./caller.ts";
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
  /** Counts a request; the headers that say what is left, or null, uncounted, where nothing was. */
  take: (request: FastifyRequest, by: { principal: Principal; access: Access }) => readonly string[] | null;
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
    if (name !== "refused" || left.isOver) reply.headers(headersOf(how.policy, left));
    if (left.isOver) throw tooMany(how.policy, left);
  }

  const counted = new WeakSet<FastifyRequest>();
  const spend: RateLimits["spend"] = (request, reply, by) => {
    counted.add(request);
    if (!isProbe(request.routeOptions.schema)) apply(request, reply, { policy: policyOf(request, by), by: "take" });
  };
  onRefusal(app, (request, reply) => {
    if (!counted.has(request)) spend(request, reply, { principal: anonymous, access: "open" });
  });
  return {
    spend,
    take: (request, by) => {
      const policy = policyOf(request, by);
      if (policy.limit === 0) return [];
      const left = counter.take(`${policy.name} ${policy.bucket}`, policy.limit, primaryOf(request).now());
      return left.isOver ? null : Object.entries(headersOf(policy, left)).flat();
    },
    demandTrust: (request, reply) => {
      counted.add(request);
      apply(request, reply, { policy: refusals(request), by: "look" });
    },
    distrust: (request, reply) => apply(request, reply, { policy: refusals(request), by: "take" }),
  };
}

function policyOf(request: FastifyRequest, { principal, access }: { principal: Principal; access: Access }): Policy {
  const { rateLimitAnonymous, rateLimitKey, rateLimitWrites } = configOf(request);
  const bucket = callerOf(request, principal);
  if (principal === anonymous) return { name: "anonymous", limit: rateLimitAnonymous, bucket };
  const isRead = access === "read" || access === "text" || request.method === "GET" || request.method === "HEAD";
  return isRead ? { name: "key", limit: rateLimitKey, bucket } : { name: "writes", limit: rateLimitWrites, bucket };
}

function refusals(request: FastifyRequest): Policy {
  return { name: "refused", limit: configOf(request).rateLimitRefused, bucket: networkOf(request.ip) };
}

function headersOf({ name, limit }: Policy, { remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    "ratelimit-policy": `"${name}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
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
