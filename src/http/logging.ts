import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { traceId } from "./every-request.ts";
import { pathOf } from "./request/url.ts";

const quieter: ReadonlySet<string> = new Set(["warn", "error", "fatal", "silent"]);

/**
 * One line for each answer, and for each whose connection closed before all of it was out: a client that went away, a
 * stream that was followed, an export that was cut. Queries and headers stay out of the log, since they may hold what
 * is nobody's business.
 */
export function logRequests(app: FastifyInstance): void {
  if (quieter.has(app.log.level)) return;
  app.addHook("onRequest", async (request, reply) => {
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) request.log.info(told(request, reply), "closed before the end");
    });
  });
  app.addHook("onResponse", async (request, reply) => request.log.info(told(request, reply), "answered"));
}

/** The status is null where nothing of an answer was sent. */
function told(request: FastifyRequest, reply: FastifyReply) {
  const trace = traceId(request.headers.traceparent);
  return {
    method: request.method,
    path: pathOf(request.raw.url ?? "/"),
    status: reply.raw.headersSent ? reply.statusCode : null,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ip: request.ip,
    ...(trace && { trace }),
  };
}
