import { z } from "zod";
import { AppError } from "../errors/errors.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import { metricsOf } from "../http/metrics.ts";
import { configOf, primaryOf } from "../http/request/context.ts";

const text = "text/plain";

/** What the process measures, in the text format of Prometheus. */
export const metricsRoutes: Routes = async (app) => {
  const { store } = primaryOf({ server: app });
  const measured = metricsOf(app);
  measured.gauge(
    "servanda_ledger_head",
    "Number of the newest line of the ledger.",
    async () => (await store.head()).seq,
  );

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
          "Requests by route and status, streams, the ledger's head, memory, the event loop: of this process alone, in the text format 0.0.4. `METRICS` says who may read it; where it is `off`, this is a 404.",
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
