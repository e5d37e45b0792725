import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../errors/errors.ts";
import { isProbe } from "../contract/operation.ts";
import { metricsOf } from "../metrics/measure.ts";
import { once } from "../request/once.ts";
import { networkOf } from "./caller.ts";
import { countEach } from "./count-each.ts";
import { retryAfterSeconds } from "./places.ts";

const sampleMs = 500;
const resolutionMs = 10;
const nsPerMs = 1e6;

/**
 * Turns requests away with a 503 and Retry-After, before any work is done, while too many are being answered or each
 * waits too long for its turn: so those let in are answered in good time. One address has a share of them, beyond which
 * it gets 429. Probes are answered all the same, since the process is alive. Register before what works on a request.
 */
export function shedLoad(app: FastifyInstance, config: Config): void {
  const { maxRequests, maxRequestsEach, maxEventLoopDelayMs } = config;
  const delayMs = watchDelay(app);
  const state = { open: 0 };
  const shares = countEach();
  const measured = metricsOf(app);
  measured.places(() => [{ place: "requests", taken: state.open, waiting: 0, all: maxRequests }]);
  measured.gauge({
    name: "servanda_event_loop_delay_seconds",
    help: "For how long work lately waited for its turn, in the mean; MAX_EVENT_LOOP_DELAY_MS is compared with it.",
    read: () => delayMs() / 1000,
  });
  app.decorateRequest(leaving, null);
  app.addHook("onRequest", async (request, reply) => {
    if (isProbe(request.routeOptions.schema)) return;
    const network = networkOf(request.ip);
    if (maxRequestsEach > 0 && shares.of(network) >= maxRequestsEach) throw tooManyAtOnce(maxRequestsEach);
    const isBusy = maxRequests > 0 && state.open >= maxRequests;
    const isSlow = maxEventLoopDelayMs > 0 && delayMs() > maxEventLoopDelayMs;
    if (isBusy || isSlow)
      throw new AppError("overloaded", "More is asked right now than can be answered in good time.");
    state.open += 1;
    const leave = shares.enter(network);
    const done = once(() => {
      state.open -= 1;
      leave();
    });
    request.setDecorator<() => void>(leaving, done);
    reply.raw.once("close", done);
  });
}

const leaving = "leaveLoad";

/** Counts a request no longer among those that are being answered, since all it does is wait. */
export function stepAside(request: FastifyRequest): void {
  request.getDecorator<(() => void) | null>(leaving)?.();
}

function tooManyAtOnce(share: number): AppError {
  const detail = `${share} requests from this address are being answered, which is as many as one has at once.`;
  return new AppError("rate_limited", detail, { extra: { policy: "at-once", retryAfterSeconds } });
}

/** Drops connections of an address beyond its share. Behind a proxy all connections are the proxy's: there is none. */
export function shareConnections(app: FastifyInstance, { maxConnectionsEach, trustProxy }: Config): void {
  if (maxConnectionsEach === 0 || trustProxy !== false) return;
  const shares = countEach();
  app.server.prependListener("connection", (socket) => {
    const network = networkOf(socket.remoteAddress ?? "");
    if (shares.of(network) >= maxConnectionsEach) return void socket.destroy();
    socket.once("close", shares.enter(network));
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
