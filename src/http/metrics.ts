import { collectDefaultMetrics, Gauge, Histogram, Registry } from "@prometheus-io/client";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config/config.ts";

/** What the process measures of itself, for Prometheus. No label holds what a client sent. */

export interface Metrics {
  /** A number that is asked for with each look. */
  gauge: (name: string, help: string, read: () => number | Promise<number>) => void;
  /** All of them as text. */
  text: () => Promise<string>;
  type: string;
}

const name = "metrics";
const seconds = [0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** Counts requests by route and status, unless the operator wants none of it. Register before the routes. */
export function measureRequests(app: FastifyInstance, { metrics }: Pick<Config, "metrics">): void {
  const registry = new Registry();
  const state = { hasDefaults: false };
  app.decorate(name, {
    getter: (): Metrics => ({
      gauge: (called, help, read) => {
        const collect = async function (this: Gauge) {
          this.set(await read());
        };
        new Gauge({ name: called, help, registers: [registry], collect });
      },
      text: () => {
        if (!state.hasDefaults) collectDefaultMetrics({ register: registry });
        state.hasDefaults = true;
        return registry.metrics();
      },
      type: registry.contentType,
    }),
  });
  if (metrics === "off") return;
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests took to be answered, by method, route and status.",
    labelNames: ["method", "route", "status"] as const,
    buckets: seconds,
    registers: [registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.is404 ? "none" : (request.routeOptions.url ?? "none");
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}

export function metricsOf(app: FastifyInstance): Metrics {
  return app.getDecorator<Metrics>(name);
}
