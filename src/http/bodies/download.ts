import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../errors/errors.ts";
import { heldTag, inLanguage } from "../caching/conditional.ts";
import { callerOf } from "../limits/caller.ts";
import { liftDeadline } from "../limits/deadline.ts";
import { keepPace, type Pace } from "../limits/pace.ts";
import { type Guest, type Places, retryAfterSeconds, sharePlaces } from "../limits/places.ts";
import { metricsOf } from "../metrics/measure.ts";
import { configOf, contextOf } from "../request/context.ts";

/** Answers that are made while they are sent, and so may be longer than memory. */

/** The pieces of a text, or bytes, and what is said of it beforehand. */
export interface Download {
  tag: string;
  headers: Readonly<Record<string, string>>;
  pieces: () => AsyncIterable<string | Uint8Array>;
}

const name = "downloads";
const chunkLength = 65_536;

/** Gives downloads the places that callers share: MAX_EXPORTS in this process, MAX_EXPORTS_EACH to one caller. */
export function limitDownloads(app: FastifyInstance, config: Config): void {
  const { maxExports: inAll, maxExportsEach: each, slowClientMs } = config;
  const places = sharePlaces({
    ...{ inAll, each, slowClientMs },
    full: `${inAll} exports are being sent, which is as many as go on at once.`,
    tooMany: () => {
      const detail = `${each} exports are being sent to you, which is as many as one caller has at once.`;
      return new AppError("rate_limited", detail, { extra: { policy: "exports", retryAfterSeconds } });
    },
  });
  metricsOf(app).places(() => [{ place: "exports", ...places.load() }]);
  app.decorate(name, { getter: () => places });
}

/**
 * Sends a download, or 304 when the client has it. If it breaks off, the connection is cut before HTTP's own end of the
 * body, so that nobody takes a part for the whole. A client that takes less than 64 KiB in the time for a request and
 * its answer is cut too, and one that falls behind as soon as somebody waits for its place.
 * @throws AppError rate_limited, overloaded
 */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Download,
): Promise<FastifyReply> {
  const { headers, pieces } = download;
  const tag = inLanguage(reply, download.tag);
  reply.header("etag", tag).header("cache-control", "no-cache");
  const held = heldTag(request.headers["if-none-match"], tag);
  if (held !== undefined) return reply.code(304).header("etag", held).send();
  if (request.method === "HEAD") return reply.headers(headers).send(Readable.from([]));
  const places = request.server.getDecorator<Places>(name);
  const pace = keepPace(configOf(request).slowClientMs);
  await places.take({ ...guestOf(request, reply), isSlow: pace.isBehind }, untilClosed(reply));
  reply.headers(headers);
  // From here on the client's own pace counts.
  liftDeadline(request);
  return reply.send(streamTo(reply, inChunks(pieces()), { pace, patienceMs: patienceOf(request) }));
}

/** Who takes a place for this request, and how it is taken away. */
export function guestOf(request: FastifyRequest, reply: FastifyReply): Pick<Guest, "caller" | "cut"> {
  return { caller: callerOf(request, contextOf(request).principal), cut: () => void reply.raw.destroy() };
}

/** Tells when an answer has been sent, or its client has gone. */
export function untilClosed(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  const end = () => closed.abort(new AppError("request_timeout", "The client has gone."));
  if (reply.raw.closed) end();
  else reply.raw.once("close", end);
  return closed.signal;
}

/** For how long a client may leave 64 KiB unread, in ms. */
export function patienceOf(request: FastifyRequest): number {
  const { requestTimeoutMs, handlerTimeoutMs } = configOf(request);
  return requestTimeoutMs + handlerTimeoutMs;
}

interface Manner {
  pace: Pace;
  /** For how long it may leave a chunk unread; for ever when left out. */
  patienceMs?: number;
}

/** Chunks as a stream, at the pace of the client, until it leaves one waiting for too long. */
export function streamTo(reply: FastifyReply, chunks: AsyncIterable<string | Buffer>, manner: Manner): Readable {
  return Readable.from(unlessStalled(chunks, reply, manner), { objectMode: false, highWaterMark: chunkLength });
}

async function* inChunks(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Buffer> {
  let parts: (string | Uint8Array)[] = [];
  let length = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < chunkLength) continue;
    yield joined(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield joined(parts);
}

/** Pieces of one kind. */
function joined(parts: readonly (string | Uint8Array)[]): string | Buffer {
  return typeof parts[0] === "string" ? parts.join("") : Buffer.concat(parts as readonly Uint8Array[]);
}

async function* unlessStalled(
  chunks: AsyncIterable<string | Buffer>,
  reply: FastifyReply,
  { pace, patienceMs }: Manner,
): AsyncGenerator<string | Buffer> {
  for await (const chunk of chunks) {
    const cut = patienceMs === undefined ? undefined : setTimeout(() => reply.raw.destroy(), patienceMs);
    pace.wait();
    try {
      yield chunk;
    } finally {
      pace.moved(chunk.length);
      clearTimeout(cut);
    }
  }
}
