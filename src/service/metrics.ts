import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { type Metrics, metricsOf } from "../http/metrics/measure.ts";
import { configOf, primaryOf } from "../http/request/context.ts";
import type { Replicas } from "../store/postgres/replicas.ts";

const text = "text/plain";

/** What the process measures, in the text format of Prometheus. */
export const metricsRoutes: Routes<{ replicas: Replicas | undefined }> = async (app, { replicas }) => {
  const { store } = primaryOf({ server: app });
  const measured = metricsOf(app);
  measured.gauge({
    name: "servanda_ledger_head",
    help: "Number of the newest line of the ledger.",
    // Metrics are wanted most of all while the database cannot be reached.
    read: () =>
      store.head().then(
        ({ seq }) => seq,
        () => [],
      ),
  });
  measured.places(() => store.load());
  if (replicas) measureReplicas(measured, replicas);

  app.get(
    "/metrics",
    {
      schema: operation({
        id: "getMetrics",
        tag: "service",
        access: "metrics",
        isProbe: true,
        summary: "What the process measures of itself, for Prometheus",
        description:
          "Requests by route and status, places that are shared, ready answers, replicas, streams, the ledger's head, memory, the event loop: of this process alone, in the text format 0.0.4. `METRICS` says who may read it; where it is `off`, this is a 404.",
        answers: { 200: { content: { [text]: z.string() } } },
        problems: ["not_found"],
      }),
    },
    async (request, reply) => {
      if (configOf(request).metrics === "off")
        throw new AppError("not_found", "The operator has switched metrics off.");
      return reply
        .type(measured.type)
        .header("cache-control", "no-store")
        .send(await measured.text());
    },
  );
};

/** By their numbers, in the order of DATABASE_REPLICA_URLS. */
function measureReplicas({ gauge }: Metrics, replicas: Replicas): void {
  const each = (value: (state: ReturnType<Replicas["states"]>[number]) => number | null) => () =>
    replicas.states().flatMap((state, n) => {
      const found = value(state);
      return found === null ? [] : [{ labels: { replica: String(n + 1) }, value: found }];
    });
  gauge({
    name: "servanda_replica_used",
    help: "Whether a replica answers reads (1), or is left out since it has failed or is too far behind (0).",
    labels: ["replica"],
    read: each(({ state }) => (state === "used" ? 1 : 0)),
  });
  gauge({
    name: "servanda_replica_lag_lines",
    help: "How many lines of the ledger a replica lacked when it was last looked at, each second.",
    labels: ["replica"],
    read: each(({ behind }) => behind),
  });
}
