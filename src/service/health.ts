import { z } from "zod";
import type { BackupState } from "../backups/schedule.ts";
import { AppError } from "../errors/errors.ts";
import { operation, type Routes } from "../http/contract/operation.ts";
import type { Lifecycle } from "../http/lifecycle.ts";
import { contextOf } from "../http/request/context.ts";

const Health = z.object({ status: z.literal("ok") }).meta({ id: "Health", description: "All is well." });
const Instant = z.iso.datetime().nullable();
const Readiness = Health.extend({
  backups: z
    .object({ lastAt: Instant, failedAt: Instant, nextAt: Instant })
    .exactOptional()
    .describe("Scheduled backups: when the last was made, when one failed last, and when the next is due."),
}).meta({ id: "Readiness", description: "Requests can be served." });
const pingEveryMs = 1000;

/** Probes: /healthz tells that the process answers, /readyz that it can do its work. */
export function healthRoutes({ isClosing }: Lifecycle, backups?: () => BackupState | undefined): Routes {
  return async (app) => {
    const last = { at: Number.NEGATIVE_INFINITY, ping: Promise.resolve() };

    app.get(
      "/healthz",
      {
        schema: operation({
          id: "getHealth",
          tag: "service",
          access: "open",
          isProbe: true,
          summary: "Whether the process answers",
          description: "Does no input or output: use it to decide whether to restart the process.",
          answers: { 200: Health },
        }),
      },
      async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }),
    );

    app.get(
      "/readyz",
      {
        schema: operation({
          id: "getReadiness",
          tag: "service",
          access: "open",
          isProbe: true,
          summary: "Whether requests can be served",
          description:
            "503 while starting, stopping, or without the database: use it to decide where to send requests.",
          answers: { 200: Readiness },
          problems: ["unavailable"],
        }),
      },
      async (request, reply) => {
        if (isClosing()) throw new AppError("unavailable", "The service is stopping.");
        const now = performance.now();
        if (now - last.at > pingEveryMs) Object.assign(last, { at: now, ping: contextOf(request).store.ping() });
        await last.ping.catch(() => {
          throw new AppError("unavailable", "The database cannot be reached.");
        });
        const state = backups?.();
        return reply.header("cache-control", "no-store").send({ status: "ok", ...(state && { backups: state }) });
      },
    );
  };
}
