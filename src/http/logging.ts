import type { FastifyInstance } from "fastify";
import { traceId } from "./every-request.ts";
import { pathOf } from "./request/url.ts";

const quieter: ReadonlySet<string> = new Set(["warn", "error", "fatal", "silent"]);

/** One line for each answer. Queries and headers stay out of the log, since they may hold what is nobody's business. */
export function logRequests(app: FastifyInstance): void {
  if (quieter.has(app.log.level)) return;
  app.addHook("onResponse", async (request, reply) => {
    const trace = traceId(request.headers.traceparent);
    request.log.info(
      {
        method: request.method,
        path: pathOf(request.raw.url ?? "/"),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ip: request.ip,
        ...(trace && { trace }),
      },
      "answered",
    );
  });
}
