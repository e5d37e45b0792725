import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Head, Store } from "../../store/port/store.ts";
import { producedTypes, type ServedSchema } from "../contract/operation.ts";
import { contextOf, headOf, primaryOf } from "../request/context.ts";
import { preferredType } from "../request/negotiate.ts";
import { baseUrl } from "../request/url.ts";
import { type Answer, type AnswerCache, isSameMoment, type Moment } from "./answer-cache.ts";
import { heldTag, uncoded } from "./conditional.ts";

const dayMs = 86_400_000;
const pending = "pendingAnswer";

/** A request that no kept answer was there for: its own may be kept. */
interface Pending {
  key: string;
  moment: Moment;
  store: Store;
}

/**
 * Answers reads again from memory while nothing has changed. The ledger's head is asked of the request's own database
 * each time, so nobody is given an old answer after a write was acknowledged, whichever process it was made by. An
 * answer is kept if the head is still the same once it was made, and holds for one role. Register after what identifies
 * the caller and chooses the database: these hooks belong to each route, so they come after those of the application.
 */
export function answerFromCache(app: FastifyInstance, cache: AnswerCache | null): void {
  if (cache === null) return;
  app.decorateRequest(pending, null);
  app.addHook("onRoute", (route) => {
    if (!isRead(route)) return;
    const types = producedTypes(route.schema as ServedSchema);
    const lookUp = async (request: FastifyRequest, reply: FastifyReply) => {
      const moment = await momentOf(request, headOf(request));
      if (moment === null) return;
      const key = keyOf(request, types);
      const answer = cache.get(key, moment);
      if (answer && send(request, reply, answer)) return reply;
      request.setDecorator<Pending>(pending, { key, moment, store: contextOf(request).store });
    };
    const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const asked = request.getDecorator<Pending | null>(pending);
      if (asked === null) return payload;
      const body = reply.statusCode === 304 ? null : await bytesOf(payload);
      const now = await momentOf(request, asked.store.head());
      if (now && isSameMoment(now, asked.moment)) cache.set(asked.key, answerOf(reply, asked.moment, body));
      return body ?? payload;
    };
    route.onRequest = [...[route.onRequest ?? []].flat(), lookUp];
    route.onSend = [keepReadyOnes, ...[route.onSend ?? []].flat(), keep];
  });
}

function isRead({ method, url, schema }: RouteOptions): boolean {
  const { access } = (schema ?? {}) as ServedSchema;
  return (method === "GET" || method === "HEAD") && url.startsWith("/v1") && (access === "read" || access === "text");
}

/** Null when the database cannot say: then the handler finds out whether it needs it. */
async function momentOf(request: FastifyRequest, asking: Promise<Head>): Promise<Moment | null> {
  const day = Math.floor(primaryOf(request).now().getTime() / dayMs);
  const head = await asking.catch(() => null);
  return head && { seq: head.seq, hash: head.hash, day };
}

/**
 * All that an answer depends on beside the data and the day. HEAD shows the headers of an answer that is not
 * compressed.
 */
function keyOf(request: FastifyRequest, types: readonly string[]): string {
  const { headers, method, url } = request;
  const isPlain = method === "HEAD" || headers["x-no-compression"] !== undefined;
  const coding = isPlain ? "identity" : (headers["accept-encoding"] ?? "identity");
  const type = types.length > 1 ? preferredType(headers.accept, types) : "";
  return [contextOf(request).principal.role, baseUrl(request), type, coding, url].join("\n");
}

/** Streams, errors and what forbids it are not kept. Stands before the compression, which makes streams of its own. */
async function keepReadyOnes(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  const isReady = typeof payload === "string" || Buffer.isBuffer(payload);
  const canBeKept = (isReady && reply.statusCode === 200) || (reply.statusCode === 304 && reply.hasHeader("etag"));
  if (canBeKept && request.method === "GET" && reply.getHeader("cache-control") !== "no-store") return;
  request.setDecorator<Pending | null>(pending, null);
}

/** A copy of its own size: what a compressor or the pool of buffers gives may hold far more memory than it shows. */
async function bytesOf(payload: unknown): Promise<Buffer> {
  if (typeof payload !== "string" && !Buffer.isBuffer(payload))
    return bytesOf(Buffer.concat(await (payload as Readable).toArray()));
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(payload));
  if (typeof payload === "string") bytes.write(payload);
  else payload.copy(bytes);
  return bytes;
}

/** The headers that handlers set; all others belong to the request. */
const ofEvery = ["cache-control", "link", "servanda-seq"] as const;
const ofContent = ["content-type", "content-encoding"] as const;

function answerOf(reply: FastifyReply, moment: Moment, body: Buffer | null): Answer {
  const tag = reply.getHeader("etag");
  return {
    moment,
    tag: typeof tag === "string" ? uncoded(tag) : undefined,
    headers: chosen(reply, ofEvery),
    content: body && { body, headers: chosen(reply, ofContent) },
  };
}

function chosen(reply: FastifyReply, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
  );
}

/**
 * False where all that is known is the tag, and the client does not hold it. The tag of a compressed body is marked on
 * its way out.
 */
function send(request: FastifyRequest, reply: FastifyReply, { tag, headers, content }: Answer): boolean {
  const held = tag === undefined ? undefined : heldTag(request.headers["if-none-match"], tag);
  if (held !== undefined) reply.code(304).headers(headers).header("etag", held).send();
  else if (content) {
    reply.headers(headers).headers(content.headers);
    if (tag !== undefined) reply.header("etag", tag);
    reply.send(content.body);
  }
  return held !== undefined || content !== null;
}
