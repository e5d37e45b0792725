import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "@prometheus-io/client";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config/config.ts";
import type { Load } from "../../store/port/store.ts";

/** What the process measures of itself, for Prometheus. No label holds what a client sent. */

/** A number, or several that labels tell apart. */
type Read = number | readonly { labels: Readonly<Record<string, string>>; value: number }[];

interface Measure {
  name: string;
  help: string;
  /** The names of its labels; none when left out. */
  labels?: readonly string[];
  /** Asked with each look. */
  read: () => Read | Promise<Read>;
}

export interface Metrics {
  /** What goes up and down. */
  gauge: (measure: Measure) => void;
  /** What only goes up. */
  counter: (measure: Measure) => void;
  /** Places that are shown beside the others. */
  places: (read: () => readonly Load[]) => void;
  /** All of them as text. */
  text: () => Promise<string>;
  type: string;
}

const name = "metrics";
const seconds = [0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** Counts requests by route and status, unless the operator wants none of it. Register before the routes. */
export function measureRequests(app: FastifyInstance, { metrics }: Pick<Config, "metrics">): void {
  const registry = new Registry();
  const measured = metricsIn(registry);
  app.decorate(name, { getter: (): Metrics => measured });
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

function metricsIn(registry: Registry): Metrics {
  const state = { hasDefaults: false };
  const read: (() => readonly Load[])[] = [];
  const shared = ({ name, help, labels = [] }: Measure) => ({ name, help, labelNames: labels, registers: [registry] });

  function gauge(measure: Measure): void {
    const collect = async function (this: Gauge<string>) {
      const found = samplesOf(await measure.read());
      this.reset();
      // One without labels would be zero, where it is not known.
      if (found.length === 0) this.remove();
      for (const { labels, value } of found) this.set(labels, value);
    };
    new Gauge({ ...shared(measure), collect });
  }

  for (const [of, help] of [
    ["taken", "How much is under way at a place where only so much goes on at once."],
    ["waiting", "How much waits there for its turn."],
    ["all", "How much goes on there at once at most; 0: no limit."],
  ] as const)
    gauge({
      name: of === "all" ? "servanda_places" : `servanda_places_${of}`,
      ...{ help, labels: ["place"] },
      read: () => read.flatMap((each) => each().map(({ place, [of]: value }) => ({ labels: { place }, value }))),
    });

  return {
    gauge,
    counter: (measure) => {
      const collect = async function (this: Counter<string>) {
        const found = samplesOf(await measure.read());
        this.reset();
        for (const { labels, value } of found) this.inc(labels, value);
      };
      new Counter({ ...shared(measure), collect });
    },
    places: (each) => void read.push(each),
    text: () => {
      if (!state.hasDefaults) collectDefaultMetrics({ register: registry });
      state.hasDefaults = true;
      return registry.metrics();
    },
    type: registry.contentType,
  };
}

const samplesOf = (found: Read) => (typeof found === "number" ? [{ labels: {}, value: found }] : found);

export function metricsOf(app: FastifyInstance): Metrics {
  return app.getDecorator<Metrics>(name);
}
