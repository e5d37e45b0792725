import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../errors/errors.ts";
import type { Store } from "../../store/port/store.ts";
import { contextOf } from "../request/context.ts";
import { callerOf } from "./caller.ts";

/** Until when a request is worked on. */
interface Deadline {
  signal: AbortSignal;
  timer: NodeJS.Timeout;
}

const name = "deadline";

/**
 * Ends the work on a request when its time is up, and then answers 503, or when its connection is closed before it has
 * been answered. Fastify's own timer stops as soon as a body has been read.
 */
export function limitTime(app: FastifyInstance, { handlerTimeoutMs }: Config): void {
  app.decorateRequest(name, null);
  app.addHook("onRequest", async (request, reply) => {
    const over = new AbortController();
    const timer = setTimeout(() => {
      over.abort(late(request));
      // Whatever waited for the store fails by itself; an answer to what did not is owed all the same.
      setImmediate(() => answer(reply, over.signal.reason as AppError));
    }, handlerTimeoutMs);
    request.setDecorator<Deadline>(name, { signal: over.signal, timer });
    reply.raw.once("close", () => {
      clearTimeout(timer);
      if (!reply.raw.writableFinished) over.abort(new AppError("request_timeout", "The client has gone."));
    });
  });
}

function late(request: FastifyRequest): AppError {
  return request.raw.complete
    ? new AppError("unavailable", "The answer took too long to prepare.")
    : new AppError("request_timeout", "The request was not complete within the time allowed.");
}

function answer(reply: FastifyReply, error: AppError): void {
  if (reply.raw.headersSent) reply.raw.destroy(error);
  else if (!reply.sent) reply.send(error);
}

/** A store for this request alone: what it asks ends with it. To be asked for once it is known who asks. */
export function storeFor(request: FastifyRequest, store: Store): Store {
  const { signal } = request.getDecorator<Deadline>(name);
  return store.for({ name: callerOf(request, contextOf(request).principal), signal });
}

/** Lets a request take as long as it takes, where its own rules say what is too long. */
export function liftDeadline(request: FastifyRequest): void {
  clearTimeout(request.getDecorator<Deadline>(name).timer);
}
