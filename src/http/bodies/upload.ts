import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import { waitFor } from "../errors/raw-errors.ts";
import { configOf } from "../request/context.ts";
import { liftDeadline } from "../request/deadline.ts";

/** Bodies that are read while they come, and so may be longer than memory. */

/** Gives these media types to the handler as a stream. */
export function streamBodies(app: FastifyInstance, types: readonly string[]): void {
  app.addContentTypeParser([...types], (_request, payload, done) => done(null, payload));
}

/** Whether the body of a request is one that its handler reads. */
export function isStreamed({ body }: FastifyRequest): boolean {
  return body instanceof Readable;
}

/** A sender must bring so much in the time for a request, or all that is left. */
const leastBytes = 65_536;

/**
 * The bytes of a body. It may take longer than REQUEST_TIMEOUT_MS, as long as at least 64 KiB come in that time.
 * @throws AppError request_timeout
 */
export async function* bytesOf(request: FastifyRequest): AsyncGenerator<Buffer> {
  const { requestTimeoutMs } = configOf(request);
  const body = request.body as Readable;
  const state = { arrived: 0, before: 0 };
  waitFor(request.raw.socket);
  const watch = setInterval(() => {
    const detail = `Less than ${leastBytes} bytes came within ${requestTimeoutMs} ms.`;
    if (state.arrived - state.before < leastBytes) body.destroy(new AppError("request_timeout", detail));
    state.before = state.arrived;
  }, requestTimeoutMs);
  try {
    for await (const chunk of body) {
      state.arrived += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  } finally {
    clearInterval(watch);
  }
}

/** Keeps the connection open for an answer that takes long. The signal tells when the client has gone. */
export function awaitAnswer(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  // A request that is injected has no socket of the network.
  const socket: Partial<Socket> = request.raw.socket;
  socket.setTimeout?.(0);
  reply.raw.once("close", () => socket.setTimeout?.(request.server.server.timeout));
  return liftDeadline(request);
}
