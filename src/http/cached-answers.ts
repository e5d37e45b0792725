import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Rank, ranks, suffices } from "../domain/key.ts";
import type { Principal } from "../records/context.ts";
import type { Identify } from "./auth/guard.ts";
import { prefersPage } from "./browsers.ts";
import type { Answer, AnswerCache } from "./caching/answer-cache.ts";
import { heldTag } from "./caching/conditional.ts";
import { dayOf } from "./caching/keep-answers.ts";
import { type Choice, choiceOf, isKept, keyOf, variantOf } from "./caching/kept-routes.ts";
import { type Access, neededRank } from "./contract/access.ts";
import type { ServedSchema } from "./contract/operation.ts";
import { isOver } from "./limits/deadline.ts";
import type { RateLimits } from "./limits/rate-limit.ts";
import { metricsOf } from "./metrics/measure.ts";
import type { ReaderFor } from "./read-your-writes.ts";
import { checkHeaders } from "./request/check-headers.ts";
import { anonymous, configOf, primaryOf } from "./request/context.ts";

interface Means {
  cache: AnswerCache;
  identify: Identify;
  limits: RateLimits;
  readerFor: ReaderFor;
}

/** A route whose answers are kept. */
interface Route {
  access: Access;
  choice: Choice;
}

/**
 * Gives reads an answer that was kept, before all that only the making of one needs. It refuses nothing: what it must
 * not answer goes on to the hooks that say why. The ledger's head is asked of the request's own database each time, so
 * nobody is given an old answer after a write was acknowledged, whichever process it was made by.
 */
export function answerFromCache(
  app: FastifyInstance,
  { cache, hasPages, ...means }: Omit<Means, "cache"> & { cache: AnswerCache | null; hasPages: boolean },
): void {
  if (cache === null) return;
  const routes = new Map<unknown, Route>();
  app.addHook("onRoute", (route) => {
    const { access, ...schema } = (route.schema ?? {}) as ServedSchema;
    if (access !== undefined && isKept(route)) routes.set(route.schema, { access, choice: choiceOf(schema) });
  });
  app.addHook("onRequest", async (request, reply) => {
    const route = routes.get(request.routeOptions.schema);
    if (route === undefined || (hasPages && prefersPage(request))) return;
    try {
      await answerReady(request, reply, route, { cache, ...means });
    } catch {
      // Whatever it is that does not hold: the hooks to come find it again, and say so.
    }
    cache.counts[reply.sent ? "hits" : "misses"] += 1;
  });
  measureCache(app, cache);
}

function measureCache(app: FastifyInstance, cache: AnswerCache): void {
  const { gauge, counter } = metricsOf(app);
  const results = ["hits", "misses", "stale"] as const;
  counter({
    name: "servanda_cache_requests_total",
    help: "Reads that could be answered from memory: hits were, misses were not, stale ones of these had an answer out of date.",
    labels: ["result"],
    read: () => results.map((result) => ({ labels: { result }, value: cache.counts[result] })),
  });
  gauge({ name: "servanda_cache_bytes", help: "Bytes of ready answers in memory, roughly.", read: cache.heldBytes });
  gauge({ name: "servanda_cache_answers", help: "Ready answers in memory.", read: cache.size });
}

/** Answers if it can. @throws where the request is to be refused */
async function answerReady(request: FastifyRequest, reply: FastifyReply, route: Route, means: Means): Promise<void> {
  const { cache, limits } = means;
  checkHeaders(request);
  const variant = variantOf(request, route.choice);
  const isAnonymous = request.headers.authorization === undefined;
  const principal = isAnonymous ? anonymous : await askerOf(request, reply, variant, means);
  if (principal === null || !suffices(principal.role, neededRank(route.access, configOf(request)))) return;
  const key = keyOf(principal.role, variant);
  if (!cache.has(key)) return;
  const database = await means.readerFor(request);
  const head = await database.head();
  if (!cache.ledger.isAt(head) && (await cache.ledger.upTo(database, head)) === null) return;
  const answer = cache.get(key, dayOf(primaryOf(request).now()));
  if (answer === undefined) return;
  const held = answer.tag === undefined ? undefined : heldTag(request.headers["if-none-match"], answer.tag);
  if ((held === undefined && answer.content === null) || isOver(request)) return;
  const left = limits.take(request, { principal, access: route.access });
  if (left !== null) send(request, reply, answer, { held, left });
}

/** Null where nobody's answer is kept: then it is not yet looked up who asks. */
async function askerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  variant: string,
  { cache, identify }: Means,
): Promise<Principal | null> {
  const isKnown = ranks.some((rank: Rank) => cache.has(keyOf(rank, variant)));
  return isKnown ? identify(request, reply) : null;
}

/** `held`: the tag that the client holds of it; `left`: the headers that say what is left of a limit. */
function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { headers, content }: Answer,
  { held, left }: { held: string | undefined; left: readonly string[] },
): void {
  const time = `total;dur=${reply.elapsedTime.toFixed(1)}`;
  const own = ["x-request-id", request.id, "server-timing", time, ...left];
  reply.hijack();
  if (held !== undefined) {
    reply.raw.writeHead(304, [...headers, "etag", held, ...own]).end();
    return;
  }
  reply.raw.writeHead(200, [...headers, ...(content?.headers ?? []), ...own]);
  if (request.method === "HEAD") reply.raw.end();
  else reply.raw.end(content?.body, "latin1");
}
