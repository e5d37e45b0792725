import type { FastifyInstance, FastifyRequest } from "fastify";
import { Instant, PlainDate, toInstant } from "../dates/edtf.ts";
import { type AppError, invalidParameter } from "../errors/errors.ts";
import { isSafe } from "./contract/operation.ts";
import { contextOf, goBackTo } from "./request/context.ts";

/** The two times (bitemporal reads): `on` is valid time, `asOf` record time. A route that takes them spreads `moment` into its query. */
export const moment = {
  on: PlainDate.optional().meta({
    description:
      "Valid time: what had happened by this day. An event counts from the first day on which it may have happened; " +
      "what depends on the day is computed for it. Today, with whatever is recorded, when left out.",
    examples: ["2024-06-30"],
  }),
  asOf: Instant.optional().meta({
    description:
      "Record time: what had been recorded by this instant, deleted records included that were not deleted then. " +
      "What depends on the day is computed for that day unless `on` says another.",
    examples: ["2024-07-01T00:00:00.000Z"],
  }),
};

/** For records that have no valid time of their own. */
export const recordTime = { asOf: moment.asOf };

interface Asked {
  on?: string | undefined;
  asOf?: string | undefined;
}

/** Lets a request whose query, or the body of a search, names a moment read the store as it stood then. */
export function travelInTime(app: FastifyInstance): void {
  app.addHook("preHandler", async (request) => {
    const { on, asOf } = ((isSafe(request) && request.body) || request.query || {}) as Asked;
    if (on !== undefined || asOf !== undefined) await travel(request, { on, asOf });
  });
}

async function travel(request: FastifyRequest, { on, asOf }: Asked): Promise<void> {
  const { store, now } = contextOf(request);
  const instant = asOf === undefined ? undefined : toInstant(asOf);
  if (instant !== undefined && instant > now().toISOString()) throw tooEarly(instant);
  const seq = instant === undefined ? undefined : await store.seqAt(instant);
  const then = store.at({ ...(seq !== undefined && { seq }), ...(on !== undefined && { on }) });
  goBackTo(request, { store: then, now: () => new Date(on ?? instant ?? now()), label: [on ?? null, seq ?? null] });
}

function tooEarly(instant: string): AppError {
  const detail = `Nobody knows yet what will have been recorded by ${instant}: asOf must not lie in the future.`;
  return invalidParameter("asOf", "in_the_future", detail);
}
