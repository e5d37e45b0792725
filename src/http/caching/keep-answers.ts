import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Store } from "../../store/port/store.ts";
import type { ServedSchema } from "../contract/operation.ts";
import { chooseStore, contextOf, headOf, primaryOf, thenOf } from "../request/context.ts";
import type { Answer, AnswerCache } from "./answer-cache.ts";
import { uncoded } from "./conditional.ts";
import type { Marks } from "./dependencies.ts";
import { choiceOf, isKept, keyOf, variantOf } from "./kept-routes.ts";
import type { Reading } from "./ledger-follower.ts";
import { observed } from "./observed-store.ts";

const dayMs = 86_400_000;
const name = "makingAnswer";

export const dayOf = (instant: Date): number => Math.floor(instant.getTime() / dayMs);

/** An answer that is being made, and may be kept. */
interface Making {
  key: string;
  day: number;
  reading: Reading;
  marks: Marks;
  store: Store;
}

/**
 * Keeps the answers to reads, with what they were made of: all that is read from the store leaves marks. An answer is
 * kept if none of what it was made of changed meanwhile. Register after what identifies the caller and chooses the
 * database, and after the compression.
 */
export function keepAnswers(app: FastifyInstance, cache: AnswerCache | null): void {
  if (cache === null) return;
  app.decorateRequest(name, null);
  app.addHook("onRoute", (route) => {
    if (!isKept(route)) return;
    const choice = choiceOf(route.schema as ServedSchema);
    const observe = async (request: FastifyRequest) => {
      if (request.method !== "GET") return;
      const { store, principal } = contextOf(request);
      const reading = await readingOf(cache, store, headOf(request));
      if (reading === null) return;
      const marks: Marks = new Set();
      const key = keyOf(principal.role, variantOf(request, choice));
      request.setDecorator<Making>(name, { key, day: today(request), reading, marks, store });
      chooseStore(request, observed(store, marks));
    };
    const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const making = request.getDecorator<Making | null>(name);
      if (making === null) return payload;
      const { key, day, reading, marks, store } = making;
      const body = reply.statusCode === 304 ? null : await bytesOf(payload);
      const now = await readingOf(cache, store, store.head());
      if (now && day === today(request) && cache.ledger.isUnchanged(reading, marks)) {
        const isOfPast = thenOf(request)?.isFixed ?? false;
        cache.set(key, { reading, marks, day: isOfPast ? null : day, ...answerOf(reply, body) });
      }
      return body ?? payload;
    };
    route.onRequest = [...[route.onRequest ?? []].flat(), observe];
    route.onSend = [keepReadyOnes, ...[route.onSend ?? []].flat(), keep];
  });
}

const today = (request: FastifyRequest): number => dayOf(primaryOf(request).now());

/** Null when the database cannot say: then the handler finds out whether it needs it. */
async function readingOf({ ledger }: AnswerCache, store: Store, asking: ReturnType<Store["head"]>) {
  return asking.then((head) => ledger.upTo(store, head)).catch(() => null);
}

/** Streams, errors and what forbids it are not kept. Stands before the compression, which makes streams of its own. */
async function keepReadyOnes(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  const isReady = typeof payload === "string" || Buffer.isBuffer(payload);
  const canBeKept = (isReady && reply.statusCode === 200) || (reply.statusCode === 304 && reply.hasHeader("etag"));
  if (canBeKept && reply.getHeader("cache-control") !== "no-store") return;
  request.setDecorator<Making | null>(name, null);
}

async function bytesOf(payload: unknown): Promise<Buffer> {
  if (typeof payload === "string") return Buffer.from(payload);
  return Buffer.isBuffer(payload) ? payload : Buffer.concat(await (payload as Readable).toArray());
}

/** Belong to one request, or are what node:http says itself. */
const ofRequest: ReadonlySet<string> = new Set([
  ...["x-request-id", "server-timing", "ratelimit", "ratelimit-policy"],
  ...["connection", "keep-alive", "date", "transfer-encoding", "content-length", "set-cookie"],
]);
/** What a 304 says nothing of, or in its own way. */
const ofContent: ReadonlySet<string> = new Set(["content-type", "content-encoding", "content-disposition", "etag"]);

function answerOf(reply: FastifyReply, body: Buffer | null): Pick<Answer, "tag" | "headers" | "content"> {
  const all = Object.entries(reply.getHeaders()).filter(([header]) => !ofRequest.has(header));
  const flat = (isOfContent: boolean) =>
    all.flatMap(([header, value]) => (ofContent.has(header) === isOfContent ? [header, String(value)] : []));
  const tag = reply.getHeader("etag");
  const content = body && {
    body: sendable(body),
    headers: [...flat(true), "content-length", String(body.length)],
  };
  return { tag: typeof tag === "string" ? uncoded(tag) : undefined, headers: flat(false), content };
}

const shortestBuffer = 16_384;

/**
 * What is short as text of one byte a character, which node:http sends at once with the headers; what is long as bytes,
 * which it does not copy for each client that reads slowly. Of their own size: what a compressor or the pool of buffers
 * gives may hold far more memory than it shows.
 */
function sendable(body: Buffer): string | Buffer {
  if (body.length < shortestBuffer) return body.toString("latin1");
  const bytes = Buffer.allocUnsafeSlow(body.length);
  body.copy(bytes);
  return bytes;
}
