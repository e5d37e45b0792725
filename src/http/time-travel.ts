import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { plainDate } from "../dates/calendar.ts";
import { Instant, PlainDate, toInstant } from "../dates/edtf.ts";
import { type AppError, invalidParameter } from "../errors/errors.ts";
import type { Head } from "../store/port/store.ts";
import { isSafe, type ServedSchema } from "./contract/operation.ts";
import { storeFor } from "./limits/deadline.ts";
import { contextOf, goBackTo, headOf, primaryOf, type Then } from "./request/context.ts";

/**
 * The two times (bitemporal reads): `on` is valid time, `asOf` record time. A route that takes them includes `moment`
 * in its query.
 */
export const moment = {
  on: PlainDate.optional().meta({
    description:
      "Valid time: what had happened by this day. An event counts from the first day on which it may have happened; " +
      "what it does takes effect on its `effectiveOn`; what depends on the day is computed for it. Today (UTC) when left out.",
    examples: ["2024-06-30"],
  }),
  asOf: z
    .union([Instant, z.string().regex(/^seq:\d{1,15}$/)])
    .optional()
    .meta({
      description:
        "Record time: what had been recorded by this instant, or with this line of the ledger (`seq:412`), deleted records included " +
        "that were not deleted then. The answer is the same for ever; its `Servanda-Seq` names the newest line that it knows of. What " +
        "depends on the day is computed for that day unless `on` says another.",
      examples: ["2024-07-01T00:00:00.000Z", "seq:412"],
    }),
};

const bySeq = "seq:";

/** For records that have no valid time of their own. */
export const recordTime = { asOf: moment.asOf };

interface Asked {
  on?: string | undefined;
  asOf?: string | undefined;
}

/**
 * Lets a request whose query, or the body of a search, names a moment read the store as it stood then. The parameters
 * of pages and files are not validated, and read nothing.
 */
export function readEarlierTimes(app: FastifyInstance): void {
  app.addHook("preHandler", async (request, reply) => {
    if ((request.routeOptions.schema as ServedSchema | undefined)?.querystring === undefined) return;
    const { on, asOf } = ((isSafe(request) && request.body) || request.query || {}) as Asked;
    if (on !== undefined || asOf !== undefined) await travel(request, reply, { on, asOf });
  });
}

async function travel(request: FastifyRequest, reply: FastifyReply, asked: Asked): Promise<void> {
  const { known, ...then } = await thenAt(request, asked);
  if (known !== null) reply.header("servanda-seq", String(known.seq));
  goBackTo(request, then);
}

/**
 * The store and the clock of a moment, and the ledger's head as of it where it is of record time. What was known then
 * is asked of the primary where a replica may not have it all yet. `parameter` names the instant.
 * @throws AppError invalid_request for one that is not there yet
 */
export async function thenAt(
  request: FastifyRequest,
  { on, asOf }: Asked,
  parameter = "asOf",
): Promise<Then & { known: Head | null }> {
  const { store: chosen, now } = contextOf(request);
  if (asOf === undefined) {
    const day = on ?? plainDate(now());
    return { store: chosen.at({ on: day }), now: () => new Date(day), label: [day, null], isFixed: false, known: null };
  }
  const known = await headAsOf(request, asOf, parameter);
  const store = (await headOf(request)).seq >= known.seq ? chosen : storeFor(request, primaryOf(request).store);
  const instant = asOf.startsWith(bySeq) ? (known.at ?? now().toISOString()) : toInstant(asOf);
  const then = store.at({ seq: known.seq, ...(on === undefined ? { today: instant.slice(0, 10) } : { on }) });
  return {
    store: then,
    now: () => new Date(on ?? instant),
    label: [on ?? null, known.seq],
    isFixed: true,
    known,
  };
}

/** The ledger as of an instant or a line. @throws AppError invalid_request for one that is not there yet */
async function headAsOf(request: FastifyRequest, asOf: string, parameter: string): Promise<Head> {
  const { store: primary, now } = primaryOf(request);
  const store = storeFor(request, primary);
  if (!asOf.startsWith(bySeq)) {
    const instant = toInstant(asOf);
    if (instant > now().toISOString()) throw tooEarly(parameter, `what will have been recorded by ${instant}`);
    return store.headAt(instant);
  }
  const seq = Number(asOf.slice(bySeq.length));
  const newest = await store.head();
  if (seq > newest.seq) throw tooEarly(parameter, `line ${seq} of the ledger, which ends at ${newest.seq}`);
  return store.at({ seq }).head();
}

function tooEarly(parameter: string, what: string): AppError {
  const detail = `Nobody knows yet ${what}: ${parameter} must not lie in the future.`;
  return invalidParameter(parameter, "in_the_future", detail);
}
