import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../errors/errors.ts";
import type { Store } from "../../store/port/store.ts";
import { contextOf } from "../request/context.ts";
import { callerOf } from "./caller.ts";

/** Until when a request is worked on. */
interface Deadline {
  timer: NodeJS.Timeout;
  /** Why it is worked on no more. */
  reason: AppError | null;
  /** What tells those who work on it, once there are any. */
  over: AbortController | null;
}

const name = "deadline";

/**
 * Ends the work on a request when its time is up, and then answers 503, or when its connection is closed before it has
 * been answered. Fastify's own timer stops as soon as a body has been read.
 */
export function limitTime(app: FastifyInstance, { handlerTimeoutMs }: Config): void {
  app.decorateRequest(name, null);
  app.addHook("onRequest", (request, reply, done) => {
    const timer = setTimeout(() => {
      const reason = late(request);
      end(deadline, reason);
      // Whatever waited for the store fails by itself; an answer to what did not is owed all the same.
      setImmediate(() => answer(reply, reason));
    }, handlerTimeoutMs);
    const deadline: Deadline = { timer, reason: null, over: null };
    request.setDecorator<Deadline>(name, deadline);
    reply.raw.once("close", () => {
      clearTimeout(timer);
      if (!reply.raw.writableFinished) end(deadline, new AppError("request_timeout", "The client has gone."));
    });
    done();
  });
}

function end(deadline: Deadline, reason: AppError): void {
  deadline.reason ??= reason;
  deadline.over?.abort(deadline.reason);
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
  const deadline = request.getDecorator<Deadline>(name);
  deadline.over ??= new AbortController();
  if (deadline.reason !== null) deadline.over.abort(deadline.reason);
  return store.for({ name: callerOf(request, contextOf(request).principal), signal: deadline.over.signal });
}

/** Whether a request has been answered as late, or its client has gone. */
export function isOver(request: FastifyRequest): boolean {
  return request.getDecorator<Deadline>(name).reason !== null;
}

/** @throws AppError unavailable, request_timeout where it is so: for work that does not ask the store by itself */
export function demandTime(request: FastifyRequest): void {
  const { reason } = request.getDecorator<Deadline>(name);
  if (reason !== null) throw reason;
}

/** Lets a request take as long as it takes, where its own rules say what is too long. */
export function liftDeadline(request: FastifyRequest): void {
  clearTimeout(request.getDecorator<Deadline>(name).timer);
}
