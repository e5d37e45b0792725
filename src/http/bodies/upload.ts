import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../../errors/errors.ts";
import { waitFor } from "../errors/raw-errors.ts";
import type { Pace } from "../limits/pace.ts";
import { configOf } from "../request/context.ts";

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
export async function* bytesOf(request: FastifyRequest, pace: Pace): AsyncGenerator<Buffer> {
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
    pace.wait();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      state.arrived += chunk.length;
      pace.moved(chunk.length);
      yield chunk;
      pace.wait();
    }
  } finally {
    clearInterval(watch);
  }
}

/** Does work that may take long: meanwhile the connection stays open, though nothing moves on it. */
export async function whileWorking<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  // A request that is injected has no socket of the network.
  const socket: Partial<Socket> = request.raw.socket;
  socket.setTimeout?.(0);
  try {
    return await work();
  } finally {
    socket.setTimeout?.(request.server.server.timeout);
  }
}
