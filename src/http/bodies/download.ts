import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import { heldTag } from "../caching/conditional.ts";
import { configOf } from "../request/context.ts";
import { liftDeadline } from "../request/deadline.ts";

/** Answers that are made while they are sent, and so may be longer than memory. */

/** The pieces of a text, and what is said of it beforehand. */
export interface Download {
  tag: string;
  headers: Readonly<Record<string, string>>;
  pieces: () => AsyncIterable<string>;
}

const name = "downloads";
const mostAtOnce = 4;
const chunkLength = 65_536;

/** Lets at most four downloads go on at once in this process. */
export function limitDownloads(app: FastifyInstance): void {
  const state = { open: 0 };
  app.decorate(name, { getter: () => state });
}

/**
 * Sends a download, or 304 when the client has it. If it breaks off, the connection is cut before HTTP's own end of the
 * body, so that nobody takes a part for the whole. A client that takes less than 64 KiB in the time for a request and
 * its answer is cut too.
 * @throws AppError overloaded while the most that may go on at once do
 */
export function sendDownload(request: FastifyRequest, reply: FastifyReply, download: Download): FastifyReply {
  const { tag, headers, pieces } = download;
  reply.header("etag", tag).header("cache-control", "no-cache");
  const held = heldTag(request.headers["if-none-match"], tag);
  if (held !== undefined) return reply.code(304).header("etag", held).send();
  reply.headers(headers);
  if (request.method === "HEAD") return reply.send(Readable.from([]));
  takePlace(request, reply);
  const { requestTimeoutMs, handlerTimeoutMs } = configOf(request);
  const chunks = unlessStalled(inChunks(pieces()), reply, requestTimeoutMs + handlerTimeoutMs);
  // From here on the client's own pace counts.
  liftDeadline(request);
  return reply.send(Readable.from(chunks, { objectMode: false, highWaterMark: chunkLength }));
}

function takePlace(request: FastifyRequest, reply: FastifyReply): void {
  const state = request.server.getDecorator<{ open: number }>(name);
  if (state.open >= mostAtOnce)
    throw new AppError("overloaded", `${mostAtOnce} exports are being sent, which is as many as go on at once.`);
  state.open += 1;
  reply.raw.once("close", () => {
    state.open -= 1;
  });
}

async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = "";
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

/** The chunks, until the client leaves one waiting for too long. */
async function* unlessStalled(
  chunks: AsyncIterable<string>,
  reply: FastifyReply,
  patienceMs: number,
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    const cut = setTimeout(() => reply.raw.destroy(), patienceMs);
    try {
      yield chunk;
    } finally {
      clearTimeout(cut);
    }
  }
}
