import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";
import { AppError } from "../errors.ts";
import { isProbe } from "./operation.ts";

const sampleMs = 500;
const resolutionMs = 10;
const nsPerMs = 1e6;

/**
 * Turns requests away while those before them wait too long, so that the rest is answered in good time: 503 with
 * Retry-After, before any work is done. Probes are answered all the same: the process is alive. Register before what works
 * on a request.
 */
export function shedLoad(app: FastifyInstance, { maxEventLoopDelayMs }: Config): void {
  if (maxEventLoopDelayMs === 0) return;
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  const state = { delayMs: 0 };
  const timer = setInterval(() => {
    if (delays.count > 0) state.delayMs = delays.mean / nsPerMs - resolutionMs;
    delays.reset();
  }, sampleMs).unref();
  delays.enable();
  app.addHook("onClose", async () => {
    clearInterval(timer);
    delays.disable();
  });
  app.addHook("onRequest", async (request) => {
    if (state.delayMs <= maxEventLoopDelayMs || isProbe(request.routeOptions.schema)) return;
    throw new AppError("overloaded", "More is asked right now than can be answered in good time.");
  });
}
