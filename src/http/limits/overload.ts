import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../errors/errors.ts";
import { isProbe } from "../contract/operation.ts";

const sampleMs = 500;
const resolutionMs = 10;
const nsPerMs = 1e6;

/**
 * Turns requests away with a 503 and Retry-After, before any work is done, while too many are being answered or each
 * waits too long for its turn: so those let in are answered in good time. Probes are answered all the same, since the
 * process is alive. Register before what works on a request.
 */
export function shedLoad(app: FastifyInstance, { maxRequests, maxEventLoopDelayMs }: Config): void {
  const delayMs = watchDelay(app);
  const state = { open: 0 };
  app.addHook("onRequest", async (request, reply) => {
    if (isProbe(request.routeOptions.schema)) return;
    const isBusy = maxRequests > 0 && state.open >= maxRequests;
    const isSlow = maxEventLoopDelayMs > 0 && delayMs() > maxEventLoopDelayMs;
    if (isBusy || isSlow)
      throw new AppError("overloaded", "More is asked right now than can be answered in good time.");
    state.open += 1;
    reply.raw.once("close", () => {
      state.open -= 1;
    });
  });
}

/** For how long work has lately waited for its turn, in the mean. */
function watchDelay(app: FastifyInstance): () => number {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  const state = { meanMs: 0 };
  const timer = setInterval(() => {
    if (delays.count > 0) state.meanMs = delays.mean / nsPerMs - resolutionMs;
    delays.reset();
  }, sampleMs).unref();
  delays.enable();
  app.addHook("onClose", async () => {
    clearInterval(timer);
    delays.disable();
  });
  return () => state.meanMs;
}
