import type { FastifyInstance } from "fastify";

const sweepMs = 100;

/** Whether the application has begun to close. */
export interface Lifecycle {
  isClosing: () => boolean;
}

/**
 * Lets the application close quickly without dropping a request: answers say `Connection: close`, and connections that
 * fall idle are closed again and again, since one that was busy when the server began to close would be waited for
 * until its keep-alive ends (https://github.com/fastify/fastify/issues/7044).
 */
export function closeGracefully(app: FastifyInstance): Lifecycle {
  const state: { closing: boolean; sweep?: NodeJS.Timeout } = { closing: false };
  app.addHook("preClose", async () => {
    state.closing = true;
    state.sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (state.closing) reply.header("connection", "close");
  });
  app.addHook("onClose", async () => clearInterval(state.sweep));
  return { isClosing: () => state.closing };
}
