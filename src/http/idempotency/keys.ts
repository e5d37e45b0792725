import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError, invalidParameter, underway } from "../../errors/errors.ts";
import type { Context } from "../../records/context.ts";
import type { KeptAnswer, Once, Taken } from "../../store/port/idempotency.ts";
import type { Store } from "../../store/port/store.ts";
import { isStreamed } from "../bodies/upload.ts";
import { isOnce, type ServedSchema } from "../contract/operation.ts";
import { type DemandRoom, shareRememberedKeys } from "../limits/remembered-keys.ts";
import { contextOf, primaryOf, takeOnce } from "../request/context.ts";
import { pathOf } from "../request/url.ts";
import { canBeMadeAgain, madeAgain } from "./made-again.ts";

/**
 * Idempotency-Key on every POST (draft-ietf-httpapi-idempotency-key-header). The first request that takes effect is
 * noted in the transaction of its write, and its answer is kept; whoever repeats it gets that answer. A refused request
 * took no effect and is judged anew. A POST that only reads needs no key. Making API keys is the exception: the text of
 * a key is never stored, so its answer cannot be given twice.
 */
export function honourIdempotencyKeys(app: FastifyInstance, { maxIdempotencyKeys }: Config): void {
  const inFlight = new Set<string>();
  const demandRoom = shareRememberedKeys(maxIdempotencyKeys);
  app.decorate(name, { getter: () => demandRoom });

  app.addHook("preHandler", async (request, reply) => {
    const once = isStreamed(request) ? undefined : onceFor(request, request.body ?? null);
    if (once === undefined) return;
    const place = JSON.stringify([once.principal, once.key]);
    if (inFlight.has(place)) throw underway(once.key);
    inFlight.add(place);
    reply.raw.once("close", () => inFlight.delete(place));
    const taken = await takenBy(request, once);
    if (taken === null) return takeOnce(request, once);
    const answer = taken.answer ?? (await madeAgain(app, request, taken));
    if (answer === null) return;
    return reply
      .code(answer.status)
      .headers({ ...answer.headers, "idempotency-replayed": "true" })
      .send(answer.body);
  });

  app.addHook("onSend", async (request, reply, payload) => {
    const { once } = contextOf(request);
    // Not the request's own store: what has been committed is kept, whether or not the client still waits.
    const { store, now } = primaryOf(request);
    if (!once || reply.statusCode >= 300 || typeof payload !== "string") return;
    if (payload.length > longestKept && canBeMadeAgain(pathOf(request.url))) return;
    const answer = { status: reply.statusCode, headers: keptHeaders(reply), body: payload };
    const taken = { ...once, at: now().toISOString(), tx: null, answer };
    await store.keepAnswer(taken).catch((err: unknown) => request.log.warn({ err }, "an answer was not kept"));
  });
}

const name = "rememberedKeys";
/** Longer answers, in characters, are made again from the ledger when they are asked for again. */
const longestKept = 16_384;
const form = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The key of a POST that takes one, without the quotes that the draft asks for. @throws AppError invalid_request */
function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers["idempotency-key"];
  if (given === undefined || !isOnce(request.method, (request.routeOptions.schema ?? {}) as ServedSchema))
    return undefined;
  const key = String(given).replace(/^"(.+)"$/, "$1");
  if (form.test(key)) return key;
  const detail = "`Idempotency-Key` must be 1 to 255 printable ASCII characters, such as a UUID.";
  throw invalidParameter("Idempotency-Key", "invalid_format", detail);
}

/**
 * What a request is remembered by; undefined when it has no key. `body`: as it was read, or a digest of it.
 * @throws AppError invalid_request
 */
export function onceFor(request: FastifyRequest, body: unknown): Once | undefined {
  const key = keyOf(request);
  if (key === undefined) return undefined;
  const asked = canonicalize([request.method, request.url, body]) ?? "";
  const fingerprint = createHash("sha256").update(asked).digest("hex");
  return { principal: contextOf(request).principal.id, key, fingerprint };
}

/** What became of the same request before. @throws AppError idempotency_key_reused, rate_limited */
async function takenBy(request: FastifyRequest, once: Once): Promise<Taken | null> {
  const { store, now } = contextOf(request);
  const taken = await store.taken(once, now().toISOString());
  if (taken !== null && taken.fingerprint !== once.fingerprint) throw reused(once.key);
  if (taken === null) await request.server.getDecorator<DemandRoom>(name)(store, once.principal, now());
  return taken;
}

/** The answer that was given before to a request whose body its handler reads; null where there is none. */
export async function replay(request: FastifyRequest, once: Once): Promise<KeptAnswer | null> {
  return (await takenBy(request, once))?.answer ?? null;
}

/**
 * Keeps the answer to a request that is to take effect once, if it is, in the transaction of its work: to be called
 * there, with the store of that transaction and what is answered.
 * @throws AppError idempotency_key_in_use when the request has taken effect meanwhile
 */
export function keepWith({ now }: Pick<Context, "now">, once: Once | null | undefined) {
  return async (store: Store, answered: object, how: Partial<KeptAnswer> = {}): Promise<void> => {
    if (!once) return;
    const at = now().toISOString();
    if (await store.taken(once, at)) throw underway(once.key);
    const headers = { "content-type": "application/json; charset=utf-8", ...how.headers };
    const answer = { status: how.status ?? 200, headers, body: JSON.stringify(answered) };
    await store.keepAnswer({ ...once, at, tx: null, answer });
  };
}

/**
 * Does work whose answer cannot be made again from the ledger, such as one with a secret: where its request has an
 * Idempotency-Key, in one transaction with its answer. That stands there no more openly than in the webhook itself, and
 * for a day.
 */
export function atOnce<C extends Context, V>(
  { once, ...ctx }: C,
  work: (ctx: Omit<C, "once">) => Promise<V>,
  answer: (done: V) => Partial<KeptAnswer> & { of: object },
): Promise<V> {
  if (once === undefined) return work(ctx);
  return ctx.store.exclusively(async (store) => {
    const done = await work({ ...ctx, store });
    const { of, ...how } = answer(done);
    await keepWith(ctx, once)(store, of, how);
    return { commit: true, value: done };
  });
}

function reused(key: string): AppError {
  const detail = `The Idempotency-Key "${key}" was used for another request within 24 hours.`;
  return new AppError("idempotency_key_reused", detail, {
    errors: [{ parameter: "Idempotency-Key", code: "reused", detail }],
  });
}

const kept = ["content-type", "etag", "location", "cache-control"] as const;

function keptHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
  );
}
