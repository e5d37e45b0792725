import type { Server } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config/config.ts";

const sweepMs = 100;
/** No more can wait to be taken up (the backlog that node:net asks for), however many go on coming. */
const mostWaiting = 511;

/** Whether the application has begun to close. */
export interface Lifecycle {
  isClosing: () => boolean;
}

/**
 * Lets the application close quickly without dropping a request: answers say `Connection: close`, and connections that
 * fall idle are closed again and again, since one that was busy when the server began to close would be waited for
 * until its keep-alive ends (https://github.com/fastify/fastify/issues/7044).
 */
export function closeGracefully(app: FastifyInstance, { shutdownTimeoutMs }: Config): Lifecycle {
  const state: { closing: boolean; sweep?: NodeJS.Timeout } = { closing: false };
  app.addHook("preClose", async () => {
    state.closing = true;
    await takeUp(app.server, shutdownTimeoutMs / 2);
    state.sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (state.closing) reply.header("connection", "close");
  });
  app.addHook("onClose", async () => clearInterval(state.sweep));
  return { isClosing: () => state.closing };
}

/**
 * Lets in whom the system has let in already: connections that wait to be taken up are cut when the listening socket is
 * closed, with the requests in them, and one is taken up in each turn of the event loop (libuv).
 */
async function takeUp(server: Server, patienceMs: number): Promise<void> {
  const state = { quietTurns: 0, taken: 0 };
  const hear = () => {
    state.quietTurns = 0;
    state.taken += 1;
  };
  server.on("connection", hear);
  const until = performance.now() + patienceMs;
  while (state.quietTurns < 2 && state.taken < mostWaiting && performance.now() < until) {
    state.quietTurns += 1;
    await turn();
  }
  server.off("connection", hear);
}
